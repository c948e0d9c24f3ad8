"""The whole work of a verb, declared before the first job is run: its stages, what is done of them, the time left.

    left = (1 - share done) / (share computed / seconds since the beginning)

A stage has so many jobs of one size. What was finished by an earlier command counts as done and says nothing about the
speed. A stage with fewer jobs than workers leaves some of them idle, and is as long as if all had one. A stage that
is asked for in several rounds is declared with what it needs at most, and shrinks when it stops early.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from experiments.execution.work_counts import Parts, StageCount


@dataclass(frozen=True)
class Stage:
    """A part of the work.

    Args:
        name: what is shown while it runs; stages of one name are one.
        jobs: how many it needs at most.
        size: of a job [person-weeks]; only the proportions between stages matter.
        rounds: whether it is asked for in several rounds; otherwise its jobs are as many as are asked for at once.
    """

    name: str
    jobs: int
    size: float = 1.0
    rounds: bool = False


class WorkPlan:
    """Stages in the order in which they were declared.

    Args:
        stages: see `Stage`.
        workers: how many jobs are done at once.
        clock: the time [s], never set back.
        parts: of which this plan is one; None: it is the whole.
    """

    def __init__(
        self,
        stages: Iterable[Stage],
        workers: int = 1,
        clock: Callable[[], float] = time.monotonic,
        parts: Parts | None = None,
    ) -> None:
        self.workers, self.clock = workers, clock
        self.parts = parts or Parts(1, clock())
        self.stages: dict[str, StageCount] = {}
        self.now = self.remark = ""
        self.start, self.latest = self.parts.start, clock()
        self.declare(stages)

    def declare(self, stages: Iterable[Stage]) -> None:
        """Add stages; those that are there already stay as they are, and stages of one name are added up."""
        new: dict[str, StageCount] = {}
        for stage in stages:
            if stage.name in new:
                new[stage.name].jobs += stage.jobs
            elif stage.name not in self.stages:
                new[stage.name] = StageCount(stage.jobs, stage.size, stage.rounds)
        self.stages = {**self.stages, **new}  # a display may be looking at the one before

    def begin(self, name: str, jobs: int) -> None:
        """Go on to a stage, of which so many jobs are asked for now; one that was not declared is added."""
        if name not in self.stages:
            self.declare([Stage(name, jobs)])
        stage = self.stages[name]
        if jobs:
            self.now, self.remark = name, ""
        stage.jobs = max(stage.jobs, stage.done + jobs) if stage.rounds else stage.done + jobs

    def at_most(self, name: str, jobs: int) -> None:
        """So many jobs of a stage are to come at most."""
        stage = self.stages[name]
        stage.jobs = min(stage.jobs, stage.done + jobs)

    def step(self, kept: bool = False) -> None:
        """Count a job of the present stage; `kept`: an earlier command had finished it."""
        stage = self.stages[self.now]
        stage.done += 1
        stage.kept += kept
        stage.jobs = max(stage.jobs, stage.done)
        self.latest = self.clock()

    @property
    def total(self) -> float:
        """All of the work, as far as is known [person-weeks]."""
        return sum(stage.work(stage.jobs, self.workers) for stage in self.stages.values())

    @property
    def done(self) -> float:
        """What is done of it [person-weeks]."""
        return sum(stage.work(stage.done, self.workers) for stage in self.stages.values())

    @property
    def share(self) -> float:
        """What is done of the whole, of all parts where this is one [share]."""
        return (self.parts.done + (self.done / self.total if self.total else 0.0)) / self.parts.count

    @property
    def left(self) -> float | None:
        """The time left for the whole, counted down since the latest job [s]; None before anything was computed."""
        computed = self.share - (self.parts.kept + self._kept) / self.parts.count
        if computed <= 0:
            return None
        estimate = (1.0 - self.share) * (self.latest - self.start) / computed
        return max(0.0, estimate - (self.clock() - self.latest))

    @property
    def _kept(self) -> float:
        """What earlier commands had finished of this plan [share]."""
        kept = sum(stage.work(stage.kept, self.workers) for stage in self.stages.values())
        return kept / self.total if self.total else 0.0

    def end(self) -> None:
        """Count this plan among the parts that are over."""
        self.parts.done += 1
        self.parts.kept += self._kept
