"""Contact wears out: of those who have not bought yet, fewer buy after each further contact.

In the calls of a bank the falling conversion mixes two causes, as it does here: the willing are gone first, and contact
tires. A flat curve would deny both; one that falls more steeply than the calls, which are a campaign of weeks and whose
selection is included, would overdo it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from experiments.validation.case import Case
from experiments.validation.model_under_test import ModelUnderTest, Mutant
from experiments.validation.observation import Reading, between
from simulation.strategy import Strategy
from simulation.world.market import Market

CONVERSION = np.array([13.0, 11.5, 10.7, 9.4, 7.5, 7.7, 6.0, 4.2])
"""Of the first to the eighth call of a campaign [%], Moro, Cortez & Rita (2014)."""
RUNS, LEAST = 48, 0.25
FLAT = Mutant(
    "nobody differs and nothing wears out",
    ("population.buying.r=1000.0", "population.buying.alpha=19132.0", "mechanism.fatigue.enabled=false",
     "mechanism.commitment.contact_sensitivity=0.0"),
)  # fmt: skip


def conversion(trial: ModelUnderTest) -> Reading:
    """Share who buy in a week of those who have not yet, relative to the first week; the firm writes every week."""
    calls = len(CONVERSION)
    world = trial.setting(f"weeks={calls}").world
    centre = trial.centre(world)
    asked, bought = np.zeros(calls), np.zeros(calls)
    weekly = Strategy("a mail a week", {**world.as_is.levers, "cadence": 1.0})
    for seed in trial.seeds(RUNS):
        market = Market(replace(world), weekly, seed, centre)
        waiting = market.population["provider"] == 1

        def see(market: Market, waiting: np.ndarray[tuple[int], np.dtype[np.bool_]] = waiting) -> None:
            waiting &= market.population["provider"] == 1
            buys = waiting & (market.population["purchases"] > 0)
            asked[market.week] += waiting.sum()
            bought[market.week] += buys.sum()
            waiting &= ~buys

        market.run(see)
    rate = bought / asked
    target = (CONVERSION / CONVERSION[0])[1:]
    error = np.sqrt(rate * (1.0 - rate) / asked)[1:] / rate[0]
    high = 1.0 - LEAST * (1.0 - target)
    return between(
        target, (rate / rate[0])[1:], target - 0.05, high, error, at=np.arange(2, calls + 1), axis="contact",
        unit="relative to the first",
    )  # fmt: skip


CASES = (
    Case(
        "contact_fatigue",
        "pattern",
        "fewer of the remaining buy after each further contact",
        "Moro, Cortez & Rita 2014, 41,188 bank calls",
        "at least a quarter of the observed fall, at most all of it and "
        "5 points: the observed one includes selection and is an upper bound",
        conversion,
        FLAT,
    ),
)
