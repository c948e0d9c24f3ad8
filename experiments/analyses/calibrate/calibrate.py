"""From a log to fitted laws, what they can be trusted with, and what further statistics add."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from experiments.analyses.calibrate.baselines import baseline_forecasts
from experiments.analyses.calibrate.calibration import Calibration
from experiments.analyses.calibrate.forecast import HoldOut, forecast_jobs, hold_out, repeat_purchases
from experiments.analyses.calibrate.heterogeneity import Heterogeneity, fit_heterogeneity
from experiments.analyses.calibrate.holdout import default_until, split_log, transactions_until
from experiments.analyses.calibrate.identifiability import identifiability
from experiments.analyses.calibrate.moments import simulated_statistics
from experiments.analyses.calibrate.narrow_floor import refuted_floor
from experiments.analyses.calibrate.simulated_moments import Matching, match_moments
from experiments.analyses.calibrate.stages import (
    FORECAST,
    LIKELIHOODS,
    STATISTICS,
    calibration_stages,
    statistics_points,
)
from experiments.analyses.calibrate.subsample import sampled_customers, subsampled_world
from experiments.analyses.calibrate.targets import Target, target_files, targets
from experiments.config import sections
from experiments.config.ensemble import value_of
from experiments.config.held import in_doubt
from experiments.config.options import Options
from experiments.config.population import FittedPopulation, fitted_of, observed
from experiments.config.setting import SEED_STEP, Setting, doubtful, moved
from experiments.execution.executors import WorkerPool, crew, worker_count
from experiments.execution.keeping import FinishedJobs
from experiments.execution.progress import Progress
from experiments.inputs.hashes import file_hash, require_unchanged
from experiments.inputs.paths import user_path
from experiments.inputs.transactions.dates import iso_day
from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.rfm import summarised
from experiments.inputs.transactions.section import log_of
from experiments.statistics.optimise import Point
from simulation.alignment.centring import PILOT_SEEDS, centre_world
from simulation.draws import Floats
from simulation.mistake import Mistake
from simulation.world.world import World


def refuse_uncalibratable(options: Options) -> None:
    """Refuse what would only show after the work.

    Raises:
        Mistake: naming the key.
    """
    source, rule = options.population.source, options.calibrate
    if source not in ("log", "cdnow"):
        advice = "Add population.file=log.csv, or population=cdnow to try it."
        raise Mistake("population.source", source, "must be log or cdnow: calibration needs purchases", advice)
    if options.community.graph == "from_file":
        advice = "Leave it out here, and give it to compare together with population=calibrated.yaml."
        raise Mistake("community.graph", "from_file", "is not used by calibrate", advice)
    if not 0.5 <= rule.confidence < 1:
        raise Mistake("calibrate.confidence", rule.confidence, "must be at least 0.5 and below 1", "0.9 is usual.")
    targets(rule)


def calibrate_to_log(setting: Setting, progress: Progress, keep: Path | None = None) -> Calibration:
    """Calibrate to a log.

    Args:
        setting: see `Setting`; its people come from a log.
        progress: receives progress updates.
        keep: folder of the store of finished jobs, from which the same question goes on; None: nothing is kept.

    Raises:
        Mistake: as for `refuse_uncalibratable`, or where the log cannot be fitted.
    """
    options = setting.options
    refuse_uncalibratable(options)
    rule, population = options.calibrate, options.population
    observed_targets, contents = read_statistics(rule)
    setting = replace(setting, contents={**setting.contents, **contents})
    known, in_question = fitted_of(population), len(in_doubt(doubtful(setting.world), setting.values))
    work = calibration_stages(rule, known.summary, observed_targets, in_question)
    with progress.whole(work, worker_count(options.executor)):
        return _calibrated(setting, known, observed_targets, progress, keep)


def _calibrated(
    setting: Setting,
    known: FittedPopulation,
    observed_targets: tuple[Target, ...],
    progress: Progress,
    keep: Path | None,
) -> Calibration:
    """The laws, their forecast, and what the statistics add."""
    options, rule = setting.options, setting.options.calibrate
    with progress.task(LIKELIHOODS, 1) as done:
        laws = fit_heterogeneity(known.summary, known.pareto_nbd, known.amounts)
        done()
    refuted = refuted_floor(setting.world, (laws.best(), *laws.members(rule.members, rule.seed)), laws.summary)
    world = moved(setting.world, refuted)
    ranges = {key: ends for key, ends in in_doubt(doubtful(world), setting.values).items() if key not in refuted}
    defaults = {key: value_of(world, key) for key in ranges}
    with crew(options.executor, FinishedJobs(keep, options.output.keep), progress.quiet) as workers:
        check, why = _checked(setting, world, laws, workers, progress) if rule.replicates else (None, "left out")
        progress.at_most(FORECAST)
        match = _matched(setting, world, observed_targets, ranges, defaults, workers, progress)
    table = identifiability(ranges, defaults, match, rule.confidence)
    return Calibration(setting, known.log, laws, table, match, check, why, refuted)


def read_statistics(rule: sections.Calibrate) -> tuple[tuple[Target, ...], dict[str, str]]:
    """The statistics, and the hash of each file that they were read from, by dotted key.

    Raises:
        Mistake: naming file, row and column of whatever is wrong, or a file that changed meanwhile.
    """
    paths = {f"calibrate.{kind}": user_path(file) for kind, file in target_files(rule).items()}
    contents = {key: file_hash(path) for key, path in paths.items()}
    found = targets(rule)
    for key, path in paths.items():
        require_unchanged(path, contents[key])
    return found, contents


def _checked(
    setting: Setting, world: World, laws: Heterogeneity, workers: WorkerPool, progress: Progress
) -> tuple[HoldOut | None, str]:
    """The forecast for what was kept back; without `until`, that of a fit to the first two thirds."""
    rule, population = setting.options.calibrate, setting.options.population
    given = population.until is not None
    try:
        whole = log_of(vars(replace(population, until=None)))
    except Mistake as mistake:  # what comes later is asked nothing, unless it is to be predicted
        return None, f"what was kept back cannot be read ({mistake})"
    until = iso_day(str(population.until), "population.until") if given else default_until(whole)
    try:
        known = fitted_of(population).log if given else _until(whole, until, population)
    except Mistake as mistake:
        return None, f"the log until {until} cannot be read by itself ({mistake})"
    followed = sampled_customers(len(known.ids), rule.customers, rule.seed)
    held = split_log(transactions_until(known, until, followed), whole)
    if held is None:
        advice = "set population.until to an earlier day" if given else "a longer log is needed"
        return None, f"fewer than 4 weeks of the log lie after {until}: {advice}"
    try:
        early = laws if given else fit_heterogeneity(summarised(known))
    except Mistake as mistake:
        return None, f"the log until {until} cannot be fitted by itself ({mistake})"
    best = early.best()
    histories, members = summarised(held.early), early.members(rule.members, rule.seed)
    people = observed(histories, best.buying, best.dropout, best.spending, population.prospects)
    early_world = replace(moved(world, refuted_floor(world, (best, *members), histories)), people=people)
    payloads = forecast_jobs(early_world, members, held, rule.replicates, setting.options.seed)
    with progress.task(FORECAST, len(payloads) + 1) as done:
        others = baseline_forecasts(held)
        done()
        return hold_out(held, workers.do(repeat_purchases, payloads, done), others, rule.confidence), ""


def _until(whole: Log, until: datetime.date, population: sections.Log) -> Log:
    """What was known on a day: what was given back later was a purchase then."""
    return (
        log_of(vars(replace(population, until=str(until))))
        if population.returns == "net"
        else transactions_until(whole, until)
    )


def _matched(
    setting: Setting, world: World, observed_targets: tuple[Target, ...], ranges: dict[str, tuple[float, float]],
    defaults: Point, workers: WorkerPool, progress: Progress,
) -> Matching | None:  # fmt: skip
    if not observed_targets:
        return None
    rule = setting.options.calibrate
    count = len(fitted_of(setting.options.population).summary.frequency)
    keep = sampled_customers(count, rule.customers, rule.seed)
    world = replace(subsampled_world(world, keep), weeks=max(target.week for target in observed_targets))
    scale = count / int(keep.sum())
    seeds = tuple(setting.options.seed * SEED_STEP + k for k in range(rule.repeats))
    with progress.task(STATISTICS, 1 + statistics_points(len(ranges), rule.trials)) as done:
        start = workers.do(centre_world, [(world, PILOT_SEEDS[:1])], done)[0]

        def simulate(points: Sequence[Point]) -> list[Floats]:
            payloads = [(world, start, place, observed_targets, seeds, scale) for place in points]
            return workers.do(simulated_statistics, payloads, done)

        return match_moments(simulate, ranges, defaults, observed_targets, rule.trials, rule.seed)
