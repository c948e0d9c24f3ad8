"""Simulated moments where the answer is known: what is identified, what is not, and how often ranges hold the truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from scipy import stats

pytest.importorskip("optuna")

from experiments.analyses.calibrate.identifiability import identifiability, narrowed_parameters
from experiments.analyses.calibrate.moments import simulated_statistics
from experiments.analyses.calibrate.simulated_moments import Matching, match_moments
from experiments.analyses.calibrate.targets import Target
from experiments.statistics.emulator import emulator
from experiments.statistics.importance_weights import accepted_sets
from experiments.statistics.optimise import Point, Search
from simulation.alignment.centring import FIRST_GUESS
from simulation.draws import Draws, Floats, luck
from simulation.quantiles import normal
from tests.commands import setting

RANGES = {"fast": (0.0, 2.0), "slow": (0.0, 1.0), "inert": (1.0, 3.0)}
DEFAULTS = {"fast": 1.0, "slow": 0.5, "inert": 2.0}
ERRORS = np.array([0.02, 0.02, 0.05])


def shown(point: Point) -> Floats:
    """Three statistics that bend with two parameters and do not know the third."""
    fast, slow = point["fast"], point["slow"]
    return np.array([np.exp(-0.4 * fast) + 0.1 * slow, 0.5 * slow + 0.1 * fast, fast * slow])


def world(noise: float = 0.004) -> Callable[[Sequence[Point]], list[Floats]]:
    """A stand-in for the market: three replicates, whose luck is the same at every point."""
    luckily = noise * normal(Draws(5).of("replicate", 0, luck(np.arange(9)))).reshape(3, 3)
    return lambda points: [shown(point) + luckily for point in points]


def observed(truth: Point, seed: int | None = None) -> tuple[Target, ...]:
    """What a firm would have measured: without error, or with that of one seed."""
    miss = 0.0 if seed is None else ERRORS * normal(Draws(seed).of("survey", 0, luck(np.arange(3))))
    kinds = ("retention", "retention", "referrals")
    values = zip(kinds, shown(truth) + miss, ERRORS, strict=True)
    return tuple(Target(kind, k, float(value), float(error)) for k, (kind, value, error) in enumerate(values, start=1))


def matched(truth: Point, seed: int | None = None) -> Matching:
    return match_moments(world(), RANGES, DEFAULTS, observed(truth, seed), trials=40, seed=1)


def test_what_moves_a_statistic_is_found_and_what_moves_none_keeps_its_range() -> None:
    truth = {"fast": 0.6, "slow": 0.8, "inert": 2.9}
    found = matched(truth)
    table = identifiability(RANGES, DEFAULTS, found, 0.90).set_index("parameter")
    assert list(found.ranges) == sorted(found.ranges, key=lambda key: -found.movement[key])
    assert "inert" not in found.ranges
    assert table.loc["inert", "verdict"] == "prior only"
    assert table.loc["inert", "low"] == pytest.approx(1.1)
    assert table.loc["inert", "high"] == pytest.approx(2.9)
    assert narrowed_parameters(table.reset_index()) == ["slow", "fast"] or narrowed_parameters(table.reset_index()) == [
        "fast",
        "slow",
    ]
    for key in ("fast", "slow"):
        assert table.loc[key, "verdict"] == "identified"
        assert table.loc[key, "low"] < truth[key] < table.loc[key, "high"]
    assert found.misfit > 0.05


def test_parameter_sets_that_cannot_be_are_excluded_and_the_others_say_what_they_say() -> None:
    def simulate(points: Sequence[Point]) -> list[Floats]:
        """Like the stand-in, in a market that breaks down at one end of one range."""
        return [s if p["fast"] < 1.8 else np.full_like(s, np.nan) for p, s in zip(points, world()(points), strict=True)]

    truth = {"fast": 0.6, "slow": 0.8, "inert": 2.9}
    found = match_moments(simulate, RANGES, DEFAULTS, observed(truth), trials=40, seed=1)
    assert set(found.ranges) == {"fast", "slow"}
    assert found.tried == 2 * len(RANGES) + 40
    assert found.ruled_out == 1 + sum(point["fast"] >= 1.8 for point in found.points) > 1
    table = identifiability(RANGES, DEFAULTS, found, 0.90).set_index("parameter")
    for key in ("fast", "slow"):
        assert table.loc[key, "low"] < truth[key] < table.loc[key, "high"]

    def nowhere(points: Sequence[Point]) -> list[Floats]:
        there = [dict(DEFAULTS, **{key: end}) for key in DEFAULTS for end in RANGES[key]]
        return [
            s if p in [DEFAULTS, *there] else np.full_like(s, np.nan)
            for p, s in zip(points, world()(points), strict=True)
        ]

    found = match_moments(nowhere, RANGES, DEFAULTS, observed(truth), trials=16, seed=1)
    assert (found.ruled_out, found.sets) == (16, None)
    table = identifiability(RANGES, DEFAULTS, found, 0.90).set_index("parameter")
    assert table.loc["fast", "why"].startswith("every parameter set that was searched is excluded")


def test_a_parameter_set_whose_status_quo_cannot_be_as_observed_shows_nothing() -> None:
    market, week = setting("weeks=4").world, (Target("retention", 4, 0.9, 0.01),)
    for place, possible in (({}, True), ({"market.budget_share": 0.001}, False)):
        found = simulated_statistics(market, FIRST_GUESS, place, week, (1, 2))
        assert found.shape == (2, 1)
        assert np.isfinite(found).all() == possible


def test_without_statistics_every_parameter_is_prior_only_and_never_narrowed() -> None:
    table = identifiability(RANGES, DEFAULTS, None, 0.90)
    assert set(table["verdict"]) == {"prior only"}
    assert narrowed_parameters(table) == []
    assert (table["low"] == table["prior_low"]).all()
    assert (table["high"] == table["prior_high"]).all()


def test_two_parameters_that_only_their_sum_shows_are_not_called_identified() -> None:
    """One statistic, the sum of both: neither is known by itself, although together they are."""

    def simulate(points: Sequence[Point]) -> list[Floats]:
        return [np.array([[point["a"] + point["b"]]] * 2) for point in points]

    ranges = {"a": (0.0, 1.0), "b": (0.0, 1.0)}
    target = (Target("referrals", 4, 1.0, 0.02),)
    found = match_moments(simulate, ranges, {"a": 0.5, "b": 0.5}, target, trials=32, seed=1)
    table = identifiability(ranges, {"a": 0.5, "b": 0.5}, found, 0.90)
    assert "identified" not in set(table["verdict"])
    assert found.sets is not None
    sums = found.scaled(found.sets.resampled(50)).sum(axis=1)
    assert np.ptp(sums) < 0.15


def test_statistics_that_the_model_cannot_show_are_called_a_misfit() -> None:
    targets = (Target("retention", 1, 0.9, 0.01), Target("retention", 2, 0.9, 0.01), Target("referrals", 3, 9.0, 0.1))
    assert match_moments(world(), RANGES, DEFAULTS, targets, trials=16, seed=1).misfit < 1e-6


def test_the_same_question_has_the_same_answer_and_asks_in_the_same_order() -> None:
    truth = {"fast": 0.6, "slow": 0.8, "inert": 2.0}
    first, again = matched(truth), matched(truth)
    assert first.points == again.points
    assert first.sets is not None
    assert again.sets is not None
    assert np.array_equal(first.sets.resampled(20), again.sets.resampled(20))


def test_the_search_comes_near_the_lowest_value() -> None:
    search = Search({"x": (0.0, 1.0), "y": (0.0, 1.0)}, first=16, seed=3)
    lowest = np.inf
    for _ in range(8):
        points = search.ask()
        values = [(point["x"] - 0.3) ** 2 + (point["y"] - 0.7) ** 2 for point in points]
        search.tell(values)
        lowest = min(lowest, *values)
    assert lowest < 0.01


def test_a_surface_of_second_order_is_found_exactly() -> None:
    x = _spread(40)
    truth = 1.0 + x[:, :1] - 2.0 * x[:, 1:] ** 2 + 0.5 * x[:, :1] * x[:, 1:]
    surface = emulator(x, truth, np.ones(len(x)))
    assert surface.products
    assert surface.at(x) == pytest.approx(truth, abs=1e-4)
    assert surface.explained[0] > 0.9999


def _spread(count: int) -> Floats:
    k = np.arange(1, count + 1)
    return 2.0 * np.column_stack([k * 0.7548776662 % 1.0, k * 0.5698402910 % 1.0]) - 1.0


@pytest.mark.parametrize("sharp", [0.5, 0.02, 0.002])
def test_quantiles_of_accepted_sets_are_those_of_a_normal_law(sharp: float) -> None:
    """A normal likelihood in three dimensions, from as wide as the prior to a thousandth of it."""
    middle = np.array([0.2, -0.3, 0.1])
    found = accepted_sets(lambda x: np.sum(((x - middle) / sharp) ** 2, axis=1), 3, seed=4)
    assert found.effective > 200
    if sharp < 0.1:
        for probability in (0.05, 0.5, 0.95):
            expected = middle + sharp * stats.norm.ppf(probability)
            assert found.quantiles(probability) == pytest.approx(expected, abs=0.12 * sharp)


def hits(count: int) -> dict[str, int]:
    """In how many surveys with error the 90 % range of each parameter holds the truth."""
    truth, found = {"fast": 0.8, "slow": 0.45, "inert": 2.0}, {"fast": 0, "slow": 0}
    for seed in range(count):
        table = identifiability(RANGES, DEFAULTS, matched(truth, seed), 0.90).set_index("parameter")
        for key in found:
            found[key] += bool(table.loc[key, "low"] <= truth[key] <= table.loc[key, "high"])
    return found


@pytest.mark.long
@pytest.mark.luck(1 / 100)
def test_ranges_hold_the_truth_in_120_surveys_at_the_nominal_rate() -> None:
    """Two parameters, 120 ranges of 90 % each; a false alarm of either has probability below 1 %."""
    low, high = stats.binom.ppf([0.0025, 0.9975], 120, 0.90)
    found = hits(120)
    assert all(low <= count <= high for count in found.values()), found


@pytest.mark.luck(1 / 1000)
def test_ranges_hold_the_truth_in_24_surveys_about_as_often_as_they_say() -> None:
    """Fewer than 16 of 24 ranges of 90 % have probability 4e-4 each: a false alarm of either at most 1e-3."""
    assert min(hits(24).values()) >= 16
