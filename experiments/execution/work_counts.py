"""What the plan of a verb's work counts: the jobs of each stage, and the parts of a whole that has several plans."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class StageCount:
    """How far a stage is.

    Args:
        jobs: how many it needs, as far as is known.
        size: of a job [person-weeks].
        rounds: see `Stage`.
        done: jobs that are done.
        kept: those of them that an earlier command had finished.
    """

    jobs: int
    size: float
    rounds: bool
    done: int = 0
    kept: int = 0

    def work(self, jobs: int, workers: int) -> float:
        """What so many of its jobs are of the work [person-weeks]."""
        return self.size * max(self.jobs, workers) * jobs / self.jobs if self.jobs else 0.0


@dataclass
class Parts:
    """Several plans that follow each other and are about as large as each other, such as the worlds of a study.

    Args:
        count: how many.
        start: when the first one began [s].
        done: how many are over.
        kept: what earlier commands had finished of these [parts].
    """

    count: int
    start: float
    done: int = 0
    kept: float = 0.0
