"""Who takes part: very few do most of it. And what this model says nothing about."""

from __future__ import annotations

import numpy as np

from experiments.validation.case import Case
from experiments.validation.reading import Reading, standard_error, within
from experiments.validation.trial import Mutant, Trial
from simulation.market import Market

WEEKS, RUNS = 104, 4
ALIKE = Mutant("nobody takes part", ("mechanism.encounters.participation=0.0",))


def inequality(trial: Trial) -> Reading:
    """Share of all contributions in two years that the top 1 % and the top 10 % of customers make."""
    setting = trial.setting(f"weeks={WEEKS}", "strategy=relationship")
    centre = trial.centre(setting.world)
    found = []
    for seed in trial.seeds(RUNS):
        given = np.zeros(setting.world.people.size)
        ever = np.zeros(len(given), dtype=np.bool_)

        def see(market: Market, given: np.ndarray = given, ever: np.ndarray = ever) -> None:  # type: ignore[type-arg]
            own = market.population["provider"] == 1
            given += market.population["contribution"] * own
            ever |= own

        Market(setting.world, setting.strategy, seed, centre).run(see)
        most = -np.sort(-given[ever])
        found.append([most[: len(most) // share].sum() / max(most.sum(), 1e-12) for share in (100, 10)])
    simulated = np.array(found)
    return within([0.18, 0.65], simulated.mean(axis=0), ([0.03, 0.05], [0.57, 0.30]), standard_error(simulated),
                  labels=("top 1 %", "top 10 %"), freedom=RUNS - 1)  # fmt: skip


def reciprocated(trial: Trial) -> Reading:
    """Share of trust between two people that is returned: not a number, for people do not rate people here."""
    return within(0.79, np.nan, 0.10)


CASES = (
    Case("participation", "pattern", "the top 1 % contribute 18 % and the top 10 % contribute 65 %",
         "messages of an online community, Panzarasa, Opsahl & Carley 2009",
         "15 to 75 % and 60 to 95 %, over communities", inequality, ALIKE,
         miss="all customers are invited alike and accept by a propensity between 0.5 and 1.5 times the mean, so that "
              "taking part in encounters is spread much more evenly than writing in a community is"),
    Case("reciprocated_trust", "pattern", "79 % of trust between people is returned",
         "Bitcoin OTC ratings, Kumar et al. 2016", "10 points", reciprocated, ALIKE,
         miss="customers trust firms, not each other: ties have no direction and carry no rating"),
)  # fmt: skip
