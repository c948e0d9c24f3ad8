"""Many customers for a few weeks: speed, and memory per customer."""

from __future__ import annotations

from experiments.benchmarks.isolated import measured_apart
from experiments.benchmarks.measurement import Figure
from experiments.execution.progress import Progress

WEEKS = {100_000: 10, 1_000_000: 4}


def measured(progress: Progress) -> list[Figure]:
    """Each size in a process of its own."""
    figures = []
    with progress.task("scale", len(WEEKS)) as done:
        for size, weeks in WEEKS.items():
            found = measured_apart(size, weeks)
            where = f"at {size:,} customers"
            used = found["peak"] - found["before"]
            figures += [
                Figure(f"columns {where}", size * weeks / found["seconds"] / 1e6, "million agent-steps/s"),
                Figure(f"building people and ties {where}", found["build_seconds"], "s"),
                Figure(f"columns' own memory {where}", found["columns"] / size, "bytes per customer"),
                Figure(f"peak memory {where}", used / size, "bytes per customer", note="ties and temporaries included"),
            ]
            done()
    return figures
