"""The path of a file or folder as a user writes it: ~ is their home, here and nowhere else.

A configuration keeps what was written, so that a printed command or a project file is the same for everybody; the home
is put in its place when a file is opened, and messages about files name where they looked. `./~` is a file called ~.
"""

from __future__ import annotations

from pathlib import Path


def user_path(given: str | Path) -> Path:
    """The path, with a leading ~ or ~name replaced by that home; where there is no such home it stays as it is."""
    path = Path(given)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
