"""Where a curve crosses 0, how sure that is, and what a map and its lines have to do with each other."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.results.flip_map import FlipMap, grid, places
from experiments.results.sentences.boundary import flip_sentence
from experiments.statistics.flip_point import Line, crossings
from experiments.statistics.paired import t_interval

NAN = float("nan")
NAMES = ("cx_only", "relationship")


def line(mean: list[float], noise: float = 0.0, default: float = 0.0) -> Line:
    x = np.arange(len(mean), dtype=np.float64)
    return Line("market.margin", default, x, np.array(mean)[:, None] + noise * np.array([-1.0, 0.0, 1.0]))


@pytest.mark.parametrize(
    ("y", "at"),
    [
        ([-1, 1], [0.5]),
        ([-1, 3], [0.25]),
        ([1, 2, 3], []),
        ([-1, 0, 1], [1.0]),
        ([1, 0, 1], []),
        ([-1, 0, 0, 1], [1.5]),
        ([-1, 1, -1], [0.5, 1.5]),
        ([0, 0], []),
        ([], []),
    ],
)
def test_crossings_of_a_curve_that_is_straight_between_points(y: list[float], at: list[float]) -> None:
    assert crossings(np.arange(len(y)), y) == pytest.approx(at)


def test_the_interval_of_a_flip_is_where_zero_is_not_excluded() -> None:
    """Along d(x) = x - 2 with the same spread everywhere it is the half width of Student's interval on both sides."""
    found = line([-2, -1, 0, 1, 2], noise=0.3)
    low, mean, high = t_interval(found.differences[2], 0.95)
    flip = found.flip(0.95)
    assert (flip.at, mean) == (pytest.approx(2.0), pytest.approx(0.0))
    assert (flip.ci_low, flip.ci_high) == (pytest.approx(2 + low), pytest.approx(2 + high))
    assert (flip.below, flip.above, flip.crossings) == (-1, 1, 1)


def test_more_noise_widens_the_interval_up_to_the_end_of_the_range() -> None:
    narrow, wide = (line([-2, -1, 0, 1, 2], noise=noise).flip(0.95) for noise in (0.1, 0.3))
    assert narrow.ci_low is not None
    assert wide.ci_low is not None
    assert wide.ci_low < narrow.ci_low
    open_ended = line([-0.1, 0.1, 5.0], noise=0.5).flip(0.95)
    assert open_ended.ci_low is None
    assert open_ended.ci_high is not None


def test_of_several_flips_the_one_closest_to_the_default_counts() -> None:
    assert line([-1, 1, -1], default=1.8).flip(0.95).at == pytest.approx(1.5)
    assert line([-1, 1, -1], default=0.0).flip(0.95).at == pytest.approx(0.5)
    assert "changes 2 times" in flip_sentence(line([-1, 1, -1]), NAMES, 0.95)


def test_without_a_flip_it_is_said_who_leads_all_the_way() -> None:
    assert "cx_only leads from 0 to 2; this parameter alone does not change the winner" in flip_sentence(
        line([-1, -2, -3]), NAMES, 0.95
    )
    assert "relationship leads below and cx_only above 0.5" in flip_sentence(line([1, -1]), NAMES, 0.95)


def test_runs_that_failed_are_left_out() -> None:
    values = np.array([[-1.0, NAN], [NAN, NAN], [1.0, 1.0]])
    found = Line("k", 0.0, np.array([0.0, 1.0, 2.0]), values)
    assert found.mean[[0, 2]].tolist() == [-1, 1]
    assert np.isnan(found.mean[1])
    assert found.flip(0.95).at == pytest.approx(1.0)


def test_a_grid_keeps_the_ends_of_the_range_and_holds_the_default() -> None:
    assert grid(0.0, 4.0, 1.2, 5).tolist() == [0.0, 1.2, 2.0, 3.0, 4.0]
    assert grid(0.0, 4.0, 2.0, 5).tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert grid(0.0, 4.0, 0.0, 3).tolist() == [0.0, 2.0, 4.0]
    assert grid(1.0, 4.0, 0.5, 3).tolist() == [0.5, 2.25, 4.0], "a default outside its range is an end"


def a_map(slope: float = 1.0) -> FlipMap:
    levels = np.array([0.0, 1.0, 2.0]), np.array([0.0, 5.0])
    differences = np.array([[[slope * x - 0.1 * y - 0.5] for y in levels[1]] for x in levels[0]])
    return FlipMap(*NAMES, ("market.margin", "market.budget_share"), levels, (1.0, 0.0), differences, 0.2, 0.95)


def test_the_lines_of_a_map_run_through_its_defaults() -> None:
    first, second = a_map().lines()
    assert first.mean == pytest.approx([-0.5, 0.5, 1.5])
    assert second.mean == pytest.approx([0.5, 0.0])
    assert first.flip(0.95).at == pytest.approx(0.5)


def test_the_shares_of_a_map_count_its_points() -> None:
    shares = a_map().shares()
    assert shares.a is not None
    assert shares.b is not None
    assert shares.tied is not None
    assert [round(6 * share.share) for share in (shares.a, shares.b, shares.tied)] == [2, 3, 1]


def test_points_of_a_map_come_in_the_order_of_its_array() -> None:
    keys, levels = ("x", "y"), (np.array([0.0, 1.0]), np.array([2.0, 3.0]))
    assert places(keys, levels) == [{"x": 0, "y": 2}, {"x": 0, "y": 3}, {"x": 1, "y": 2}, {"x": 1, "y": 3}]
    assert a_map().table["difference"].tolist() == a_map().differences.ravel().tolist()
