"""The recommendation score: calibrated on the status quo, whatever the unit of satisfaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from simulation.alignment.centring import PILOT_SEEDS, centre_world, centre_world_quickly
from simulation.draws import Draws, luck
from simulation.market.terms import Terms
from simulation.measures.measures import net_promoter_score
from simulation.quantiles import normal
from simulation.recommendation import expected_score, fitting_scale
from tests.luck import FOUR
from tests.worlds import ran, world

CALM = np.linspace(0.55, 0.95, 2_000)
"""Satisfaction of the customers of a status quo."""


@pytest.mark.parametrize("unit", [0.1, 1.0, 7.0])
@pytest.mark.parametrize("observed", [-30.0, 20.0, 70.0])
@pytest.mark.parametrize("noise", [0.4, 1.6])
def test_the_status_quo_has_the_declared_score_for_any_scale_of_satisfaction(
    unit: float, observed: float, noise: float
) -> None:
    scale = fitting_scale(unit * CALM, observed, noise)
    assert expected_score(unit * CALM, scale, noise) == pytest.approx(observed, abs=1e-6)


@pytest.mark.parametrize("unit", [0.1, 7.0])
def test_what_two_strategies_differ_by_does_not_depend_on_the_unit_of_satisfaction(unit: float) -> None:
    better = np.minimum(CALM + 0.05, 1.0)

    def gap(unit: float) -> float:
        scale = fitting_scale(unit * CALM, 20.0, 0.8)
        return expected_score(unit * better, scale, 0.8) - expected_score(unit * CALM, scale, 0.8)

    assert gap(unit) == pytest.approx(gap(1.0), rel=1e-6)
    assert gap(1.0) > 0


def test_noise_blurs_what_parts_two_firms() -> None:
    gaps = []
    for noise in (0.4, 0.8, 1.6, 3.2):
        scale = fitting_scale(CALM, 20.0, noise)
        gaps.append(expected_score(CALM + 0.02, scale, noise) - 20.0)
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] > 0


@pytest.mark.luck(FOUR)
def test_the_expected_score_is_that_of_drawn_answers() -> None:
    """Of 200,000 answers, rounded and cut to the scale, within 4 standard errors."""
    felt = np.tile(CALM, 100)
    answers = np.clip(np.rint(11.0 * felt + 0.8 * normal(Draws(1).of("answers", 0, luck(np.arange(felt.size))))), 0, 10)
    votes = 100.0 * ((answers >= 9).astype(np.float64) - (answers <= 6))
    error = votes.std() / np.sqrt(votes.size)
    assert abs(votes.mean() - expected_score(felt, 11.0, 0.8)) < 4 * error


def test_who_is_not_there_has_no_score() -> None:
    assert np.isnan(expected_score(np.array([]), 11.0, 0.8))


@pytest.mark.parametrize("observed", [-20.0, 40.0])
@pytest.mark.luck(FOUR)
def test_the_status_quo_has_the_score_that_is_observed(observed: float) -> None:
    """The people of the pilots have it, but for their last step; others by the luck of who they and these are."""
    here = world(size=1000, weeks=26, terms=Terms(recommendation_score=observed))
    centre = centre_world(here)

    def scores(seeds: Iterable[int]) -> list[float]:
        return [net_promoter_score(ran(here, seed=seed, centre=centre)) for seed in seeds]

    assert np.mean(scores(PILOT_SEEDS)) == pytest.approx(observed, abs=4.0)
    others = scores(range(1, 9))
    error = float(np.std(others, ddof=1)) * np.sqrt(1.0 / len(others) + 1.0 / len(PILOT_SEEDS))
    assert abs(np.mean(others) - observed) < 4 * error


def test_nothing_else_depends_on_it() -> None:
    here = world(size=300, weeks=13)
    low, high = (
        centre_world_quickly(replace(here, terms=Terms(recommendation_score=score))) for score in (0.0, 40.0)
    )  # fmt: skip
    assert low.recommendation < high.recommendation
    assert replace(high, recommendation=low.recommendation) == low
