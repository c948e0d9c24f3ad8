"""Opinions alone: averaging those of one's neighbours ends in a consensus in which ties are votes."""

from __future__ import annotations

import numpy as np

from experiments.validation.case import Case
from experiments.validation.model_under_test import MONEYLESS, ModelUnderTest
from experiments.validation.observation import Reading, within
from simulation.world.market import Market

SIZE, WEEKS = 500, 520
GRAPHS = ("scale_free", "small_world")


def consensus(trial: ModelUnderTest) -> Reading:
    """Everybody's satisfaction after ten years of talk only: how far the furthest is from the mean weighted by ties."""
    agreed, furthest = [], []
    for graph in GRAPHS:
        words = (f"community={graph}", f"population.size={SIZE}", f"weeks={WEEKS}", "mechanism.opinion.weight=0.5")
        world = trial.alone(["opinion"], *words)
        market = Market(world, world.as_is, trial.seeds(1)[0], MONEYLESS)
        opinion, ties = market.population["satisfaction"], market.community.degree
        opinion[:] = np.linspace(0.0, 1.0, SIZE)
        agreed.append(float(np.sum(ties * opinion) / np.sum(ties)))
        market.run()
        furthest.append(opinion[np.argmax(np.abs(opinion - agreed[-1]))])
    return within(agreed, furthest, 1e-10, labels=GRAPHS, unit="satisfaction")


CASES = (
    Case(
        "opinion_only",
        "limit",
        "averaging neighbours' opinions ends at Σdᵢxᵢ / Σd",
        "DeGroot 1974",
        "1e-10",
        consensus,
    ),
)
