"""Sums that do not depend on the order of their terms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation import sums


@given(st.lists(st.floats(-1e5, 1e5), max_size=60), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_bits_and_the_sum_is_right(terms: list[float], shuffle: object) -> None:
    values = np.array(terms, dtype=np.float64)
    mixed = values.copy()
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert sums.total(values) == sums.total(mixed) == sums.total(values[::-1])
    assert sums.total(values) == pytest.approx(np.sum(values), abs=1e-11 * max(values.size, 1) + 1e-9)


def test_plain_addition_would_depend_on_the_order() -> None:
    values = np.array([0.3, 0.2, 0.1])
    assert float(np.cumsum(values)[-1]) != float(np.cumsum(np.sort(values))[-1])
    assert sums.total(values) == sums.total(np.sort(values))


def test_runs_are_summed_one_by_one_and_an_empty_one_is_0() -> None:
    values, start = np.array([0.3, 0.2, 0.1, 5.0]), np.array([0, 3, 3, 4])
    assert sums.of_runs(values, start) == pytest.approx([0.6, 0.0, 5.0], abs=1e-10)
    assert sums.of_runs(values[[2, 0, 1, 3]], start).tolist() == sums.of_runs(values, start).tolist()


def test_the_mean_of_nobody_is_what_was_asked_for() -> None:
    assert sums.mean(np.zeros(0), otherwise=7.0) == 7.0
    assert sums.mean(np.array([1.0, 2.0])) == 1.5
    assert sums.total(np.zeros((0, 3))) == 0.0
