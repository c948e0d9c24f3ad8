"""What is kept when the work of a sweep stops, and how to go on; what failed, and what was refused."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from experiments.config.overrides import typed
from experiments.inputs.paths import is_there
from experiments.statistics.formatting import counted
from experiments.sweeps.commands import commands
from experiments.sweeps.store import STORE, Store
from experiments.sweeps.sweep import Sweep
from experiments.sweeps.tables import DONE, FAILED, WANTED
from simulation.mistake import Mistake

REFUSED = f"{Mistake.__name__}: "
"""How the error of a run begins where the model refused it."""


def keep_what_is_done(folder: Path, work: Callable[[], object]) -> int:
    """Do the work of a sweep; whatever stops it, say what is kept and how to go on. Returns the exit status."""
    try:
        with _terminated_as_interrupted():
            work()
    except KeyboardInterrupt:
        return _stopped("stopped", folder, 130)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        return _stopped(f"the machine refused: {error.strerror or error}", folder, 1)
    return 0


def told_failures(result: Sweep, *, refusals: int = 1) -> int:
    """Say what failed, and what the model refused, which it would refuse again; returns the exit status.

    Args:
        result: what was run.
        refusals: status where there is nothing worse; 0 for an answer that says itself what it leaves out.
    """
    failed = result.failed
    refused = failed["error"].str.startswith(REFUSED)
    for some, what, then in (
        (failed[refused], "was refused" if refused.sum() == 1 else "were refused", "They would be refused again."),
        (
            failed[~refused],
            "failed",
            f"Try again: {typed('courtship', 'resume', str(result.folder), '--retry-failed')}",
        ),
    ):
        if len(some):
            error = some["error"].iloc[0].removeprefix(REFUSED).rstrip(".")
            print(f"courtship: {counted(len(some), 'run')} {what}, the first with {error}. {then}", file=sys.stderr)
    return 1 if (~refused).any() else refusals if refused.any() else 0


def _stopped(why: str, folder: Path, status: int) -> int:
    print(f"courtship: {why}; {_what_is_kept(folder)}", file=sys.stderr)
    return status


def _what_is_kept(folder: Path) -> str:
    again = typed("courtship", "resume", str(folder))
    if not is_there(folder / STORE):
        return "nothing was run yet. Run the same command again."
    try:
        with Store(folder) as store:
            counts, asked = store.counts(), commands(store)
    except (Mistake, OSError):
        return f"what was run is kept. Go on with: {again}"
    if not asked:
        return "nothing was run yet. Run the same command again."
    there, total = counts[DONE] + counts[FAILED], sum(counts.values())
    kept = f"{there:,} of {counted(total, 'run')} kept, {counts[WANTED]:,} missing"
    return f"{kept}. Go on with: {again}"


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """A batch system ends a job with SIGTERM; it is to stop as with Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
