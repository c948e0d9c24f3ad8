"""How much luck cancels when two strategies share it, over the horizon.

    variance reduction = (Var a + Var b) / Var (b - a)        of discounted profit up to a week, over replicates

That many times fewer replicates give the same interval as replicates with separate luck would.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from experiments.benchmarks import worlds
from experiments.benchmarks.measurement import Figure
from experiments.config.sections import Executor
from experiments.execution.executors import crew
from experiments.execution.jobs import run_replicate
from experiments.execution.progress import Progress

SIZE, WEEKS, REPLICATES = 2_400, 260, 30
Floats = npt.NDArray[np.float64]


def measured(progress: Progress) -> list[Figure]:
    """Variance reduction of a large and of a small change of plan, year by year; reported, not tuned for."""
    world, centre = worlds.world(SIZE, WEEKS), worlds.centre(SIZE)
    strategies = (worlds.cx_only(), worlds.relationship(), worlds.slightly_changed_strategy())
    payloads = [(world, centre, strategies, seed) for seed in range(REPLICATES)]
    with crew(Executor()) as workers, progress.task("pairing", REPLICATES) as done:
        runs = workers.do(run_replicate, payloads, done)
    profit = np.array([[np.cumsum(outcome.cash) for outcome in outcomes] for outcomes in runs])
    figures = []
    for k in (1, 2):
        for week in range(51, WEEKS, 52):
            years = (week + 1) // 52
            what = f"{strategies[0].name} against {strategies[k].name}, {years} year{'s' * (years > 1)}"
            figures.append(Figure(what, reduction(profit[:, 0, week], profit[:, k, week]), "× less variance"))
    return figures


def reduction(a: Floats, b: Floats) -> float:
    """Variance of a difference with separate luck over that of the paired difference; inf where pairs agree."""
    apart, paired = float(a.var(ddof=1) + b.var(ddof=1)), float((b - a).var(ddof=1))
    return apart / paired if paired > 0 else float("inf")
