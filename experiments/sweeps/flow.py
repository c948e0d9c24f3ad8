"""Work handed out a little at a time, so that neither what waits nor what is done is ever all in memory.

A worker that dies breaks its pool, and nobody can tell whose work killed it. So all that was handed out is done again,
one piece after another: whoever dies alone is to blame, and after three times it is given up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from experiments.executors import TRIES, Crew

Task = TypeVar("Task")
Result = TypeVar("Result")


def flowing(
    crew: Crew, work: Callable[[Task], Result], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Result | Exception]]:
    """Do tasks in any order.

    Args:
        crew: who does them.
        work: a module-level function.
        tasks: asked for one by one, as workers become free.

    Yields:
        Each task with its result, or with the error that it ended in.
    """
    rest = iter(tasks)
    flying: dict[Future[Result], Task] = {}
    suspects: deque[tuple[Task, int]] = deque()
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
            return
        finished, _ = wait(flying, return_when=FIRST_COMPLETED)
        broken = {future for future in finished if isinstance(future.exception(), BrokenProcessPool)}
        for future in finished - broken:
            error = future.exception()
            if error is not None and not isinstance(error, Exception):
                raise error
            yield flying.pop(future), error or future.result()
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
            yield lost[0], RuntimeError(f"its worker died {TRIES} times; perhaps it needs more memory than there is")


def _submitted(crew: Crew, work: Callable[[Task], Result], task: Task) -> Future[Result]:
    try:
        return crew.submit(work, task)
    except BrokenProcessPool as error:
        future: Future[Result] = Future()
        future.set_exception(error)
        return future
