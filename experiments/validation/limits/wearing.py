"""Repetition alone: the stock of similar contacts is a geometric sum."""

from __future__ import annotations

import numpy as np

from experiments.validation.case import Case
from experiments.validation.people import Alike
from experiments.validation.reading import Reading, within
from experiments.validation.trial import MONEYLESS, Trial
from simulation.market import Market

HALF_LIFE, EVERY = 8.0, (1, 2, 7)


def stock(trial: Trial) -> Reading:
    """Exposure to e-mail just after a contact, one every 1, 2 and 7 weeks, once it has settled."""
    rho, found = np.exp2(-1.0 / HALF_LIFE), []
    for k in EVERY:
        words = (f"weeks={420 * k + 1}", "mechanism.contact.inbound_rate=0.0", f"mechanism.fatigue.half_life={HALF_LIFE}")
        world = trial.alone(["contact", "fatigue"], *words, people=Alike(20))
        market = Market(world, world.as_is, trial.seeds(1)[0], MONEYLESS)
        while market.week < world.weeks:
            market.levers["cadence"][1] = float(market.week % k == 0)
            market.step()
        email = [touchpoint.name for touchpoint in world.terms.touchpoints].index("email")
        found.append(market.population["exposure"][:, email].mean())
    expected = 1.0 / (1.0 - np.power(rho, EVERY))
    return within(expected, found, 1e-12 * expected, at=EVERY, axis="weeks between contacts", unit="contact")


CASES = (
    Case("fatigue_stock", "limit", "stock after a contact every k weeks = 1 / (1 - ρ^k)", "geometric sum", "1e-12",
         stock),
)  # fmt: skip
