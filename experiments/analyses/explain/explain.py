"""The verb explain: the replicates of two strategies, and everything that takes their difference apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from experiments.analyses.explain.ablation import ExplanationDepth, explain_difference, explanation_stages
from experiments.analyses.explain.run_cache import RunCache
from experiments.config.roles import values_hash
from experiments.config.setting import Setting
from experiments.config.strategies import refuse_all_but_two
from experiments.execution.centring import CENTRING_STAGE, centring_stage, each_funded, status_quo_stage
from experiments.execution.executors import crew
from experiments.execution.job_sizes import run_size
from experiments.execution.jobs import run_replicate, summarise_run
from experiments.execution.keeping import FinishedJobs
from experiments.execution.progress import Progress
from experiments.execution.work_plan import Stage
from experiments.results.budget import mean_budget
from experiments.results.explanation import Explanation
from simulation.alignment.centring import CENTRING
from simulation.market.centre import Centre
from simulation.mistake import Mistake

USUAL = 8
"""Replicates where none are asked for."""


@dataclass(frozen=True, eq=False)
class Explained:
    """An explanation with what was asked.

    Args:
        setting: what was asked.
        centre: of the world at its defaults.
        explanation: what came of it.
    """

    verb: ClassVar[str] = "explain"
    answer_file: ClassVar[str] = "explain.json"

    setting: Setting
    centre: Centre
    explanation: Explanation

    @property
    def table(self) -> pd.DataFrame:
        """One row an effect on profit: what is added to the second strategy's lead, with its interval."""
        table = self.explanation.table
        return table[table["measure"] == "profit"].drop(columns="measure").reset_index(drop=True)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Tables of the run folder."""
        return {"effects": self.explanation.table, "ablations": self.explanation.runs}

    @property
    def drawn_from(self) -> dict[str, Any]:
        """What figures are drawn from beside the tables."""
        return {"centre": self.centre, "explanation": self.explanation}

    def as_json(self) -> dict[str, Any]:
        """The numbers of explain.json."""
        return {
            **self.explanation.as_json(),
            "weeks": self.setting.world.weeks,
            "seed": self.setting.options.seed,
            "config_hash": values_hash(self.setting.values, "explain"),
        }


def answered(setting: Setting, progress: Progress, keep: Path | None = None) -> Explained:
    """Explain the difference between the two strategies of a setting.

    Args:
        setting: see `Setting`; two strategies.
        progress: receives progress updates.
        keep: folder of the store of finished jobs, from which the same question goes on; None: nothing is kept.

    Raises:
        Mistake: for fewer or more than two strategies, two of one name, or a single replicate.
    """
    names = [strategy.name for strategy in setting.strategies]
    refuse_all_but_two(names, "to explain")
    options = setting.options
    count = USUAL if options.replicates is None else options.replicates
    if count < 2:
        raise Mistake("replicates", count, "must be at least 2 for explain")
    a, b = setting.strategies
    seeds = [setting.seed_of(k) for k in range(count)]
    keeping = FinishedJobs(keep, options.output.keep)
    depth = ExplanationDepth(orders=options.explain.orders)
    work = [
        centring_stage(setting),
        status_quo_stage(setting, count),
        Stage("replicates", count, 2.0 * run_size(setting.world)),
        *explanation_stages(setting, a, b, count, depth),
    ]
    with (
        crew(options.executor, keeping, progress.quiet) as workers,
        progress.whole(work, workers.workers),
    ):
        with progress.task(CENTRING_STAGE, 1) as done:
            centre = workers.do(CENTRING[options.centring], [(setting.world,)], done)[0]
        centres = each_funded([(setting.world, seed, centre) for seed in seeds], workers, progress)
        own = dict(zip(seeds, centres, strict=True))
        with progress.task("replicates", count) as done:
            payloads = [(setting.world, own[seed], (a, b), seed, options.engine) for seed in seeds]
            runs = workers.do(run_replicate, payloads, done)
        trials = RunCache(setting, lambda seed: (setting.world, own[seed]), workers)
        for k, strategy in enumerate((a, b)):
            trials.keep(strategy, seeds, [summarise_run(pair[k]) for pair in runs])
        margin = options.precision.margin * mean_budget((pair[0] for pair in runs), setting)
        found = explain_difference(trials, a, b, seeds, margin, depth, progress)
    return Explained(setting, centre, found)
