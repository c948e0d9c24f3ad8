"""Luck as a pure function: uniform, independent of order, and different in everything that may differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulation.draws import Draws, luck, scramble_bits, uniform_from_bits
from tests.luck import FOUR

IDS = np.arange(100_000)
LUCK = luck(IDS)


@pytest.mark.parametrize(("seed", "stream", "week"), [(0, "leaves", 0), (1, "purchases", 51), (-3, "x", 519)])
@pytest.mark.luck(1e-4)
def test_draws_are_uniform(seed: int, stream: str, week: int) -> None:
    """Kolmogorov-Smirnov on 100,000 draws: fails by chance in 1 of 10,000 seeds."""
    u = Draws(seed).of(stream, week, LUCK)
    assert stats.kstest(u, "uniform").pvalue > 1e-4
    assert u.min() > 0.0
    assert u.max() < 1.0


@pytest.mark.parametrize(
    "other",
    [
        Draws(2).of("a", 0, LUCK),
        Draws(1).of("b", 0, LUCK),
        Draws(1).of("a", 1, LUCK),
        Draws(1).of("a", 0, LUCK, occurrence=1),
        Draws(1).of("a", 0, luck(IDS + 1)),
        Draws(-1).of("a", 0, LUCK),
    ],
    ids=["seed", "stream", "week", "occurrence", "id", "sign"],
)
@pytest.mark.luck(2 * FOUR)
def test_whatever_differs_gives_independent_luck(other: np.ndarray) -> None:
    """Correlation within 4/√N of 0, also of neighbours; by chance missed in 1 of 8,000 pairs."""
    u = Draws(1).of("a", 0, LUCK)
    assert not np.any(u == other)
    for one, two in ((u, other), (u[1:], other[:-1])):
        if not np.array_equal(one, two):
            assert abs(np.corrcoef(one, two)[0, 1]) < 4.0 / np.sqrt(one.size)


def test_luck_does_not_depend_on_who_else_is_asked_or_in_which_order() -> None:
    draws = Draws(7)
    u = draws.of("leaves", 3, LUCK)
    order = np.argsort(u)
    assert np.array_equal(draws.of("leaves", 3, LUCK[order]), u[order])
    assert np.array_equal(draws.of("leaves", 3, LUCK[5:6]), u[5:6])
    assert np.array_equal(draws.of("leaves", 3, LUCK.reshape(100, 1000)), u.reshape(100, 1000))
    assert np.array_equal(Draws(7).of("leaves", 3, LUCK), u)


def test_these_numbers_never_change() -> None:
    """Stored results depend on them: a change here changes every result and needs a line in the changelog."""
    u = Draws(1).of("leaves", 0, luck(np.arange(3)))
    assert u.tolist() == [0.007622605327707643, 0.6980209168048793, 0.7548135506283046]


@given(st.integers(0, 2**64 - 1))
def test_mixing_is_a_bijection_that_scrambles(word: int) -> None:
    here, beside = (
        scramble_bits(np.array([word], dtype=np.uint64)),
        scramble_bits(np.array([word ^ 1], dtype=np.uint64)),
    )
    assert here[0] != beside[0]
    assert 8 <= int(here[0] ^ beside[0]).bit_count() <= 56


def test_the_ends_of_the_interval_are_never_reached() -> None:
    ends = uniform_from_bits(np.array([0, 2**64 - 1], dtype=np.uint64))
    assert ends.tolist() == [2.0**-53, 1.0 - 2.0**-53]


@pytest.mark.luck(FOUR + 1e-4)
def test_ties_have_luck_of_their_own_in_each_direction() -> None:
    draws, here, there = Draws(1), LUCK[:1000], LUCK[1000:2000]
    forth, back = draws.of_ties("talk", 0, here, there), draws.of_ties("talk", 0, there, here)
    assert not np.any(forth == back)
    assert abs(np.corrcoef(forth, back)[0, 1]) < 4.0 / np.sqrt(1000)
    assert np.array_equal(draws.of_ties("talk", 0, here, there), forth)
    assert stats.kstest(forth, "uniform").pvalue > 1e-4


def test_no_two_people_share_their_luck() -> None:
    assert np.unique(LUCK).size == LUCK.size
