"""The Latin hypercube over the parameter space."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.statistics.latin_hypercube import latin_hypercube

RANGES = {"a": (0.0, 1.0), "b.c": (-5.0, 5.0), "d": (100.0, 1000.0)}


@pytest.mark.parametrize("points", [1, 7, 32])
def test_every_slice_of_every_range_holds_one_point(points: int) -> None:
    places = latin_hypercube(RANGES, points)
    assert len(places) == points
    for key, (low, high) in RANGES.items():
        unit = (np.array([place[key] for place in places]) - low) / (high - low)
        assert sorted((unit * points).astype(int)) == list(range(points))


def test_it_is_the_same_every_time() -> None:
    assert latin_hypercube(RANGES, 5) == latin_hypercube(RANGES, 5)


def test_without_points_or_doubt_there_is_no_space() -> None:
    assert latin_hypercube(RANGES, 0) == latin_hypercube({}, 5) == []
