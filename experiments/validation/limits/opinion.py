"""Opinions that are averaged (DeGroot): the model has no such law, and says so."""

from __future__ import annotations

import numpy as np

from experiments.validation.case import Case
from experiments.validation.reading import Reading, within
from experiments.validation.trial import MONEYLESS, Trial
from simulation.market import Market

SIZE, WEEKS = 500, 100


def consensus(trial: Trial) -> Reading:
    """Largest distance of anybody's satisfaction from the mean weighted by ties, after 100 weeks of talk only."""
    world = trial.alone(["word_of_mouth"], f"population.size={SIZE}", f"weeks={WEEKS}")
    market = Market(world, world.as_is, trial.seeds(1)[0], MONEYLESS)
    opinion = market.population["satisfaction"]
    opinion[:] = np.linspace(0.0, 1.0, SIZE)
    ties = np.diff(market.community.start)
    agreed = float(np.sum(ties * opinion) / np.sum(ties))
    market.run()
    return within(0.0, float(np.abs(market.population["satisfaction"] - agreed).max()), 1e-10, unit="satisfaction")


CASES = (
    Case(
        "opinion_only",
        "limit",
        "averaging neighbours' opinions ends at Σdᵢxᵢ / Σd",
        "DeGroot 1974",
        "1e-10",
        consensus,
        miss="nobody's satisfaction is an average of the neighbours': word of mouth moves joining and leaving by counts"
        " of who praises and who complains, so there is no consensus to be held against",
    ),
)
