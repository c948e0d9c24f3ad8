"""A file of the user's before it is opened: it must be there, be a file, and be readable.

To open a named pipe waits until somebody writes into it, and a device may never end. Every reader therefore asks here
first, so that what cannot be read is refused in one sentence instead of being waited for.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from experiments.inputs.paths import user_path
from simulation.mistake import Mistake, nearest

KINDS = (
    (stat.S_ISDIR, "a directory", "Name a file inside it."),
    (stat.S_ISFIFO, "a named pipe", "Write what comes out of it to a file, and name that file."),
    (stat.S_ISSOCK, "a socket", "Write what comes out of it to a file, and name that file."),
    (stat.S_ISCHR, "a device", "Write what comes out of it to a file, and name that file."),
    (stat.S_ISBLK, "a device", "Copy the file from it, and name the copy."),
)
"""What a path may name beside a file, what it is called, and what to do instead."""
ABSENT = "no such file"


def regular_file(path: str | Path, what: str, thing: str | None = None) -> Path:
    """The path of a file that can be opened without waiting, with ~ resolved; links are followed.

    Args:
        path: as the user wrote it.
        what: the file should be, with its article, such as "a file of ties"; for messages.
        thing: the key under which it was given; None: messages begin with the path.

    Raises:
        Mistake: there is no such file, it is no regular file, or it may not be read.
    """
    file, given = user_path(path), str(path)

    def refusal(found: str, advice: str) -> Mistake:
        if thing is None:
            return Mistake(given, found, f"must be {what}", advice)
        return Mistake(thing, given, f"must be {what}, and {'there' if found == ABSENT else 'it'} is {found}", advice)

    try:
        mode = file.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        siblings = [entry.name for entry in file.parent.iterdir()] if file.parent.is_dir() else []
        raise refusal(ABSENT, nearest(file.name, siblings) or f"Looked for {file.absolute()}.") from None
    except (OSError, ValueError) as error:
        raise refusal(f"not readable: {getattr(error, 'strerror', None) or error}", "Choose another path.") from None
    for is_kind, name, advice in KINDS:
        if is_kind(mode):
            raise refusal(name, advice)
    if not os.access(file, os.R_OK):
        raise refusal("not readable for you", "Change its permissions, or copy it.")
    return file
