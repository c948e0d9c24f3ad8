"""Trust alone: where it settles when good and bad weeks alternate by chance, how it spreads, how it fades.

Everybody has a need every week and the service desk has capacity for a share p of them: p good weeks, 1 - p bad ones.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from experiments.validation.case import Case
from experiments.validation.homogeneous_people import HomogeneousPeople
from experiments.validation.model_under_test import FREE, MONEYLESS, ModelUnderTest, weekly_observations
from experiments.validation.observation import Reading, standard_error, within
from simulation.draws import Floats
from simulation.mechanisms.contact import USUAL_NEEDS
from simulation.world.market import Market

N = 4000


def market_before_contacts(
    trial: ModelUnderTest, share: float, weeks: int, gain: float, loss: float, law: str = "headroom"
) -> Market:
    """A market before its first week; trust does not fade, all contacts are warm, and nobody waits to be served."""
    desk = replace(next(touchpoint for touchpoint in FREE if touchpoint.name == "personal"), share=1.0)
    desk = replace(desk, capacity=USUAL_NEEDS * share)
    world = trial.alone(
        ["contact", "satisfaction", "trust"], f"weeks={weeks}", "mechanism.contact.inbound_rate=1.0",
        "mechanism.contact.patience=0.0",
        "mechanism.satisfaction.variability=0.0", "mechanism.satisfaction.expectation_rate=0.0",
        "mechanism.trust.half_life=1e15", "mechanism.trust.passive=1.0", f"mechanism.trust.gain={gain}",
        f"mechanism.trust.loss={loss}", f"mechanism.trust.law={law}", people=HomogeneousPeople(N), touchpoints=(desk,),
    )  # fmt: skip
    return Market(world, world.as_is, trial.seeds(1)[0], MONEYLESS)


def trust_in_firm(market: Market) -> Floats:
    """Trust in the firm, shape (N,)."""
    trust: Floats = market.population["trust"][:, 1]
    return trust


def asymmetric(trial: ModelUnderTest) -> Reading:
    """Mean trust after 300 weeks at three odds of good and bad."""
    settings = ((0.75, 0.05, 0.15), (0.9, 0.05, 0.15), (0.5, 0.08, 0.10))
    found = [trust_in_firm(market_before_contacts(trial, p, 300, gain, loss).run()) for p, gain, loss in settings]
    expected = [p * gain / (p * gain + (1.0 - p) * loss) for p, gain, loss in settings]
    error = np.array([float(standard_error(trust)) for trust in found])
    labels = [f"p {p:g}, a⁺ {gain:g}, a⁻ {loss:g}" for p, gain, loss in settings]
    return within(expected, [t.mean() for t in found], 4.0 * error, error, labels=labels, unit="trust")


def variance(trial: ModelUnderTest) -> Reading:
    """Variance of trust after 200 weeks where gain and loss are the same."""
    rates = np.array([0.08, 0.15])
    found = [trust_in_firm(market_before_contacts(trial, 0.5, 200, rate, rate).run()) for rate in rates]
    expected = rates * 0.25 / (2.0 - rates)
    error = [float(standard_error(np.square(trust - trust.mean()))) for trust in found]
    simulated = [np.var(trust) for trust in found]
    return within(expected, simulated, 0.1 * expected, error, at=rates, axis="λ", unit="trust²")


def half_life(trial: ModelUnderTest) -> Reading:
    """Weeks in which half of the gap to the mean closes, from the gaps after 6 and 12 weeks."""
    rate, start, end = 0.1, 0.5, 0.9
    path = weekly_observations(market_before_contacts(trial, end, 12, rate, rate), trust_in_firm)
    weeks = np.array([6, 12])
    gap, error = end - path.mean(axis=1)[weeks - 1], standard_error(path.T)[weeks - 1]
    closed = np.log(gap / (end - start))
    simulated = weeks * np.log(0.5) / closed
    expected = np.log(0.5) / np.log(1.0 - rate)
    return within(np.full(2, expected), simulated, 0.1 * expected, simulated * error / gap / np.abs(closed), at=weeks,
                  axis="week", unit="week")  # fmt: skip


def linear(trial: ModelUnderTest) -> Reading:
    """Share of people at each of the values 0, 0.1, ... 1 of trust after 300 weeks of steps of 0.1."""
    p, places = 0.6, 11
    trust = trust_in_firm(market_before_contacts(trial, p, 300, 0.1, 0.1, "linear").run())
    expected = np.power(p / (1.0 - p), np.arange(places))
    expected /= expected.sum()
    error = np.sqrt(expected * (1.0 - expected) / N)
    simulated = np.bincount(np.rint(10 * trust).astype(np.int64), minlength=places) / N
    return within(expected, simulated, 4.0 * error, error, at=np.arange(places) / 10, axis="trust")


def idle(trial: ModelUnderTest) -> Reading:
    """Trust in steps from 0 to 1 after a year and after five without contact."""
    anchor, life, years = 0.3, 52.0, np.array([52, 260])
    words = ("weeks=260", f"mechanism.trust.anchor={anchor}", f"mechanism.trust.half_life={life}")
    world = trial.alone(["trust"], *words, people=HomogeneousPeople(20))
    market = Market(world, world.as_is, trial.seeds(1)[0], MONEYLESS)
    start = np.linspace(0.0, 1.0, 20)
    market.population["trust"][:, 1] = start
    path = weekly_observations(market, trust_in_firm)[years - 1]
    expected = anchor + (start - anchor) * np.exp2(-years[:, None] / life)
    off = np.abs(path - expected).max(axis=1)
    return within(np.zeros(2), off, 1e-12, at=years, axis="week", unit="largest distance")


CASES = (
    Case(
        "asymmetric_trust",
        "limit",
        "trust settles at p·a⁺ / (p·a⁺ + (1-p)·a⁻)",
        "stationary mean of the update",
        "4 standard errors",
        asymmetric,
    ),
    Case(
        "symmetric_trust_variance",
        "limit",
        "variance of trust = λσ² / (2-λ)",
        "exponential smoothing",
        "10 %",
        variance,
    ),
    Case(
        "symmetric_trust_half_life",
        "limit",
        "half of the gap closes in ln ½ / ln(1-λ) weeks",
        "exponential smoothing",
        "10 %",
        half_life,
    ),
    Case(
        "linear_trust",
        "limit",
        "with the linear law trust is a random walk between 0 and 1: shares ∝ (p/(1-p))^k",
        "stationary law of a birth-and-death chain",
        "4 standard errors",
        linear,
    ),
    Case("idle_trust", "limit", "T₀ + (T - T₀)·2^(-t/h)", "exponential decay", "1e-12", idle),
)
