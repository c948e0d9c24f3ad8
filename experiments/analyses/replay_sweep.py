"""A sweep computed again from its plan, in a temporary folder of its own: none of its runs is believed."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.config.overrides import spelled, typed
from experiments.config.versions import versions
from experiments.execution.progress import Progress
from experiments.results.run_folder import refuse_other_version
from experiments.statistics.formatting import counted
from experiments.sweeps import export
from experiments.sweeps.again import as_then, require_files
from experiments.sweeps.commands import answered_command, commands
from experiments.sweeps.run import resume_sweep
from experiments.sweeps.store import STORE, Store
from experiments.sweeps.tables import ASKED, FAILED, WANTED, quoted
from simulation.mistake import Mistake

PLANNED = ("identity", "world", "arm", "seed", "state")
"""Columns of a run that are known before it is run."""


@contextmanager
def rerun_sweep(
    folder: Path, manifest: Mapping[str, Any], progress: Progress
) -> Iterator[tuple[dict[str, pd.DataFrame], Any]]:  # fmt: skip
    """The tables of a sweep, and the answer that was made of it, computed again.

    Args:
        folder: of the sweep.
        manifest: its manifest.
        progress: receives progress updates.

    Raises:
        Mistake: when there is no store, runs are missing, a file that was used has changed or gone, or runs that were
            done once cannot be done now.
    """
    with Store(folder) as store:
        missing, asked = store.counts()[WANTED], commands(store)
        require_files(store)
        then = answered_command(store) if asked else None
    if missing or then is None:
        advice = f"Finish it first: {typed('courtship', 'resume', str(folder))}"
        raise Mistake("replay", str(folder), f"must be a complete sweep, but {missing:,} runs are missing", advice)
    unnamed = Progress(progress.quiet, notes=False)  # nobody needs to know a folder that is about to go
    with tempfile.TemporaryDirectory(prefix="courtship-") as there:
        copy = Path(there) / "sweep"
        copy.mkdir()
        _plan_alone(folder / STORE, copy / STORE)
        try:
            resume_sweep(copy, unnamed)
        except Mistake as mistake:
            if mistake.given != str(copy):
                raise
            advice = "Name a folder on another disk in the environment variable TMPDIR."
            raise Mistake("temporary files", tempfile.gettempdir(), mistake.allowed, advice) from None
        _require_computed(folder, copy, manifest)
        with as_then(folder, then):
            answer = _analysed(str(manifest["verb"]), then.words, copy, unnamed)
        with Store(copy) as store:
            tables = {"runs": export.runs_table(store)}
        if answer is not None:
            tables |= answer.tables
        yield tables, answer


def _require_computed(folder: Path, copy: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse where runs could not be computed again; one that fails now as it failed then has been."""
    then, now = (_failed(place) for place in (folder, copy))
    lost = [error for identity, error in now.items() if then.get(identity) != error]
    if lost:
        refuse_other_version(folder, manifest)
        allowed = f"cannot be computed again: {counted(len(lost), 'run')} failed now and not then"
        raise Mistake("replay", str(folder), allowed, f"The first: {lost[0]}")


def _failed(folder: Path) -> dict[str, str]:
    """The error of each run that failed, by identity."""
    with Store(folder) as store:
        return dict(store.execute("SELECT identity, error FROM runs WHERE state = ?", (FAILED,)).fetchall())


def _plan_alone(source: Path, target: Path) -> None:
    """Copy a store without what came of its runs."""
    there = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    with closing(there) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        columns = [name for _, name, *_ in new.execute("PRAGMA table_info(runs)") if name not in PLANNED]
        with new:
            new.execute(f"DELETE FROM runs WHERE NOT {ASKED}")
            new.execute(
                f"UPDATE runs SET state = ?, {', '.join(f'{name} = NULL' for name in quoted(columns))}", (WANTED,)
            )
            new.execute("UPDATE worlds SET centre = NULL")
            new.execute("UPDATE meta SET value = ? WHERE name = 'versions'", (json.dumps(versions()),))
            new.execute("DELETE FROM parts")


def _analysed(verb: str, words: list[str], folder: Path, progress: Progress) -> Any:
    """What is made of the runs; None of a plain sweep."""
    here = [word for word in words if not word.startswith(("hydra.", "output."))]
    every = [*here, "output.figures=false", *spelled({"hydra.run.dir": str(folder)})]
    if verb == "sensitivity":
        from experiments.analyses import sensitivity

        return sensitivity.answered(every, folder, progress)[0]
    if verb == "boundary":
        from experiments.analyses.boundary import analysis

        return analysis.answered(every, folder, progress)[0]
    return None
