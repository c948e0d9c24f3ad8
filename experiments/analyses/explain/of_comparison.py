"""The small explanation that a comparison gives beside its verdict, built on replicates that are there already."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.analyses.explain.ablation import SHALLOW, explain_difference, explanation_stages
from experiments.analyses.explain.run_cache import RunCache
from experiments.config.setting import Setting
from experiments.execution.centring import Centres
from experiments.execution.executors import WorkerPool
from experiments.execution.jobs import summarise_run
from experiments.execution.progress import Progress
from experiments.execution.work_plan import Stage
from experiments.results.budget import mean_budget
from experiments.results.explanation import Explanation
from simulation.measures.outcome import Outcome


def explain_beside_comparison(
    setting: Setting, centres: Centres, outcomes: Sequence[Sequence[Outcome]], workers: WorkerPool, progress: Progress
) -> Explanation | None:
    """Explain the second strategy's difference from the first; None where `explain.replicates` is 0.

    Args:
        setting: what was asked.
        centres: of the world, or of the worlds of an ensemble.
        outcomes: of the comparison, for each strategy its runs in the order of seeds; the first ones are used again.
        workers: who computes.
        progress: receives progress updates.
    """
    count = min(setting.options.explain.replicates, len(outcomes[0]))
    if count == 0:
        return None
    a, b = setting.strategies[:2]
    seeds = [o.seed for o in outcomes[0][:count]]
    worlds = zip(map(setting.world_of, range(count)), centres.funded(range(count)), strict=True)
    place = dict(zip(seeds, worlds, strict=True))
    trials = RunCache(setting, place.__getitem__, workers)
    for strategy, runs in zip((a, b), outcomes, strict=False):
        trials.keep(strategy, seeds, map(summarise_run, runs))
    margin = setting.options.precision.margin * mean_budget(outcomes[0], setting)
    return explain_difference(trials, a, b, seeds, margin, SHALLOW, progress)


def stages_beside_comparison(setting: Setting, replicates: int) -> list[Stage]:
    """All that the explanation beside a comparison of so many replicates runs at most."""
    count, (a, b) = min(setting.options.explain.replicates, replicates), setting.strategies[:2]
    return explanation_stages(setting, a, b, count, SHALLOW) if count else []
