"""The command line as tests call it: in this process, or as a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.command import main
from experiments.config.building import Setting, built
from experiments.config.composition import composed
from experiments.progress import Progress

ROOT = Path(__file__).parents[1]
TINY = ("population.size=60", "weeks=6", "executor=inline", "output.figures=false", "output.report=false")
"""A world that takes milliseconds."""
FEW = ("replicates=4", "space.points=0")
"""A comparison of a second."""
QUIET = Progress(quiet=True)


@dataclass(frozen=True)
class Said:
    """What a command left: its exit status and what it printed."""

    status: int
    out: str
    err: str


def said(*words: str) -> Said:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(words)
    return Said(status, out.getvalue(), err.getvalue())


def process(*words: str, folder: Path, **more: Any) -> subprocess.Popen[str]:
    """Start a command as a process of its own, in a folder, as the leader of a session."""
    return subprocess.Popen(
        [sys.executable, "-m", "experiments", *words],
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
    return built(composed([*TINY, *words], verb).config)
