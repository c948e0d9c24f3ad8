"""Nine brands, each with its customers, contacts, failures and talk: are the small ones punished twice?"""

from __future__ import annotations

import numpy as np
from scipy import stats

from experiments.validation.case import Case
from experiments.validation.limits.dirichlet_choice import purchases_in_week
from experiments.validation.model_under_test import ModelUnderTest, Mutant
from experiments.validation.observation import Reading, between, standard_error
from simulation.world.market import Market

YEAR, WEEKS, RUNS, BRANDS = 52, 104, 3, 8
NONE = 1.2
"""Upper edge for rank correlations: none exceeds 1, so that luck is about the lower edge."""
LOYAL = Mutant(
    "everybody's taste is the same, brand by brand in equal parts",
    ("market.shares=[1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0]", "mechanism.tastes.concentration=1000.0"),
)


def double_jeopardy(trial: ModelUnderTest) -> Reading:
    """Rank correlation of a brand's market share with its penetration and with purchases per buyer, second year."""
    world = trial.setting("market=repertoire", f"weeks={WEEKS}").world
    centre = trial.centre(world)
    found = []
    for seed in trial.seeds(RUNS):
        total = np.zeros((world.people.size, world.terms.firms))

        def see(market: Market, total: np.ndarray = total) -> None:
            if market.week >= WEEKS - YEAR:
                total += purchases_in_week(market)

        Market(world, world.as_is, seed, centre).run(see)
        bought = total[:, :BRANDS]
        buyers = (bought > 0).mean(axis=0)
        frequency = bought.sum(axis=0) / (bought > 0).sum(axis=0)
        share = bought.sum(axis=0)
        spread = frequency.max() / frequency.min()
        ranks = (stats.spearmanr(share, each).statistic for each in (buyers, frequency))
        found.append((*ranks, spread))
    simulated = np.array(found)
    labels = ("share and penetration", "share and frequency", "most over least frequency")
    target, low, high = [1.0, 0.8, 1.3], [0.8, 0.4, 1.0], [NONE, NONE, 1.8]
    return between(target, simulated.mean(axis=0), low, high, standard_error(simulated), labels=labels,
                   unit="rank correlation; ratio", freedom=RUNS - 1)  # fmt: skip


CASES = (
    Case(
        "double_jeopardy",
        "pattern",
        "smaller brands have fewer buyers, who also buy a little less often",
        "Ehrenberg, Goodhardt & Barwise 1990",
        "rank correlations 0.8 to 1 and 0.4 to 1; frequency within a factor 1.8",
        double_jeopardy,
        LOYAL,
        fitted="shares and S of toothpaste",
    ),
)
