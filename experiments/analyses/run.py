"""The verb run: one strategy, once or in many replicates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.config.sections import Executor
from experiments.config.setting import Setting
from experiments.execution.centring import CENTRING_STAGE, centring_stage, each_funded, status_quo_stage
from experiments.execution.executors import crew
from experiments.execution.job_sizes import run_size
from experiments.execution.jobs import run_replicate, simulate_markets
from experiments.execution.keeping import FinishedJobs
from experiments.execution.progress import Progress
from experiments.execution.without_channel import joined_without
from experiments.execution.work_plan import Stage
from experiments.results.attribution import NAMES, channels_in_use, customers_won
from experiments.results.run import Run
from simulation.alignment.centring import CENTRING
from simulation.market.centre import Centre

REPLICATES_STAGE, CHANNELS_STAGE, CUSTOMERS_STAGE = "replicates", "without one channel", "customers at the end"


def ran(setting: Setting, progress: Progress, keep: Path | None = None) -> Run:
    """Run one strategy, once or `replicates` times.

    Args:
        setting: see `Setting`.
        progress: receives progress updates.
        keep: folder of the store of finished jobs, from which the same question goes on; None: nothing is kept.
    """
    options = setting.options
    count = 1 if options.replicates is None else options.replicates
    seeds = [setting.seed_of(k) for k in range(count)]
    executor = options.executor if count > 1 else Executor("inline")
    with (
        crew(executor, FinishedJobs(keep, options.output.keep), progress.quiet) as workers,
        progress.whole(_stages(setting, count), workers.workers),
    ):
        with progress.task(CENTRING_STAGE, 1) as done:
            centre = workers.do(CENTRING[options.centring], [(setting.world,)], done)[0]
        centres = each_funded([(setting.world, seed, centre) for seed in seeds], workers, progress)
        payloads = [
            (setting.world, own, (setting.strategy,), seed, options.engine)
            for seed, own in zip(seeds, centres, strict=True)
        ]
        with progress.task(REPLICATES_STAGE, count) as done:
            outcomes = [pair[0] for pair in workers.do(run_replicate, payloads, done)]
        channels = channels_in_use(outcomes) if options.output.attribution else ()
        trials = [
            (setting.world, own, setting.strategy, seed, options.engine, c)
            for c in channels
            for seed, own in zip(seeds, centres, strict=True)
        ]
        with progress.task(CHANNELS_STAGE, len(trials)) as done:
            without = workers.do(joined_without, trials, done) if trials else []
        customers = _customers(setting, centres[0], seeds[0], progress) if options.output.customers else None
    losses = np.array([customers_won(o) for o in outcomes]) - np.reshape(without, (len(channels), count))
    caused = {channel: tuple(map(float, lost)) for channel, lost in zip(channels, losses, strict=True)}
    return Run(setting, centre, tuple(outcomes), customers, caused)


def _stages(setting: Setting, count: int) -> list[Stage]:
    """All that is run; which channels are used shows only in the replicates."""
    output, size = setting.options.output, run_size(setting.world)
    return [
        centring_stage(setting),
        status_quo_stage(setting, count),
        Stage(REPLICATES_STAGE, count, size),
        Stage(CHANNELS_STAGE, count * len(NAMES) if output.attribution else 0, size),
        Stage(CUSTOMERS_STAGE, 1 if output.customers else 0, size),
    ]


def _customers(setting: Setting, centre: Centre, seed: int, progress: Progress) -> pd.DataFrame:
    """All columns of all people at the end; columns with several numbers a person are numbered."""
    with progress.task(CUSTOMERS_STAGE, 1) as done:
        market = simulate_markets(setting.world, centre, (setting.strategy,), seed, setting.options.engine)[0]
        done()
    columns: dict[str, Any] = {}
    for name, array in market.population.values.items():
        if name == "luck":
            continue
        if array.ndim == 1:
            columns[name] = array
        else:
            columns |= {f"{name}_{k}": array[:, k] for k in range(array.shape[1])}
    for k, purpose in enumerate(market.ledger.purposes):
        columns[f"account_{purpose}"] = market.ledger.person[k] / market.scale
    return pd.DataFrame(columns)
