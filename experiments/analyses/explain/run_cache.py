"""Trials: runs reduced to their measures and a fingerprint, each run once, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from experiments.config.setting import Setting
from experiments.execution.executors import WorkerPool
from experiments.execution.jobs import RunSummary, run_summaries
from experiments.execution.progress import Progress
from simulation.draws import Floats
from simulation.market.centre import Centre
from simulation.strategy import Strategy
from simulation.world.world import World

Key = tuple[str | None, tuple[tuple[str, float], ...], int, int | None]
Look = tuple[str | None, Strategy, int, int | None]
"""What is looked at: a mechanism that is off, a strategy, a seed, and for how many weeks; None for all."""


class RunCache:
    """Trials that are there and those that are wanted: each is run once, whoever asks for it.

    Args:
        setting: what was asked.
        place: the world of a seed and its centre; in an ensemble replicates live in worlds of their own, and whatever
            is held against a replicate has to be run in its world.
        workers: who computes.
    """

    def __init__(self, setting: Setting, place: Callable[[int], tuple[World, Centre]], workers: WorkerPool) -> None:
        self.setting, self.place, self.workers = setting, place, workers
        self.there: dict[Key, RunSummary] = {}

    def keep(self, strategy: Strategy, seeds: Sequence[int], trials: Iterable[RunSummary]) -> None:
        """Take over what was run already."""
        for seed, one in zip(seeds, trials, strict=False):
            self.there[_key(None, strategy, seed)] = one

    def want(self, asked: Iterable[Look], progress: Progress, what: str) -> None:
        """Run what is missing; strategies of one world and seed meet the same people in one job."""
        jobs: dict[tuple[str | None, int, int | None], list[Strategy]] = {}
        seen = set(self.there)
        for off, strategy, seed, weeks in asked:
            if (key := _key(off, strategy, seed, weeks)) not in seen:
                seen.add(key)
                jobs.setdefault((off, seed, weeks), []).append(strategy)
        halves = [(off, seed, weeks, part) for (off, seed, weeks), each in jobs.items() for part in _pairs(each)]
        engine = self.setting.options.engine
        payloads: list[tuple[Any, ...]] = [
            (*self.place(seed), part, seed, engine, off, weeks) for off, seed, weeks, part in halves
        ]
        with progress.task(what, len(payloads)) as done:
            for (off, seed, weeks, part), trials in zip(
                halves, self.workers.do(run_summaries, payloads, done), strict=True
            ):
                self.there |= {_key(off, one, seed, weeks): each for one, each in zip(part, trials, strict=True)}

    def of(
        self, off: str | None, strategy: Strategy, seeds: Sequence[int], weeks: int | None = None
    ) -> list[RunSummary]:
        """Trials by seed."""
        return [self.there[_key(off, strategy, seed, weeks)] for seed in seeds]

    def measures(
        self, strategy: Strategy, seeds: Sequence[int], off: str | None = None, weeks: int | None = None
    ) -> Floats:
        """Measures by seed, shape (seeds, measures)."""
        return np.array([one.measures for one in self.of(off, strategy, seeds, weeks)])


def _key(off: str | None, strategy: Strategy, seed: int, weeks: int | None = None) -> Key:
    return off, tuple(sorted(strategy.levers.items())), seed, weeks


def _pairs(strategies: Sequence[Strategy]) -> list[Sequence[Strategy]]:
    """Two strategies a job: few enough to keep all workers busy to the end."""
    return [strategies[k : k + 2] for k in range(0, len(strategies), 2)]
