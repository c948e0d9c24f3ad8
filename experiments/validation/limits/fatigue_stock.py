"""Repetition alone: the stock of similar contacts is a geometric sum."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from experiments.validation.case import Case
from experiments.validation.homogeneous_people import HomogeneousPeople
from experiments.validation.model_under_test import ModelUnderTest, run_market
from experiments.validation.observation import Reading, within
from simulation.market.events import Event
from simulation.strategy import Strategy

HALF_LIFE, KAPPA, EVERY = 8.0, 0.05, (1, 2, 7)


def stock(trial: ModelUnderTest) -> Reading:
    """Exposure to e-mail just after a contact, one every 1, 2 and 7 weeks, once it has settled."""
    rho, found = np.exp2(-1.0 / HALF_LIFE), []
    for k in EVERY:
        words = (
            f"weeks={420 * k + 1}",
            "mechanism.contact.inbound_rate=0.0",
            f"mechanism.fatigue.half_life={HALF_LIFE}",
        )
        world = trial.alone(["contact", "fatigue"], *words, people=HomogeneousPeople(20))
        mails = (Event(week, week + 1, levers=(("cadence", 1.0),)) for week in range(0, world.weeks, k))
        market = run_market(replace(world, terms=replace(world.terms, events=tuple(mails))), trial.seeds(1)[0])
        email = [touchpoint.name for touchpoint in world.terms.touchpoints].index("email")
        found.append(market.population["exposure"][:, email].mean())
    expected = 1.0 / (1.0 - np.power(rho, EVERY))
    return within(expected, found, 1e-12 * expected, at=EVERY, axis="weeks between contacts", unit="contact")


def hyperbolic(trial: ModelUnderTest) -> Reading:
    """Freshness of a weekly mail under both laws, once the stock has settled."""
    laws, found = ("exponential", "hyperbolic"), []
    for law in laws:
        words = ("weeks=420", "mechanism.contact.inbound_rate=0.0", f"mechanism.fatigue.half_life={HALF_LIFE}",
                 f"mechanism.fatigue.kappa={KAPPA}", f"mechanism.fatigue.law={law}")  # fmt: skip
        world = trial.alone(["contact", "fatigue"], *words, people=HomogeneousPeople(20))
        weekly = Strategy("a mail a week", {"cadence": 1.0})
        found.append(run_market(world, trial.seeds(1)[0], strategy=weekly).record.series["freshness"][-1, 1])
    settled = 1.0 / (1.0 - np.exp2(-1.0 / HALF_LIFE))
    expected = np.array([np.exp(-KAPPA * settled), 1.0 / (1.0 + KAPPA * settled)])
    return within(expected, found, 1e-9, labels=laws)


CASES = (
    Case(
        "fatigue_stock", "limit", "stock after a contact every k weeks = 1 / (1 - ρ^k)", "geometric sum", "1e-12", stock
    ),
    Case(
        "fatigue_laws",
        "limit",
        "freshness at that stock = e^(-κS) or 1 / (1 + κS)",
        "Baucells & Sarin 2010; Redden 2008",
        "1e-9, the grain of weekly sums",
        hyperbolic,
    ),
)
