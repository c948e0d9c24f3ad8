"""Shares of the space of doubtful parameters."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import stats

from experiments.statistics.space_share import probability_b_beats_a
from experiments.statistics.space_share import share_of_space as _share_of_space
from simulation.mistake import Mistake

share_of_space = partial(_share_of_space, confidence=0.95)

spaces = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, max_side=10),
    elements=st.one_of(st.just(np.nan), st.floats(-1e6, 1e6).map(lambda value: round(value, 3))),
)
directions = st.sampled_from(["high", "low"])


def test_known_answer_by_hand():
    # point means 3, -3, 1, -1, 0.5 against a margin of 1: the margin itself is a tie
    found = share_of_space([[2, 4], [-3, -3], [1, 1], [0, -2], [-4, 5]], 1)
    assert (found.b.share, found.a.share, found.tied.share) == (0.2, 0.2, 0.6)
    assert (found.points, found.undefined) == (5, 0)


def test_wilsons_interval_by_hand():
    # 1 of 5, z = 1.959964: centre (0.2 + z²/10) / (1 + z²/5) = 0.330345, half-width 0.294105
    found = share_of_space([[2.0], [0.0], [0.0], [0.0], [0.0]], 1)
    assert (found.b.ci_low, found.b.ci_high) == pytest.approx((0.036224, 0.624466), abs=1e-5)
    assert (found.a.share, found.a.ci_low) == (0, 0)
    assert found.a.ci_high == pytest.approx(0.434482, abs=1e-5)  # z² / (5 + z²): none of five is not never


@pytest.mark.parametrize("points", [1, 2, 7, 64])
@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.99])
def test_wilsons_interval_is_scipys(points, confidence):
    for won in range(points + 1):
        ours = share_of_space(np.arange(points)[:, None] < won, 0.5, confidence=confidence).b
        theirs = stats.binomtest(won, points).proportion_ci(confidence, method="wilson")
        assert (ours.ci_low, ours.ci_high) == pytest.approx((theirs.low, theirs.high), rel=1e-12, abs=1e-15)


def test_each_point_may_have_its_own_margin():
    found = share_of_space([[2.0], [2.0], [-2.0], [-2.0]], [1, 3, 1, 3])
    assert (found.a.share, found.b.share, found.tied.share) == (0.25, 0.25, 0.5)


def test_less_is_better_changes_the_winner():
    differences = [[2.0], [3.0], [-2.0], [0.0]]
    high, low = share_of_space(differences, 1), share_of_space(differences, 1, better="low")
    assert (high.a, high.b) == (low.b, low.a)
    assert high.b.share == 0.5


def test_undefined_replicates_are_left_out_and_undefined_points_counted():
    found = share_of_space([[5, np.nan], [np.nan, np.nan], [np.nan, -5], [0, 0]], [1, 1, 1, 1])
    assert (found.points, found.undefined) == (3, 1)
    assert found.a.share == found.b.share == found.tied.share == pytest.approx(1 / 3)
    nothing = share_of_space([[np.nan], [np.nan]], 1)
    assert (nothing.a, nothing.b, nothing.tied, nothing.points, nothing.undefined) == (None, None, None, 0, 2)


def test_every_point_weighs_the_same_in_the_probability():
    # shares of pairs 1, 0.5 (a tie), 0.25; the point without replicates is left out
    differences = [[1, np.nan, np.nan, np.nan], [0, 0, 0, 0], [1, -1, -1, -1], [np.nan] * 4]
    assert probability_b_beats_a(differences) == pytest.approx((1 + 0.5 + 0.25) / 3)
    assert probability_b_beats_a(differences, "low") == pytest.approx((0 + 0.5 + 0.75) / 3)
    assert probability_b_beats_a([[np.nan]]) is None


@given(spaces, st.floats(0, 1e6), directions)
def test_swapping_the_strategies_swaps_the_shares(differences, margin, better):
    one = share_of_space(differences, margin, better=better)
    other = share_of_space(-differences, margin, better=better)
    assert (one.a, one.b, one.tied) == (other.b, other.a, other.tied)
    if one.points:
        assert one.a.share + one.b.share + one.tied.share == pytest.approx(1)
        both = probability_b_beats_a(differences, better) + probability_b_beats_a(-differences, better)
        assert both == pytest.approx(1)


@given(spaces, st.floats(0, 1e6), st.integers(-20, 20))
def test_another_unit_changes_nothing(differences, margin, exponent):
    unit = 2.0**exponent
    assert share_of_space(differences * unit, margin * unit) == share_of_space(differences, margin)
    assert probability_b_beats_a(differences * unit) == probability_b_beats_a(differences)


@given(spaces, st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_larger_margin_never_ties_less(differences, margin, more):
    before, after = share_of_space(differences, margin), share_of_space(differences, margin + more)
    if before.points:
        assert after.tied.share >= before.tied.share


@given(spaces, st.floats(0, 1e6), directions)
def test_json_never_holds_nan_or_infinity(differences, margin, better):
    assert json.dumps(asdict(share_of_space(differences, margin, better=better)), allow_nan=False)
    assert json.dumps(probability_b_beats_a(differences, better), allow_nan=False)


@pytest.mark.parametrize("wrong", [[1.0, 2.0], np.empty((0, 3)), np.empty((3, 0)), [[np.inf]]])
def test_what_is_no_space_is_refused(wrong):
    with pytest.raises(Mistake, match="differences_per_point"):
        share_of_space(wrong, 1)
    with pytest.raises(Mistake, match="differences_per_point"):
        probability_b_beats_a(wrong)


@pytest.mark.parametrize("margins", [-1, np.nan, np.inf, [1, 2, 3], [[1], [1]]])
def test_margins_that_do_not_fit_are_refused(margins):
    with pytest.raises(Mistake, match="margins"):
        share_of_space([[1.0], [2.0]], margins)


def test_wilsons_interval_covers():
    # Summed exactly over how many of 40 independent points b wins when it wins 10 % of the space. The count is
    # discrete, so no interval covers in exactly 95 %; Wilson's may fall short of it, but not far.
    shares = [share_of_space(np.resize(np.repeat([1.0, 0.0], [won, 40 - won]), (40, 1)), 0.5).b for won in range(41)]
    covers = np.array([share.ci_low <= 0.1 <= share.ci_high for share in shares])
    assert stats.binom.pmf(np.arange(41), 40, 0.1) @ covers == pytest.approx(0.95, abs=0.025)
