"""The path of a file or folder as a user writes it: ~ is their home, here and nowhere else.

A configuration keeps what was written, so that a printed command or a project file is the same for everybody; the home
is put in its place when a file is opened, and messages about files name where they looked. `./~` is a file called ~.

A word may be no path at all: longer than the system allows, with a NUL, or below a folder that may not be read. Then
there is nothing there, and whoever needs something there says so. `Path.is_dir` and its like raise instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from simulation.mistake import Mistake


def user_path(given: str | Path) -> Path:
    """The path, with a leading ~ or ~name replaced by that home; where there is no such home it stays as it is.

    `Path` leaves out the dot of `./~`; what is below such a file is found by its whole path, so that nobody who is
    handed the answer takes it for the home.

    Raises:
        Mistake: for what is no text and no path, as it can come from Python.
    """
    if not isinstance(given, (str, Path)):
        raise Mistake("path", given, "must be a text or a pathlib.Path")
    path = Path(given)
    if not str(given).startswith("~"):
        return path.absolute() if str(path).startswith("~") else path
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def absent_above(path: Path) -> list[Path]:
    """The folders that would have to be made before something can be written there, the innermost first."""
    return [parent for parent in path.parents if not is_there(parent)]


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders as long as nothing is in them: whoever made them for something that never came."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def is_folder(path: str | Path) -> bool:
    """Whether a folder is there; False for what can be no path."""
    return os.path.isdir(path)


def is_file(path: str | Path) -> bool:
    """Whether a regular file is there; False for what can be no path."""
    return os.path.isfile(path)


def is_there(path: str | Path) -> bool:
    """Whether anything is there, a link to nothing too; False for what can be no path."""
    return os.path.lexists(path)
