"""The work of one worker: a world is built and centred once, then all its strategies and replicates are run.

A run that fails is an answer too: it comes back with its error, and the others go on. What the machine does wrong is
no answer: it is raised.
"""

from __future__ import annotations

import functools
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from experiments.config.contents import contents as now
from experiments.config.contents import files
from experiments.config.options import options_of
from experiments.config.setting import ground
from experiments.execution.faults import ENVIRONMENT, EnvironmentFault, in_one_line
from experiments.execution.jobs import simulate_markets
from experiments.results.tables import weekly_table
from experiments.sweeps.tables import DONE, FAILED
from simulation.alignment.centring import CENTRING
from simulation.alignment.funding import with_own_envelopes
from simulation.market.centre import Centre
from simulation.measures.outcome import Outcome, outcome
from simulation.mistake import Mistake
from simulation.strategy import Strategy
from simulation.world.world import World


@dataclass(frozen=True)
class RequestedRun:
    """One run of a job.

    Args:
        identity: under which it is kept.
        strategy: with its levers.
        seed: of the replicate.
    """

    identity: str
    strategy: Strategy
    seed: int


@dataclass(frozen=True)
class SweepJob:
    """One point and some of its runs; small, and read by any worker.

    Args:
        world: its number in the store.
        values: what of the configuration changes the world, as JSON.
        levers: of the status quo and the rivals, as JSON.
        contents: hash of each file of the world by key, as JSON; the runs are kept under these contents.
        centre: constants of the centring, as JSON; None where they are not known yet.
        runs: what is to be run, replicates of one seed together.
        engine: how the numbers are computed, which changes none of them.
        weekly: whether weekly series are wanted.
    """

    world: int
    values: str
    levers: str
    contents: str
    centre: str | None
    runs: tuple[RequestedRun, ...]
    engine: str = "columns"
    weekly: bool = False


@dataclass(frozen=True)
class FinishedRun:
    """One run that is over.

    Args:
        identity: see `RequestedRun`.
        state: "done" or "failed".
        error: in one line, None when done.
        seconds: that it took.
        booked: budget and spending [minor units], and minor units per money.
        measures: in the order of all measures; None where undefined, none at all unless done.
    """

    identity: str
    state: str
    error: str | None = None
    seconds: float = 0.0
    booked: tuple[int | float | None, ...] = (None, None, None)
    measures: tuple[float | None, ...] = ()


@dataclass(frozen=True, eq=False)
class JobAnswer:
    """What comes back from a job.

    Args:
        centre: as JSON; None when centring failed.
        runs: one for each that was asked for.
        weekly: series by run, None unless wanted.
    """

    centre: str | None
    runs: tuple[FinishedRun, ...]
    weekly: pd.DataFrame | None = None


def run_job(job: SweepJob) -> JobAnswer:
    """Do a job; a pure function of it, so that it does not matter who does it and how often."""
    begin = time.perf_counter()
    try:
        world = world_of_point(job.values, job.levers, job.contents)
        centre = centre_of(job.values, job.levers, job.contents) if job.centre is None else read_centre(job.centre)
    except ENVIRONMENT:
        raise
    except Exception as error:
        return JobAnswer(None, tuple(FinishedRun(run.identity, FAILED, in_one_line(error)) for run in job.runs))
    spent = (time.perf_counter() - begin) / len(job.runs)  # shared, as the centring is
    runs, series = [], []
    for seed in dict.fromkeys(run.seed for run in job.runs):
        for finished, one in _replicate(
            world, centre, [run for run in job.runs if run.seed == seed], job.engine, spent
        ):
            runs.append(finished)
            if job.weekly and one is not None:
                series.append(weekly_table([one]).assign(identity=finished.identity))
    weekly = pd.concat(series, ignore_index=True) if series else None
    return JobAnswer(json.dumps(asdict(centre)), tuple(runs), weekly)


def _replicate(
    world: World, centre: Centre, asked: Sequence[RequestedRun], engine: str, spent: float
) -> list[tuple[FinishedRun, Outcome | None]]:
    """Strategies that meet the same people, ties and luck; when that fails, one by one."""
    begin = time.perf_counter()
    try:
        own = with_own_envelopes(world, asked[0].seed, centre)
        markets = simulate_markets(world, own, [run.strategy for run in asked], asked[0].seed, engine)
        outcomes = [outcome(market) for market in markets]
    except ENVIRONMENT:
        raise
    except Exception as error:
        if len(asked) == 1:
            return [(FinishedRun(asked[0].identity, FAILED, in_one_line(error), time.perf_counter() - begin), None)]
        return [one for run in asked for one in _replicate(world, centre, [run], engine, spent)]
    seconds = spent + (time.perf_counter() - begin) / len(asked)
    return [(_done(run, one, seconds), one) for run, one in zip(asked, outcomes, strict=True)]


def _done(run: RequestedRun, one: Outcome, seconds: float) -> FinishedRun:
    booked = (one.budget, one.spent, float(one.scale))
    measures = tuple(None if np.isnan(value) else value for value in one.measures.values())
    return FinishedRun(run.identity, DONE, None, seconds, booked, measures)


@functools.lru_cache(maxsize=2)
def world_of_point(values: str, levers: str, contents: str) -> World:
    """The world of a point; kept, because a point of many replicates comes in several jobs.

    Raises:
        EnvironmentFault: a file is gone, or has another content than when the sweep was planned.
    """
    asked, planned = json.loads(values), json.loads(contents)
    try:
        found = ground(asked, json.loads(levers))
    except Mistake:
        _require_planned(asked, now(asked), planned)  # that a file is not as it was says nothing about a run
        raise
    _require_planned(asked, found.contents, planned)
    return found.world


def _require_planned(values: Mapping[str, Any], there: Mapping[str, str], planned: Mapping[str, str]) -> None:
    for key, content in planned.items():
        if there.get(key) != content:
            how = "has another content than when its runs were planned" if key in there else "is gone"
            raise EnvironmentFault(
                f"{key}: {files(values)[key]} {how}; bring it back as it was and go on, or repeat the command for the "
                "file as it is now"
            )


@functools.lru_cache(maxsize=2)
def centre_of(values: str, levers: str, contents: str) -> Centre:
    """The constants of a world."""
    return CENTRING[options_of(json.loads(values)).centring](world_of_point(values, levers, contents))


def read_centre(centre: str) -> Centre:
    """Constants as a store holds them."""
    content = json.loads(centre)
    fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in content.items()}
    return Centre(**fields)
