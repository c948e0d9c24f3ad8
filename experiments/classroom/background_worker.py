"""Work of seconds (centring, laying a network out) is done by one worker in the background, and remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from experiments.analyses.network.sparse_layout import sparse_layout
from experiments.execution.executors import WorkerPool
from simulation.draws import Floats
from simulation.world.world import World

KEPT = 64
Told = Callable[[Any], None]


def positions_in_drawing(world: World, seed: int) -> Floats:
    """Where the people of a replicate stand in the drawing, shape (N, 2)."""
    return sparse_layout(world.community(seed))


@dataclass(eq=False)
class BackgroundJob:
    """One piece of work.

    Args:
        work: a module-level function and its arguments.
        told: who waits for it.
        again: whether it is tried again when the worker dies.
        future: of the worker.
    """

    work: tuple[Any, ...]
    told: list[Told]
    again: bool = True
    future: Future[Any] | None = None


class BackgroundWorker:
    """All work that was asked for; everything but the work itself happens in the thread that asks.

    Args:
        crew: of one worker.
        later: calls a function in that thread, from any other.
    """

    def __init__(self, crew: WorkerPool, later: Callable[[Callable[[], None]], None]) -> None:
        self._crew, self._later = crew, later
        self._known: OrderedDict[Hashable, Any] = OrderedDict()
        self._jobs: dict[Hashable, BackgroundJob] = {}

    def ask(self, key: Hashable, work: tuple[Any, ...], told: Told) -> None:
        """Have `told` called with the result, or with the exception; at once where it is known.

        Args:
            key: what tells this work from all other.
            work: a module-level function and its arguments.
            told: called in the thread that asks.
        """
        if key in self._known:
            self._known.move_to_end(key)
            told(self._known[key])
        elif key in self._jobs:
            self._jobs[key].told.append(told)
        else:
            self._jobs[key] = BackgroundJob(work, [told])
            self._begin(key)

    def forget(self, told: Told) -> None:
        """Wait no longer; work that nobody waits for and that is not begun is not done."""
        for key, job in list(self._jobs.items()):
            job.told = [one for one in job.told if one is not told]
            if not job.told and job.future is not None and job.future.cancel():
                del self._jobs[key]

    def _begin(self, key: Hashable) -> None:
        job = self._jobs[key]
        try:
            future = self._crew.submit(*job.work)
        except BrokenProcessPool:
            self._crew.replace()
            future = self._crew.submit(*job.work)
        job.future = future
        future.add_done_callback(lambda _: self._later(lambda: self._done(key, job)))

    def _done(self, key: Hashable, job: BackgroundJob) -> None:
        future = job.future
        if self._jobs.get(key) is not job or future is None or future.cancelled():
            return
        error = future.exception()
        if isinstance(error, BrokenProcessPool) and job.again:
            job.again = False
            self._begin(key)
            return
        del self._jobs[key]
        if error is None:
            self._known[key] = future.result()
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        for told in job.told:
            told(error or future.result())
