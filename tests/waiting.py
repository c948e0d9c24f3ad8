"""Waiting for other processes without looking at a clock: by naps, of which there may be very many.

A busy machine is slow, and no test is about how slow. What takes too long is not wrong but hangs, and only that is what
the bound is for: `HANGS` for processes and sockets, `until` for everything else. Time is measured in
experiments/benchmarks.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

HANGS = 600.0
"""Seconds after which a process hangs."""
NAP = 0.05
MOST = round(HANGS / NAP)


def until(condition: Callable[[], object], what: str) -> int:
    """Wait for a condition to be true.

    Args:
        condition: asked after each nap; it may assert that it is still worth waiting.
        what: what is waited for, in words, for when it never comes.

    Returns:
        How many naps it took.
    """
    for naps in range(MOST):
        if condition():
            return naps
        nap()
    raise AssertionError(f"waited in vain for {what}")


def nap(naps: float = 1.0) -> None:
    """Let others work."""
    time.sleep(NAP * naps)


def calls_of(function: Callable[[], Any]) -> int:
    """How many calls of Python functions it takes: work that is the same on every machine, busy or not."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(before)
    return calls
