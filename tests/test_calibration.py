"""A calibration from a log to its folder, and from its folder into a comparison, without the log."""

from __future__ import annotations

import datetime
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml

from experiments.analyses.calibrate.calibration import Calibration
from experiments.analyses.calibrate.forecast import OURS, HoldOut
from experiments.analyses.calibrate.holdout import HeldBack, split_log, transactions_until
from experiments.analyses.calibrate.question import carried_words
from experiments.analyses.calibrate.sentences import forecast_sentence, sentences
from experiments.analyses.compare import compared
from experiments.analyses.replay import replay_folder
from experiments.api import calibrate
from experiments.config.composition import composed
from experiments.config.setting import Setting, built
from experiments.execution.progress import Progress
from experiments.inputs.calibrated import read
from experiments.inputs.table_hash import content_hash
from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.read_log import read_log
from experiments.inputs.transactions.rfm import cumulative_repeats, summarised
from experiments.reports.excel.sheets import sheets
from experiments.reports.redrawing import redrawn
from experiments.results.run_folder import read_manifest
from simulation.draws import Draws, luck
from simulation.mistake import Mistake
from simulation.quantiles import gamma

DAYS = 364
SMALL = ("calibrate.replicates=2", "calibrate.members=4", "calibrate.customers=80", "centring=quick", "executor=inline")
FEW = [word for word in SMALL[1:] if "customers" not in word]  # which nobody reads who checks nothing


def written(path: Path, customers: int = 160, amount: str = "paid", same: bool = False) -> Path:
    """A log with known laws, a year long; nobody's luck but that of keyed draws."""
    draws, lucks = Draws(8), luck(np.arange(customers))
    rate = gamma(draws.of("rate", 0, lucks), 0.8, 6.0) / 7.0
    stays = -np.log(draws.of("stays", 0, lucks)) / gamma(draws.of("dropout", 0, lucks), 0.8, 30.0) * 7.0
    worth = 30.0 / gamma(draws.of("worth", 0, lucks), 4.0, 4.0)
    first = draws.of("first", 0, lucks) * 90.0
    start, rows = datetime.date(2023, 1, 1), [f"customer_id,date,{amount}"]
    for who in range(customers):
        day, number = float(first[who]), 0
        while day < DAYS and day - first[who] <= max(stays[who], 0.0):
            u = draws.of("gap", number, lucks[who : who + 1])[0]
            paid = 10.0 if same else worth[who] * (0.5 + draws.of("paid", number, lucks[who : who + 1])[0])
            rows.append(f"c{who},{start + datetime.timedelta(days=int(day))},{paid:.2f}")
            day -= float(np.log(u)) / float(rate[who])
            number += 1
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("calibration")


@pytest.fixture(scope="module")
def answer(place: Path) -> Calibration:
    file = written(place / "log.csv", amount="amount")
    words = (f"population.file={file}", "population.until=2023-10-15", *SMALL)
    found = calibrate(*words, folder=str(place / "fit"), quiet=True)
    file.rename(place / "gone.csv")  # from here on the folder stands for the log
    return found


def comparison(place: Path, *words: str) -> Setting:
    given = (f"population={place}/fit/calibrated.yaml", "weeks=4", "replicates=3", "space.points=0", "executor=inline")
    return built(composed([*given, *words], "compare").values)


def test_the_folder_holds_the_laws_their_doubt_and_the_check(place: Path, answer: Calibration) -> None:
    names = {path.name for path in (place / "fit").iterdir()}
    assert {"calibrated.yaml", "customers.parquet", "fit.json", "holdout.parquet", "errors.parquet"} <= names
    assert {path.name for path in (place / "fit/figures").glob("*.png")} == {
        "repeats.png", "weekly_repeats.png", "identifiability.png"
    }  # fmt: skip
    fit = json.loads((place / "fit/fit.json").read_text(encoding="utf-8"))
    assert fit["relational"] == {"prior only": len(answer.identifiability)}
    assert fit["narrowed"] == []
    assert fit["said"] == sentences(answer)
    assert read_manifest(place / "fit")[0]["verb"] == "calibrate"


def test_the_forecast_is_held_against_what_was_kept_back(answer: Calibration) -> None:
    assert answer.check is not None
    table = answer.check.table()
    assert (
        len(table) == answer.check.held.weeks == (datetime.date(2023, 12, 30) - datetime.date(2023, 10, 15)).days // 7
    )
    assert {"courtship", "courtship_anew", "courtship_low", "courtship_high"} <= set(table.columns)
    assert (np.diff(table["made"]) >= 0).all()


@pytest.mark.parametrize(
    ("path", "value", "wrong"),
    [
        (("best", "buying", "r"), None, "alpha under buying, must be unchanged since"),
        (("ensemble", 1, "dropout", "s"), None, "under dropout, must be unchanged since"),
        (("best", "parameters", "market.margin"), 0.5, "members with other parameters than the best one"),
        (("best", "parameters", "weeks"), 4, "the parameter weeks"),
        (("best", "parameters", "market.foo"), 0.9, "the parameter market.foo"),
    ],
)
def test_a_calibration_that_was_edited_is_refused(
    place: Path, answer: Calibration, tmp_path: Path, path: tuple[Any, ...], value: Any, wrong: str
) -> None:
    shutil.copy(place / "fit/customers.parquet", tmp_path)
    content = yaml.safe_load((place / "fit/calibrated.yaml").read_text(encoding="utf-8"))
    *sections, name = path
    inner = content
    for section in sections:
        inner = inner[section]
    if value is None:
        del inner[name]
    else:
        inner[name] = value
    (tmp_path / "calibrated.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(Mistake, match=wrong):
        read(str(tmp_path / "calibrated.yaml"))


def test_every_column_of_its_workbook_is_defined(place: Path, answer: Calibration) -> None:
    found = sheets(place / "fit")
    told = found["definitions"]
    assert set(told["sheet"]) > {"laws", "identifiability", "holdout", "errors", "customers"}
    parameters = told["column"].str.contains(".", regex=False)  # of the ensemble: their meanings are in laws
    assert not told[~parameters]["meaning"].eq("").any(), told[told["meaning"] == ""]


def test_a_calibrated_population_needs_no_log(place: Path, answer: Calibration) -> None:
    setting = comparison(place)
    assert setting.values["population"]["source"] == "calibrated"
    assert setting.values["market"]["kind"] == "non_contractual"
    assert setting.world.people.size == round(1.5 * len(answer.log.ids))
    assert setting.ensemble is not None
    assert len(setting.ensemble.worlds) == 4
    laws = {world.people.buying.r for world in setting.ensemble.worlds}  # type: ignore[attr-defined]
    assert len(laws) == 4
    assert comparison(place, "population.ensemble=false").ensemble is None


def test_the_folder_is_drawn_again_from_itself_byte_by_byte(place: Path, answer: Calibration, tmp_path: Path) -> None:
    again = shutil.copytree(place / "fit", tmp_path / "fit", ignore=shutil.ignore_patterns("figures"))
    written = redrawn(again)
    assert (written.not_drawn, len(written.drawn)) == ({}, 6)
    assert [(again / name).read_bytes() == (place / "fit" / name).read_bytes() for name in written.drawn] == [True] * 6


@pytest.mark.long
def test_replicate_k_has_member_k_for_every_strategy(place: Path, answer: Calibration) -> None:
    setting = comparison(place)
    assert setting.ensemble is not None
    assert [setting.world_of(k) is setting.ensemble.worlds[k % 4] for k in range(9)] == [True] * 9
    result = compared(comparison(place, "strategies=[cx_only,as_is]", "space.contagion=false"), Progress(quiet=True))
    said = result.as_json()["ensemble"]
    assert said["members"] == 4
    assert "member k mod members" in said["rule"]
    again = compared(comparison(place, "strategies=[cx_only,as_is]", "space.contagion=false"), Progress(quiet=True))
    assert content_hash(result.runs) == content_hash(again.runs)


@pytest.mark.long
def test_what_explains_a_replicate_is_run_in_the_world_of_its_member(place: Path, answer: Calibration) -> None:
    """Else runs of two worlds are held against each other, and no mechanism is idle."""
    asked = ("strategies=[cx_only,as_is]", "space.contagion=false", "space.points=0", "explain.replicates=2",
             "levers.as_is.cadence=0.2", "replicates=2")  # fmt: skip
    found = [compared(comparison(place, *asked, *more), Progress(quiet=True)).explanation
             for more in ((), ("population.ensemble=false",))]  # fmt: skip
    idle = [{one.mechanism for one in why.without if one.idle} for why in found if why is not None]
    assert idle[0] == idle[1]
    assert "gifts" in idle[0]


def test_two_files_that_do_not_belong_together_are_refused(place: Path, answer: Calibration, tmp_path: Path) -> None:
    text = (place / "fit/calibrated.yaml").read_text(encoding="utf-8")
    (tmp_path / "calibrated.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Mistake, match=r"customers.parquet, is missing"):
        read(str(tmp_path / "calibrated.yaml"))
    answer.customers.iloc[::-1].to_parquet(tmp_path / "customers.parquet", index=False)  # people have their numbers
    pd.testing.assert_frame_equal(read(str(tmp_path / "calibrated.yaml")).customers, answer.customers)
    answer.customers.iloc[1:].to_parquet(tmp_path / "customers.parquet", index=False)
    with pytest.raises(Mistake, match="has changed since it was fitted"):
        read(str(tmp_path / "calibrated.yaml"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("cadence: 0.3", "must be a calibrated.yaml"),
        ("{kind: courtship calibration, version: 99}", "must be of version 1, not 99"),
        ("{kind: courtship calibration, version: 1}", "must be complete"),
        ("[1, 2]", "must be a YAML mapping"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "mine.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(Mistake, match=said):
        composed([f"population={tmp_path}/mine.yaml"])


def test_what_was_narrowed_goes_along_and_words_of_the_user_win(
    place: Path, answer: Calibration, tmp_path: Path
) -> None:
    content: dict[str, Any] = yaml.safe_load((place / "fit/calibrated.yaml").read_text(encoding="utf-8"))
    for k, one in enumerate([content["best"], *content["ensemble"]]):
        one["parameters"] = {"mechanism.fatigue.kappa": 0.03 + 0.001 * k}
    (tmp_path / "calibrated.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    (tmp_path / "customers.parquet").write_bytes((place / "fit/customers.parquet").read_bytes())
    given = [f"population={tmp_path}/calibrated.yaml", "executor=inline"]
    setting = built(composed(given).values)
    assert setting.ensemble is not None
    assert setting.values["mechanism"]["fatigue"]["kappa"] == 0.03
    kappas = [world.mechanism("fatigue").kappa for world in setting.ensemble.worlds]  # type: ignore[attr-defined]
    assert kappas == pytest.approx([0.031, 0.032, 0.033, 0.034])
    own = built(composed([*given, "mechanism.fatigue.kappa=0.08"]).values)
    assert own.ensemble is not None
    assert own.ensemble.carried == ()
    assert {world.mechanism("fatigue").kappa for world in own.ensemble.worlds} == {0.08}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "population.file: given nothing, must be the path of a log"),
        (("population=reference",), "population.source: given reference, must be log or cdnow"),
        (("population.file=absent.csv",), "absent.csv: given no such file"),
        (("calibrate.members=1",), "calibrate.members: given 1, must be between 2 and 1000"),
        (("calibrate.confidence=1.5",), "calibrate.confidence: given 1.5, must"),
        (("calibrate.nps=[[4,30,100]]",), "calibrate.nps: given one wave"),
        (("calibrate.memers=4",), "Did you mean calibrate.members?"),
    ],
)
def test_mistakes_are_named(place: Path, answer: Calibration, words: tuple[str, ...], said: str) -> None:
    own = any(word.startswith("population") for word in words) or not words
    given = words if own else (f"population.file={place}/gone.csv", *words)
    with pytest.raises(Mistake) as caught:
        calibrate(*given, quiet=True)
    assert said in str(caught.value)


def test_one_purchase_each_says_what_cannot_be_fitted(tmp_path: Path) -> None:
    rows = "\n".join(f"c{k},2023-01-{1 + k % 28:02d},5" for k in range(40))
    (tmp_path / "log.csv").write_text(f"customer_id,date,amount\n{rows}\n", encoding="utf-8")
    with pytest.raises(Mistake, match="one-time buyers only.*neither how often customers buy nor how long they stay"):
        calibrate(f"population.file={tmp_path}/log.csv", quiet=True)


@pytest.mark.parametrize(("same", "words"), [(True, ()), (False, ("population.amount=null",))])
def test_a_log_without_amounts_to_tell_apart_is_fitted_all_the_same(
    tmp_path: Path, same: bool, words: tuple[str, ...]
) -> None:
    file = written(tmp_path / "log.csv", amount="amount", same=same)
    found = calibrate(f"population.file={file}", *words, *FEW, "calibrate.replicates=0", quiet=True)
    assert found.laws.spending is None
    assert any("amounts" in remark for remark in found.laws.remarks)
    assert found.calibrated.best.spending.mean == pytest.approx(10.0 if same else 1.0, rel=0.1)
    assert found.check is None


@pytest.mark.long
def test_replay_confirms_a_calibration_and_refuses_another_log(place: Path, answer: Calibration) -> None:
    with pytest.raises(Mistake, match="was used by the run and is missing"):
        replay_folder(place / "fit", Progress(quiet=True))
    (place / "gone.csv").rename(place / "log.csv")
    try:
        assert replay_folder(place / "fit", Progress(quiet=True)).confirmed
    finally:
        (place / "log.csv").rename(place / "gone.csv")


def test_a_log_in_two_parts_adds_up(tmp_path: Path) -> None:
    log = read_log(written(tmp_path / "log.csv", amount="amount"))
    until = datetime.date(2023, 9, 30)
    held = split_log(transactions_until(log, until), log)
    assert held is not None
    assert summarised(held.early).frequency.sum() == held.known
    early = read_log(tmp_path / "log.csv", until=until)
    again = transactions_until(log, until)
    assert early.ids.tolist() == again.ids.tolist()
    assert np.array_equal(early.customer, again.customer)
    known = set(early.ids)
    later = read_log(tmp_path / "log.csv")
    if set(later.ids) == known:  # nobody is new, so all repeats are followed
        first = int(held.first_week)
        assert held.first_week == first
        weeks = range(first + 1, first + 1 + held.weeks)
        assert (held.known + held.further).tolist() == cumulative_repeats(later, list(weeks)).tolist()
    assert split_log(log, log) is None


def checked(ours: float, peer: float, spread: float) -> HoldOut:
    """A check in which ours and a peer miss 100 purchases by known shares; 1,000 were known before."""
    bought = np.array([25, 25, 25, 25])
    log = Log("x", np.array(["a"], dtype=object), np.zeros(1, np.int64), np.zeros(1, np.int64), None,
              datetime.date(2023, 1, 1), datetime.date(2023, 1, 7))  # fmt: skip
    held = HeldBack(log, 4, 1000, bought)
    paths = np.array([held.further * (1 + ours + spread * side) for side in (-1, 1, -1, 1)])
    path = {"given": held.further * (1 + peer), "anew": held.further * (1 + peer)}
    both = {"given": paths, "anew": paths}
    return HoldOut(held, both, both, {"pareto_nbd": path, "bg_nbd": path}, 0.9)


@pytest.mark.parametrize(
    ("ours", "peer", "spread", "verdict"),
    [
        (0.02, 0.05, 0.001, "all miss the slowdown; courtship's is no worse than the better of the others."),
        (-0.20, -0.18, 0.001, "too few purchases; courtship's is worse than the better of the others by 2.0 points."),
        (0.06, 0.05, 0.09, "the better of the others by 1.0 points, but more replicates are needed to be sure."),
        (0.09, -0.05, 0.001, "courtship's is worse than the better of the others by 4.0 points."),
    ],
)  # fmt: skip
def test_a_forecast_is_judged_by_what_was_predicted_beside_its_peers(
    ours: float, peer: float, spread: float, verdict: str
) -> None:
    check = checked(ours, peer, spread)
    said = forecast_sentence(check, "given")
    assert f": predicted {100 * (1 + ours):.0f} further purchases, 100 were made (" in said
    assert ("inside" if abs(ours) <= spread else "outside") + " the 90" in said
    assert said.endswith(verdict)
    assert check.error("courtship") == pytest.approx(ours)


def test_a_forecast_of_weeks_without_a_purchase_is_no_share_of_nothing(answer: Calibration) -> None:
    assert answer.check is not None
    held = answer.check.held
    quiet = replace(answer.check, held=replace(held, bought=np.zeros_like(held.bought)))
    assert np.isnan([quiet.error(OURS), quiet.luck()]).all()
    said = forecast_sentence(quiet, "given")
    assert "none were made, outside the" in said
    assert "%" not in said.partition("band")[2]


def test_a_peer_without_a_forecast_is_compared_with_nothing(answer: Calibration) -> None:
    assert answer.check is not None
    assert answer.check.peers is not None
    peers = {name: dict(one) for name, one in answer.check.peers.items()}
    peers["pareto_nbd"]["given"] = np.full_like(peers["pareto_nbd"]["given"], np.nan)
    said = forecast_sentence(replace(answer.check, peers=peers, confidence=0.975), "given")
    assert "nan" not in said
    assert "no forecast by Pareto/NBD; BG/NBD" in said
    assert "the 97.5\u00a0% band" in said


@pytest.mark.parametrize("known", [0, 10, 1_000_000])
def test_what_was_given_cannot_make_an_error_smaller(known: int) -> None:
    check = checked(0.186, 0.18, 0.01)
    more = replace(check, held=replace(check.held, known=known))
    assert more.errors().equals(check.errors())
    assert more.table().equals(check.table())
    assert forecast_sentence(more, "given") == forecast_sentence(check, "given")


def test_the_printed_comparison_has_what_was_said_of_the_world_and_nothing_else(tmp_path: Path) -> None:
    project = tmp_path / "mine.yaml"
    project.write_text("market: {margin: 0.5}\nseed: 3\npopulation.file: log.csv\n", encoding="utf-8")
    words = ["population.file=few.csv", "community.degree=4", "scenario=saas", "calibrate.members=3", "hydra.run.dir=x"]
    kept = ["market.margin=0.5", "community.degree=4", "scenario=saas"]
    assert carried_words([str(project), *words]) == kept
    assert carried_words([str(project), *words, "space.held=[]"]) == [*kept, "space.held=[]"]


def test_what_comes_after_until_and_cannot_be_read_costs_the_check_alone(tmp_path: Path) -> None:
    file = written(tmp_path / "log.csv", amount="amount")
    customer = file.read_text(encoding="utf-8").splitlines()[1].partition(",")[0]
    with file.open("a", encoding="utf-8") as log:
        log.write(f"{customer},2023-12-20,-5\n")
    found = calibrate(
        f"population.file={file}", "population.until=2023-09-30", *SMALL[1:], "calibrate.replicates=2", quiet=True
    )
    assert found.check is None
    assert "what was kept back cannot be read" in found.unchecked
