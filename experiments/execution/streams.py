"""Standard output and error as they are found: any encoding, closed, or a pipe whose reader has gone.

What a stream cannot show is replaced, because results must not be lost for a character. Files are always UTF-8.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any

REPLACED = "replace"


class Unprinted(Exception):
    """What came out could not be printed; its text says where the results are."""


def made_safe() -> None:
    """Let printing never fail for a character, and give closed streams a place that swallows what is said."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        _occupied(number)
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if number == 0 else "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=REPLACED)


def is_terminal(stream: Any) -> bool:
    """Whether somebody is looking at a stream."""
    try:
        return bool(stream is not None and stream.isatty())
    except ValueError:  # it has been closed
        return False


def silence_streams() -> None:
    """Nobody reads any more: what is still said goes nowhere, also at the end of the process."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, stream.fileno())
            os.close(null)


def _occupied(number: int) -> None:
    """A descriptor that is closed would be given to the next file, into which others then print."""
    try:
        os.fstat(number)
    except OSError:
        null = os.open(os.devnull, os.O_RDWR)
        if null != number:
            os.dup2(null, number)
            os.close(null)
