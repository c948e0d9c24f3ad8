"""How a sweep goes: runs done, rate, time left and failures; a line on a terminal, plain lines in a log file."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from rich.live import Live
from rich.text import Text

from experiments.execution.progress import EVERY, Progress
from experiments.statistics.formatting import counted
from experiments.sweeps.job import Finished
from experiments.sweeps.tables import FAILED


class Watch:
    """Says on standard error how a sweep goes; time is measured with a clock that is never set back.

    Args:
        total: runs that are planned.
        there: runs that are there already.
        progress: says where, and whether at all.
    """

    def __init__(self, total: int, there: int, progress: Progress) -> None:
        self.total, self.there, self.done, self.failed = total, there, 0, 0
        self.first_error: str | None = None
        self.quiet, self.console = progress.quiet, progress.console
        self.begin = self.said = time.monotonic()
        self._live: Live | None = None

    def __enter__(self) -> Watch:
        if not self.quiet and self.console.is_terminal:
            self._live = Live(console=self.console, transient=True, get_renderable=self._line, refresh_per_second=2)
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()

    def finished(self, runs: Sequence[Finished]) -> None:
        """Count runs that are kept."""
        self.done += len(runs)
        for run in runs:
            if run.state == FAILED:
                self.failed += 1
                self.first_error = self.first_error or run.error
        now = time.monotonic()
        if self._live is None and not self.quiet and now - self.said >= EVERY:
            self.said = now
            print(self.line(), file=sys.stderr, flush=True)

    def line(self) -> str:
        """How it goes, in one line."""
        seconds = time.monotonic() - self.begin
        rate = self.done / seconds if seconds > 0 else 0.0
        left = self.total - self.there - self.done
        parts = [f"{self.there + self.done:,} of {counted(self.total, 'run')}"]
        if self.done:
            parts += [f"{rate:.3g} a second", f"{spoken(left / rate)} left"]
        parts += [f"{self.failed:,} failed"] if self.failed else []
        return ", ".join(parts)

    def _line(self) -> Text:
        return Text(self.line())


def spoken(seconds: float) -> str:
    """A time in the largest unit that fits."""
    for size, unit in ((86400.0, "d"), (3600.0, "h"), (60.0, "min")):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.0f} s"
