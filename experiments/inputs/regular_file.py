"""A file or folder of the user's before it is opened: it must be there, be what is wanted, and be readable.

To open a named pipe waits until somebody writes into it, and a device may never end. Every reader therefore asks here
first, so that what cannot be read is refused in one sentence instead of being waited for.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from experiments.inputs.paths import user_path
from simulation.mistake import Mistake, nearest

REGULAR, FOLDER = "a file", "a directory"
KINDS = (
    (stat.S_ISREG, REGULAR, "Name the folder that holds it."),
    (stat.S_ISDIR, FOLDER, "Name a file inside it."),
    (stat.S_ISFIFO, "a named pipe", "Write what comes out of it to a file, and name that file."),
    (stat.S_ISSOCK, "a socket", "Write what comes out of it to a file, and name that file."),
    (stat.S_ISCHR, "a device", "Write what comes out of it to a file, and name that file."),
    (stat.S_ISBLK, "a device", "Copy the file from it, and name the copy."),
)
"""What a path may name, what it is called, and what to do instead where something else is wanted."""
ABSENT, NO_FOLDER = "no such file", "no such folder"


def regular_file(path: str | Path, what: str, thing: str | None = None) -> Path:
    """The path of a file that can be opened without waiting, with ~ resolved; links are followed.

    Args:
        path: as the user wrote it.
        what: the file should be, with its article, such as "a file of ties"; for messages.
        thing: the key under which it was given; None: messages begin with the path.

    Raises:
        Mistake: there is no such file, it is no regular file, or it may not be read.
    """
    return _required(path, REGULAR, what, thing)


def readable_folder(path: str | Path, what: str, thing: str) -> Path:
    """The path of a folder that can be looked into, with ~ resolved; arguments as for `regular_file`.

    Raises:
        Mistake: there is no such folder, it is something else, or it may not be read.
    """
    return _required(path, FOLDER, what, thing)


def _required(path: str | Path, wanted: str, what: str, thing: str | None) -> Path:
    given = str(path)
    absent = NO_FOLDER if wanted == FOLDER else ABSENT

    def refusal(found: str, advice: str) -> Mistake:
        if thing is None:
            return Mistake(given, found, f"must be {what}", advice)
        return Mistake(thing, given, f"must be {what}, and {'there' if found == absent else 'it'} is {found}", advice)

    if not given.strip():
        raise Mistake(thing or "path", "nothing", f"must be {what}")
    place = user_path(path)
    try:
        mode = place.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise refusal(absent, nearest(place.name, _siblings(place)) or f"Looked for {place.absolute()}.") from None
    except (OSError, ValueError) as error:
        raise refusal(f"not readable: {getattr(error, 'strerror', None) or error}", "Choose another path.") from None
    for is_kind, name, advice in KINDS:
        if is_kind(mode) and name != wanted:
            raise refusal(name, advice if REGULAR in (wanted, name) else "")
    if not os.access(place, os.R_OK | (os.X_OK if wanted == FOLDER else 0)):
        raise refusal("not readable for you", "Change its permissions, or copy it.")
    if wanted == REGULAR:
        try:
            with place.open("rb") as stream:
                stream.read(1)
        except OSError as error:  # it says it is a file, as /proc/self/mem does, or its disk is broken
            raise refusal(f"not readable: {error.strerror or error}", "Choose another path.") from None
    return place


def _siblings(place: Path) -> list[str]:
    """Names of what lies beside a path, as far as that can be told."""
    with suppress(OSError, ValueError):
        return [entry.name for entry in place.parent.iterdir()]
    return []
