"""The command line as tests call it: in this process, or as a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from experiments.cli.main import main
from experiments.config.composition import composed
from experiments.config.setting import Setting, built
from experiments.execution.progress import Progress
from simulation.measures.outcome import Outcome

ROOT = Path(__file__).parents[1]
TINY = (
    "population.size=60",
    "weeks=6",
    "centring=quick",
    "executor=inline",
    "output.figures=false",
    "output.report=false",
)
"""A world that takes milliseconds."""
FEW = ("replicates=4", "space.points=0", "explain.replicates=0", "boundary.points=0")
"""A comparison of a second."""
QUIET = Progress(quiet=True)


@dataclass(frozen=True)
class Said:
    """What a command left: its exit status and what it printed."""

    status: int
    out: str
    err: str


def fitting(words: Sequence[str]) -> list[str]:
    """The words of a tiny world; the people of a log are counted, so that their number cannot be asked for."""
    logs = ("cdnow", "from_transactions", "calibrated", "log")
    named = [word for word in words if word.startswith(("population=", "population.source="))]
    counted = any(word.partition("=")[2] in logs or word.endswith(".yaml") for word in named)
    return [word for word in words if not (counted and word == TINY[0])]


def said(*words: str) -> Said:
    """Run a command in this process."""
    words = tuple(fitting(words))
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(words)
    return Said(status, out.getvalue(), err.getvalue())


def process(*words: str, folder: Path, **more: Any) -> subprocess.Popen[str]:
    """Start a command as a process of its own, in a folder, as the leader of a session."""
    return subprocess.Popen(
        [sys.executable, "-m", "experiments", *fitting(words)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **more,
    )


def spawned(*words: str, folder: Path) -> Said:
    """Run a command as a process of its own, in a folder."""
    started = process(*words, folder=folder)
    out, err = started.communicate(timeout=300)
    return Said(started.returncode, out, err)


def setting(*words: str, verb: str = "run") -> Setting:
    """What words ask for, in a tiny world."""
    return built(composed(fitting([*TINY, *words]), verb).values)


def differing(one: Outcome, other: Outcome) -> list[str]:
    """Names of all that differs in the least between two outcomes; neither the name nor the seed counts."""
    found = [name for name in one.series if one.series[name].tobytes() != other.series[name].tobytes()]
    found += [name for name in one.segments if one.segments[name].tobytes() != other.segments[name].tobytes()]
    found += [name for name, value in one.measures.items() if repr(value) != repr(other.measures[name])]
    return found + [
        k
        for k in ("cash", "ledger", "envelope", "interest", "typology", "lifecycle", "attribution")
        if getattr(one, k).tobytes() != getattr(other, k).tobytes()
    ]


def log_of(customers: int, weeks: int = 52, amounts: bool = True) -> str:
    """A log of purchases that arose as Pareto/NBD and gamma-gamma say, as the text of a CSV."""
    luck = np.random.default_rng([20261122, customers])
    start, lines = date(2020, 1, 6), ["customer_id,date" + ",amount" * amounts]
    for who in range(customers):
        rate, dropout = luck.gamma(0.7, 1 / 4.0), luck.gamma(0.8, 1 / 40.0)
        week, scale = luck.uniform(0, 12), luck.gamma(4.0, 10.0)
        end = min(week + luck.exponential(1 / dropout), weeks)
        while week <= end:
            day = start + timedelta(days=int(7 * week))
            lines.append(f"{who},{day}" + f",{luck.gamma(6.0, scale / 6.0):.2f}" * amounts)
            week += luck.exponential(1 / rate)
    return "\n".join(lines) + "\n"
