"""Trust alone: where it settles, how it spreads, how it fades."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulation.market.terms import Terms
from simulation.mechanisms.contact import USUAL_NEEDS
from simulation.mechanisms.trust import trust_after_experience
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import FOUR
from tests.worlds import FREE, Alike, errors_off, market, watched, world

SERVICE, *OTHERS = FREE
NEVER_FADES: dict[str, Any] = {"half_life": 1e15, "passive": 1.0}


def served(share: float, weeks: int, size: int = 4000, **trust: Any) -> Market:
    """Everybody has a need every week; a share is served, and the others, who do not wait, are let down."""
    desk = replace(SERVICE, capacity=USUAL_NEEDS * share)
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, touchpoints=(desk, *OTHERS))
    return market(
        world(
            ["contact", "satisfaction", "trust"], people=Alike(size), weeks=weeks, terms=terms, as_is=Strategy("idle"),
            contact={"inbound_rate": 1.0, "patience": 0.0}, trust=trust,
            satisfaction={"variability": 0.0, "expectation_rate": 0.0},
        )
    )  # fmt: skip


@pytest.mark.parametrize(("p", "gain", "loss"), [(0.75, 0.05, 0.15), (0.9, 0.05, 0.15), (0.5, 0.08, 0.10)])
@pytest.mark.luck(FOUR)
def test_asymmetric_trust_settles_between_good_and_bad(p: float, gain: float, loss: float) -> None:
    """T* = p·a⁺ / (p·a⁺ + (1 - p)·a⁻) within 4 standard errors; fails by chance in 1 of 10,000 seeds."""
    trust = served(p, 300, gain=gain, loss=loss, **NEVER_FADES).run().population["trust"][:, 1]
    assert errors_off(trust, p * gain / (p * gain + (1.0 - p) * loss)) < 4


@pytest.mark.luck(FOUR)
def test_slow_to_gain_and_quick_to_lose_makes_one_failure_outweigh_several_successes() -> None:
    """With a⁻ = 3·a⁺, trust stays at ½ only where three weeks are good for each bad one."""
    trust = served(0.75, 300, gain=0.05, loss=0.15, **NEVER_FADES).run().population["trust"][:, 1]
    assert errors_off(trust, 0.5) < 4


@pytest.mark.parametrize("rate", [0.08, 0.15])
@pytest.mark.luck(FOUR)
def test_symmetric_trust_has_the_variance_of_exponential_smoothing(rate: float) -> None:
    """λσ² / (2 - λ) with σ² = p(1 - p), within 10 %; about 4.5 standard errors of a variance of 4,000 values."""
    trust = served(0.5, 200, gain=rate, loss=rate, **NEVER_FADES).run().population["trust"][:, 1]
    assert np.var(trust) == pytest.approx(rate * 0.25 / (2.0 - rate), rel=0.10)


@pytest.mark.luck(3 * FOUR)
def test_symmetric_trust_approaches_with_the_half_life_of_exponential_smoothing() -> None:
    """The mean gap to p closes by (1 - λ) a week, hence by half in ln ½ / ln(1 - λ) weeks; within 4 standard errors."""
    mean = watched(served(0.9, 13, gain=0.1, loss=0.1, **NEVER_FADES), lambda m: m.population["trust"][:, 1])
    for week in (3, 6, 12):
        assert errors_off(mean[week], 0.9 - 0.4 * 0.9 ** (week + 1)) < 4


def test_idle_trust_fades_exponentially() -> None:
    """T₀ + (T - T₀)·2^(-t / h) to 1e-12."""
    idle = market(world(["trust"], people=Alike(20), weeks=260, trust={"anchor": 0.3, "half_life": 52.0}))
    idle.population["trust"][:] = np.linspace(0.0, 1.0, 20)[:, None]
    trust = watched(idle, lambda m: m.population["trust"][:, 1])
    weeks = np.arange(1, 261)[:, None]
    assert np.abs(trust - (0.3 + (np.linspace(0.0, 1.0, 20) - 0.3) * np.exp2(-weeks / 52.0))).max() < 1e-12


def test_a_gain_closes_a_share_of_the_gap_and_a_negative_one_costs_a_share() -> None:
    assert np.allclose(trust_after_experience(np.array([0.5, 0.5]), np.array([0.1, -0.1])), [0.55, 0.45])


def test_a_breach_hurts_more_the_closer_the_relationship() -> None:
    """Betrayal: T·(1 - a⁻·(1 + β·g)), exactly."""
    some = served(0.0, 1, gain=0.05, loss=0.10, betrayal=0.5, half_life=1e15)
    some.population["stage"][:] = np.arange(4000) % 5
    some.step()
    for stage in range(5):
        trust = some.population["trust"][some.population["stage"] == stage, 1]
        assert np.allclose(trust, 0.5 * (1.0 - 0.10 * (1.0 + 0.5 * stage)), rtol=1e-12)


@pytest.mark.parametrize(("authenticity", "sign"), [(0.2, -1), (0.35, 0), (0.5, 1), (0.8, 1)])
def test_a_firm_that_is_seen_through_loses_trust_by_showing_itself(authenticity: float, sign: int) -> None:
    some = served(1.0, 1, half_life=1e15)
    some.population["authenticity"][:] = authenticity
    some.step()
    assert (np.sign(np.round(some.population["trust"][:, 1] - 0.5, 12)) == sign).all()


def test_trust_in_other_firms_is_not_touched_by_contacts_with_the_own() -> None:
    terms = Terms(firms=2, focal_share=1.0, rival_share=0.0, touchpoints=FREE)
    some = market(
        world(
            ["contact", "satisfaction", "trust"],
            people=Alike(50),
            terms=terms,
            contact={"inbound_rate": 1.0},
            satisfaction={"variability": 0.0},
        )
    )
    some.step()
    assert (some.population["trust"][:, 1] > 0.5).all()
    assert (some.population["trust"][:, 2] == 0.5).all()
