"""What is wrong with the machine or with the session, and says nothing about a run.

A run that the model refuses, or in which it fails, would fail again anywhere: that is a result, and a sweep keeps it.
Memory that is short, a worker that dies, a module that cannot be imported, a full disk or a payload that cannot be sent
to another process say nothing about a run: nothing is kept of it, and once the fault is mended it is run as if for the
first time.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from pickle import PickleError

from experiments.config.own.in_use import in_use, said

ENVIRONMENT = (OSError, MemoryError, ImportError, BrokenExecutor, PickleError)
"""Errors that the machine or the session can cause in any job."""


class EnvironmentFault(OSError):
    """Work that could not be done here; its text is one sentence."""


def in_one_line(error: BaseException) -> str:
    """An error with the name of its kind, in one line; what a user's own file raised, with its line of the file."""
    parts = in_use()
    error = error if parts is None else said(error, parts.source) or error
    return " ".join(f"{type(error).__name__}: {error}".split())
