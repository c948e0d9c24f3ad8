"""An analysis is answered from the runs of its own question, and asked again by its folder means what it meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from experiments.analyses.boundary.question import boundary_question
from experiments.api import sweep
from experiments.config.overrides import expanded
from experiments.config.roles import values_hash
from experiments.config.setting import SEED_STEP
from experiments.results.run_folder import read_answer
from experiments.sweeps.commands import named_files
from experiments.sweeps.location import _question
from experiments.sweeps.plan import _in_order, plan_runs, question
from experiments.sweeps.problem import problem
from experiments.sweeps.store import Store
from experiments.sweeps.sweep import Sweep, open_store
from simulation.mistake import Mistake
from tests.commands import said

FEW = (
    "population.size=30", "weeks=3", "executor=inline", "output.figures=false", "sensitivity.n=4",
    "sensitivity.parameters=[market.margin,market.discount_rate]",
)  # fmt: skip
SWEPT = ("population.size=30", "executor=inline", "centring=quick", "output.figures=false")
GENTLE, LOUD = "encounter_share: 0.2\nlistening: 0.5\n", "cadence: 1.0\ndeal_rate: 1.0\ndeal_depth: 0.5\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answer(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "sensitivity.parquet")


def asked(*words: str, verb: str = "sensitivity") -> None:
    done = said(verb, *FEW, *words)
    assert done.status == 0, done.err


@pytest.mark.long
def test_the_runs_of_other_questions_in_the_folder_change_no_answer(folder: Path) -> None:
    asked("replicates=1", "hydra.run.dir=alone")
    asked("replicates=3", "hydra.run.dir=many")
    asked("replicates=1", "hydra.run.dir=many")
    pd.testing.assert_frame_equal(answer(folder / "many"), answer(folder / "alone"))
    asked("replicates=1", "population.spending.gamma=15e12", "hydra.run.dir=large")  # beside which these are rounding
    asked("replicates=1", "hydra.run.dir=large")
    pd.testing.assert_frame_equal(answer(folder / "large"), answer(folder / "alone"))


@pytest.mark.long
@pytest.mark.parametrize("verb", ["sensitivity", "boundary"])
def test_a_project_file_may_hold_keys_of_other_verbs_when_it_is_asked_again(folder: Path, verb: str) -> None:
    (folder / "all.yaml").write_text(
        "population: {size: 30}\nweeks: 3\nexecutor: {kind: inline}\noutput: {figures: false}\nreplicates: 2\n"
        "space: {points: 0}\nsensitivity: {n: 4, parameters: [market.margin, market.discount_rate]}\n"
        "boundary: {points: 2, space: 2, flips: 2, levels: 2, parameters: [market.margin, market.discount_rate]}\n"
        "market: {budget_share: 0.2}\n"
    )
    for words in ((verb, "all.yaml", "hydra.run.dir=one"), ("replay", "one"), ("resume", "one"), ("replay", "one")):
        done = said(*words)
        assert done.status == 0, done.err


def test_it_is_meant_from_where_it_was_asked_with_the_strategy_of_then(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("one", GENTLE), ("two", LOUD), ("three", "")):
        (folder / name).mkdir()
        if text:
            (folder / name / "mine.yaml").write_text(text)
    monkeypatch.chdir(folder / "one")
    asked("replicates=1", "strategies=[cx_only,./mine.yaml]", "hydra.run.dir=st")
    first = answer(folder / "one" / "st")
    for name in ("two", "three"):
        monkeypatch.chdir(folder / name)
        done = said("resume", "../one/st")
        assert done.status == 0, done.err
        pd.testing.assert_frame_equal(answer(folder / "one" / "st"), first)
    (folder / "one" / "mine.yaml").write_text(LOUD)
    for verb in ("replay", "resume", "replay"):
        done = said(verb, "../one/st")
        assert done.status == 0, done.err
        pd.testing.assert_frame_equal(answer(folder / "one" / "st"), first)
    (folder / "one" / "mine.yaml").unlink()
    assert said("replay", "../one/st").status == 0


def test_a_value_of_a_project_file_is_held_as_a_typed_one_is(folder: Path) -> None:
    (folder / "p.yaml").write_text("market: {margin: 0.2}\nsensitivity: {n: 4}\n")
    held, varied = (problem([*words]) for words in (["p.yaml"], ["sensitivity.n=4"]))
    assert set(varied.ranges) - set(held.ranges) == {"market.margin"}
    assert list(held.ranges) == list(problem(["market.margin=0.2", "sensitivity.n=4"]).ranges)
    asked_for = problem(["p.yaml", "sensitivity.parameters=[market.margin,market.discount_rate]"])
    assert "market.margin" in asked_for.ranges, "what is asked for now counts before what a project file holds"


@pytest.mark.parametrize("ask", [problem, lambda words: boundary_question(words, Path("b"))])
def test_an_interval_of_whole_numbers_is_refused_as_it_was_given(ask: Callable[[list[str]], object]) -> None:
    with pytest.raises(Mistake, match=r"market\.firms: given interval\(2,5\), takes whole numbers only"):
        ask(["market.firms=interval(2,5)", "market.margin=interval(0.2,0.3)"])


def test_where_nothing_could_be_run_the_reason_is_told(folder: Path) -> None:
    poor = ("scenario=hospitality", "market.budget_share=0.06", "mechanism.contact.patience=0",
            "mechanism.contact.capacity=0.3", "population.size=30", "weeks=3", "executor=inline")  # fmt: skip
    ranges = ("market.margin=interval(0.2,0.3)", "market.discount_rate=interval(0.05,0.2)")
    for verb, more in (("sensitivity", ("sensitivity.n=4",)), ("boundary", ("boundary.space=2", "boundary.points=2",
                       "boundary.levels=2", "boundary.flips=2", "replicates=2"))):  # fmt: skip
        done = said(verb, *poor, *ranges, *more, "output.figures=false", f"hydra.run.dir={verb}")
        assert done.status == 2
        assert "every run failed or was refused. The first error: market.budget_share" in done.err


def test_a_measure_that_has_no_answer_takes_none_away(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of = ("sensitivity.of=cx_only", "hydra.run.dir=st")
    (folder / "mine.yaml").write_text(GENTLE)
    asked("sensitivity.measure=net_promoter_score", "strategies=[cx_only,./mine.yaml]", *of)
    (folder / "other").mkdir()
    monkeypatch.chdir(folder / "other")
    there = ("sensitivity.of=cx_only", "hydra.run.dir=../st")
    assert said("sensitivity", *FEW, "sensitivity.measure=acquisition_to_keeping", *there).status == 2
    done = said("replay", "../st")
    assert done.status == 0, done.err


def test_two_places_may_mean_two_files_by_one_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("weeks=3", "executor=inline", "centring=quick", "population.source=log", "population.file=log.csv")
    for k, name in enumerate(("one", "two")):
        (folder / name).mkdir()
        rows = "".join(f"c{c},2023-0{1 + (c + m) % 6}-{1 + m:02d},{5 + k}\n" for c in range(25) for m in range(4))
        (folder / name / "log.csv").write_text(f"customer_id,date,amount\n{rows}")
        monkeypatch.chdir(folder / name)
        margin = "0.3,0.4" if k == 0 else "0.5"
        where = "hydra.run.dir=../sw"
        log = words if k == 0 else ("weeks=3", "executor=inline", "centring=quick", "population.size=30")
        assert said("sweep", *log, f"market.margin={margin}", where).status == 0
    done = said("replay", "../sw")
    assert done.status == 0, done.err


def test_strategies_stand_in_the_order_in_which_they_were_asked_for(folder: Path) -> None:
    few = ("population.size=30", "weeks=3", "executor=inline", "centring=quick", "market.margin=0.3")
    words = ("strategies=[cx_only,neglect]", "rivals=[neglect]", "hydra.run.dir=sw")
    assert said("sweep", *few, *words).status == 0
    found = open_store(folder / "sw")
    assert found.strategies == ["cx_only", "neglect"]
    by = found.table.set_index("strategy")["profit"]
    assert found.differences("profit")["difference"].item() == pytest.approx(by["neglect"] - by["cx_only"], abs=1e-12)
    levers = "levers.cx_only={cadence:0.2},{cadence:0.9}"
    assert said("sweep", *few, levers, "seed=0,1", "hydra.run.dir=ev").status == 0
    for row in open_store(folder / "ev").runs.to_dict("records"):
        values = open_store(folder / "ev").config(row["identity"])
        if row["strategy"] == "cx_only":
            there = row["seed"] // SEED_STEP, row["levers.cx_only.cadence"]
            assert (values["seed"], values["levers"]["cx_only"]["cadence"]) == there


def test_a_shipped_strategy_is_not_mixed_with_ones_own_of_its_name(folder: Path) -> None:
    (folder / "cx_only.yaml").write_text(LOUD)
    first = question([*SWEPT[:1], "market.margin=0.3", "strategies=[./cx_only.yaml,neglect]"])
    with Store.made(folder, first.settings, "sensitivity") as store:
        plan_runs(store, first)
        with pytest.raises(Mistake, match="strategies: given cx_only, is ./cx_only.yaml in"):
            plan_runs(store, question([*SWEPT[:1], "market.margin=0.4", "strategies=[cx_only,neglect]"]))


def test_a_design_that_crosses_nothing_asks_each_word_alone() -> None:
    alone = ["design=one_at_a_time", "market=contractual,repertoire", "mechanism.tastes.concentration=1.2,2"]
    with pytest.raises(Mistake, match=r"mechanism\.tastes\.concentration: .* read by market\.kind=repertoire"):
        question(alone)
    assert question(["market=repertoire", *alone[:1], alone[2], "seed=1,2"]).count == 5


@pytest.mark.parametrize("words", [("ls", "a", "b"), ("ls", "weeks=8"), ("ls", "absent"), ("doctor", "x")])
def test_words_that_a_verb_does_not_take(folder: Path, words: tuple[str, ...]) -> None:
    assert said(*words).status == 2


def test_a_changed_strategy_asks_in_a_folder_of_its_own(folder: Path) -> None:
    few = ("population.size=30", "weeks=3", "executor=inline", "centring=quick", "market.margin=0.3,0.4")
    (folder / "mine.yaml").write_text(GENTLE)
    assert said("sweep", *few, "replicates=2", "strategies=[cx_only,./mine.yaml]").status == 0
    (folder / "mine.yaml").write_text(LOUD)
    done = said("sweep", *few, "strategies=[cx_only,./mine.yaml]")
    assert done.status == 0, done.err
    assert len(list((folder / "outputs" / "sweep").iterdir())) == 2


def tables_alike(found: Sweep, fresh: Sweep) -> None:
    """Both hold the same."""
    pd.testing.assert_frame_equal(found.table, fresh.table)
    assert found.counts == fresh.counts
    assert (found.folder / "runs.parquet").read_bytes() == (fresh.folder / "runs.parquet").read_bytes()


SERVED = ("population.size=40", "market.budget_share=0.4")
TABLE = ("design=table", "design.file=pts.csv")


@pytest.mark.parametrize(
    ("first", "second", "begins"),
    [
        pytest.param(("weeks=3,4",), ("weeks=4,3",), {"weeks": 4, "seed": 0}, marks=pytest.mark.long),
        (("weeks=3",), ("weeks=3", "market=contractual,repertoire"), {"weeks": 3, "seed": 0}),
        pytest.param(("weeks=3,4", "seed=1"), ("weeks=5,4", "seed=2"), {"weeks": 5, "seed": 2}, marks=pytest.mark.long),
        ((*TABLE, "pts.csv: weeks,seed 3,1 4,0"), (*TABLE, "pts.csv: weeks,seed 4,2 3,1"), {"weeks": 4, "seed": 2}),
    ],
    ids=["order", "group", "seed", "table"],
)  # fmt: skip
def test_a_folder_that_is_asked_again_answers_as_a_fresh_one(
    folder: Path, first: tuple[str, ...], second: tuple[str, ...], begins: dict[str, int]
) -> None:
    printed = {}
    for where, words in (("again", first), ("again", second), ("fresh", second)):
        for text in (word for word in words if word.startswith("pts.csv: ")):
            (folder / "pts.csv").write_text("\n".join(text.split()[1:]))
        asked = [word for word in words if not word.startswith("pts.csv: ")]
        done = said("sweep", *SWEPT[1:], *SERVED, "strategy=cx_only", *asked, f"hydra.run.dir={where}")
        assert done.status == 0, done.err
        printed[where] = done.out.replace(where, "")
    assert printed["again"] == printed["fresh"]
    tables_alike(open_store("again"), open_store("fresh"))
    assert (folder / "again" / "config.yaml").read_bytes() == (folder / "fresh" / "config.yaml").read_bytes()
    values, told = (read_answer(folder / "again", name) for name in ("config.yaml", "manifest.json"))
    assert {key: values[key] for key in begins} == begins
    assert (told["seed"], told["config_hash"]) == (begins["seed"], values_hash(values, "sweep"))


def test_a_table_of_points_that_was_corrected_answers_for_itself(folder: Path) -> None:
    table = ("design=table", "design.file=pts.csv", "strategy=cx_only", *SWEPT)
    (folder / "pts.csv").write_text("weeks\n2\n4\n")
    first = sweep(*table, quiet=True)
    (folder / "pts.csv").write_text("weeks\n2\n3\n")
    second = sweep(*table, quiet=True)
    assert second.folder != first.folder
    assert sweep(*table, quiet=True).folder == second.folder
    tables_alike(sweep(*table, folder=str(first.folder), quiet=True), second)
    with Store(first.folder) as store:
        assert store.value("SELECT COUNT(*) FROM runs WHERE state != 'wanted'") == 3, "none is lost"
    assert said("replay", str(first.folder)).status == 0
    assert "2 runs done, 0 failed" in said("resume", str(first.folder)).out


def test_every_file_that_a_word_names_is_known_by_its_content(folder: Path) -> None:
    (folder / "mine").mkdir()
    seen = []
    for text in ("seed: 1\n", "seed: 2\n"):
        (folder / "mine" / "own.yaml").write_text(text)
        words = (
            ["population=mine/own.yaml", "weeks=2,3"],
            ["population.file=x.csv,'mine/own.yaml'", "market=repertoire"],
        )
        assert named_files(words[0]) == named_files(words[1])
        seen.append(named_files(words[0])["mine/own.yaml"])
    assert seen[0] != seen[1]


def test_fewer_replicates_and_other_points_are_answered_alone_and_nothing_is_lost(folder: Path) -> None:
    def made(*words: str, where: str = "made", **more: int) -> Sweep:
        return sweep(*SWEPT, "strategy=cx_only", *words, folder=where, quiet=True, **more)

    whole = made("weeks=2,3", replicates=2).table
    tables_alike(made("weeks=2,3", replicates=1), made("weeks=2,3", where="fresh", replicates=1))
    found = made("weeks=2", "output.weekly=true")
    assert set(found.weekly["identity"]) == set(found.runs["identity"])
    with Store(folder / "made") as store:
        assert store.value("SELECT COUNT(*) FROM runs WHERE state = 'done'") == 4
        assert store.value("SELECT COUNT(*) FROM runs WHERE part IS NOT NULL") == 1, "of what is asked for only"
    pd.testing.assert_frame_equal(made("weeks=2,3", replicates=2).table, whole)


def test_strategies_in_another_order_are_told_apart_in_that_order(folder: Path) -> None:
    gaps = [
        sweep("weeks=2,3", *SWEPT, strategies=names, folder="made", quiet=True).differences("profit")["difference"]
        for names in (["cx_only", "neglect"], ["neglect", "cx_only"])
    ]
    assert (gaps[0] == -gaps[1]).all()
    assert gaps[0].abs().min() > 0
    assert _in_order(["b"], ["a"]) == ["b", "a"]
    assert _in_order(["a", "b", "c"], ["c", "a"]) == ["c", "b", "a"], (
        "of an analysis, whose store holds several questions"
    )


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("market.margin=0.2,0.3", "weeks=5"), ("weeks=5", "market.margin=0.2,0.3"), True),
        (("market=repertoire", "market.margin=0.4"), ("market.margin=0.4", "market=repertoire"), True),
        (("market.margin=interval(0.2,0.4)", "market.discount_rate=interval(0.05,0.2)"),
         ("market.discount_rate=interval(0.05,0.2)", "market.margin=interval(0.2,0.4)"), False),
        (("p.yaml", "market.margin=0.3"), ("market.margin=0.3", "p.yaml"), False),
        (("market={margin:0.2}", "market.margin=0.3"), ("market.margin=0.3", "market={margin:0.2}"), False),
    ],
)  # fmt: skip
def test_words_in_another_order_are_the_same_question_where_that_makes_no_difference(
    first: tuple[str, ...], second: tuple[str, ...], same: bool, folder: Path
) -> None:
    (folder / "p.yaml").write_text("market.margin: 0.5\n", encoding="utf-8")
    one, other = (_question(expanded(words)) for words in (first, second))
    assert (one == other) == same
    assert _question(expanded(first)) == one
