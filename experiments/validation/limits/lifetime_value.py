"""Value alone: a constant margin, a constant chance to stay, and a discount rate."""

from __future__ import annotations

import numpy as np

from experiments.validation.case import Case
from experiments.validation.homogeneous_people import HomogeneousPeople
from experiments.validation.limits.nbd_purchases import INDIFFERENT
from experiments.validation.model_under_test import ModelUnderTest, run_market
from experiments.validation.observation import Reading, within
from simulation.market.ledger import MARGIN

N, RUNS, WEEKS, LEAVES, BUYS = 160_000, 3, 24, 0.5, 20.0


def lifetime_value(trial: ModelUnderTest) -> Reading:
    """Discounted margin of a customer from the ledger, the first margin after one week, all rates in weeks."""
    people = HomogeneousPeople(N, leaves=LEAVES, buys=BUYS, spend_rate=6.25)
    world = trial.alone(["churn", "purchase", "spend"], *INDIFFERENT, f"weeks={WEEKS}", people=people)
    d = np.power(1.0 + world.terms.discount_rate, 1.0 / 52.0) - 1.0
    m, r = world.terms.margin * BUYS * people.spend_shape / people.spend_rate, 1.0 - LEAVES
    realised = []
    for seed in trial.seeds(RUNS):
        ledger = run_market(world, seed).ledger
        margin = ledger.weekly[:, 1, ledger.purposes.index(MARGIN)] / ledger.scale / N
        realised.append(np.sum((margin * np.power(1.0 + d, -np.arange(WEEKS)))[1:]))
    expected = m * r / (1.0 + d - r)
    # Lifetimes are geometric; given one, purchases and amounts add their own variance.
    in_a_week = m**2 * (1.0 + 1.0 / people.spend_shape) / BUYS
    error = np.sqrt((m**2 * r / (1.0 - r) ** 2 + in_a_week * r / (1.0 - r)) / (N * RUNS))
    return within(expected, float(np.mean(realised)), 0.01 * expected, float(error), unit="money")


CASES = (
    Case(
        "value_only",
        "limit",
        "CLV = m·r / (1 + d - r), first margin after one period",
        "Gupta, Lehmann & Stuart 2004",
        "1 %, nearly five standard errors of 480,000 lifetimes",
        lifetime_value,
    ),
)
