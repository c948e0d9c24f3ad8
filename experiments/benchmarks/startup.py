"""How long a user waits for `courtship --help`."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from experiments.benchmarks.measurement import Figure
from experiments.execution.progress import Progress

TIMES = 7


def measured(progress: Progress) -> list[Figure]:
    """Median wall-clock seconds from the shell's point of view, and those of a Python that does nothing."""
    script = Path(sys.executable).parent / "courtship"
    command = [str(script)] if script.exists() else [sys.executable, "-m", "experiments"]
    seconds: dict[str, list[float]] = {"help": [], "python": []}
    failed = False
    with progress.task("start-up", TIMES) as done:
        for _ in range(TIMES):
            for name, words in (("help", [*command, "--help"]), ("python", [sys.executable, "-c", "pass"])):
                start = time.perf_counter()
                failed |= subprocess.run(words, capture_output=True, check=False).returncode != 0
                seconds[name].append(time.perf_counter() - start)
            done()
    waited = float("nan") if failed else median(seconds["help"])
    return [
        Figure("courtship --help", waited, "s", below=0.6, note="it failed" if failed else ""),
        Figure("a Python that does nothing", median(seconds["python"]), "s"),
    ]
