"""Work handed out a little at a time, so that neither what waits nor what is done is ever all in memory.

A worker that dies breaks its pool, and nobody can tell whose work killed it. So all that was handed out is done again,
one piece after another: whoever dies alone is to blame, and after three times it is set aside. So is work that ends in
an error, for what a run itself does wrong comes back as an answer. The rest is done before the fault is raised, unless
several pieces are set aside in a row, as when nothing can be computed here at all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from experiments.execution.executors import TRIES, WorkerPool
from experiments.execution.faults import EnvironmentFault, in_one_line

Task = TypeVar("Task")
Result = TypeVar("Result")
IN_A_ROW = 4
"""Pieces of work set aside with nothing done between them, after which no more are tried."""
DIED = f"its worker process died {TRIES} times, perhaps because memory is short: try executor.workers=1"


class _Aside:
    """Work that could not be done here."""

    def __init__(self) -> None:
        self.why: list[str] = []
        self.in_a_row = 0

    def put(self, why: str) -> None:
        self.why.append(why)
        self.in_a_row += 1
        if self.in_a_row >= IN_A_ROW:
            self.report()

    def report(self) -> None:
        if self.why:
            jobs = "a job" if len(self.why) == 1 else f"{len(self.why):,} jobs"
            first = "" if len(self.why) == 1 else "the first: "
            raise EnvironmentFault(f"{jobs} could not be done on this machine ({first}{self.why[0]})")


def results_of(
    crew: WorkerPool, work: Callable[[Task], Result], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Result]]:
    """Do tasks in any order.

    Args:
        crew: who does them.
        work: a module-level function; what goes wrong in a run is part of its result.
        tasks: asked for one by one, as workers become free.

    Yields:
        Each task with its result.

    Raises:
        EnvironmentFault: some could not be done here; raised when all others are done, or at once when none can be.
    """
    rest = iter(tasks)
    flying: dict[Future[Result], Task] = {}
    suspects: deque[tuple[Task, int]] = deque()
    aside = _Aside()
    alone, deaths = False, 0
    while True:
        if not flying:
            alone = bool(suspects)
            if alone:
                task, deaths = suspects.popleft()
                flying[_submitted(crew, work, task)] = task
        while not alone and len(flying) < crew.capacity and (one := next(rest, None)) is not None:
            flying[_submitted(crew, work, one)] = one
        if not flying:
            aside.report()
            return
        finished = crew.first_of(flying)
        broken = {future for future in finished if isinstance(future.exception(), BrokenProcessPool)}
        for future in finished - broken:
            task, error = flying.pop(future), future.exception()
            if error is None:
                aside.in_a_row = 0
                yield task, future.result()
            elif isinstance(error, Exception):
                aside.put(in_one_line(error))
            else:
                raise error
        if not broken:
            continue
        lost = list(flying.values())
        flying.clear()
        crew.replace()
        if not alone:
            suspects.extend((task, 0) for task in lost)
        elif deaths + 1 < TRIES:
            suspects.appendleft((lost[0], deaths + 1))
        else:
            aside.put(DIED)


def _submitted(crew: WorkerPool, work: Callable[[Task], Result], task: Task) -> Future[Result]:
    try:
        return crew.submit(work, task)
    except BrokenProcessPool as error:
        future: Future[Result] = Future()
        future.set_exception(error)
        return future
