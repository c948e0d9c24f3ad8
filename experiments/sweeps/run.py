"""A sweep from beginning to end, and from wherever it stopped."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.config.options import Options, options_of
from experiments.config.own.named import pinned
from experiments.config.roles import values_hash
from experiments.config.sections import Executor
from experiments.config.versions import versions
from experiments.execution.executors import crew, worker_count
from experiments.execution.progress import Progress
from experiments.inputs.paths import is_file, is_there
from experiments.inputs.table_hash import content_hash
from experiments.inputs.yaml_file import written
from experiments.results.run_folder import CONFIG, FILES, MANIFEST, file_hashes, put, read_answer
from experiments.statistics.formatting import counted
from experiments.sweeps import disk_space
from experiments.sweeps.commands import commands
from experiments.sweeps.driver import prepare, run_missing
from experiments.sweeps.export import write_runs
from experiments.sweeps.lock import sole_driver
from experiments.sweeps.monitor import RunCounter
from experiments.sweeps.plan import Question, plan_runs
from experiments.sweeps.stages import LAYING_OUT, RUNS, sweep_stages
from experiments.sweeps.store import STORE, Store
from experiments.sweeps.tables import DONE, FAILED, WANTED
from simulation.mistake import Mistake


def swept(
    asked: Question,
    folder: Path,
    progress: Progress,
    verb: str = "sweep",
    retry_failed: bool = False,
    stage: str = RUNS,
) -> list[int]:
    """Run what a question asks and what is not there yet.

    Args:
        asked: see `Question`.
        folder: new, or that of a sweep.
        progress: receives progress updates.
        verb: that asks.
        retry_failed: run again what failed.
        stage: what the runs are called while they go on.

    Returns:
        The number of each point, in the order of the question.

    Raises:
        Mistake: when another driver is at work, or the store cannot be used.
    """
    settings = {key: asked.settings[key] for key in ("executor", "engine", "output", "weeks", "market")}
    options, firms = asked.options, asked.settings["market"]["firms"]
    strategies = 1 if asked.single else len(options.strategies)
    work = sweep_stages(options, asked.count, strategies, asked.replicates, stage)
    with sole_driver(folder), progress.whole(work, worker_count(options.executor)):
        known = is_there(folder / STORE)
        with Store(folder, writing=True) if known else Store.made(folder, asked.settings, verb) as store:
            if (other := store.meta("verb")) != verb:
                kept = f"is the folder of a {other}, whose tables and answer must be kept"
                raise Mistake("hydra.run.dir", str(folder), kept, f"Choose another folder for {verb}.")
            store.refuse_other_measures()
            with progress.task(LAYING_OUT, asked.count) as done:
                points = plan_runs(store, asked, done)
            with store.transaction():
                store.note("settings", settings)
            _go_on(store, options, firms, progress, retry_failed, stage, asked.count * strategies * asked.replicates)
    return points


def resume_sweep(
    folder: Path, progress: Progress, retry_failed: bool = False, executor: Executor | None = None
) -> None:
    """Go on with the sweep of a folder: nothing is asked anew, only what is missing is run.

    Args:
        folder: of the sweep.
        progress: receives progress updates.
        retry_failed: run again what failed.
        executor: who computes from now on; None: as before.

    Raises:
        Mistake: when there is no sweep, or it was stopped before its plan was whole.
    """
    if not is_file(folder / STORE):
        raise Mistake(
            "resume", str(folder), f"must be the folder of a sweep, but it has no {STORE}", "See courtship ls."
        )
    with sole_driver(folder), Store(folder, writing=True) as store:
        pinned(store.meta("base"))
        if not commands(store):
            advice = "Repeat the command with the same hydra.run.dir."
            raise Mistake("resume", str(folder), "was stopped before its points were planned", advice)
        settings = store.meta("settings")
        options = options_of(settings)
        options = options if executor is None else replace(options, executor=executor)
        _go_on(store, options, settings["market"]["firms"], progress, retry_failed)


def _go_on(
    store: Store,
    options: Options,
    firms: int,
    progress: Progress,
    retry_failed: bool,
    stage: str = RUNS,
    asked_for: int | None = None,
) -> None:
    prepare(store, options.output.weekly, retry_failed)
    counts = store.counts()
    total, size = sum(counts.values()), disk_space.bytes_needed(counts[WANTED], options, firms)
    free = disk_space.refuse_too_large(store.folder, size)
    there = f", {total - counts[WANTED]:,} there already" if counts[WANTED] < total else ""
    room = f"about {disk_space.in_units(size)} of {disk_space.in_units(free)} free in {store.folder}"
    progress.note(f"{counted(total, 'run')}{there}; {room}")
    shown = total if asked_for is None else max(asked_for, counts[WANTED])
    with progress.task(stage, shown if counts[WANTED] else 0) as done:
        if counts[WANTED]:
            with crew(options.executor) as workers:
                run_missing(store, workers, options, RunCounter(done, shown - counts[WANTED]))
    _finish(store)


def _finish(store: Store) -> None:
    """Leave what every run folder has: tables, configuration and hashes; those of an answer that is there stay."""
    first, folder, counts = store.meta("first") or store.meta("base"), store.folder, store.counts()
    before: dict[str, Any] = {}
    with suppress(Mistake):  # there is none yet, or it is damaged
        before = read_answer(folder, MANIFEST)
    table = write_runs(store, folder)
    content = {
        **before,
        "verb": store.meta("verb"),
        "commands": [command.words for command in commands(store)],
        "seed": first["seed"],
        "config_hash": values_hash(first, store.meta("verb")),
        "runs": {state: counts[state] for state in (DONE, FAILED, WANTED)},
        "content": {**before.get("content", {}), "runs": content_hash(table)},
        FILES: {**before.get(FILES, {}), **file_hashes(folder, ["runs.parquet"])},
        "versions": versions(),
    }
    put(folder / CONFIG, written(first))
    put(folder / MANIFEST, json.dumps(content, indent=2))
