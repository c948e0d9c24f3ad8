"""The stages of a sweep, for the plan of a verb's work: its points are laid out, then their runs are run."""

from __future__ import annotations

from experiments.config.options import Options
from experiments.execution.job_sizes import PILOTS
from experiments.execution.work_plan import Stage

LAYING_OUT, RUNS = "laying out points", "runs"
LAYING_OUT_SIZE = 2700.0
"""Laying out a point, measured against runs [person-weeks]."""
PEOPLE = 5000
"""Taken where the people of a log are not counted yet."""


def sweep_stages(options: Options, points: int, strategies: int, replicates: int, name: str = RUNS) -> list[Stage]:
    """What so many points need at most: each is centred, each replicate has its own envelope and its strategies.

    Args:
        options: what is asked.
        points: how many.
        strategies: at each point.
        replicates: of each strategy.
        name: of the runs.
    """
    week = float((options.population.size or PEOPLE) * options.weeks)
    beside = 1.0 / strategies + PILOTS[options.centring] / (strategies * replicates)
    runs = Stage(name, points * strategies * replicates, (1.0 + beside) * week)
    return [Stage(LAYING_OUT, points, LAYING_OUT_SIZE, rounds=True), runs]
