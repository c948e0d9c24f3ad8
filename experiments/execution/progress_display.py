"""How progress looks: a bar on a terminal, one renewed line in a notebook, plain lines in a log file, or nothing.

Rich draws its bars in a notebook with ipywidgets only, which nobody need have.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich import progress as bars
from rich.console import Console
from rich.text import Text

from experiments.execution.work_plan import WorkPlan
from experiments.statistics.formatting import percent

EVERY, RENEWED = 10.0, 0.5
"""Seconds between two lines of a log file, and between two looks of a line in a notebook."""


class Display(Protocol):
    """Shows how far a plan is."""

    def renew(self) -> None:
        """Show what has changed."""


class Silent:
    """Shows nothing."""

    def renew(self) -> None:
        """Show nothing."""


@contextmanager
def display_on(console: Console, plan: WorkPlan, quiet: bool) -> Iterator[Display]:
    """What fits a console, until the work is done."""
    if quiet:
        yield Silent()
    elif console.is_jupyter:
        line = CellLine(plan)
        yield line
        line.close()
    elif console.is_terminal:
        columns = (bars.TextColumn("{task.description:<32}"), bars.BarColumn(), _TimeLeft(plan))
        with bars.Progress(*columns, console=console, transient=True) as bar:
            yield TerminalBar(plan, bar)
    else:
        yield LogLines(plan)


def stage_in_words(plan: WorkPlan) -> str:
    """The present stage, and how many of its jobs are done."""
    if not plan.now:
        return ""
    stage = plan.stages[plan.now]
    return f"{plan.now}: {stage.done:,}/{stage.jobs:,}"


def rest_in_words(plan: WorkPlan) -> str:
    """How much of the whole is done, and the time left for it."""
    said = [f"{percent(plan.share)} done"]
    left = plan.left
    said += [] if left is None else [f"{duration(left)} left"]
    return ", ".join([*said, plan.remark] if plan.remark else said)


def duration(seconds: float) -> str:
    """A time in the largest unit that fits."""
    for size, unit in ((86400.0, "d"), (3600.0, "h"), (60.0, "min")):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.0f} s"


class TerminalBar:
    """One bar for the whole.

    Args:
        plan: what is shown.
        bar: of Rich.
    """

    def __init__(self, plan: WorkPlan, bar: bars.Progress) -> None:
        self._plan, self._bar = plan, bar
        self._task = bar.add_task("", total=1.0)

    def renew(self) -> None:
        """Show what has changed."""
        self._bar.update(self._task, description=stage_in_words(self._plan), completed=self._plan.share)


class _TimeLeft(bars.ProgressColumn):
    """What stands behind the bar, counted down between jobs."""

    def __init__(self, plan: WorkPlan) -> None:
        super().__init__()
        self._plan = plan

    def render(self, task: bars.Task) -> Text:
        return Text(rest_in_words(self._plan))


class CellLine:
    """A line under the cell of a notebook, renewed at most twice a second and gone at the end."""

    def __init__(self, plan: WorkPlan) -> None:
        self._plan, self._said = plan, plan.start
        display = importlib.import_module("IPython.display").display
        self._shown = display({"text/plain": "..."}, raw=True, display_id=True)

    def renew(self) -> None:
        """Show what has changed."""
        now = self._plan.clock()
        if now - self._said >= RENEWED:
            self._said = now
            line = f"{stage_in_words(self._plan)}; {rest_in_words(self._plan)}"
            self._shown.update({"text/plain": line}, raw=True)

    def close(self) -> None:
        """Leave nothing behind."""
        self._shown.update({"text/plain": ""}, raw=True)


class LogLines:
    """A line at most every ten seconds, and one at the end of what took that long."""

    def __init__(self, plan: WorkPlan) -> None:
        self._plan, self._said = plan, plan.start

    def renew(self) -> None:
        """Say what has changed."""
        plan = self._plan
        at_end = plan.share >= 1.0 and plan.latest - plan.start >= EVERY
        if plan.latest - self._said >= EVERY or (at_end and plan.latest > self._said):
            self._said = plan.latest
            print(f"{stage_in_words(plan)}; {rest_in_words(plan)}", file=sys.stderr, flush=True)
