"""Which of several strategies wins: pairs until the interval is narrow, then the doubt in the parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from experiments.analyses.boundary.flip_map import map_beside_comparison
from experiments.analyses.compare_stages import (
    CONTAGION_STAGE,
    EQUAL_STAGE,
    OTHERWISE,
    REPLICATES_STAGE,
    SPACE_STAGE,
    SWITCHED,
    compare_stages,
)
from experiments.analyses.explain.of_comparison import explain_beside_comparison
from experiments.analyses.marginal_return import marginal_return
from experiments.config.held import in_doubt
from experiments.config.options import Options
from experiments.config.setting import Setting, doubtful
from experiments.execution.centring import MEMBERS_STAGE, STATUS_QUO_STAGE, Centres, all_centred
from experiments.execution.executors import WorkerPool, crew
from experiments.execution.jobs import run_point, run_replicate
from experiments.execution.keeping import FinishedJobs
from experiments.execution.progress import Progress
from experiments.results.budget import mean_budget
from experiments.results.comparison import Comparison, wanted_width
from experiments.results.parameter_space import DoubtfulSpace
from experiments.statistics.equivalence import EQUIVALENT, UNDECIDED, UNDEFINED
from experiments.statistics.flip_point import Spread
from experiments.statistics.latin_hypercube import latin_hypercube
from experiments.statistics.simultaneous import pairs_of, single_confidence
from experiments.statistics.stopping_rule import Precision
from simulation.draws import Floats
from simulation.market.envelopes import YEAR
from simulation.market.terms import other_meaning_of_equal
from simulation.measures.measures import measures_of
from simulation.measures.outcome import Outcome
from simulation.mistake import Mistake
from simulation.strategy import Strategy
from simulation.world.checks import refuse_explosive


def compared(setting: Setting, progress: Progress, keep: Path | None = None) -> Comparison:
    """Run a comparison.

    Args:
        setting: see `Setting`; at least two strategies.
        progress: receives progress updates.
        keep: folder of the store of finished jobs, from which the same question goes on; None: nothing is kept.

    Raises:
        Mistake: fewer than two strategies, two of one name, or a rule of precision that cannot be followed.
    """
    _refuse_unpaired(setting.strategies)
    options = setting.options
    _refuse_unruly(options)
    keeping = FinishedJobs(keep, options.output.keep)
    other, equally = _with_contagion_switched(setting), _with_the_other_meaning_of_equal(setting)
    with (
        crew(options.executor, keeping, progress.quiet) as workers,
        progress.whole(compare_stages(setting, other, equally), workers.workers),
    ):
        settings = [setting] if other is None else [setting, other]
        centres, *others = all_centred(settings, workers, progress)
        outcomes = _replicated(setting, centres, workers, progress)
        progress.at_most(STATUS_QUO_STAGE, 0 if other is None else min(len(outcomes[0]), SWITCHED))
        switched = _switched(other, others[0], len(outcomes[0]), workers, progress) if other is not None else None
        otherwise = None if equally is None else _otherwise(equally, centres, len(outcomes[0]), workers, progress)
        funding = marginal_return(setting, centres, len(outcomes[0]), workers, progress)
        centre = centres.of([0])[0]
        space = _doubted(setting, centres, workers, progress)
        progress.at_most(MEMBERS_STAGE)
        why = explain_beside_comparison(setting, centres, outcomes, workers, progress)
        margin = options.precision.margin * mean_budget(outcomes[0], setting)
        first, second = (np.array([o.measures["profit"] for o in runs]) for runs in outcomes[:2])
        flips = map_beside_comparison(setting, centre, space, margin, Spread.of(second - first), workers, progress)
    return Comparison(
        setting, centre, outcomes, space, switched, why, flips, otherwise=otherwise, marginal_return=funding
    )


def _refuse_unpaired(strategies: Sequence[Strategy]) -> None:
    names = [strategy.name for strategy in strategies]
    if len(names) < 2:
        given = ", ".join(names) or "none"
        raise Mistake("strategies", given, "must be at least two", "Add strategies=[cx_only,relationship].")
    if len(set(names)) < len(names):
        advice = "Copy the YAML to another name."
        raise Mistake("strategies", ", ".join(names), "must have different names", advice)
    for name in {EQUIVALENT, UNDECIDED, UNDEFINED, "neither"}.intersection(names):
        raise Mistake("strategies", name, "must not be a word that verdicts use", "Rename the strategy.")


def _refuse_unruly(options: Options) -> None:
    """What would only show after the work is refused before it."""
    rule, fixed = options.precision, options.replicates
    if fixed is not None and fixed < 2:
        raise Mistake("replicates", fixed, "must be at least 2 to compare")
    if fixed is None:
        if rule.width is None and rule.margin == 0:
            advice = "Give precision.width or replicates."
            raise Mistake(
                "precision.margin", rule.margin, "must be above 0, because the width is derived from it", advice
            )
        width = 1.0 if rule.width is None else rule.width
        Precision(width, rule.block, rule.maximum, rule.confidence)


def _replicated(
    setting: Setting, centres: Centres, workers: WorkerPool, progress: Progress
) -> tuple[tuple[Outcome, ...], ...]:
    fixed, rule = setting.options.replicates, setting.options.precision
    runs: list[list[Outcome]] = []

    def more(count: int) -> Floats:
        payloads = _payloads(setting, centres, range(len(runs), len(runs) + count))
        with progress.task(REPLICATES_STAGE, count) as done:
            runs.extend(workers.do(run_replicate, payloads, done))
        profits = np.array([[o.measures["profit"] for o in pair] for pair in runs])
        return np.column_stack([profits[:, k] - profits[:, i] for i, k in combinations(range(profits.shape[1]), 2)])

    if fixed is not None:
        more(fixed)
    else:
        differences = more(rule.block)
        budget = mean_budget((pair[0] for pair in runs), setting)
        matters = rule.margin * budget
        width = wanted_width(rule, budget)
        assert width is not None, "a rule without a width was refused before"
        # Whoever asks for a width gets it; else a verdict that is clear needs no narrower interval.
        margin = matters if rule.width is None else None
        single = single_confidence(rule.confidence, pairs_of(len(setting.strategies)))
        stop = Precision(width, rule.block, rule.maximum, single, margin)
        # With several strategies the widest interval of any two of them decides.
        while extra := max(stop.planned(differences[:, k]) for k in range(differences.shape[1])):
            differences = more(extra)
    progress.at_most(REPLICATES_STAGE)
    return tuple(tuple(pair[k] for pair in runs) for k in range(len(setting.strategies)))


def _payloads(setting: Setting, centres: Centres, replicates: range) -> list[tuple[Any, ...]]:
    """What `run_replicate` is called with: a replicate has its own seed and, in an ensemble, its member's world."""
    engine = setting.options.engine
    return [
        (setting.world_of(k), centre, setting.strategies, setting.seed_of(k), engine)
        for k, centre in zip(replicates, centres.funded(replicates), strict=True)
    ]


def _with_contagion_switched(setting: Setting) -> Setting | None:
    """The same with contagion the other way; None where that was left out or cannot be."""
    if not setting.options.space.contagion:
        return None
    is_on = setting.world.mechanism("contagion").enabled
    worlds = (
        None if setting.ensemble is None else tuple(w.switched("contagion", not is_on) for w in setting.ensemble.worlds)
    )
    other = replace(
        setting,
        world=setting.world.switched("contagion", not is_on),
        ensemble=None if worlds is None or setting.ensemble is None else replace(setting.ensemble, worlds=worlds),
    )
    try:
        refuse_explosive(other.world)
    except Mistake:
        return None  # with contagion on, leaving would explode; the verdict says that it was not run
    return other


def _switched(
    other: Setting, centres: Centres, replicates: int, workers: WorkerPool, progress: Progress
) -> tuple[tuple[Outcome, ...], ...]:
    """The first pairs once more with contagion the other way, in a world that is centred anew."""
    payloads = _payloads(other, centres, range(min(replicates, SWITCHED)))
    with progress.task(CONTAGION_STAGE, len(payloads)) as done:
        runs = workers.do(run_replicate, payloads, done)
    return tuple(tuple(pair[k] for pair in runs) for k in range(len(other.strategies)))


def _with_the_other_meaning_of_equal(setting: Setting) -> Setting | None:
    """The same with the other meaning of `market.equal`; None where that was left out, or means the same."""
    if not setting.options.space.equal or setting.world.weeks <= YEAR:
        return None
    other, ensemble = other_meaning_of_equal(setting.world.terms.equal), setting.ensemble
    if ensemble is not None:
        ensemble = replace(ensemble, worlds=tuple(world.with_equal(other) for world in ensemble.worlds))
    return replace(setting, world=setting.world.with_equal(other), ensemble=ensemble)


def _otherwise(
    other: Setting, centres: Centres, replicates: int, workers: WorkerPool, progress: Progress
) -> tuple[tuple[Outcome, ...], ...]:
    """The first pairs once more with the other meaning of equal; the centre is that of the same status quo."""
    payloads = _payloads(other, centres, range(min(replicates, OTHERWISE)))
    with progress.task(EQUAL_STAGE, len(payloads)) as done:
        runs = workers.do(run_replicate, payloads, done)
    return tuple(tuple(pair[k] for pair in runs) for k in range(len(other.strategies)))


def _doubted(setting: Setting, centres: Centres, workers: WorkerPool, progress: Progress) -> DoubtfulSpace | None:
    rule, carried = setting.options.space, () if setting.ensemble is None else setting.ensemble.carried
    ranges = in_doubt(doubtful(setting.world), setting.values)
    ranges = {key: ends for key, ends in ranges.items() if key not in carried}
    if rule.points == 0:
        return None
    places = latin_hypercube(ranges, rule.points)
    names = [measure.name for measure in measures_of(setting.world)]
    if not places:
        return DoubtfulSpace({}, [], np.empty((0, rule.replicates, len(setting.strategies), len(names))))
    seeds = tuple(map(setting.seed_of, range(rule.replicates)))
    payloads = [
        (setting.world_of(k), centre, place, setting.strategies, seeds)
        for k, (place, centre) in enumerate(zip(places, centres.of(range(len(places))), strict=True))
    ]
    with progress.task(SPACE_STAGE, len(payloads)) as done:
        values = workers.do(run_point, payloads, done)
    return DoubtfulSpace.possible(ranges, places, np.array(values), names)
