"""When a strategy that costs first has paid for itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from experiments.statistics.breakeven import Breakeven, breakeven_week
from simulation.mistake import Mistake

weekly = arrays(np.int64, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.integers(-1000, 1000))


@pytest.mark.parametrize(
    ("by_week", "expected"),
    [
        ([-5, -3, 2, 6, 4], Breakeven(3, 8.0, 1)),  # a J-curve: -5, -8, -6, 0, 4
        ([-5, -3, 2, 5, 0], Breakeven(None, 8.0, 1)),  # -1 at the horizon
        ([-1, 2, -3, 1, 2], Breakeven(4, 2.0, 2)),  # catches up in week 1, falls back, is ahead for good in week 4
        ([3, -4, 0], Breakeven(None, 1.0, 1)),  # ahead first, behind in the end
        ([1, 1, 1], Breakeven(0, 0.0, None)),
        ([0, 0, 0], Breakeven(0, 0.0, None)),
        ([-2], Breakeven(None, 2.0, 0)),
    ],
)
def test_known_answers_by_hand(by_week, expected):
    assert breakeven_week([by_week]) == expected


def test_replicates_are_averaged_before_they_are_cumulated():
    assert breakeven_week([[-4, 0, 4], [-2, 1, 3]]) == Breakeven(2, 3.0, 0)


def test_rounding_is_not_a_shortfall():
    assert breakeven_week([[-0.1, -0.2, 0.3]]).week == 2
    assert breakeven_week([[0.3, -0.1, -0.2]] * 3).week == 0


def test_money_in_minor_units_is_exact():
    assert breakeven_week(np.array([[-(2**60), 2**60 - 1, 1]])).week == 2
    assert breakeven_week(np.array([[-(2**60), 2**60 - 1, 0]])).week is None


@pytest.mark.parametrize("wrong", [[1.0, 2.0], np.empty((0, 5)), np.empty((5, 0)), [[1.0, np.nan]], [[np.inf, 0.0]]])
def test_what_cannot_be_cumulated_is_refused(wrong):
    with pytest.raises(Mistake, match="difference_by_week"):
        breakeven_week(wrong)


@given(weekly)
def test_it_is_the_first_week_after_which_nobody_is_behind(differences):
    found, cumulative = breakeven_week(differences), differences.mean(axis=0).cumsum().round(6)
    stays = [week for week in range(cumulative.size) if (cumulative[week:] >= 0).all()]
    assert found.week == (stays[0] if stays else None)
    assert found.depth == pytest.approx(max(0, -cumulative.min()), abs=1e-5)


@given(weekly, st.integers(1, 1000), st.integers(2, 5))
def test_neither_unit_nor_repeated_replicates_move_the_week(differences, unit, times):
    found = breakeven_week(differences)
    scaled, repeated = breakeven_week(differences * unit), breakeven_week(np.repeat(differences, times, axis=0))
    assert found.week == scaled.week == repeated.week
    assert scaled.depth == pytest.approx(unit * found.depth)
    assert repeated.depth == pytest.approx(found.depth)
