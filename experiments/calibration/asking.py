"""`calibrate` on the command line and in Python, from words to a run folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from experiments.calibration.calibrating import calibrated
from experiments.calibration.calibration import Calibration
from experiments.calibration.told import shown
from experiments.calibration.written import write_calibration
from experiments.command import Words
from experiments.config.building import built
from experiments.config.composition import Composition, composed
from experiments.config.words import expanded, spelled
from experiments.execution.keeping import place
from experiments.folder import refuse_unwritable
from experiments.inputs.hashes import require_unchanged
from experiments.inputs.transactions.section import has_log, log_of
from experiments.progress import Progress
from simulation.mistake import Mistake


def composition(words: Sequence[str]) -> Composition:
    """The configuration that the words ask for; a file of purchases is a log unless another population is named.

    Raises:
        Mistake: no purchases are named.
    """
    words = expanded(words)
    if not any(word.startswith(("population=", "population.source=")) for word in words):
        if not any(word.startswith("population.file=") for word in words):
            advice = "Add population.file=log.csv, or population=cdnow to try it."
            raise Mistake("population.file", "nothing", "must be the path of a log", advice)
        words = ["population=from_transactions", *words]
    return composed(words, "calibrate")


def calibrate(words: Words) -> int:
    """The verb."""
    asked_for = composition(words.overrides)
    if not words.quiet and has_log(asked_for.config.population):
        print(understood(asked_for), flush=True)
    answer, written = answered(asked_for, asked_for.folder, Progress(words.quiet))
    if "--json" in words.flags:
        print(json.dumps({"folder": str(written), **answer.as_json()}, allow_nan=False))
    elif not words.quiet:
        console = Console()
        with console.capture() as text:
            console.print(shown(answer))
        print(text.get(), end="")
        print(f"written to {written}; use it: courtship compare population={written}/calibrated.yaml")
    return 0


def understood(asked_for: Composition) -> str:
    """What was understood of the log, before anything is fitted to it."""
    intake = log_of(dict(asked_for.config.population)).intake
    return "" if intake is None else "\n".join(intake.lines())


def answered(asked_for: Composition, folder: Path | None, progress: Progress) -> tuple[Calibration, Path | None]:
    """Calibrate, and write the run folder where one is named."""
    if folder is not None:
        refuse_unwritable(folder)
    with progress.task("reading the log", 1) as done:
        setting = built(asked_for.config)
        done()
    answer = calibrated(setting, progress, place(folder))
    if answer.log.intake is not None and setting.values["population"]["source"] == "log":
        require_unchanged(answer.log.source, answer.log.intake.hash)
    return answer, None if folder is None else write_calibration(answer, folder)


def asked(words: Sequence[str], values: Mapping[str, Any], folder: str | None, quiet: bool) -> Calibration:
    """Ask in Python; see `experiments.calibrate`."""
    asked_for = composition([*words, *spelled(values)])
    return answered(asked_for, None if folder is None else Path(folder), Progress(quiet))[0]
