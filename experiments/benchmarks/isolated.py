"""One run in a process of its own, so that its memory can be told from everybody else's.

`python -m experiments.benchmarks.isolated SIZE WEEKS` prints seconds and bytes as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from experiments.benchmarks import worlds
from simulation.world.market import Market


def peak() -> int:
    """The most memory that this process has had [byte].

    On Linux `getrusage` of a new process starts at what its parent had, so the kernel's own count is asked there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024


def run(size: int, weeks: int) -> dict[str, float]:
    """Build a world and run it."""
    centre = worlds.centre(size)
    before = peak()
    start = time.perf_counter()
    market = Market(worlds.world(size, weeks), worlds.relationship(), 0, centre)
    built = time.perf_counter()
    at_start = peak()
    market.run()
    seconds = time.perf_counter() - built
    return {
        "before": before, "at_start": at_start, "peak": peak(), "columns": market.population.nbytes,
        "build_seconds": built - start, "seconds": seconds,
    }  # fmt: skip


def measured_apart(size: int, weeks: int) -> dict[str, float]:
    """The same in a new process."""
    words = [sys.executable, "-m", "experiments.benchmarks.isolated", str(size), str(weeks)]
    answer: dict[str, float] = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return answer


def interpreter() -> int:
    """The memory of a Python that does nothing [byte]."""
    code = (
        "import pathlib, resource, sys; status = pathlib.Path('/proc/self/status'); "
        "print(next(l.split()[1] for l in status.read_text().splitlines() if l.startswith('VmHWM'))) "
        "if status.exists() else print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss "
        "// (1024 if sys.platform == 'darwin' else 1))"
    )
    answer = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return int(answer.stdout) * 1024


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))
