"""A comparison: equal money, equal luck, and a verdict with exactly the fields that other tools rely on."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.analyses.compare import compared
from experiments.inputs.table_hash import content_hash
from experiments.results.comparison import PRECISE, TOO_WIDE, Comparison
from experiments.statistics.equivalence import EQUIVALENT, UNDECIDED, UNDEFINED
from simulation.measures.measures import MEASURES
from simulation.mistake import Mistake
from tests.commands import FEW, QUIET, differing, setting

FIELDS = {
    "mean_a", "mean_b", "difference", "ci_low", "ci_high", "margin", "probability_b_beats_a", "replicates",
    "variance_reduction", "breakeven_week", "verdict", "share_of_space_a", "share_of_space_b", "share_of_space_tied",
}  # fmt: skip


def comparison(*words: str) -> Comparison:
    """Compared with few replicates and without the space, unless the words say otherwise."""
    given = {word.partition("=")[0] for word in words}
    return compared(setting(*(w for w in FEW if w.partition("=")[0] not in given), *words, verb="compare"), QUIET)


def hashes(one: Comparison) -> dict[str, str]:
    return {name: content_hash(table) for name, table in one.tables.items()}


@pytest.fixture(scope="module")
def whole() -> Comparison:
    """All that a comparison can have, in a small world."""
    return comparison("population.size=120", "weeks=20", "replicates=6", "space.points=3", "space.replicates=2",
                      "space.held=[market.budget_share,mechanism.contact.inbound_rate]")  # fmt: skip


def test_the_verdict_has_its_fields_for_every_measure_and_no_number_that_json_lacks(whole: Comparison) -> None:
    content = json.loads(json.dumps(whole.as_json(), allow_nan=False))
    assert {"budget_a", "budget_b", "config_hash"} <= set(content)
    assert list(content["measures"]) == [measure.name for measure in MEASURES]
    words = {"cx_only", "relationship", EQUIVALENT, UNDECIDED, UNDEFINED}
    for name, judged in content["measures"].items():
        assert set(judged) >= FIELDS, name
        assert judged["verdict"] in words
        assert judged["replicates"] + judged["undefined"] == 6
        if judged["verdict"] != UNDEFINED:
            assert judged["ci_low"] <= judged["difference"] <= judged["ci_high"]
            assert judged["difference"] == pytest.approx(judged["mean_b"] - judged["mean_a"], abs=1e-9)
            assert 0 <= judged["probability_b_beats_a"] <= 1
            assert judged["margin"] >= 0
        shares = [judged[f"share_of_space_{who}"] for who in ("a", "b", "tied")]
        assert shares == [None] * 3 or sum(shares) == pytest.approx(1.0)


@pytest.mark.long
def test_one_margin_matters_on_all_pages() -> None:
    """A share of the mean budget of all replicates, whose numbers of customers differ here."""
    found = comparison("replicates=3", "explain.replicates=2", "boundary.points=2", "space.points=0")
    assert len({o.segments["customers"].sum() for o in found.outcomes[0]}) > 1
    assert found.explanation is not None
    assert found.flips is not None
    assert found.explanation.margin == found.flips.margin == found.margin(MEASURES[0])


@pytest.mark.parametrize(
    ("measure", "b"), [("proft", 1), ("profit", 0), ("profit", 2), ("profit", -1), ("profit", "b")]
)
def test_a_verdict_is_on_a_measure_and_another_strategy(whole: Comparison, measure: str, b: Any) -> None:
    with pytest.raises(Mistake, match=r"Did you mean profit|a strategy other than the first: 1 \(relationship\)"):
        whole.verdict(measure, b)


def test_budgets_are_equal_and_spent_to_the_last_minor_unit(whole: Comparison) -> None:
    for one, other in zip(*whole.outcomes, strict=True):
        assert one.envelope.dtype == np.int64
        assert np.array_equal(one.envelope, other.envelope)
        assert one.envelope.sum() > 0
        for run in (one, other):
            assert run.spent == run.budget == run.envelope.sum() + run.interest.sum()
    assert whole.budget[0] == whole.budget[1]
    content = whole.as_json()
    assert content["budget_a"] == content["budget_b"]


def test_the_smallest_difference_that_matters_is_a_share_of_the_budget(whole: Comparison) -> None:
    margins = {measure.name: whole.margin(measure) for measure in MEASURES}
    assert margins["profit"] == margins["revenue"] == pytest.approx(0.01 * whole.budget[0])
    assert (margins["retention"], margins["net_promoter_score"]) == (0.01, 1.0)


def test_the_space_is_run_at_every_point_with_all_measures(whole: Comparison) -> None:
    assert whole.space is not None
    assert whole.space.values.shape == (3, 2, 2, len(MEASURES))
    table = whole.space.table(whole.names)
    assert len(table) == 12
    for key, (low, high) in whole.space.ranges.items():
        assert table[key].between(low, high).all()
        assert table[key].nunique() == 3
    assert whole.as_json()["doubtful_space"]["points"] == 3


def test_tables_have_a_row_for_each_run_week_and_segment(whole: Comparison) -> None:
    assert len(whole.runs) == 12
    assert len(whole.weekly) == 12 * 20 * 2
    assert len(whole.segments) == 12 * (3 + 2 + 2)
    assert set(whole.weekly["firm"]) == {"focal", "rival 1"}
    assert list(whole.table.index) == [measure.name for measure in MEASURES]


def test_the_same_question_has_the_same_answer_to_the_last_bit() -> None:
    """Whoever computes, however many, with either engine: only the seed makes a difference."""
    words = ("space.points=2", "weeks=5")
    first = hashes(comparison(*words))
    assert first == hashes(comparison(*words))
    assert first == hashes(comparison(*words, "executor=processes", "executor.workers=2"))
    seeded = hashes(comparison(*words, "seed=1"))
    assert not set(first.values()) & set(seeded.values())


def test_strategies_of_different_names_and_equal_levers_differ_by_exactly_0(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("twin.yaml").write_text("acquisition_share: 0.163\ncadence: 0.30\n", encoding="utf-8")
    found = comparison("strategies=[cx_only,twin.yaml,as_is]", "weeks=20", "space.points=1")
    assert found.names == ("cx_only", "twin", "as_is")
    for b in (1, 2):
        for name, judged in found.summary(b).items():
            assert judged["difference"] in (0.0, None), name
            assert judged["verdict"] in (EQUIVALENT, UNDEFINED)
            assert judged["share_of_space_tied"] in (1.0, None)
        assert not found.cash_difference(b).any()
        assert found.breakeven(b).week == 0


@pytest.mark.long
def test_a_lever_whose_mechanism_is_off_makes_no_difference(tmp_path: Path) -> None:
    for name, encounters in (("none", 0.0), ("many", 0.8)):
        (tmp_path / f"{name}.yaml").write_text(
            f"acquisition_share: 0.163\ncadence: 0.3\nencounter_share: {encounters}\n", encoding="utf-8"
        )
    strategies = f"strategies=['{tmp_path}/none.yaml','{tmp_path}/many.yaml']"
    off = comparison(strategies, "weeks=20", "mechanism.encounters.enabled=false")
    assert {judged["difference"] for judged in off.summary().values()} <= {0.0, None}
    on = comparison(strategies, "weeks=20")
    assert on.verdict("profit").difference != 0.0


def test_three_strategies_are_held_against_the_first() -> None:
    found = comparison("strategies=[cx_only,relationship,hybrid]")
    content = found.as_json()
    assert [(pair["a"], pair["b"]) for pair in content["comparisons"]] == [
        ("cx_only", "relationship"),
        ("cx_only", "hybrid"),
    ]
    alone = comparison("strategies=[cx_only,hybrid]").as_json()
    assert content["comparisons"][1]["measures"]["profit"]["mean_b"] == alone["measures"]["profit"]["mean_b"]
    assert len(set(found.budget)) == 1


def test_replicates_are_added_in_blocks_until_the_interval_is_narrow_or_the_maximum_reached() -> None:
    wide = comparison("replicates=null", "weeks=2", "precision.width=1e6")
    assert (len(wide.outcomes[0]), wide.precise) == (30, PRECISE)
    narrow = comparison("replicates=null", "weeks=2", "precision.width=1e-9", "precision.maximum=60")
    assert (len(narrow.outcomes[0]), narrow.precise) == (60, TOO_WIDE)
    assert [o.seed for o in narrow.outcomes[0]] == list(range(60))
    assert not differing(narrow.outcomes[1][3], wide.outcomes[1][3])


def test_a_measure_that_is_undefined_everywhere_is_said_to_be() -> None:
    found = comparison("mechanism.acquisition.enabled=false", "mechanism.channels.enabled=false", "weeks=3")
    judged = found.as_json()["measures"]["acquisition_cost"]
    assert (judged["verdict"], judged["difference"], judged["margin"]) == (UNDEFINED, None, 0.0)
    assert not any(math.isinf(value) for value in judged.values() if isinstance(value, float))


@pytest.mark.parametrize("name", [EQUIVALENT, UNDEFINED])
def test_a_strategy_is_not_named_like_a_verdict(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.yaml").touch()
    with pytest.raises(Mistake, match="must not be a word that verdicts use"):
        comparison(f"strategies=[cx_only,'{tmp_path}/{name}.yaml']")
