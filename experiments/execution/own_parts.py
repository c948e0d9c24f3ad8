"""Work for other processes goes there together with the user's file that it needs.

What is sent refers to classes and functions of that file by name, so that a worker has to have run it before it reads
what is sent. It gets the text that the driver has read, runs it once, and finds the same names; nothing is read from a
disk, so that a file that is changed in the meantime makes no difference to what was asked.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

from experiments.config.own.in_use import Source, in_use, using
from experiments.config.own.script import loaded


def sent(work: Callable[..., Any], payload: tuple[Any, ...]) -> tuple[Any, ...]:
    """What to hand to another process, as a function and its arguments.

    Args:
        work: a module-level function.
        payload: its arguments.
    """
    parts = in_use()
    return (work, *payload) if parts is None else (done, parts.source, pickle.dumps((work, payload)))


def done(source: Source, work: bytes) -> Any:
    """Do work that was sent beside the text of a file, with its parts in use.

    Args:
        source: the file.
        work: function and arguments, straight from the memory of the driver.
    """
    with using(loaded(source)):
        function, payload = pickle.loads(work)
        return function(*payload)
