"""A box in which one strategy wins: found where there is one, and not where there is only luck."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from experiments.analyses.boundary.map_axes import FALLBACK, map_axes
from experiments.results.influence import influence
from experiments.statistics.latin_hypercube import latin_hypercube
from experiments.statistics.prim import box as _box
from simulation.draws import Draws, luck

box = partial(_box, error=0.05)

RANGES = dict.fromkeys("abcdef", (0.0, 1.0))
PLACES = latin_hypercube(RANGES, 200)


def test_a_corner_is_found_and_idle_parameters_are_left_alone() -> None:
    won = np.array([place["a"] > 0.6 and place["b"] < 0.5 for place in PLACES])
    found = box(PLACES, won)
    assert found is not None
    assert set(found.limits) == {"a", "b"}
    assert found.limits["a"][0] == pytest.approx(0.6, abs=0.08)
    assert found.limits["b"][1] == pytest.approx(0.5, abs=0.12)
    assert found.density > 0.9
    assert found.coverage >= 0.5
    assert found.mass == pytest.approx(found.points / 200)


@pytest.mark.luck(0.005)  # none of 6,200 other coins
def test_from_luck_alone_no_limit_is_made() -> None:
    for stream in range(10):
        won = Draws(stream).of("coin", 0, luck(np.arange(200))) < 0.3
        found = box(PLACES, won)
        assert found is not None
        assert found.limits == {}
        assert found.density == pytest.approx(won.mean())


def test_where_all_or_none_is_won_there_is_nothing_to_peel() -> None:
    assert box(PLACES, np.zeros(200, dtype=bool)) is None
    assert box([], np.zeros(0, dtype=bool)) is None
    everything = box(PLACES, np.ones(200, dtype=bool))
    assert everything is not None
    assert (everything.limits, everything.density, everything.coverage) == ({}, 1.0, 1.0)


def test_a_tiny_space_is_no_error() -> None:
    found = box([{"a": 0.1}, {"a": 0.9}], np.array([False, True]))
    assert found is not None
    assert found.points == 2


def test_the_map_is_about_the_two_that_matter_most_where_they_are_beyond_luck() -> None:
    lead = np.array([3 * place["d"] - 2 * place["b"] for place in PLACES])
    found = influence(PLACES, lead, 0.95)
    assert map_axes(found, list(RANGES)) == ("d", "b")
    assert map_axes(found, list(RANGES), ["c"]) == ("c", "d"), "what was asked for comes first"
    few = influence(PLACES[:4], lead[:4], 0.95)
    assert few.named == {}, "at few points luck reaches as far"
    assert map_axes(few, [*RANGES, *FALLBACK]) == FALLBACK
    assert map_axes(influence([], np.empty(0), 0.95), list(RANGES)) == ("a", "b")


def test_points_that_failed_do_not_count_in_the_ranking() -> None:
    lead = np.array([place["a"] for place in PLACES])
    lead[::2] = np.nan
    assert next(iter(influence(PLACES, lead, 0.95).correlations.items())) == ("a", pytest.approx(1.0))
    assert influence(PLACES, np.full(200, np.nan), 0.95).named == {}
