"""The verbs sweep, resume and ls, from words to a store and a table on the terminal."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from rich.console import Console

from experiments.command import Words
from experiments.config.variation import Variation
from experiments.config.words import spelled
from experiments.progress import Progress
from experiments.sweeps.layout import DONE, FAILED, WANTED
from experiments.sweeps.listing import listed
from experiments.sweeps.plan import question
from experiments.sweeps.result import Sweep, open_store
from experiments.sweeps.sensitivity import Sensitivity, answered
from experiments.sweeps.store import STORE, Store
from experiments.sweeps.sweeping import resumed, swept
from experiments.sweeps.where import folder_of
from experiments.terminal import plain_table
from simulation.mistake import Mistake


class Analysis(Protocol):
    """An answer that was made of many runs."""

    def as_json(self) -> Mapping[str, Any]:
        """What `--json` prints."""


Answer = TypeVar("Answer", bound=Analysis)
REFUSED = f"{Mistake.__name__}: "
"""How the error of a run begins where the model refused it."""
TOLD = 20
"""Rows on the terminal: the others matter less, and lie in the folder."""


def sweep(words: Words) -> int:
    """Many points of a space."""
    asked = question(words.overrides)
    folder = folder_of(words.overrides, "sweep")
    retry = "--retry-failed" in words.flags
    status = kept(folder, lambda: swept(asked, folder, Progress(words.quiet), retry_failed=retry))
    return status or shown(words, open_store(folder))


def sensitivity(words: Words) -> int:
    """Which parameters matter."""
    return analysed(words, "sensitivity", answered, _told)


def _told(answer: Sensitivity) -> None:
    own = ["parameter", *(f"{answer.index}{end}" for end in ("", "_low", "_high", "_half")), answer.beside]
    _wide().print(plain_table(answer.table[own].head(TOLD)))
    if (more := len(answer.table) - TOLD) > 0:
        print(f"{more} more parameters in sensitivity.parquet")
    print(answer.sentence())


def analysed(
    words: Words, verb: str, answered: Callable[[Sequence[str], Progress, bool], Answer], told: Callable[[Answer], None]
) -> int:
    """A verb that makes something of the runs in its store; whatever stops it, the same command goes on.

    Args:
        words: of the command line.
        verb: its name, after which its folder is called.
        answered: makes the answer out of the overrides, with progress, running failed points again or not.
        told: prints the answer.
    """
    folder = folder_of(words.overrides, verb)
    answers: list[Answer] = []
    retry = "--retry-failed" in words.flags
    status = kept(folder, lambda: answers.append(answered(words.overrides, Progress(words.quiet), retry)))
    for answer in answers:
        if "--json" in words.flags:
            print(json.dumps({"folder": str(folder), **answer.as_json()}, allow_nan=False))
        elif not words.quiet:
            told(answer)
            print(f"written to {folder}")
    return status or (told_failures(open_store(folder), refusals=0) if answers else 0)


def resume(words: Words) -> int:
    """Whatever is missing in the folder of a sweep."""
    if not words.overrides or "=" in words.overrides[0]:
        raise Mistake("resume", " ".join(words.overrides) or "nothing", "must begin with the folder of a sweep")
    folder, *more = words.overrides
    for word in more:
        if not word.startswith("executor"):
            raise Mistake("resume", word, "must be a word about the executor", "All else is as it was asked first.")
    if (begun := _analysis(Path(folder))) is not None:
        verb, command = begun
        here = [word for word in command if not word.startswith(("hydra.", "executor"))]
        place = next(spelled({"hydra.run.dir": folder}))
        return ANALYSES[verb](replace(words, overrides=(*here, *(more or _executor(command)), place)))
    executor = Variation(more).at({})["executor"] if more else None
    retry = "--retry-failed" in words.flags
    status = kept(Path(folder), lambda: resumed(Path(folder), Progress(words.quiet), retry, executor))
    return status or shown(words, open_store(folder))


def ls(words: Words) -> int:
    """What there is below a folder."""
    found = listed(Path(words.overrides[0] if words.overrides else "outputs"))
    if "--json" in words.flags:
        print(found.to_json(orient="records"))
    elif found.empty:
        print("nothing yet")
    else:
        _wide().print(plain_table(found))
    return 0


def kept(folder: Path, work: Callable[[], object]) -> int:
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


def shown(words: Words, result: Sweep) -> int:
    """Print what came out; status 1 when a run failed."""
    counts = result.counts
    if "--json" in words.flags:
        print(json.dumps({"folder": str(result.folder), **counts}))
    elif not words.quiet:
        _wide().print(plain_table(result.overview()))
        print(f"{counts[DONE]:,} runs done, {counts[FAILED]:,} failed, written to {result.folder}")
    return told_failures(result)


def told_failures(result: Sweep, *, refusals: int = 1) -> int:
    """Say what failed, and what the model refused, which it would refuse again; returns the exit status.

    Args:
        result: what was run.
        refusals: status where there is nothing worse; 0 for an answer that says itself what it leaves out.
    """
    failed = result.failed
    refused = failed["error"].str.startswith(REFUSED)
    for some, what, then in (
        (failed[refused], "were refused", "They would be refused again."),
        (failed[~refused], "failed", f"Try again: courtship resume {result.folder} --retry-failed"),
    ):
        if len(some):
            error = some["error"].iloc[0].removeprefix(REFUSED).rstrip(".")
            print(f"courtship: {len(some):,} runs {what}, the first with {error}. {then}", file=sys.stderr)
    return 1 if (~refused).any() else refusals if refused.any() else 0


def _boundary(words: Words) -> int:
    from experiments.boundaries import verb

    return verb.boundary(words)


ANALYSES: dict[str, Callable[[Words], int]] = {"sensitivity": sensitivity, "boundary": _boundary}
"""Verbs that make something of their runs, so that going on means asking again."""


def _analysis(folder: Path) -> tuple[str, list[str]] | None:
    """The verb and the words of an analysis; None where a plain sweep was asked."""
    if not (folder / STORE).is_file():
        return None
    with Store(folder) as store:
        commands: list[list[str]] = store.meta("commands")
        verb = str(store.meta("verb"))
        return (verb, commands[-1]) if verb in ANALYSES and commands else None


def _executor(command: list[str]) -> list[str]:
    return [word for word in command if word.startswith("executor")]


def _wide() -> Console:
    return Console(width=None if sys.stdout.isatty() else 200)


def _stopped(why: str, folder: Path, status: int) -> int:
    print(f"courtship: {why}; {_what_is_kept(folder)}", file=sys.stderr)
    return status


def _what_is_kept(folder: Path) -> str:
    if not (folder / STORE).exists():
        return "nothing was run yet. Run the same command again."
    try:
        with Store(folder) as store:
            counts, commands = store.counts(), store.meta("commands")
    except (Mistake, OSError):
        return f"what was run is kept. Go on with: courtship resume {folder}"
    if not commands:
        return "nothing was run yet. Run the same command again."
    there, total = counts[DONE] + counts[FAILED], sum(counts.values())
    kept = f"{there:,} of {total:,} runs are kept, {counts[WANTED]:,} are missing"
    return f"{kept}. Go on with: courtship resume {folder}"


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
