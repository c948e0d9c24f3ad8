"""Sums that depend neither on the order of their terms nor on their unit."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation import exact_sums

TERMS = st.lists(st.just(0.0) | st.floats(1e-100, 1e5) | st.floats(-1e5, -1e-100), max_size=60)


@given(TERMS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_bits_and_the_sum_is_right(terms: list[float], shuffle: object) -> None:
    values = np.array(terms, dtype=np.float64)
    mixed = values.copy()
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert exact_sums.total(values) == exact_sums.total(mixed) == exact_sums.total(values[::-1])
    largest = float(np.abs(values).max(initial=0.0))
    assert abs(exact_sums.total(values) - math.fsum(terms)) <= largest * 2.0**-48


@given(TERMS, st.integers(-200, 200))
def test_another_unit_gives_the_same_sum_in_that_unit(terms: list[float], exponent: int) -> None:
    values = np.array(terms, dtype=np.float64)
    assert exact_sums.total(np.ldexp(values, exponent)) == np.ldexp(exact_sums.total(values), exponent)


@pytest.mark.parametrize("size", [1e-300, 1e-12, 1.0, 2e5, 1e18, 1e300])
@pytest.mark.parametrize("count", [1, 2, 1000, 100_000])
def test_no_sum_wraps_around_however_large_its_terms(size: float, count: int) -> None:
    values = np.full(count, size)
    assert exact_sums.total(values) == pytest.approx(count * size, rel=1e-9)
    assert exact_sums.totals(np.stack([values, -values])) == pytest.approx([count * size, -count * size], rel=1e-9)
    assert exact_sums.by_group(values, np.arange(count) % 2, 2).sum() == pytest.approx(count * size, rel=1e-9)
    runs = exact_sums.of_runs(values, np.array([0, count // 2, count]))
    assert runs == pytest.approx([count // 2 * size, (count - count // 2) * size], rel=1e-9)


def test_a_row_is_summed_as_if_it_were_alone() -> None:
    small, large = np.array([1e-9, 2e-9, 4e-9]), np.array([1e12, 1.0, -3.0])
    both = exact_sums.totals(np.stack([small, large]))
    assert both.tolist() == [exact_sums.total(small), exact_sums.total(large)]


@given(TERMS, st.integers(1, 300))
def test_terms_that_are_0_change_no_bit(terms: list[float], zeros: int) -> None:
    values = np.array(terms, dtype=np.float64)
    assert exact_sums.total(np.append(values, np.zeros(zeros))) == exact_sums.total(values)


def test_plain_addition_would_depend_on_the_order() -> None:
    values = np.array([0.3, 0.2, 0.1])
    assert float(np.cumsum(values)[-1]) != float(np.cumsum(np.sort(values))[-1])
    assert exact_sums.total(values) == exact_sums.total(np.sort(values))


def test_runs_and_groups_are_summed_one_by_one_and_an_empty_one_is_0() -> None:
    values, start = np.array([0.3, 0.2, 0.1, 5.0]), np.array([0, 3, 3, 4])
    assert exact_sums.of_runs(values, start) == pytest.approx([0.6, 0.0, 5.0], abs=1e-10)
    assert exact_sums.of_runs(values[[2, 0, 1, 3]], start).tolist() == exact_sums.of_runs(values, start).tolist()
    assert exact_sums.by_group(values, np.array([2, 2, 2, 0]), 3) == pytest.approx([5.0, 0.0, 0.6], abs=1e-10)
    assert exact_sums.of_runs(np.zeros(0), np.array([0, 0, 0])).tolist() == [0.0, 0.0]
    assert exact_sums.by_group(np.zeros(0), np.zeros(0, dtype=np.int64), 2).tolist() == [0.0, 0.0]


def test_what_is_not_finite_is_not_turned_into_a_number() -> None:
    rows = np.array([[1.0, np.nan], [1.0, np.inf], [1.0, 2.0]])
    assert np.isnan(exact_sums.totals(rows)[0])
    assert exact_sums.totals(rows)[1:].tolist() == [np.inf, 3.0]
    with pytest.raises(OverflowError, match="only finite"):
        exact_sums.by_group(rows[0], np.array([0, 0]), 1)


def test_minor_units_that_do_not_fit_are_refused_not_wrapped() -> None:
    assert exact_sums.whole([1.4, -2.6, 2.0**61]).tolist() == [1, -3, 2**61]
    for beyond in (2.0**63, -(2.0**63), np.nan, np.inf):
        with pytest.raises(OverflowError, match="cannot be kept"):
            exact_sums.whole([1.0, beyond])


def test_the_mean_of_nobody_is_what_was_asked_for() -> None:
    assert exact_sums.mean(np.zeros(0), otherwise=7.0) == 7.0
    assert exact_sums.mean(np.array([1.0, 2.0])) == 1.5
    assert exact_sums.total(np.zeros((0, 3))) == 0.0
