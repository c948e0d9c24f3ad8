"""Pairs of replicates: what is dropped, who wins a pair, and the interval of the mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from experiments.statistics.paired import check_judgeable, defined_pairs, mean_and_error, t_interval, wins
from simulation.mistake import Mistake


def test_interval_of_one_to_five_is_the_one_of_the_textbook():
    # mean 3, sd sqrt(2.5), t(4, 0.975) = 2.776445: 3 ± 2.776445 · sqrt(0.5)
    assert t_interval(np.arange(1.0, 6.0), 0.95) == pytest.approx((1.0367568, 3.0, 4.9632432), abs=1e-6)


def test_interval_is_that_of_scipys_paired_t_test():
    rng = np.random.default_rng([1, 40])
    a, b = rng.normal(size=40), rng.normal(0.3, 2, size=40)
    theirs = stats.ttest_rel(b, a).confidence_interval(0.9)
    low, _, high = t_interval(b - a, 0.9)
    assert (low, high) == pytest.approx((theirs.low, theirs.high), rel=1e-12)


@given(st.floats(-1e12, 1e12), st.integers(2, 400))
def test_equal_values_have_that_mean_and_no_error(value, size):
    assert mean_and_error(np.full(size, value)) == (value, 0.0)


def test_a_tie_is_half_a_win():
    assert wins(np.array([1.0, 2.0, 0.0, -1.0])) == 0.625
    assert wins(np.array([1.0, 2.0, 0.0, -1.0]), "low") == 0.375
    assert wins(np.zeros(7)) == 0.5


def test_a_pair_is_dropped_when_either_is_undefined():
    a, b, undefined = defined_pairs([1, np.nan, 3, np.nan, 5], [1, 2, np.nan, np.nan, 6])
    assert (a.tolist(), b.tolist(), undefined) == ([1, 5], [1, 6], 3)


@pytest.mark.parametrize(("a", "b"), [([1, 2], [1, 2, 3]), ([[1, 2]], [[1, 2]]), (1.0, 2.0), ([1, np.inf], [1, 2])])
def test_columns_that_do_not_pair_are_refused(a, b):
    with pytest.raises(Mistake, match=r"replicates|measure"):
        defined_pairs(a, b)


@pytest.mark.parametrize(
    "wrong",
    [
        {"margin": -1.0},
        {"margin": np.nan},
        {"margin": np.inf},
        {"confidence": 1.0},
        {"confidence": 95},
        {"better": "up"},
    ],
)
def test_what_no_comparison_can_be_judged_by_is_refused_by_name(wrong):
    with pytest.raises(Mistake, match=next(iter(wrong))):
        check_judgeable(**wrong)
