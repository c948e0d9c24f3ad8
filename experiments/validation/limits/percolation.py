"""One-shot word of mouth on the configuration model: percolation, with its threshold and its size.

Whoever joins praises the firm once, to every neighbour, who joins with probability T. That is bond percolation, so

    threshold T_c = ⟨k⟩ / (⟨k²⟩ - ⟨k⟩)
    size      S = 1 - (1 - ρ)·G₀(u),   u = 1 - T + T·(1 - ρ)·G₁(u)          ρ: share who know it from the start

Nothing of this is in the model. A person falls silent because all buy in the week in which they join, go to the store a
week later and find a firm without quality: satisfaction drops to 0 after they have spoken once.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from experiments.validation.case import Case
from experiments.validation.homogeneous_people import HomogeneousPeople
from experiments.validation.model_under_test import MONEYLESS, ModelUnderTest
from experiments.validation.observation import Reading, standard_error, within
from simulation.draws import Floats
from simulation.world.market import Market

SIZE, WEEKS, RUNS, DEGREE = 3000, 60, 8, 6.0
ABOVE, BELOW = (2.0, 2.5, 3.0), (0.4, 0.6)
"""Transmission as a multiple of the threshold."""
MANY, FEW = 15, 3
"""People who know it from the start: enough to catch on above the threshold, next to nobody below."""


@cache
def spread(trial: ModelUnderTest, multiple: float, know: int) -> tuple[Floats, Floats, float]:
    """Share reached in each run, the degrees of the graphs, and the transmission."""
    shares, degrees = [], []
    transmission = multiple / DEGREE  # ⟨k⟩ / (⟨k²⟩ - ⟨k⟩) = 1 / ⟨k⟩ for Poisson degrees
    world = trial.alone(
        ["word_of_mouth", "acquisition", "contact", "satisfaction", "purchase", "quality"], f"weeks={WEEKS}",
        "community=configuration", f"community.degree={DEGREE}", "mechanism.word_of_mouth.rate=1.0",
        f"mechanism.acquisition.weak={transmission!r}", f"mechanism.acquisition.strong={transmission!r}",
        "mechanism.contact.inbound_rate=0.0", "mechanism.satisfaction.rate=1.0",
        "mechanism.satisfaction.variability=0.0", "mechanism.purchase.satisfaction_sensitivity=0.0",
        people=HomogeneousPeople(SIZE, buys=40.0, customers=know),
    )  # fmt: skip
    for seed in trial.seeds(RUNS):
        market = Market(world, world.as_is, seed, MONEYLESS).run()
        shares.append(market.firms["customers"][1] / SIZE)
        degrees.append(np.diff(market.community.start))
    return np.array(shares), np.concatenate(degrees), transmission


def expected_size(degrees: Floats, transmission: float, known: float) -> float:
    """S from the generating functions of the degrees that the graphs have, self-loops and repetitions dropped."""
    unheard, mean = 1.0, degrees.mean()
    for _ in range(300):
        further = np.mean(degrees * np.power(unheard, np.maximum(degrees - 1, 0))) / mean
        unheard = 1.0 - transmission + transmission * (1.0 - known) * further
    return float(1.0 - (1.0 - known) * np.mean(np.power(unheard, degrees)))


def above(trial: ModelUnderTest) -> Reading:
    """Share reached at 2, 2.5 and 3 times the threshold."""
    found = [spread(trial, multiple, MANY) for multiple in ABOVE]
    expected = [expected_size(degrees, transmission, MANY / SIZE) for _, degrees, transmission in found]
    simulated, error = [shares.mean() for shares, *_ in found], [float(standard_error(s)) for s, *_ in found]
    return within(expected, simulated, 0.02, error, at=ABOVE, axis="transmission / threshold", freedom=RUNS - 1)


def below(trial: ModelUnderTest) -> Reading:
    """Share reached at 0.4 and 0.6 of the threshold, those who knew it from the start included."""
    found = [spread(trial, multiple, FEW)[0] for multiple in BELOW]
    simulated, error = [shares.mean() for shares in found], [float(standard_error(shares)) for shares in found]
    return within(
        np.zeros(len(BELOW)), simulated, 0.01, error, at=BELOW, axis="transmission / threshold", freedom=RUNS - 1
    )


CASES = (
    Case(
        "one_shot_word_of_mouth_size",
        "limit",
        "share reached = 1 - (1-ρ)·G₀(u) above the threshold",
        "Newman, Strogatz & Watts 2001; Newman 2002",
        "0.02",
        above,
    ),
    Case(
        "one_shot_word_of_mouth_threshold",
        "limit",
        "nobody is reached below ⟨k⟩ / (⟨k²⟩ - ⟨k⟩)",
        "Newman, Strogatz & Watts 2001; Newman 2002",
        "less than 0.01",
        below,
    ),
)
