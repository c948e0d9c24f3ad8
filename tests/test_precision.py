"""The sequential rule: when it stops, and that its interval still covers."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.statistics.paired import t_interval
from experiments.statistics.stopping_rule import Precision as _Precision
from simulation.mistake import Mistake
from tests.luck import FIVE

Precision = partial(_Precision, block=30, maximum=300, confidence=0.95)


def alternating(pairs):
    """Differences -1, 1, -1, …: mean 0, sum of squares n."""
    return np.resize([-1.0, 1.0], pairs)


def test_known_answer_by_hand():
    # sd = sqrt(30/29) and error = sd / sqrt(30) = 1/sqrt(29), so the width is 2 · 2.045230 / 5.385165 = 0.759579
    assert Precision(width=0.7596).reached(alternating(30))
    assert not Precision(width=0.7595).reached(alternating(30))


def test_blocks_are_added_until_the_interval_is_narrow():
    rule, pairs, looks = Precision(width=0.45), 0, []
    while more := rule.planned(alternating(pairs)):
        pairs += more
        looks.append(pairs)
    # 2 · 1.987 / sqrt(89) = 0.4212 is the first width below 0.45 (60 pairs: 0.5210)
    assert looks == [30, 60, 90]
    assert rule.reached(alternating(90))


def test_a_verdict_that_is_clear_stops_too_and_claims_no_width():
    """Half-width of the interval at 99.5 %: 3.0378 / sqrt(29) = 0.5641, t by tables."""
    rule = Precision(width=1e-6, maximum=60, margin=0.2)
    for clear in (0.77, -0.77):
        assert rule.clear(alternating(30) + clear)
        assert rule.enough(alternating(30) + clear)
        assert not rule.reached(alternating(30) + clear)
    for doubtful in (0.76, -0.76, 0.0):
        assert not rule.clear(alternating(30) + doubtful)
        assert rule.planned(alternating(30) + doubtful) == 30
    assert not Precision(width=1e-6, maximum=60).clear(alternating(30) + 5.0)


def test_the_maximum_stops_it_without_claiming_the_width():
    rule = Precision(width=1e-6, maximum=60)
    assert rule.planned(alternating(30)) == 30
    assert rule.planned(alternating(60)) == 0
    assert rule.enough(alternating(60))
    assert not rule.reached(alternating(60))


def test_identical_strategies_are_enough_after_one_block():
    rule = Precision(width=1e-9)
    assert not rule.enough(np.zeros(29))
    assert rule.enough(np.zeros(30))


def test_undefined_pairs_count_as_paid_and_not_as_known():
    rule, undefined = Precision(width=0.7596, maximum=60), np.full(30, np.nan)
    assert not rule.reached(undefined)
    assert rule.planned(undefined) == 30
    assert rule.enough(np.concatenate([undefined, undefined]))
    assert rule.reached(np.concatenate([undefined, alternating(30)]))
    assert not rule.reached(np.append(alternating(29), np.nan))


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"width": 0.0}, "precision.width"),
        ({"width": np.nan}, "precision.width"),
        ({"width": np.inf}, "precision.width"),
        ({"width": 1.0, "block": 29}, "precision.block"),
        ({"width": 1.0, "maximum": 20}, "Use 30 or 60"),
        ({"width": 1.0, "maximum": 100}, "Use 90 or 120"),
        ({"width": 1.0, "confidence": 95}, "confidence"),
    ],
)
def test_rules_that_promise_too_much_are_refused(wrong, key):
    with pytest.raises(Mistake, match=key):
        Precision(**wrong)


@given(st.floats(0.1, 5), st.integers(0, 400), st.sampled_from([30, 50, 100]))
def test_what_is_planned_fits_and_is_nothing_exactly_when_enough(width, pairs, block):
    rule, differences = Precision(width, block=block), alternating(pairs)
    more = rule.planned(differences)
    assert more in (0, block)
    assert pairs + more <= max(rule.maximum, pairs)
    assert rule.enough(differences) == (more == 0)


@given(st.floats(0.1, 5), st.integers(30, 400), st.floats(-1e3, 1e3), st.integers(-10, 10))
def test_neither_a_shift_nor_the_unit_changes_when_it_stops(width, pairs, shift, exponent):
    differences, unit = np.random.default_rng([6, pairs]).normal(size=pairs), 2.0**exponent
    stops = Precision(width).reached(differences)
    assert Precision(width * unit).reached(differences * unit) == stops
    assert Precision(width).reached(differences + shift) == stops


def coverage(draws, width, truth):
    """Share of 2,000 sequential experiments whose final interval holds the truth, and their mean number of pairs."""
    rule, held, spent = Precision(width), 0, 0
    for row in draws:
        pairs = 0
        while more := rule.planned(row[:pairs]):
            pairs += more
        low, _, high = t_interval(row[:pairs], rule.confidence)
        held += low <= truth <= high
        spent += pairs
    return held / len(draws), spent / len(draws)


@pytest.mark.parametrize("width", [0.3, 0.5, 0.8])
@pytest.mark.luck(1 / 1000)
def test_coverage_of_normal_differences(width):
    # At most 2 points below 95 %. One run of the test has a standard error of 0.5 points.
    held, _ = coverage(np.random.default_rng([7, 2000]).normal(size=(2000, 300)), width, 0.0)
    assert 0.93 <= held <= 0.97


@pytest.mark.luck(FIVE)
@pytest.mark.parametrize("width", [0.3, pytest.param(0.5, marks=pytest.mark.luck(0.003)), 0.8])
def test_coverage_of_exponential_differences(width):
    # Skewness 2: spread and mean fall together, so it stops early where the mean is too low. At most 6 points below.
    held, _ = coverage(np.random.default_rng([8, 2000]).exponential(size=(2000, 300)), width, 1.0)
    assert 0.89 <= held <= 0.97


@pytest.mark.parametrize("width", [0.4, 0.8])
def test_pairs_spent_are_those_that_a_known_spread_would_need(width):
    # n = (2 · 1.96 / width)² for a standard deviation of 1, and less than one block more on average.
    _, spent = coverage(np.random.default_rng([9, 2000]).normal(size=(2000, 300)), width, 0.0)
    assert -3 < spent - (2 * 1.96 / width) ** 2 < 30
