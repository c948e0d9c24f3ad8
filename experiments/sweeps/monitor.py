"""How the runs of a sweep go: those that are there already, those that are done, and how many failed."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.execution.progress import Steps
from experiments.sweeps.job import FinishedRun
from experiments.sweeps.tables import FAILED


class RunCounter:
    """Counts the runs of a sweep.

    Args:
        done: told of each run.
        there: runs that are there already.
    """

    def __init__(self, done: Steps, there: int) -> None:
        self._done, self.failed = done, 0
        for _ in range(there):
            done(kept=True)

    def finished(self, runs: Sequence[FinishedRun]) -> None:
        """Count runs that are kept."""
        self.failed += sum(run.state == FAILED for run in runs)
        if self.failed:
            self._done.remark(f"{self.failed:,} failed")
        for _ in runs:
            self._done()
