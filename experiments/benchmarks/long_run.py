"""A long run of one strategy: seconds, and memory above the interpreter."""

from __future__ import annotations

from experiments.benchmarks.isolated import interpreter, measured_apart
from experiments.benchmarks.measurement import Figure
from experiments.execution.progress import Progress

SIZE, WEEKS = 10_000, 520


def measured(progress: Progress) -> list[Figure]:
    """One run in a process of its own."""
    with progress.task("ten years", 1) as done:
        found = measured_apart(SIZE, WEEKS)
        done()
    what = f"{SIZE:,} customers × {WEEKS} weeks, one strategy"
    above = (found["peak"] - interpreter()) / 1e6
    return [
        Figure(what, found["build_seconds"] + found["seconds"], "s", below=15.0, note="community included"),
        Figure("peak memory above a bare interpreter", above, "MB", below=250.0, note="libraries included"),
        Figure("peak memory above the loaded libraries", (found["peak"] - found["before"]) / 1e6, "MB"),
    ]
