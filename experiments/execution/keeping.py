"""Finished jobs are kept, so that the same command goes on where it was killed and computes only what is missing.

Each answer is kept as soon as it is there, under the address of its job (see `content`), whichever verb asked. Nothing
here can spoil a result: where the store cannot be used, all is computed as if there were none, and one sentence says
so.
"""

from __future__ import annotations

import os
import shlex
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from experiments.config.versions import AT_THE_START, sources
from experiments.execution.content import JobAddresses, Unaddressable, basis_of_addresses
from experiments.execution.finished import STORE, FinishedJobStore, Unusable, is_damage, remove_store, store_files
from experiments.inputs.paths import user_path

PLACE = "COURTSHIP_KEEP_IN"
"""Environment variable: the folder of the store for all commands; set to nothing, nothing is kept."""
OUTPUTS = Path("outputs")
GIGABYTE = 1e9


def place(run_folder: Path | None) -> Path | None:
    """The folder of the store: what the environment says; else `outputs`, or beside a run folder elsewhere.

    Args:
        run_folder: where the command writes; None: nowhere.

    Returns:
        None: nothing is kept.
    """
    given = os.environ.get(PLACE)
    if given is not None:
        return user_path(given.strip()) if given.strip() else None
    here = run_folder is None or run_folder.resolve().is_relative_to(Path.cwd())
    return OUTPUTS if here or run_folder is None else run_folder.resolve().parent


class FinishedJobs:
    """What earlier commands finished of some work, and what is finished of it now.

    Args:
        folder: of the store; None: nothing is kept.
        gigabytes: that it may hold; 0: nothing is kept.

    Attributes:
        asked: jobs that were asked for.
        taken: of those, the ones whose answers were there already.
        kept: of those, the ones whose answers are there now.
        trouble: why nothing more is kept, in one sentence; None where all is well.
    """

    def __init__(self, folder: Path | None, gigabytes: float) -> None:
        self.asked = self.taken = self.kept = 0
        self.trouble: str | None = None
        self.path = None if folder is None or gigabytes <= 0 else folder / STORE
        self._store: FinishedJobStore | None = None
        if folder is not None and self.path is not None:
            self._store = self._tried(partial(_opened, folder, gigabytes * GIGABYTE))

    def known(self, work: Callable[..., Any], payloads: Sequence[Sequence[Any]]) -> tuple[list[str], dict[int, Any]]:
        """The address of each job, "" where it has none, and the answers that are there, by number of the job."""
        self.asked += len(payloads)
        addresses = self._addresses(work, payloads)
        found = {}
        for k, address in enumerate(addresses):
            store = self._store
            if store is not None and address and (answer := self._tried(partial(store.get, address))) is not None:
                found[k] = answer[0]
        self.taken += len(found)
        self.kept += len(found)
        return addresses, found

    def _addresses(self, work: Callable[..., Any], payloads: Sequence[Sequence[Any]]) -> list[str]:
        if self._store is None:
            return [""] * len(payloads)
        each, found = JobAddresses(basis_of_addresses()), []
        for payload in payloads:
            try:
                found.append(each.of(work, payload))
            except Unaddressable:
                found.append("")
        return found

    def keep(self, address: str, answer: Any, jobs: int = 1) -> None:
        """Keep the answer of a job, or of several that are one and the same."""
        if self._store is not None and address and self._tried(partial(self._store.keep, address, answer)):
            self.kept += jobs

    def _tried(self, use: Callable[[], Any]) -> Any:
        """What a use of the store returns; None, and no further use, where it fails."""
        try:
            return use()
        except (sqlite3.Error, OSError) as error:
            self.close()
            then = "Results are the same, but a command that is killed starts over."
            if is_damage(error) and self.path is not None:
                with suppress(OSError):
                    remove_store(self.path)
                then = "Results are the same, and the next command begins a new store."
            self.trouble = f"finished jobs are not kept in {self.path}: {error}. {then}"
            return None

    def taken_over(self) -> str | None:
        """What was taken over, in one sentence; None where nothing was."""
        if not self.taken:
            return None
        jobs = "1 job" if self.asked == 1 else f"{self.asked:,} jobs"
        return f"{self.taken:,} of {jobs} had been finished by earlier commands and were taken over from {self.path}"

    def going_on(self) -> str:
        """What is left when the work stops, in one sentence."""
        if not self.kept:
            return "No finished job is kept. Run the same command again to start over."
        kept = "1 finished job is" if self.kept == 1 else f"{self.kept:,} finished jobs are"
        return f"{kept} kept in {self.path}: the same command goes on from there."

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()
            self._store = None


def store_description() -> list[str]:
    """How large the store of commands of this folder is, and how to delete it; nothing where there is none."""
    folder = place(None)
    there = [] if folder is None else store_files(folder / STORE)
    if not there:
        return []
    size = sum(path.stat().st_size for path in there) / 1e6
    return [
        f"finished jobs: {size:,.1f} MB, taken over by commands that ask for them again.",
        f"They may be deleted at any time: rm {' '.join(shlex.quote(str(path)) for path in there[:1])}*",
    ]


def _opened(folder: Path, most: float) -> FinishedJobStore:
    if sources() != AT_THE_START:
        raise Unusable("the source text of courtship has changed since this process began")
    return FinishedJobStore(folder, most)
