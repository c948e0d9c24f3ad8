"""Chances in proportion to a weight: what is given to all together stays the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.chances import in_proportion_to

WEIGHTS = st.lists(st.sampled_from([0.0, 2.0]) | st.floats(1e-6, 2.0), min_size=1, max_size=40).map(np.array)


@given(WEIGHTS, st.floats(0.0, 1.0))
def test_their_sum_is_what_was_to_be_given_as_far_as_there_is_somebody_to_give_it_to(
    weight: np.ndarray, share: float
) -> None:
    chance = in_proportion_to(weight, share)
    assert ((chance >= 0.0) & (chance <= 1.0)).all()
    assert chance.sum() == pytest.approx(min(share * weight.sum(), np.count_nonzero(weight)), abs=1e-9)


@given(WEIGHTS, st.floats(0.0, 1.0))
def test_more_weight_is_never_less_chance(weight: np.ndarray, share: float) -> None:
    order = np.argsort(weight, kind="stable")
    assert (np.diff(in_proportion_to(weight, share)[order]) >= -1e-12).all()


def test_equal_weights_are_left_alone() -> None:
    assert (in_proportion_to(np.ones(7), 0.3) == 0.3).all()
    assert (in_proportion_to(np.ones(7), 1.0) == 1.0).all()
