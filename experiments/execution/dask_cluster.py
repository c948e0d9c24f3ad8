"""A Dask cluster by the address of its scheduler; scheduler and workers are started by whoever runs the cluster.

Every worker must have the same courtship and the same numerical packages as the driver, or results would depend on who
computed them: that is checked on connecting. Dask does the work of a worker that dies elsewhere; it may do work twice,
which is harmless, because jobs are pure functions and are kept under their identity.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

from experiments.config.versions import versions
from experiments.execution.faults import in_one_line
from simulation.mistake import Mistake

Result = TypeVar("Result")
PATIENCE = 15.0
"""Seconds to wait for the scheduler."""


class Cluster(Executor):
    """The workers of a running Dask cluster.

    Args:
        address: of the scheduler, such as tcp://10.0.0.1:8786.

    Raises:
        Mistake: when Dask is not installed, nobody answers, there are no workers, or versions differ.
    """

    def __init__(self, address: str | None) -> None:
        try:
            import distributed
        except ImportError:
            raise Mistake("executor", "dask", "needs the package distributed", "Install courtship[cluster].") from None
        if not address:
            raise Mistake("executor.address", "nothing", "must be given", "Add executor.address=tcp://HOST:8786.")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # differing versions are refused below, in one sentence
                connect: Any = distributed.Client  # its types are not whole
                self._client: Any = connect(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            advice = "Start dask scheduler and dask worker, and give the address that the scheduler prints."
            raise Mistake("executor.address", address, f"cannot be reached ({in_one_line(error)})", advice) from None
        try:
            self._refuse_others(address)
        except BaseException:
            self._client.close()
            raise
        # Each job is a task of its own: Dask would take two equal calls for one.
        self._executor = self._client.get_executor(pure=False)

    def _refuse_others(self, address: str) -> None:
        if not self._client.scheduler_info(n_workers=-1)["workers"]:
            raise Mistake("executor.address", address, "has no workers", f"Start some: dask worker {address}")
        try:
            theirs = self._client.run(versions)
        except Exception as error:
            advice = "Install the same version of courtship there."
            raise Mistake(
                "executor.address", address, f"has workers without courtship ({in_one_line(error)})", advice
            ) from None
        refuse_other_versions(theirs)

    @property
    def workers(self) -> int:
        """Threads of all workers at the moment; they may come and go."""
        threads: dict[str, int] = self._client.ncores()
        return max(1, sum(threads.values()))

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Hand out one piece of work."""
        future: Future[Result] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster, which goes on running."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def refuse_other_versions(theirs: dict[str, dict[str, str]]) -> None:
    """Refuse workers that would compute other numbers.

    Args:
        theirs: versions by address of the worker.

    Raises:
        Mistake: naming the package, both versions and a worker.
    """
    ours = versions()
    for worker, found in sorted(theirs.items()):
        for name, version in ours.items():
            if found.get(name) != version:
                raise Mistake(
                    f"worker {worker}", f"{name} {found.get(name, 'not installed')}", f"must be {version}, as here",
                    "Install the same versions on every machine: pip install -c constraints.txt.",
                )  # fmt: skip
