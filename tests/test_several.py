"""Several strategies against one reference: Holm's p values and simultaneous intervals."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from experiments.statistics.equivalence import EQUIVALENT, UNDECIDED, UNDEFINED
from experiments.statistics.equivalence import paired_difference as _paired
from experiments.statistics.multiple_comparisons import compare_all_pairs as _several
from experiments.statistics.multiple_comparisons import holm, p_value
from experiments.statistics.ranking import ranking
from simulation.mistake import Mistake

paired = partial(_paired, confidence=0.95)

several = partial(_several, confidence=0.95)

probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=8)


def test_holm_known_answer_by_hand():
    # sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1: 0.02, 0.03, 0.06, 0.04, and the last is raised to 0.06
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.9]).tolist() == [1.0, 1.0]
    assert holm([]).size == 0


@given(probabilities)
def test_holm_lies_between_the_raw_value_and_bonferroni_and_keeps_the_order(p):
    adjusted = holm(p)
    assert (adjusted >= p).all()
    assert (adjusted <= np.minimum(1, len(p) * np.array(p))).all()
    assert (np.diff(adjusted[np.argsort(p)]) >= 0).all()


@given(probabilities, st.sampled_from([0.01, 0.05, 0.2]))
def test_holm_rejects_what_the_step_down_rejects(p, level):
    rejected = 0
    for step, value in enumerate(sorted(p)):
        if value * (len(p) - step) > level:
            break
        rejected += 1
    assert (holm(p) <= level).sum() == rejected


@pytest.mark.parametrize("p", [[-0.1], [1.1], [0.5, np.nan]])
def test_holm_refuses_what_is_no_probability(p):
    with pytest.raises(Mistake, match="p_values"):
        holm(p)


def columns(n=40):
    """Profits that share most of their spread; each differs from as_is by its mean with a standard deviation of 0.4."""
    shared, *own = (np.sqrt(2) * np.cos(np.pi * order * (np.arange(n) + 0.5) / n) for order in range(1, 6))
    means = {"as_is": 0.0, "cx_only": 0.0, "relationship": 1.0, "neglect": -1.0}
    return {name: shared + mean + 0.3 * noise for (name, mean), noise in zip(means.items(), own, strict=True)}


def test_each_is_judged_against_the_reference_at_its_share_of_the_error():
    measured = columns()
    found = several(measured, "as_is", 0.2)
    assert {name: difference.verdict for name, difference in found.differences.items()} == {
        "cx_only": "equivalent",
        "relationship": "relationship",
        "neglect": "as_is",
    }
    names = ("as_is", "neglect")
    alone = paired(measured["as_is"], measured["neglect"], margin=0.2, confidence=1 - 0.05 / 6, names=names)
    stated = {"confidence": 0.95, "comparisons": 6}
    assert asdict(found.differences["neglect"]) == pytest.approx(asdict(alone) | stated)
    assert len(found.pairs) == 6


def test_a_winner_beats_all_others_and_ties_are_named():
    measured = columns()
    found = several(measured, "as_is", 0.2).ranking()
    assert found.winner == several(measured, "as_is", 0.2).verdict == "relationship"
    places = {place.name: (place.best, place.worst, place.tied) for place in found.places}
    assert places == {
        "relationship": (1, 1, ()),
        "as_is": (2, 3, ("cx_only",)),
        "cx_only": (2, 3, ("as_is",)),
        "neglect": (4, 4, ()),
    }
    measured["twin"] = measured["relationship"]
    tied = several(measured, "as_is", 0.2)
    assert (tied.ranking().winner, tied.ranking().leaders) == (None, ("relationship", "twin"))
    assert tied.verdict == EQUIVALENT, "who leads is equivalent to who leads with it, whatever the others are"
    wild = {**columns(), "wild": columns()["relationship"] + 20 * np.cos(7.0 * np.arange(40))}
    assert several(wild, "as_is", 0.2).verdict == UNDECIDED
    assert several({**columns(), "gone": np.full(40, np.nan)}, "as_is", 0.2).verdict == UNDEFINED
    assert several(columns(), "as_is", 0.2, better="low").verdict == "neglect"


def test_equal_strategies_share_every_place():
    """The null world: the same numbers under five names; nobody wins, nobody is ranked."""
    found = several(dict.fromkeys("abcde", columns()["as_is"]), "a", 0.0).ranking()
    assert {(place.best, place.worst) for place in found.places} == {(1, 5)}
    assert found.winner is None


def test_who_beats_a_winner_beats_the_beaten():
    found = ranking(["a", "b", "c"], {("a", "b"), ("b", "c")})
    assert [(place.best, place.worst) for place in found.places] == [(1, 1), (2, 2), (3, 3)]


def test_two_strategies_are_an_ordinary_comparison():
    measured = columns()
    found = several({name: measured[name] for name in ("as_is", "neglect")}, "as_is", 0.2)
    alone = paired(measured["as_is"], measured["neglect"], margin=0.2, names=("as_is", "neglect"))
    assert asdict(found.differences["neglect"]) == pytest.approx(asdict(alone))


def test_p_value_without_margin_is_scipys_paired_t_test():
    measured = columns()
    a, b = measured["as_is"], measured["cx_only"]
    assert p_value(a, b, 0.0) == pytest.approx(stats.ttest_rel(b, a).pvalue, rel=1e-9)


@given(st.floats(0, 1.5), st.sampled_from(["cx_only", "relationship", "neglect"]), st.floats(0.5, 0.999))
def test_p_value_agrees_with_the_interval(margin, name, confidence):
    a, b = columns()["as_is"], columns()[name]
    p = p_value(a, b, margin)
    if abs(p - (1 - confidence)) > 1e-9:
        named = paired(a, b, margin=margin, confidence=confidence).verdict in ("a", "b")
        assert named == (p < 1 - confidence)


def test_p_value_of_constant_and_of_missing_differences():
    assert p_value([1, 2, 3], [2, 3, 4], 0.0) == 0
    assert p_value([1, 2, 3], [2, 3, 4], margin=1) == 1
    assert p_value([1, np.nan], [2, 3], 0.0) is None


def test_an_undefined_comparison_still_counts_and_is_safe_in_json():
    measured = columns()
    found = several({**measured, "neglect": np.full(40, np.nan)}, "as_is", 0.2)
    assert found.differences["neglect"].verdict == UNDEFINED
    assert found.p_values["neglect"] is None
    assert found.differences["cx_only"] == several(measured, "as_is", 0.2).differences["cx_only"]
    json.dumps([asdict(pair) for pair in found.pairs.values()], allow_nan=False)


def test_less_is_better_names_the_other():
    found = several(columns(), "as_is", 0.2, better="low")
    assert found.differences["relationship"].verdict == "as_is"
    assert found.differences["neglect"].verdict == "neglect"


def test_unknown_reference_and_a_single_strategy_are_refused():
    with pytest.raises(Mistake, match="Did you mean as_is"):
        several(columns(), "as_iss", 0.2)
    with pytest.raises(Mistake, match="at least two"):
        several({"as_is": [1.0, 2.0]}, "as_is", 0.2)


@pytest.mark.luck(1.6e-3)
def test_equal_strategies_are_told_apart_in_no_more_families_than_promised():
    # 1,000 families of ten pairs: at most 5 % with any name, + 3 standard errors.
    rng = np.random.default_rng([5, 1000])
    wrong = 0
    for _ in range(1000):
        family = dict(zip("abcde", rng.normal(size=(5, 30)), strict=True))
        found = several(family, "a", 0.0)
        wrong += any(pair.decided for pair in found.pairs.values())
    assert wrong / 1000 <= 0.05 + 0.021
