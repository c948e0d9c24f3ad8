"""Two strategies with the same levers under different names, in the full market: the same to the last bit."""

from __future__ import annotations

import numpy as np

from experiments.replicate import replicate
from experiments.validation.case import Case
from experiments.validation.reading import Reading, within
from experiments.validation.trial import Trial
from simulation.measures import MEASURES
from simulation.strategy import Strategy

STRATEGIES = ("cx_only", "relationship")


def identical(trial: Trial) -> Reading:
    """The largest difference of any measure between two names for one strategy, for two strategies."""
    setting = trial.setting("population.size=1000", "weeks=104", "mechanism.contagion.enabled=true",
                            f"strategies=[{','.join(STRATEGIES)}]")  # fmt: skip
    centre = trial.centre(setting.world)
    differences = []
    for strategy in setting.strategies:
        pair = (strategy, Strategy("another name", strategy.levers))
        one, other = replicate(setting.world, centre, pair, trial.seeds(1)[0])
        gaps = [abs(one.measures[m.name] - other.measures[m.name]) for m in MEASURES]
        series = [np.nanmax(np.abs(one.series[name] - other.series[name])) for name in one.series]
        differences.append(max(np.nanmax(gaps), *series))
    return within(np.zeros(2), differences, 0.0, labels=STRATEGIES, unit="largest difference")


CASES = (
    Case("identical_strategies", "limit", "the paired difference under common random numbers is 0",
         "common random numbers", "exactly 0, in every measure and every weekly series", identical),
)  # fmt: skip
