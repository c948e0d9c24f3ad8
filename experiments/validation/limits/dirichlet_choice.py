"""Buying among brands alone: nine toothpastes, no marketing, the NBD-Dirichlet."""

from __future__ import annotations

from functools import cache

import numpy as np

from experiments.validation.case import Case
from experiments.validation.model_under_test import MONEYLESS, ModelUnderTest, weekly_observations
from experiments.validation.observation import Reading, within
from simulation.draws import Floats
from simulation.world.market import Market

N, WEEKS = 20_000, 13
M, K = 1.456, 0.779
"""Purchases in a quarter and the shape of their gamma law; S 1.55 and shares are those of `market=repertoire`."""
PENETRATION = np.array([0.161, 0.205, 0.089, 0.089, 0.081, 0.072, 0.028, 0.019])
"""Of the eight brands in the order of the configuration; the ninth stands for all others."""


@cache
def purchases_in_quarter(trial: ModelUnderTest) -> Floats:
    """Purchases of each brand by each person in a quarter, shape (people, brands)."""
    world = trial.alone(
        ["tastes", "purchase", "repertoire"], "market=repertoire", f"population.size={N}", f"weeks={WEEKS}",
        f"population.buying.r={K}", f"population.buying.alpha={K / M * WEEKS!r}", monopoly=(),
    )  # fmt: skip
    market = Market(world, world.as_is, trial.seeds(1)[0], MONEYLESS)
    total: Floats = weekly_observations(market, purchases_in_week).sum(axis=0)
    return total


def purchases_in_week(market: Market) -> Floats:
    """Purchases of each brand by each person this week, the own one included, shape (people, brands)."""
    values = market.population.values
    total: Floats = values["elsewhere"].copy()
    total[np.arange(len(total)), values["provider"]] += values["purchases"]
    brands: Floats = total[:, 1:]
    return brands


def penetration(trial: ModelUnderTest) -> Reading:
    """Share of people who buy a brand at least once."""
    brands = len(PENETRATION)
    simulated = (purchases_in_quarter(trial) > 0).mean(axis=0)[:brands]
    error = np.sqrt(PENETRATION * (1.0 - PENETRATION) / N)
    labels = [f"brand {k + 1}" for k in range(brands)]
    return within(PENETRATION, simulated, 0.01, error, labels=labels)


CASES = (
    Case(
        "brand_choice",
        "limit",
        "penetrations of eight toothpastes in a quarter",
        "Dirichlet model, Goodhardt, Ehrenberg & Chatfield 1984",
        "0.01",
        penetration,
    ),
)
