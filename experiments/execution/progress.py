"""What goes on, on standard error: one bar for the whole of a verb, named after its present stage, with the time left.

The stages are declared before the first of them is run, see `work_plan`; how they look on a terminal, in a notebook and
in a log file is said in `progress_display`. Nothing of it changes a result.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console

from experiments.execution.progress_display import Display, Silent, display_on
from experiments.execution.work_counts import Parts
from experiments.execution.work_plan import Stage, WorkPlan


class Progress:
    """Says on standard error what goes on.

    Args:
        quiet: say nothing.
        notes: say also what the work found out before it began, such as where it is kept and how large it will be.
        clock: the time [s], never set back.
    """

    def __init__(self, quiet: bool = False, notes: bool = True, clock: Callable[[], float] = time.monotonic) -> None:
        self.quiet, self.notes, self.clock = quiet, notes, clock
        self.console = Console(stderr=True)
        self.plan: WorkPlan | None = None
        self._parts: Parts | None = None
        self._display: Display = Silent()

    def note(self, sentence: str) -> None:
        """Say one thing."""
        if self.notes and not self.quiet:
            print(sentence, file=sys.stderr)

    @contextmanager
    def parts(self, count: int) -> Iterator[None]:
        """Declare that so many wholes follow, each about as large as the others: the time left is that of all."""
        outer, self._parts = self._parts, Parts(count, self.clock())
        try:
            yield
        finally:
            self._parts = outer

    @contextmanager
    def whole(self, stages: Iterable[Stage], workers: int = 1) -> Iterator[None]:
        """Declare all that is going to be done; work within other work is a part of that and has no bar of its own.

        Args:
            stages: in the order in which they begin.
            workers: how many jobs are done at once.
        """
        if self.plan is not None:
            self.plan.declare(stages)
            yield
            return
        self.plan = WorkPlan(stages, workers, self.clock, self._parts)
        try:
            with display_on(self.console, self.plan, self.quiet) as self._display:
                yield
        finally:
            self.plan.end()
            self.plan, self._display = None, Silent()

    @contextmanager
    def task(self, what: str, steps: int) -> Iterator[Steps]:
        """Go on to a stage, or to a task of its own where nothing was declared.

        Args:
            what: name of the stage.
            steps: jobs that are asked for now.

        Yields:
            What is to be called after each step.
        """
        with self.whole([Stage(what, steps)]):
            assert self.plan is not None
            self.plan.begin(what, steps)
            self._display.renew()
            yield Steps(self.plan, self._display)

    def at_most(self, what: str, steps: int = 0) -> None:
        """Say that so many jobs of a declared stage are to come at most."""
        if self.plan is not None:
            self.plan.at_most(what, steps)
            self._display.renew()


class Steps:
    """Counts the steps of a stage.

    Args:
        plan: of the whole work.
        display: shows it.
    """

    def __init__(self, plan: WorkPlan, display: Display) -> None:
        self._plan, self._display = plan, display

    def __call__(self, kept: bool = False) -> None:
        """One more is done; `kept`: it was finished by an earlier command."""
        self._plan.step(kept)
        self._display.renew()

    def remark(self, words: str) -> None:
        """Show some words after the time left, such as how many have failed."""
        self._plan.remark = words
