"""Questions whose work is killed on the way, and what is left of their answers: hashes and texts, byte for byte."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from experiments.analyses.calibrate.calibrate import calibrate_to_log
from experiments.analyses.compare import compared
from experiments.analyses.explain.explain import answered
from experiments.analyses.run import ran
from experiments.execution.finished import FinishedJobStore
from experiments.inputs.table_hash import content_hash
from tests.commands import QUIET, setting

PAIR = "strategies=[cx_only,relationship]"
SMALL = (
    "weeks=4", PAIR, "replicates=3", "space.points=2", "explain.replicates=2", "boundary.points=2", "centring=quick",
)  # fmt: skip
RETENTION = "calibrate.retention=[{week: 3, value: 0.9, n: 50}]"
LOG = ("population=from_transactions", "market=non_contractual", "calibrate.customers=50", "calibrate.members=2")


def run(keep: Path | None, *words: str) -> Any:
    """One strategy, a few times, and what each channel caused."""
    return ran(setting("weeks=4", "replicates=4", *words), QUIET, keep)


def compare(keep: Path | None, *words: str) -> Any:
    """All phases of a comparison."""
    return compared(setting(*SMALL, *words, verb="compare"), QUIET, keep)


def explain(keep: Path | None, *words: str) -> Any:
    """All that takes a difference apart."""
    return answered(setting("weeks=4", PAIR, "replicates=2", "explain.orders=2", *words, verb="explain"), QUIET, keep)


def forecast(keep: Path | None, *words: str) -> Any:
    """What a calibration forecasts of a part that was kept back."""
    return calibrate_to_log(setting(*LOG, "calibrate.replicates=2", *words, verb="calibrate"), QUIET, keep)


def calibrate(keep: Path | None, *words: str) -> Any:
    """The forecast, and the search for parameters that fit further statistics."""
    own = (
        "calibrate.replicates=2",
        "calibrate.repeats=2",
        "calibrate.trials=16",
        RETENTION,
    )
    return calibrate_to_log(setting(*LOG, *own, *words, verb="calibrate"), QUIET, keep)


QUESTIONS: dict[str, Callable[..., Any]] = {f.__name__: f for f in (run, compare, explain, forecast, calibrate)}


def left_by(answer: Any) -> dict[str, str]:
    """Content hash of each table of an answer, and its JSON."""
    return {name: content_hash(table) for name, table in answer.tables.items()} | {"json": json.dumps(answer.as_json())}


def killed(question: str, after: int, keep: Path, *words: str) -> None:
    """Ask, in a process that is killed as soon as so many more answers are kept."""
    real, kept = FinishedJobStore.keep, 0

    def deadly(self: FinishedJobStore, address: str, answer: Any) -> bool:
        nonlocal kept
        kept += real(self, address, answer)
        if kept == after:
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    FinishedJobStore.keep = deadly  # type: ignore[method-assign]
    QUESTIONS[question](keep, *words)
