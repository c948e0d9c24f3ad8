"""Who computes: this process, or a pool of local ones; the shape is that of `concurrent.futures.Executor`.

Payloads are plain picklable values and results do not depend on who computed them, so a worker that dies is replaced
and what it was doing is done again.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from simulation.mistake import Mistake

Result = TypeVar("Result")
TRIES = 3


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
        kind: "processes" or "inline".
        workers: how many; None for one a core.
    """

    def __init__(self, kind: str = "processes", workers: int | None = None) -> None:
        if kind not in ("processes", "inline"):
            raise Mistake("executor.kind", kind, "must be one of processes, inline")
        if workers is not None and not 1 <= workers <= 1024:
            raise Mistake("executor.workers", workers, "must be between 1 and 1024")
        self.kind = kind
        self.workers = 1 if kind == "inline" else workers or len(os.sched_getaffinity(0))
        self._executor = self._made()

    def _made(self) -> Executor:
        if self.kind == "inline":
            return Inline()
        # A fork server imports the model once; forking the driver itself could copy locks that its threads hold.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["experiments.replicate"])
        return ProcessPoolExecutor(self.workers, mp_context=context)

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
                    raise
                self._executor = self._made()
        return [results[k] for k in range(len(payloads))]

    def close(self, now: bool = False) -> None:
        """Send the workers home; `now` does not wait for what they are doing."""
        processes = list((getattr(self._executor, "_processes", None) or {}).values())
        self._executor.shutdown(wait=not now, cancel_futures=now)
        if now:
            for process in processes:
                process.terminate()


@contextmanager
def crew(settings: Mapping[str, Any]) -> Iterator[Crew]:
    """A crew as configured; it is sent home at the end, at once when interrupted."""
    made = Crew(settings["kind"], settings["workers"])
    try:
        yield made
    except BaseException:
        made.close(now=True)
        raise
    made.close()
