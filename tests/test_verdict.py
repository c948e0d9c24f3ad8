"""The verdict on two strategies: known answers, symmetry, and what must not change it."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.statistics.equivalence import EQUIVALENT, UNDECIDED, UNDEFINED, verdict_on_interval
from experiments.statistics.equivalence import paired_difference as _paired
from simulation.mistake import Mistake

paired = partial(_paired, confidence=0.95)

A = np.array([10.0, 12.0, 11.0, 13.0, 9.0])
B = A + np.array([1.0, 2.0, 3.0, 4.0, 5.0])  # the differences have the interval [1.0368, 4.9632]

measures = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 3))
pairs = st.integers(2, 12).flatmap(
    lambda n: st.tuples(arrays(np.float64, n, elements=measures), arrays(np.float64, n, elements=measures))
)
margins = st.floats(0, 1e9)


def test_known_answer_by_hand():
    found = paired(A, B, margin=1)
    assert (found.mean_a, found.mean_b, found.difference) == (11, 14, 3)
    assert (found.ci_low, found.ci_high) == pytest.approx((1.0367568, 4.9632432), abs=1e-6)
    assert found.probability_b_beats_a == 1
    assert found.variance_reduction == pytest.approx((2.5 + 4.5) / 2.5)  # B is 11, 14, 14, 17, 14
    assert (found.replicates, found.undefined, found.verdict) == (5, 0, "b")


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (1.1, 2.0, "new"),
        (1.0, 2.0, UNDECIDED),  # must lie wholly above
        (-2.0, -1.1, "old"),
        (-2.0, -1.0, UNDECIDED),
        (-1.0, 1.0, EQUIVALENT),  # the margin itself does not matter yet
        (0.5, 0.6, EQUIVALENT),  # not 0, and yet too small to matter
        (-0.5, 1.1, UNDECIDED),
        (-3.0, 3.0, UNDECIDED),
    ],
)
def test_the_interval_is_held_against_the_margin(low, high, verdict):
    assert verdict_on_interval(low, high, 1.0, ("old", "new")) == verdict


@pytest.mark.parametrize(
    ("margin", "verdict"), [(0, "b"), (1.03, "b"), (1.04, UNDECIDED), (4.9, UNDECIDED), (5, EQUIVALENT)]
)
def test_the_margin_decides_what_a_difference_is_worth(margin, verdict):
    assert paired(A, B, margin=margin).verdict == verdict


def test_identical_strategies_differ_by_exactly_nothing():
    costs = np.random.default_rng([2, 30]).lognormal(size=30)
    found = paired(costs, costs.copy(), margin=0)
    assert (found.difference, found.ci_low, found.ci_high) == (0, 0, 0)
    assert (found.probability_b_beats_a, found.variance_reduction, found.verdict) == (0.5, None, EQUIVALENT)


def test_a_constant_difference_has_no_variance_to_reduce_even_after_rounding():
    found = paired(A / 3, A / 3 + 0.1, margin=0)
    assert found.variance_reduction is None
    assert found.verdict == "b"


def test_less_is_better_changes_the_winner_and_not_the_sign():
    high, low = paired(A, B, margin=1), paired(A, B, margin=1, better="low")
    assert (high.difference, high.ci_low) == (low.difference, low.ci_low)
    assert (high.verdict, low.verdict) == ("b", "a")
    assert (high.probability_b_beats_a, low.probability_b_beats_a) == (1, 0)


def test_undefined_pairs_are_dropped_and_counted():
    found = paired([*A, np.nan, 1.0], [*B, 5.0, np.nan], margin=1)
    assert asdict(found) == {**asdict(paired(A, B, margin=1)), "undefined": 2}


@pytest.mark.parametrize("a", [[], [1.0], [np.nan, np.nan], [1.0, np.nan]])
def test_fewer_than_two_defined_pairs_say_nothing(a):
    found = paired(a, np.ones(len(a)), margin=1)
    assert found.verdict == UNDEFINED
    assert found.difference is found.ci_low is found.probability_b_beats_a is found.variance_reduction is None
    assert found.replicates + found.undefined == len(a)


def test_a_strategy_must_not_be_named_like_a_verdict():
    with pytest.raises(Mistake, match="equivalent"):
        paired(A, B, margin=1, names=("cx_only", "equivalent"))


@given(pairs, margins, st.sampled_from(["high", "low"]))
def test_swapping_the_strategies_mirrors_everything(columns, margin, better):
    a, b = columns
    one = paired(a, b, margin=margin, names=("x", "y"), better=better)
    other = paired(b, a, margin=margin, names=("y", "x"), better=better)
    assert (one.difference, one.ci_low, one.ci_high) == (-other.difference, -other.ci_high, -other.ci_low)
    assert (one.verdict, one.variance_reduction) == (other.verdict, other.variance_reduction)
    assert one.probability_b_beats_a == pytest.approx(1 - other.probability_b_beats_a)


@given(pairs, st.integers(-1000, 1000))
def test_what_both_gain_changes_no_difference(columns, gain):
    a, b = np.rint(columns[0]), np.rint(columns[1])  # whole numbers, so that adding the gain rounds nothing
    before, after = asdict(paired(a, b, margin=5)), asdict(paired(a + gain, b + gain, margin=5))
    assert after.pop("mean_a") == pytest.approx(before.pop("mean_a") + gain)
    assert after.pop("mean_b") == pytest.approx(before.pop("mean_b") + gain)
    assert [after.pop("variance_reduction")] == pytest.approx([before.pop("variance_reduction")], nan_ok=True)
    assert after == before


@given(pairs, margins, st.integers(-20, 20))
def test_another_unit_changes_no_verdict(columns, margin, exponent):
    a, b = columns
    unit = 2.0**exponent  # a power of two scales without rounding
    before, after = paired(a, b, margin=margin), paired(a * unit, b * unit, margin=margin * unit)
    assert (after.difference, after.ci_low, after.ci_high) == tuple(
        unit * value for value in (before.difference, before.ci_low, before.ci_high)
    )
    assert (after.verdict, after.probability_b_beats_a) == (before.verdict, before.probability_b_beats_a)


@given(pairs, st.data())
def test_the_order_of_replicates_does_not_matter(columns, data):
    a, b = columns
    order = data.draw(st.permutations(range(a.size)))
    scale = max(np.abs(a).max(), np.abs(b).max(), 1)
    before, after = paired(a, b, margin=1), paired(a[order], b[order], margin=1)
    assert after.ci_low == pytest.approx(before.ci_low, abs=1e-9 * scale)
    assert after.ci_high == pytest.approx(before.ci_high, abs=1e-9 * scale)
    assert after.probability_b_beats_a == before.probability_b_beats_a


awkward = st.one_of(st.just(np.nan), st.sampled_from([0.0, 5e-324, 1e-200, 1e150, -1e150]), measures)


@given(
    st.integers(0, 6).flatmap(
        lambda n: st.tuples(arrays(np.float64, n, elements=awkward), arrays(np.float64, n, elements=awkward))
    ),
    st.sampled_from([0, 1, 1e100]),
)
def test_json_never_holds_nan_or_infinity(columns, margin):
    written = json.dumps(asdict(paired(*columns, margin=margin)), allow_nan=False)
    assert json.loads(written)["margin"] == margin


@pytest.mark.luck(1e-4)
def test_the_interval_covers_and_names_nobody_wrongly():
    # 2,000 comparisons of equal strategies: a strategy is named in 5 % of them; ± 4 standard errors is ± 1.95 %.
    rng = np.random.default_rng([3, 2000])
    luck = rng.normal(size=(2000, 30))
    a, b = luck + rng.normal(size=luck.shape), luck + rng.normal(size=luck.shape)
    named = np.mean([paired(*columns, margin=0).verdict in "ab" for columns in zip(a, b, strict=True)])
    assert named == pytest.approx(0.05, abs=0.0195)
