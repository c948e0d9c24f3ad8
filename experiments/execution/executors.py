"""Who computes: this process, or a pool of local ones; the shape is that of `concurrent.futures.Executor`.

Payloads are plain picklable values and results do not depend on who computed them, so a worker that dies is replaced
and what it was doing is done again.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from experiments.config import sections
from experiments.config.executors import refuse_unknown
from experiments.execution.faults import EnvironmentFault
from experiments.execution.keeping import FinishedJobs
from experiments.execution.own_parts import sent
from experiments.execution.process_pool import end_half_answers, has_lost_a_worker, process_pool

Result = TypeVar("Result")
TRIES = 3
LISTENING = 1.0
"""Seconds without an answer after which it is looked whether all workers live."""
FAREWELL = 2.0
"""Seconds for the thread that minds the workers to see that they are gone."""
DYING = "worker processes keep dying, perhaps because memory is short: try executor.workers=1"


class JobListener(Protocol):
    """Is told of each job that is finished."""

    def __call__(self, kept: bool = False) -> None:
        """One more is finished; `kept`: by an earlier command."""


def no_listener(kept: bool = False) -> None:
    """Nobody looks on."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Inline(Executor):
    """Computes at once, in this process."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Compute now; the future is done when it is returned."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def worker_count(asked: sections.Executor) -> int:
    """How many jobs a crew does at once, see `crew`."""
    return 1 if asked.kind == "inline" else asked.workers or cores()


class WorkerPool:
    """An executor that survives the death of its workers.

    Args:
        kind: "processes", "inline" or "dask".
        workers: how many local processes; None for one a core.
        address: of a Dask scheduler.
        keeping: what of the work was finished before, and where what is finished now is kept; None: nowhere.
    """

    def __init__(
        self,
        kind: str = "processes",
        workers: int | None = None,
        address: str | None = None,
        keeping: FinishedJobs | None = None,
    ) -> None:
        asked = sections.Executor(kind, workers, address)
        refuse_unknown(asked)
        self.kind, self.address, self.keeping = kind, address, keeping
        self.workers = worker_count(asked)
        self._executor = self._made()

    def _made(self) -> Executor:
        if self.kind == "inline":
            return Inline()
        if self.kind == "dask":
            from experiments.execution.dask_cluster import Cluster

            return Cluster(self.address)
        return process_pool(self.workers)

    def do(
        self, fn: Callable[..., Result], payloads: Sequence[tuple[Any, ...]], done: JobListener = no_listener
    ) -> list[Result]:
        """Call `fn(*payload)` for each payload.

        Args:
            fn: a module-level function.
            payloads: the arguments.
            done: told whenever one is finished, for progress.

        Returns:
            The results in the order of the payloads.
        """
        addresses, results = ([], {}) if self.keeping is None else self.keeping.known(fn, payloads)
        for _ in results:
            done(kept=True)
        alike = _alike(addresses, [k for k in range(len(payloads)) if k not in results])
        for k, answer in self._computed(fn, payloads, alike):
            if self.keeping is not None:
                self.keeping.keep(addresses[k], answer, len(alike[k]))
            for same in alike[k]:
                results[same] = answer
                done()
        return [results[k] for k in range(len(payloads))]

    def _computed(
        self, fn: Callable[..., Result], payloads: Sequence[Sequence[Any]], missing: Iterable[int]
    ) -> Iterator[tuple[int, Result]]:
        """The number and the answer of each job that is missing, as they come."""
        if self.kind == "inline":
            for k in missing:
                yield k, fn(*payloads[k])
            return
        left, deaths = set(missing), 0
        while left:
            try:
                futures = {self._executor.submit(*sent(fn, tuple(payloads[k]))): k for k in sorted(left)}
                while futures:
                    for future in self.first_of(futures):
                        k, answer = futures.pop(future), future.result()
                        left.remove(k)
                        yield k, answer
            except BrokenProcessPool:
                deaths += 1
                if deaths == TRIES:
                    raise EnvironmentFault(DYING) from None
                self._executor = self._made()

    def first_of(self, futures: Collection[Future[Result]]) -> set[Future[Result]]:
        """Those that are done, once one is; a worker that died in the middle of its answer holds nobody up."""
        lost = False
        while True:
            finished, _ = wait(futures, timeout=LISTENING, return_when=FIRST_COMPLETED)
            if finished:
                return finished
            if lost and isinstance(self._executor, ProcessPoolExecutor):
                end_half_answers(self._executor)
            lost = has_lost_a_worker(self._executor)

    def submit(self, fn: Callable[..., Result], *args: Any) -> Future[Result]:
        """Hand out one piece of work; when a local worker dies, all that is handed out fails: see `replace`."""
        return self._executor.submit(*(sent(fn, args) if self.kind != "inline" else (fn, *args)))

    def replace(self) -> None:
        """New workers in the place of those that died."""
        self.close(now=True)
        self._executor = self._made()

    @property
    def capacity(self) -> int:
        """How much work to hand out at once, so that nobody waits and little is lost."""
        return 1 if self.kind == "inline" else 2 * getattr(self._executor, "workers", self.workers)

    def close(self, now: bool = False) -> None:
        """Send the workers home; `now` does not wait for what they are doing."""
        processes = list((getattr(self._executor, "_processes", None) or {}).values())
        manager = getattr(self._executor, "_executor_manager_thread", None)
        self._executor.shutdown(wait=not now, cancel_futures=now)
        if now:
            for process in processes:
                process.terminate()
            if manager is not None and manager is not threading.current_thread():
                manager.join(FAREWELL)  # Python wakes it at its own exit, and fails if it is closing its pipe just then


@contextmanager
def crew(asked: sections.Executor, keeping: FinishedJobs | None = None, quiet: bool = False) -> Iterator[WorkerPool]:
    """A crew as configured; it is sent home at the end, at once when interrupted.

    Args:
        asked: who is to compute.
        keeping: see `WorkerPool`; what it has to say is said at the end, or noted on what ends the work.
        quiet: say nothing.
    """
    made = WorkerPool(asked.kind, asked.workers, asked.address, keeping)
    try:
        yield made
    except BaseException as error:
        made.close(now=True)
        if keeping is not None:
            keeping.close()
            if keeping.path is not None:
                error.add_note(keeping.going_on())
        raise
    made.close()
    if keeping is not None:
        keeping.close()
        for sentence in (keeping.taken_over(), keeping.trouble):
            if sentence is not None and not quiet:
                print(f"courtship: {sentence}", file=sys.stderr)


def _alike(addresses: Sequence[str], missing: Sequence[int]) -> dict[int, list[int]]:
    """Jobs that are one and the same, by the first of them: it is done once, as when it is asked for again later."""
    first: dict[str, int] = {}
    alike: dict[int, list[int]] = {}
    for k in missing:
        address = addresses[k] if addresses else ""
        one = first.setdefault(address, k) if address else k
        alike.setdefault(one, []).append(k)
    return alike
