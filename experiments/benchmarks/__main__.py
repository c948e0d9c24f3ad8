"""Print the figures: `python -m experiments.benchmarks [NAME …]`; all of them take a few minutes.

    engines     columns against hand-written Mesa objects and against our own agents
    replicates  2,400 customers × 260 weeks × 2 strategies × 30 replicates
    horizon     10,000 customers × 520 weeks
    pairing     variance reduction by common luck, over the horizon
    startup     courtship --help
    scale       100,000 and 1,000,000 customers
    classroom   weeks a second on the page, in a real Chromium
    sweep       cost of a run besides simulating it, beside Hydra's launcher and Mesa's batch_run
    logs        calibrate on a million rows, and read five million: seconds and memory

Everything is measured now and here; nothing is remembered. Compare ratios, not seconds, between machines.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version

from rich.console import Console

from experiments.benchmarks import (
    calibration_log,
    classroom,
    engines,
    long_run,
    replicates,
    scale,
    startup,
    sweep,
    variance_reduction,
)
from experiments.benchmarks.measurement import Figure, table
from experiments.execution.progress import Progress

BENCHMARKS: dict[str, Callable[[Progress], list[Figure]]] = {
    "engines": engines.measured,
    "replicates": replicates.measured,
    "horizon": long_run.measured,
    "pairing": variance_reduction.measured,
    "startup": startup.measured,
    "scale": scale.measured,
    "classroom": classroom.measured,
    "sweep": sweep.measured,
    "logs": calibration_log.measured,
}


WIDTH = 130


def machine() -> str:
    """Where the figures come from, in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "mesa"))
    return f"{cores} cores of {platform.machine()}{load}; Python {platform.python_version()}, {libraries}"


def main(names: Sequence[str]) -> int:
    """Measure what is named, or everything; returns the exit status."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        asked_for_help = set(unknown) <= {"-h", "--help"}
        print(__doc__ if asked_for_help else f"{unknown[0]}: must be one of {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 0 if asked_for_help else 2
    console, progress = Console(), Progress()
    console.width = max(console.width, WIDTH)  # a log file has no width of its own
    console.print(machine())
    missed = 0
    for name in names or BENCHMARKS:
        figures = BENCHMARKS[name](progress)
        missed += sum(figure.met is False for figure in figures)
        console.print(table(name, figures))
    console.print(f"{missed} targets missed" if missed else "all targets met")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
