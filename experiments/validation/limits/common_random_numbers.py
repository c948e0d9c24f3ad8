"""Two strategies with the same levers under different names, in the full market: the same to the last bit."""

from __future__ import annotations

import numpy as np

from experiments.execution.jobs import simulate_markets
from experiments.validation.case import Case
from experiments.validation.model_under_test import ModelUnderTest
from experiments.validation.observation import Reading, within
from simulation.strategy import Strategy

STRATEGIES = ("cx_only", "relationship")


def identical(trial: ModelUnderTest) -> Reading:
    """The largest difference of any series, booking or week of leaving between two names for one strategy."""
    setting = trial.setting("population.size=1000", "weeks=104", "mechanism.contagion.enabled=true",
                            f"strategies=[{','.join(STRATEGIES)}]")  # fmt: skip
    centre = trial.centre(setting.world)
    differences = []
    for strategy in setting.strategies:
        pair = (strategy, Strategy("another name", strategy.levers))
        one, other = simulate_markets(setting.world, centre, pair, trial.seeds(1)[0], "columns")
        series = [np.nanmax(np.abs(one.record.series[name] - other.record.series[name])) for name in one.record.series]
        books = np.abs(one.ledger.weekly - other.ledger.weekly).max()
        lost = np.abs(one.record.lost_week - other.record.lost_week).max()
        differences.append(max(*series, books, lost))
    return within(np.zeros(2), differences, 0.0, labels=STRATEGIES, unit="largest difference")


CASES = (
    Case(
        "identical_strategies",
        "limit",
        "the paired difference under common random numbers is 0",
        "common random numbers",
        "exactly 0, in every weekly series, every booking and every week of leaving",
        identical,
    ),
)
