"""A folder is taken before the work begins, by one process only, and leaves nothing behind when the work fails.

What is taken is a hidden neighbour, `.NAME.partial`: making a folder succeeds for one process only, and a lock that
the operating system takes back when its holder dies, however it dies, tells a living reservation from a dead one. The
folder itself appears by one rename when everything is in it, so that nobody ever sees a part of a run.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from experiments.inputs.paths import absent_above, is_folder, remove_empty
from simulation.mistake import Mistake

OCCUPIED = (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.EBUSY)


@dataclass
class Reservation:
    """A place for a run folder that nobody else will take.

    Args:
        folder: where the run folder is going to be; where it is once it is `settled`.
        partial: where it is put together.
        settled: whether it is there.
    """

    folder: Path
    partial: Path
    settled: bool = False

    def settle(self) -> Path:
        """Make what was put together appear, whole.

        Returns:
            Where it is: another program may have filled the place in the meantime, and results are not thrown away
            for that.
        """
        number, wanted = 1, self.folder
        while True:
            try:
                self.partial.rename(self.folder)  # an empty folder is replaced, anything else is left alone
            except OSError as error:
                if error.errno not in OCCUPIED:
                    raise
                number += 1
                self.folder = wanted.with_name(f"{wanted.name}_{number}")
            else:
                self.settled = True
                return self.folder


@contextmanager
def reserved(folder: Path, named: bool = True) -> Iterator[Reservation]:
    """Take a place for a run folder before the work begins.

    Args:
        folder: new or empty.
        named: whether the user chose it; else the next number is taken where somebody was faster.

    Raises:
        Mistake: when it holds something, is being written by somebody else, or cannot be made.
    """
    place, number, above = folder, 1, absent_above(folder)
    try:
        place = wanted = folder.resolve() if folder.is_symlink() else folder
        while (descriptor := _take(place)) is None:
            if named:
                _refuse(wanted)
            number += 1
            place = wanted.with_name(f"{wanted.name}_{number}")
    except Mistake:
        raise
    except (OSError, ValueError, RuntimeError) as error:  # a NUL is a ValueError; links in a circle, a RuntimeError
        advice = "Choose another folder with hydra.run.dir=FOLDER."
        why = getattr(error, "strerror", None) or error
        raise Mistake("hydra.run.dir", str(folder), f"cannot be written: {why}", advice) from None
    one = Reservation(place, _partial(place))
    try:
        yield one
    finally:
        if not one.settled:
            shutil.rmtree(one.partial, ignore_errors=True)
            remove_empty(above)
        os.close(descriptor)


@contextmanager
def hold_folder(folder: Path) -> Iterator[bool]:
    """Whether nobody else is at work in a folder that is there, which is then held; who settled it draws into it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield _locked(descriptor, new=True)
    finally:
        os.close(descriptor)


def is_taken(folder: Path) -> bool:
    """Whether something is there already, other than an empty folder."""
    return os.path.lexists(folder) and (not is_folder(folder) or any(folder.iterdir()))


def _refuse(folder: Path) -> None:
    if is_taken(folder):
        raise Mistake("hydra.run.dir", str(folder), "must be a new or empty folder", "Choose another folder.")
    advice = "Wait for it, or choose another folder."
    raise Mistake("hydra.run.dir", str(folder), "is being written by another command", advice)


def _take(folder: Path) -> int | None:
    """Reserve a folder; None where it is taken.

    Returns:
        The descriptor that holds the lock.
    """
    if is_taken(folder):
        return None
    partial = _partial(folder)
    partial.parent.mkdir(parents=True, exist_ok=True)
    try:
        partial.mkdir()
        new = True
    except FileExistsError:
        new = False  # of somebody who is at work, or was killed
    try:
        descriptor = os.open(partial, os.O_RDONLY)
    except FileNotFoundError:
        return _take(folder)  # it was finished or given up in this very moment
    if not _locked(descriptor, new):
        os.close(descriptor)
        return None
    if not _same(partial, descriptor):
        os.close(descriptor)
        return _take(folder)
    if is_taken(folder):  # it was finished between the first look and the lock
        with suppress(OSError):
            partial.rmdir()
        os.close(descriptor)
        return None
    _emptied(partial)
    return descriptor


def _locked(descriptor: int, new: bool) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return new  # a file system without locks: whoever made the folder has it
    return True


def _same(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _emptied(folder: Path) -> None:
    """Remove what a killed run had begun to write."""
    for path in folder.iterdir():
        if is_folder(path) and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _partial(folder: Path) -> Path:
    folder = folder.absolute()
    folder = folder.parent.resolve() / folder.name
    return folder.with_name(f".{folder.name}.partial")
