"""SHA-256 of what was read: content and hash come from one read, so neither can be of another moment than the other.

A hash that is taken before or after the content is read is the hash of another file when somebody writes in between;
results would then be kept under the name of data that they did not come from.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from experiments.inputs.paths import is_file
from experiments.inputs.regular_file import regular_file
from simulation.mistake import Mistake


@dataclass(frozen=True)
class Content:
    """The bytes of a file, as they were at one moment.

    Args:
        path: where they were found.
        data: the bytes.
        hash: SHA-256 of the bytes, in hexadecimal digits.
    """

    path: Path
    data: bytes = field(repr=False)
    hash: str

    def require_unchanged(self) -> None:
        """Refuse to go on where the file is no longer what was read.

        Raises:
            Mistake: the file has other bytes now, or is gone.
        """
        require_unchanged(self.path, self.hash)


def content(path: str | Path, what: str = "a file") -> Content:
    """Read a file once, and hash what was read.

    Args:
        path: the file; ~ is the user's home.
        what: the file should be, for messages.

    Raises:
        Mistake: it is missing, no regular file, or cannot be read.
    """
    found = regular_file(path, what)
    try:
        data = found.read_bytes()
    except OSError as error:
        raise Mistake(str(path), error.strerror or str(error), f"must be {what} that can be read") from None
    return Content(found, data, hash_of(data))


def hash_of(data: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def file_hash(path: str | Path) -> str:
    """SHA-256 of a file that is not read for anything else; whoever also needs the content asks for `content`."""
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def require_as_used(key: str, path: str | Path, expected: str) -> None:
    """Refuse to compute again without a file that was used.

    Args:
        key: that names the file.
        path: where it was.
        expected: its SHA-256 when it was used.

    Raises:
        Mistake: it is gone, cannot be read, or has other bytes now.
    """
    if not is_file(path):
        raise Mistake(key, str(path), "was used by the run and is missing")
    try:
        now = file_hash(path)
    except OSError as error:
        raise Mistake(key, str(path), f"was used by the run and cannot be read: {error.strerror or error}") from None
    if now != expected:
        raise Mistake(key, str(path), "has changed since the run", "Restore the file that was used.")


def require_unchanged(path: str | Path, expected: str) -> None:
    """Refuse to go on where a file is no longer what it was.

    Args:
        path: the file.
        expected: its SHA-256 when it was read.

    Raises:
        Mistake: the file has other bytes now, or is gone.
    """
    advice = "Start again with the present file, or restore the original."
    try:
        now = file_hash(path)
    except OSError as error:
        raise Mistake(str(path), error.strerror or str(error), "must not change while it is used", advice) from None
    if now != expected:
        given = f"other content than when it was read (hash {expected[:12]}, now {now[:12]})"
        raise Mistake(str(path), given, "must not change while it is used", advice)
