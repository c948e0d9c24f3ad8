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
from experiments.progress import Progress
from experiments.sweeps import export
from experiments.sweeps.layout import WANTED
from experiments.sweeps.store import STORE, Store
from experiments.sweeps.sweeping import resumed
from simulation.mistake import Mistake

PLANNED = ("identity", "world", "arm", "seed", "state")
"""Columns of a run that are known before it is run."""


@contextmanager
def run_again(
    folder: Path, manifest: Mapping[str, Any], progress: Progress
) -> Iterator[tuple[dict[str, pd.DataFrame], Any]]:  # fmt: skip
    """The tables of a sweep, and the answer that was made of it, computed again.

    Args:
        folder: of the sweep.
        manifest: its manifest.
        progress: is told what goes on.

    Raises:
        Mistake: when there is no store, or runs are missing.
    """
    with Store(folder) as store:
        missing, commands = store.counts()[WANTED], store.meta("commands")
    if missing or not commands:
        advice = f"Finish it first: {typed('courtship', 'resume', str(folder))}"
        raise Mistake("replay", str(folder), f"must be a whole sweep, but {missing:,} runs are missing", advice)
    unnamed = Progress(progress.quiet, notes=False)  # nobody needs to know a folder that is about to go
    with tempfile.TemporaryDirectory(prefix="courtship-") as place:
        copy = Path(place) / "sweep"
        copy.mkdir()
        _plan_alone(folder / STORE, copy / STORE)
        try:
            resumed(copy, unnamed)
        except Mistake as mistake:
            if mistake.given != str(copy):
                raise
            advice = "Name a folder on another disk in the environment variable TMPDIR."
            raise Mistake("temporary files", tempfile.gettempdir(), mistake.allowed, advice) from None
        answer = _analysed(str(manifest["verb"]), commands[-1], copy, unnamed)
        with Store(copy) as store:
            tables = {"runs": export.runs_table(store)}
        if answer is not None:
            tables |= answer.tables
        yield tables, answer


def _plan_alone(source: Path, target: Path) -> None:
    """Copy a store without what came of its runs."""
    there = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    with closing(there) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        columns = [name for _, name, *_ in new.execute("PRAGMA table_info(runs)") if name not in PLANNED]
        with new:
            new.execute(f"UPDATE runs SET state = ?, {', '.join(f'{name} = NULL' for name in columns)}", (WANTED,))
            new.execute("UPDATE worlds SET centre = NULL")
            new.execute("UPDATE meta SET value = ? WHERE name = 'versions'", (json.dumps(versions()),))
            new.execute("DELETE FROM parts")


def _analysed(verb: str, words: list[str], folder: Path, progress: Progress) -> Any:
    """What is made of the runs; None of a plain sweep."""
    here = [word for word in words if not word.startswith(("hydra.", "output."))]
    every = [*here, "output.figures=false", *spelled({"hydra.run.dir": str(folder)})]
    if verb == "sensitivity":
        from experiments.sweeps import sensitivity

        return sensitivity.answered(every, folder, progress)[0]
    if verb == "boundary":
        from experiments.boundaries import asking

        return asking.answered(every, folder, progress)[0]
    return None
