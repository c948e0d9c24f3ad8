"""A progress bar with the time left on a terminal, one renewed line in a notebook, plain lines in a log file.

And nothing when asked to be quiet. Rich draws its bars in a notebook with ipywidgets only, which nobody need have.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich import progress as bars
from rich.console import Console

EVERY, RENEWED = 10.0, 0.5


class Progress:
    """Says on standard error what goes on.

    Args:
        quiet: say nothing.
        notes: say also what the work found out before it began, such as where it is kept and how large it will be.
    """

    def __init__(self, quiet: bool = False, notes: bool = True) -> None:
        self.quiet, self.notes = quiet, notes
        self.console = Console(stderr=True)

    def note(self, sentence: str) -> None:
        """Say one thing."""
        if self.notes and not self.quiet:
            print(sentence, file=sys.stderr)

    @contextmanager
    def task(self, what: str, steps: int) -> Iterator[Callable[[], None]]:
        """Show a task; what is yielded is to be called after each step."""
        if self.quiet:
            yield lambda: None
        elif self.console.is_jupyter:
            line = _Cell(what, steps)
            yield line
            line.close()
        elif self.console.is_terminal:
            columns = (bars.TextColumn("{task.description:<24}"), bars.BarColumn(), bars.MofNCompleteColumn(),
                       bars.TextColumn("left"), bars.TimeRemainingColumn())  # fmt: skip
            with bars.Progress(*columns, console=self.console, transient=True) as bar:
                task = bar.add_task(what, total=steps)
                yield lambda: bar.advance(task)
        else:
            yield _Lines(what, steps)


class _Cell:
    """A line under the cell of a notebook, renewed at most twice a second and gone at the end."""

    def __init__(self, what: str, steps: int) -> None:
        self.what, self.steps, self.done = what, steps, 0
        self.start = self.said = time.monotonic()
        display = importlib.import_module("IPython.display").display
        self.shown = display({"text/plain": f"{what} ..."}, raw=True, display_id=True)

    def __call__(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self.said >= RENEWED:
            self.said = now
            left = (now - self.start) / self.done * (self.steps - self.done)
            self.shown.update({"text/plain": f"{self.what}: {self.done}/{self.steps}, {left:.0f} s left"}, raw=True)

    def close(self) -> None:
        """Leave nothing behind."""
        self.shown.update({"text/plain": ""}, raw=True)


class _Lines:
    """A line at most every ten seconds, with the time left."""

    def __init__(self, what: str, steps: int) -> None:
        self.what, self.steps, self.done = what, steps, 0
        self.start = self.said = time.monotonic()

    def __call__(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self.said >= EVERY or (self.done == self.steps and now - self.start >= EVERY):
            self.said = now
            left = (now - self.start) / self.done * (self.steps - self.done)
            print(f"{self.what}: {self.done}/{self.steps}, {left:.0f} s left", file=sys.stderr, flush=True)
