"""The driver: hands out what is missing and commits each answer as it comes; it is the only one who writes.

Killed at any moment, it loses what is in flight. Started again, it asks the store what is missing, and asks for that.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.config.contents import files
from experiments.config.nested import merged
from experiments.config.options import Options
from experiments.config.own.in_use import KEY, in_use
from experiments.config.roles import WORLD, part
from experiments.execution.executors import WorkerPool
from experiments.execution.faults import EnvironmentFault
from experiments.inputs.paths import user_path
from experiments.sweeps.flow import results_of
from experiments.sweeps.job import JobAnswer, RequestedRun, SweepJob, run_job
from experiments.sweeps.monitor import RunCounter
from experiments.sweeps.store import Store
from experiments.sweeps.tables import ASKED, BOOKED, DONE, FAILED, WANTED, quoted
from experiments.sweeps.weekly import remove_orphans, write_part
from simulation.strategy import Strategy

BLOCK = 8
"""Replicates in a job: enough to share a centring, few enough to lose little."""
PART_RUNS, PART_SECONDS = 256, 2.0
"""Runs in a part of weekly series, and how long they may wait to be committed with it."""

_COLUMNS = ("state", "error", "seconds", *BOOKED)


def prepare(store: Store, weekly: bool, retry_failed: bool) -> None:
    """Make the store ready to go on: what a kill left behind goes, and what is to be run again is wanted again."""
    remove_orphans(store)
    with store.transaction():
        if retry_failed:
            store.execute(f"UPDATE runs SET state = ?, error = NULL WHERE state = ? AND {ASKED}", (WANTED, FAILED))
        if weekly:
            store.execute(f"UPDATE runs SET state = ? WHERE state = ? AND part IS NULL AND {ASKED}", (WANTED, DONE))


def run_missing(store: Store, crew: WorkerPool, options: Options, watch: RunCounter) -> None:
    """Run everything that is missing.

    Args:
        store: open for writing.
        crew: who computes.
        options: the engine, and whether weekly series are kept.
        watch: is told how it goes.

    Raises:
        EnvironmentFault: for what could not be run on this machine; it stays wanted.
    """
    keeper = _Keeper(store, watch)
    jobs = missing_jobs(store, options.engine, options.output.weekly)
    try:
        for job, answer in results_of(crew, run_job, jobs):
            keeper.take(job, answer)
    except EnvironmentFault:
        keeper.commit()
        raise
    keeper.commit()


def missing_jobs(store: Store, engine: str, weekly: bool) -> Iterator[SweepJob]:
    """Jobs for all runs that are wanted, world by world; read a few at a time, so that no reading stays open."""
    base, last = store.meta("base"), -1
    while True:
        worlds = store.execute(
            "SELECT DISTINCT world FROM runs WHERE state = ? AND world > ? ORDER BY world LIMIT 32", (WANTED, last)
        ).fetchall()
        if not worlds:
            return
        for (last,) in worlds:
            yield from _jobs(store, base, last, engine, weekly)


def _jobs(store: Store, base: Mapping[str, Any], world: int, engine: str, weekly: bool) -> Iterator[SweepJob]:
    sql = "SELECT point, levers, centre, contents FROM worlds WHERE world = ?"
    point, levers, centre, contents = store.execute(sql, (world,)).fetchone()
    values = values_of(store, base, point)
    read = json.dumps(merged(values, files_of_world(store, values, json.loads(contents))), sort_keys=True)
    rows = store.execute(
        "SELECT identity, name, levers, seed FROM runs JOIN arms USING (arm) WHERE state = ? AND world = ?"
        " ORDER BY seed, arm", (WANTED, world),
    ).fetchall()  # fmt: skip
    runs = [RequestedRun(identity, Strategy(name, json.loads(own)), seed) for identity, name, own, seed in rows]
    by_seed = [list(group) for _, group in itertools.groupby(runs, lambda run: run.seed)]
    for k in range(0, len(by_seed), BLOCK):
        block = tuple(run for replicate in by_seed[k : k + BLOCK] for run in replicate)
        yield SweepJob(world, read, levers, contents, centre, block, engine, weekly)


def values_of(store: Store, base: Mapping[str, Any], point: int) -> dict[str, Any]:
    """What of a point's configuration changes the world: a worker sees nothing that no identity of a run covers."""
    changes = json.loads(store.value("SELECT changes FROM points WHERE point = ?", (point,)))
    return part(merged(base, changes), WORLD)


def files_of_world(store: Store, values: Mapping[str, Any], contents: Mapping[str, str]) -> dict[str, str]:
    """Where the files of a world are, by key, wherever the sweep is resumed.

    Args:
        store: of the sweep.
        values: what of the configuration changes the world.
        contents: hash of each file, by key: two commands may have meant two files by one relative path.
    """
    parts = in_use()
    if parts is not None and contents.get(KEY) == parts.source.hash:
        known = {key: file for key, file in files(values).items() if key != KEY}
        return {**_places(store, known, contents), KEY: str(parts.source.path)}
    return _places(store, files(values), contents)


def _places(store: Store, named: Mapping[str, str], contents: Mapping[str, str]) -> dict[str, str]:
    paths, place = store.meta("paths") or {}, Path(store.meta("place"))
    return {key: paths.get(contents.get(key), str(place / user_path(file))) for key, file in named.items()}


class _Keeper:
    """Commits answers: at once, or with the part of weekly series that holds them."""

    def __init__(self, store: Store, watch: RunCounter) -> None:
        self.store, self.watch = store, watch
        self.waiting: list[tuple[SweepJob, JobAnswer]] = []
        self.measured = store.measured
        columns = (f"{name} = ?" for name in (*_COLUMNS, *quoted(self.measured)))
        self.keep = f"UPDATE runs SET {', '.join(columns)}, part = ? WHERE identity = ?"
        self.since = time.monotonic()

    def take(self, job: SweepJob, answer: JobAnswer) -> None:
        if not self.waiting:
            self.since = time.monotonic()
        self.waiting.append((job, answer))
        runs = sum(len(one.runs) for _, one in self.waiting)
        if answer.weekly is None or runs >= PART_RUNS or time.monotonic() - self.since >= PART_SECONDS:
            self.commit()

    def commit(self) -> None:
        if not self.waiting:
            return
        tables: list[pd.DataFrame] = [answer.weekly for _, answer in self.waiting if answer.weekly is not None]
        part = None
        if tables:
            part = (self.store.value("SELECT MAX(part) FROM parts") or 0) + 1
            write_part(self.store.folder, part, tables)
        with self.store.transaction():
            if part is not None:
                self.store.execute("INSERT INTO parts VALUES (?)", (part,))
            for job, answer in self.waiting:
                if answer.centre is not None and job.centre is None:
                    self.store.execute("UPDATE worlds SET centre = ? WHERE world = ?", (answer.centre, job.world))
                for run in answer.runs:
                    own = part if run.state == DONE and answer.weekly is not None else None
                    measures = run.measures or (None,) * len(self.measured)
                    row = (run.state, run.error, run.seconds, *run.booked, *measures, own, run.identity)
                    self.store.execute(self.keep, row)
        for _, answer in self.waiting:
            self.watch.finished(answer.runs)
        self.waiting = []
