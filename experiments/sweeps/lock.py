"""One driver at a time: a lock that the operating system takes back when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulation.mistake import Mistake

LOCK = "sweep.lock"


@contextmanager
def sole_driver(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which is made where it is missing.

    Raises:
        Mistake: when another driver holds it.
    """
    descriptor = _held(folder)
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        # The file stays beside a store. Where nothing was begun it goes, so that an empty folder does not look like a
        # sweep; who has opened it meanwhile finds another file of its name, or none, and opens that.
        if [path.name for path in folder.iterdir()] == [LOCK]:
            (folder / LOCK).unlink()
        os.close(descriptor)


def _held(folder: Path) -> int:
    """The descriptor of the lock file, locked."""
    while True:
        descriptor = _opened(folder)
        try:
            if _locked(folder, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # removed by a driver that gave up in this very moment


def _opened(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise Mistake("hydra.run.dir", str(folder), f"cannot be written: {error.strerror or error}") from None


def _locked(folder: Path, descriptor: int) -> bool:
    """Take the lock; False where the file is no longer that of the folder."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 32, 0).decode(errors="replace").strip()
        raise Mistake(
            "sweep", str(folder), f"is already being run by process {holder or 'unknown'}",
            "Wait until it is done, or stop it and run the same command again.",
        ) from None  # fmt: skip
    try:
        return os.path.samestat((folder / LOCK).stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def is_driven(folder: Path) -> bool:
    """Whether a driver holds the lock of a folder."""
    try:
        descriptor = os.open(folder / LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
