"""Who computes: this process, or a pool of local ones; the shape is that of `concurrent.futures.Executor`.

Payloads are plain picklable values and results do not depend on who computed them, so a worker that dies is replaced
and what it was doing is done again.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from experiments.execution.faults import EnvironmentFault
from experiments.execution.process_pool import process_pool
from simulation.mistake import Mistake, nearest

Result = TypeVar("Result")
TRIES = 3
FAREWELL = 2.0
"""Seconds for the thread that minds the workers to see that they are gone."""
DYING = "worker processes keep dying, perhaps because memory is short: try executor.workers=1"
KINDS = ("processes", "inline", "dask")


def refuse_unknown(settings: Mapping[str, Any]) -> None:
    """Refuse a section `executor` that names no executor.

    Raises:
        Mistake: naming the key.
    """
    kind, workers = settings["kind"], settings["workers"]
    if kind not in KINDS:
        raise Mistake("executor.kind", kind, f"must be one of {', '.join(KINDS)}", nearest(kind, KINDS))
    if workers is not None and not 1 <= workers <= 1024:
        raise Mistake("executor.workers", workers, "must be between 1 and 1024")


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


class Crew:
    """An executor that survives the death of its workers.

    Args:
        kind: "processes", "inline" or "dask".
        workers: how many local processes; None for one a core.
        address: of a Dask scheduler.
    """

    def __init__(self, kind: str = "processes", workers: int | None = None, address: str | None = None) -> None:
        refuse_unknown({"kind": kind, "workers": workers})
        self.kind, self.address = kind, address
        self.workers = 1 if kind == "inline" else workers or cores()
        self._executor = self._made()

    def _made(self) -> Executor:
        if self.kind == "inline":
            return Inline()
        if self.kind == "dask":
            from experiments.cluster import Cluster

            return Cluster(self.address)
        return process_pool(self.workers)

    def do(
        self, fn: Callable[..., Result], payloads: Sequence[tuple[Any, ...]], done: Callable[[], None] = lambda: None
    ) -> list[Result]:
        """Call `fn(*payload)` for each payload.

        Args:
            fn: a module-level function.
            payloads: the arguments.
            done: called whenever one is finished, for progress.

        Returns:
            The results in the order of the payloads.
        """
        results: dict[int, Result] = {}
        for attempt in range(TRIES):
            missing = [k for k in range(len(payloads)) if k not in results]
            try:
                if self.kind == "inline":
                    for k in missing:
                        results[k] = fn(*payloads[k])
                        done()
                    break
                futures = {self._executor.submit(fn, *payloads[k]): k for k in missing}
                for future in as_completed(futures):
                    results[futures[future]] = future.result()
                    done()
                break
            except BrokenProcessPool:
                if attempt == TRIES - 1:
                    raise EnvironmentFault(DYING) from None
                self._executor = self._made()
        return [results[k] for k in range(len(payloads))]

    def submit(self, fn: Callable[..., Result], *args: Any) -> Future[Result]:
        """Hand out one piece of work; when a local worker dies, all that is handed out fails: see `replace`."""
        return self._executor.submit(fn, *args)

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
def crew(settings: Mapping[str, Any]) -> Iterator[Crew]:
    """A crew as configured; it is sent home at the end, at once when interrupted."""
    made = Crew(settings["kind"], settings["workers"], settings.get("address"))
    try:
        yield made
    except BaseException:
        made.close(now=True)
        raise
    made.close()
