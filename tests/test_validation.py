"""`courtship validate`: what is chosen, what is written, what the exit status says, and how bands are judged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.api import validate
from experiments.reports.validation import page
from experiments.validation import registry
from experiments.validation.case import FAILS, HOLDS, MISS, Case
from experiments.validation.model_under_test import RIGHT, ModelUnderTest
from experiments.validation.observation import Reading, between, standard_error, within
from experiments.validation.registry import CASES, FAMILIES, selected
from experiments.validation.validation import Validation, luck_of, place
from simulation.mistake import Mistake
from tests.commands import ROOT, said, setting
from tests.luck import FOUR

SMALL = ("case=constant_churn", "case=opinion_only", "executor=inline", "output.figures=false")


def case(reading: Reading, miss: str | None = None, kind: str = "limit") -> Case:
    return Case("a_case", kind, "a claim", "a source", "a band", lambda trial: reading, miss=miss)  # type: ignore[arg-type]


def off(trial: ModelUnderTest) -> Reading:
    """What no model shows."""
    return within(0.0, 1.0, 0.5)


@pytest.mark.luck(26 * FOUR)
def test_the_table_the_folder_and_the_exit_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CASES, "opinion_only", replace(CASES["opinion_only"], measure=off, miss="known to be off"))
    answer = said("validate", *SMALL, f"hydra.run.dir={tmp_path / 'run'}", "--json")
    assert answer.status == 0, answer.err
    content = json.loads(answer.out)
    assert content["holds"] is True
    assert content["counts"]["limit"] == {HOLDS: 1, FAILS: 0, MISS: 1}
    rows = {row["case"]: row for row in content["cases"]}
    assert rows["constant_churn"]["verdict"] == HOLDS
    assert rows["opinion_only"]["verdict"] == MISS
    assert rows["opinion_only"]["reason"] == "known to be off"
    assert 0 < content["luck_bound"]["limit"] < 0.01
    written = pd.read_parquet(tmp_path / "run" / "validation.parquet")
    assert list(written["case"]) == list(rows)
    assert (tmp_path / "run" / "validation.md").read_text(encoding="utf-8").startswith("# Validation")
    again = json.loads((tmp_path / "run" / "validation.json").read_text(encoding="utf-8"))
    assert again["cases"] == content["cases"]


def test_status_1_when_a_case_fails_that_was_not_declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CASES, "opinion_only", replace(CASES["opinion_only"], measure=off))
    answer = said("validate", *SMALL, f"hydra.run.dir={tmp_path / 'run'}")
    assert answer.status == 1
    assert FAILS in answer.out
    assert (tmp_path / "run" / "validation.json").is_file(), "a failure is written down like everything else"


@pytest.mark.luck(26 * FOUR)
def test_each_case_has_a_figure(tmp_path: Path) -> None:
    words = [word for word in SMALL if not word.startswith("output")]
    assert said("validate", *words, f"hydra.run.dir={tmp_path / 'run'}", "--quiet").status == 0
    drawn = sorted(path.name for path in (tmp_path / "run" / "figures").iterdir())
    assert drawn == [f"{name}.{kind}" for name in ("constant_churn", "opinion_only") for kind in ("png", "svg")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("case=constant_chrn",), "case: given constant_chrn, there is no such case. Did you mean constant_churn?"),
        (("case=",), "case: given nothing, there is no such case"),
        (("limit",), "validate: given limit, must be limits, patterns or case=NAME. Did you mean limits?"),
        (("limits", "weeks=3"), "weeks: given 3, must be one of own, own_hash, seed, executor, output.figures"),
        (("mechanism.trust.gain=0.1",), "validate tests the model as it is shipped"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    answer = said("validate", *words)
    assert answer.status == 2
    assert sentence in answer.err
    assert len(answer.err.splitlines()) == 1


def test_words_choose_cases() -> None:
    kinds = {name: CASES[name].kind for name in selected(())}
    assert set(kinds) == set(CASES)
    assert selected(("limits",)) == tuple(name for name, kind in kinds.items() if kind == "limit")
    assert set(selected(("patterns", "case=stages"))) == {n for n, kind in kinds.items() if kind == "pattern"} | {
        "stages"
    }


def test_help_lists_every_case() -> None:
    answer = said("validate", "--help")
    assert answer.status == 0
    assert all(f"  {name}" in answer.out for name in CASES)


@pytest.mark.luck(5 * FOUR)
def test_the_same_from_python() -> None:
    result = validate(case="stages", executor={"kind": "inline"}, quiet=True)
    assert result.table["case"].tolist() == ["stages"]
    assert result.table["verdict"].tolist() == [HOLDS]
    assert len(result.points) == 5
    assert result.plot("stages").get_size_inches()[0] == 8
    with pytest.raises(Mistake, match="Did you mean stages"):
        validate(case="stage")


@pytest.mark.luck(5 * FOUR)
def test_another_seed_gives_other_luck_and_the_same_seed_the_same() -> None:
    case = CASES["stages"]
    one, same, other = (case.measure(ModelUnderTest(seed=seed)) for seed in (0, 0, 1))
    assert np.array_equal(one.simulated, same.simulated)
    assert not np.array_equal(one.simulated, other.simulated)
    assert case.verdict(other) == HOLDS


def test_verdicts() -> None:
    inside, outside, unknown = within(1.0, 1.1, 0.1 + 1e-12), within(1.0, 1.2, 0.1), within(1.0, np.nan, 0.1)
    assert case(inside).verdict(inside) == HOLDS
    assert case(inside, miss="because").verdict(inside) == HOLDS
    for reading in (outside, unknown):
        assert case(reading).verdict(reading) == FAILS
        assert case(reading, miss="because").verdict(reading) == MISS


def test_the_row_of_a_case_is_the_point_that_is_furthest_out_in_widths_of_its_band() -> None:
    reading = within([1.0, 100.0], [1.05, 101.0], [0.1, 10.0], at=[3, 4], axis="year")
    assert reading.worst == 0
    assert place(reading) == "year 3"
    missing = within([1.0, 100.0], [1.05, np.nan], [0.1, 10.0], labels=("one", "two"))
    assert (missing.worst, place(missing)) == (1, "two")


def test_a_band_may_be_lopsided() -> None:
    reading = between([1.0], [0.3], 0.2, 1.1)
    assert reading.low == pytest.approx(0.2)
    assert reading.high == pytest.approx(1.1)
    assert reading.inside.all()


def test_luck_is_added_up_over_points_and_never_too_low() -> None:
    """4 standard errors: 6.3e-5 a point; exact points cannot be unlucky; about what was found in a pattern."""
    reading = within(np.zeros(10), np.full(10, 0.1), 4.0, np.r_[np.ones(9), 0.0])
    assert luck_of(case(reading), reading) == pytest.approx(9 * 6.33e-5, rel=1e-2)
    assert luck_of(case(reading, kind="pattern"), reading) > luck_of(case(reading), reading)
    assert luck_of(case(reading), replace(reading, bound=True)) == luck_of(case(reading, kind="pattern"), reading)
    few = replace(reading, freedom=3.0)
    assert luck_of(case(few), few) > 100 * luck_of(case(reading), reading), "few runs say little about their error"


def test_standard_errors_are_those_of_a_mean() -> None:
    assert standard_error(np.array([[1.0], [3.0]])) == pytest.approx([1.0])


def test_every_case_says_what_must_be_known_of_it() -> None:
    names = [case.name for family in FAMILIES for case in family]
    assert len(names) == len(set(names))
    for one in CASES.values():
        assert one.claim
        assert one.source
        assert one.band
        if one.kind == "pattern":
            assert one.mutant is not None, f"{one.name}: a pattern names a wrong model that it rejects"
            assert one.mutant != RIGHT
    assert sum(one.kind == "pattern" for one in CASES.values()) >= 20


def test_the_page_of_the_documentation_is_that_of_the_cases() -> None:
    """Written by `courtship validate`: every case stands there, with its verdict, and no case that there is not."""
    text = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    listed = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert listed == set(CASES)
    assert f"**{FAILS}**" not in text


def test_a_page_escapes_what_would_break_its_table() -> None:
    reading = within(1.0, 1.0, 0.1)
    odd = replace(case(reading), claim="P(a | b)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(registry.CASES, "a_case", odd)
        text = page(Validation(setting(), {"a_case": reading}, {"a_case": 0.0}))
    assert "P(a \\| b)" in text
