"""Who takes part: very few do most of it. And what this model says nothing about."""

from __future__ import annotations

import numpy as np

from experiments.validation.case import Case
from experiments.validation.model_under_test import ModelUnderTest, Mutant
from experiments.validation.observation import Reading, standard_error, within
from simulation.world.market import Market

WEEKS, RUNS, BEGUN = 156, 3, 52
SILENT = Mutant("nobody answers", ("mechanism.answers.give=0.0",))


def inequality(trial: ModelUnderTest) -> Reading:
    """Share of all answers in the community in two years that the top 1 % and the top 10 % of customers give.

    The firm follows `relationship`, which hosts a community; the first year, in which everything starts, is left out.
    """
    setting = trial.setting(f"weeks={WEEKS}", "strategy=relationship")
    centre = trial.centre(setting.world)
    found = []
    for seed in trial.seeds(RUNS):
        given = np.zeros(setting.world.people.size)
        ever = np.zeros(len(given), dtype=np.bool_)

        def see(market: Market, given: np.ndarray = given, ever: np.ndarray = ever) -> None:
            if market.week >= BEGUN:
                own = market.population["provider"] == 1
                given += market.population["answers"] * own
                ever |= own

        Market(setting.world, setting.strategy, seed, centre).run(see)
        most = -np.sort(-given[ever])
        found.append([most[: len(most) // share].sum() / max(most.sum(), 1e-12) for share in (100, 10)])
    simulated = np.array(found)
    return within([0.18, 0.65], simulated.mean(axis=0), ([0.03, 0.05], [0.57, 0.30]), standard_error(simulated),
                  labels=("top 1 %", "top 10 %"), freedom=RUNS - 1)  # fmt: skip


def reciprocated(trial: ModelUnderTest) -> Reading:
    """Share of trust between two people that is returned: not a number, for people do not rate people here."""
    return within(0.79, np.nan, 0.10)


CASES = (
    Case(
        "participation",
        "pattern",
        "the top 1 % of a community give 18 % and the top 10 % give 65 % of all answers",
        "messages of an online community, Panzarasa, Opsahl & Carley 2009",
        "15 to 75 % and 60 to 95 %, over communities",
        inequality,
        SILENT,
        fitted="the inequality of skill",
    ),
    Case(
        "reciprocated_trust",
        "pattern",
        "79 % of trust between people is returned",
        "Bitcoin OTC ratings, Kumar et al. 2016",
        "10 points",
        reciprocated,
        SILENT,
        miss="customers trust firms, not each other: ties have no direction and carry no rating",
    ),
)
