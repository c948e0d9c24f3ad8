"""How local worker processes start.

A fork server imports the model once and forks a worker when one is wanted; forking the driver itself could copy locks
that its threads hold.

`multiprocessing` would have every worker run the script that the user started, so that functions of that script can be
found; a script without `if __name__ == "__main__":` would then ask its question again in each worker. Jobs and payloads
come from importable modules only (see `api.user_mechanisms`), so workers start without the script and need no guard.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import context, forkserver, resource_tracker
from typing import Any

PRELOADED = ["experiments.execution.jobs"]
_STARTING = threading.Lock()


def process_pool(workers: int) -> ProcessPoolExecutor:
    """A pool of local worker processes, which leave when their driver dies."""
    return ProcessPoolExecutor(workers, mp_context=_context(), initializer=_leave_with_the_driver)


def end_half_answers(pool: ProcessPoolExecutor) -> None:
    """End a pool that reads an answer whose worker died while it wrote: it would wait for the other half for ever.

    The pool itself sees that a worker is gone, but not while it reads. With the last writer of the pipe closed its
    reading ends in an error, and it says to everybody who waits that it is broken.

    Args:
        pool: of which one worker is dead and nothing is heard.
    """
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool._result_queue._writer.close()  # type: ignore[attr-defined]


def has_lost_a_worker(pool: Executor) -> bool:
    """Whether a local worker is dead; its pool says so itself in a moment, unless it is in the middle of an answer."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    return any(not process.is_alive() for process in processes)


@contextmanager
def _script_hidden() -> Iterator[None]:
    """While this lasts, a process that starts cannot tell which script or module the user runs."""
    with _STARTING:
        main: dict[str, Any] = vars(sys.modules["__main__"])
        shown: dict[str, Any] = {name: main[name] for name in ("__spec__", "__file__") if name in main}
        main["__spec__"] = None
        main.pop("__file__", None)
        try:
            yield
        finally:
            main |= shown


class _Worker(context.ForkServerProcess):
    """A process that does not run the user's script again."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802
        with _script_hidden():
            return context.ForkServerProcess._Popen(process_obj)


class _Workers(context.ForkServerContext):
    Process = _Worker


def _context() -> Any:
    """How workers come to life.

    The server is started with Ctrl-C held back, which its children inherit: the terminal sends Ctrl-C to every process,
    but the driver alone decides what it means. The tracker comes first, because starting it lets signals through.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    workers = _Workers()
    workers.set_forkserver_preload(PRELOADED)
    resource_tracker.ensure_running()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    return workers


def _leave_with_the_driver() -> None:
    """A worker whose driver was killed would wait for work for ever."""
    driver = multiprocessing.parent_process()
    if driver is not None:
        threading.Thread(target=_leave_after, args=(driver,), daemon=True).start()


def _leave_after(driver: Any) -> None:
    driver.join()
    os._exit(1)
