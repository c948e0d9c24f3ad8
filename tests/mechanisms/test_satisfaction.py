"""An experience against what was expected: what delighted once is the standard later."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulation.market.terms import Terms
from simulation.mechanisms.satisfaction import satisfaction_after
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import FOUR
from tests.worlds import FREE, UNCOSTED, Alike, errors_off, market, watched, world


def served(weeks: int, quality: float = 0.5, size: int = 20, only: tuple[str, ...] = (), **parameters: Any) -> Market:
    """Everybody is served every week at a constant quality."""
    parameters = {"satisfaction": {"variability": 0.0}, "contact": {"inbound_rate": 1.0}, **parameters}
    some = market(
        world(
            ["contact", "satisfaction", *only], people=Alike(size), weeks=weeks, as_is=Strategy("idle"),
            **parameters,
        )
    )  # fmt: skip
    some.firms["quality"][:] = quality
    return some


@pytest.mark.parametrize("quality", [0.2, 0.6, 0.95])
def test_a_steady_experience_ends_with_satisfaction_expectation_and_value_alike(quality: float) -> None:
    values = served(1200, quality).run().population
    assert np.allclose(values["satisfaction"], quality, atol=1e-9)
    assert np.allclose(values["expectation"], quality, atol=1e-9)
    assert np.allclose(values["experience"], quality, rtol=1e-15)


def test_delight_overshoots_and_comes_back() -> None:
    """Satisfaction rises above the value while expectation still lags behind, then returns to it."""
    satisfaction = watched(served(800, 0.9), lambda m: m.population["satisfaction"][0])
    assert satisfaction.max() > 0.905
    assert satisfaction[-1] == pytest.approx(0.9, abs=1e-6)


def test_expectation_closes_its_gap_geometrically() -> None:
    expectation = watched(served(100, 0.9), lambda m: m.population["expectation"][0])
    assert np.allclose(0.9 - expectation, 0.3 * 0.97 ** np.arange(1, 101), rtol=1e-10)


def test_nothing_moves_without_a_contact() -> None:
    some = served(30, 0.9, contact={"inbound_rate": 0.0})
    values = some.run().population
    assert (values["satisfaction"] == 0.6).all()
    assert (values["expectation"] == 0.6).all()


@pytest.mark.luck(FOUR)
def test_the_noise_of_an_experience_has_the_stated_size() -> None:
    """Mean within 4 standard errors, standard deviation within 4 %; 0.5 is 5 sd from the ends of the scale."""
    values = served(1, 0.5, size=20_000, satisfaction={"variability": 0.1}).run().population["experience"]
    assert errors_off(values, 0.5) < 4
    assert values.std() == pytest.approx(0.1, rel=0.04)


def test_an_encounter_gives_up_some_polish_and_a_need_turned_away_is_worth_nothing() -> None:
    costless = {**UNCOSTED, "participation": 1.0}
    some = served(1, 0.5, only=("encounters",), encounters=costless, satisfaction={"variability": 0.0, "polish": 0.2})
    some.levers["encounter_share"][1] = 1.0
    some.step()
    met = some.population["encounter"] > 0
    assert np.allclose(some.population["experience"], np.where(met, 0.4, 0.5))

    closed = (replace(FREE[0], capacity=0.0), *FREE[1:])
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, touchpoints=closed)
    values = served(1, 0.5, terms=terms, contact={"inbound_rate": 1.0, "patience": 0.0}).run().population
    assert (values["unserved"] == 1.0).all()
    assert (values["experience"] == 0.0).all()
    assert np.allclose(values["satisfaction"], 0.6 + 0.12 * (0.3 * -0.6 - 0.6))


@pytest.mark.parametrize("waiting", [0.01, 0.15])
def test_a_week_of_waiting_costs_satisfaction_and_nothing_else(waiting: float) -> None:
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, touchpoints=(replace(FREE[0], capacity=0.0), *FREE[1:]))
    values = served(2, 0.5, terms=terms, satisfaction={"variability": 0.0, "waiting": waiting}).run().population
    assert np.allclose(values["satisfaction"], 0.6 - 2.0 * waiting)
    assert (values["expectation"] == 0.6).all()


def test_disconfirmation_moves_satisfaction_beyond_the_experience() -> None:
    same = [satisfaction_after(np.array([0.6]), np.array([e]), np.array([0.6]), 0.1, 0.3)[0] for e in (0.5, 0.6, 0.7)]
    assert same == pytest.approx([0.603, 0.6, 0.597])


def test_reputation_is_the_mean_satisfaction_of_last_week() -> None:
    some = served(10, 0.9)
    means, told = [0.6], []
    for _ in range(10):
        some.step()
        told.append(some.firms["reputation"][1])
        means.append(some.population["satisfaction"].mean())
    assert np.allclose(told, means[:-1], atol=1e-9)
