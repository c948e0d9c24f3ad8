"""`calibrate` on the command line and in Python, from words to a run folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.analyses.calibrate.calibrating import calibrated, read_statistics
from experiments.analyses.calibrate.calibration import Calibration
from experiments.analyses.calibrate.told import shown
from experiments.cli.main import Words
from experiments.cli.output import shown as printed
from experiments.cli.redrawing import drawn_on
from experiments.config.building import Setting, built
from experiments.config.composition import Composition, composed
from experiments.config.held import KEY
from experiments.config.leaves import leaves
from experiments.config.overrides import expanded, in_python, key_of, spelled, typed
from experiments.config.readers import reader
from experiments.config.roles import of_the_world
from experiments.execution.keeping import place as kept_in
from experiments.execution.progress import Progress
from experiments.inputs.hashes import require_unchanged
from experiments.inputs.paths import is_there, user_path
from experiments.inputs.transactions.section import has_log, log_of
from experiments.reports.run_folder import warned, write
from experiments.results.reservation import reserved
from experiments.results.run_folder import MANIFEST
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
        return composed(words, "calibrate", ["population=from_transactions"])
    return composed(words, "calibrate")


def calibrate(words: Words) -> int:
    """The verb."""
    asked_for = composition(words.overrides)
    if not words.quiet and has_log(asked_for.values["population"]):
        print(understood(asked_for), flush=True)
    if is_there(asked_for.folder / MANIFEST):
        status = drawn_on(words, asked_for.folder, whole(asked_for))
        if status is not None:
            return status
    with reserved(asked_for.folder, asked_for.named) as place:
        answer = answered(asked_for, place.folder, Progress(words.quiet))
        written = write(answer, place)
    population = spelled({"population": f"{written.folder}/calibrated.yaml"})
    again = typed("courtship", "compare", *population, *carried(words.overrides))
    return printed(words, answer.as_json, lambda: shown(answer), written, f"; use it: {again}")


def carried(words: Sequence[str]) -> list[str]:
    """What was said of the world beside its people, which a comparison of these people must be told again."""
    keys = ((word, key) for word in expanded(words) if (key := key_of(word)) is not None)
    world = [
        (word, key)
        for word, key in keys
        if not key.startswith(("population", "hydra")) and (of_the_world(key) or key == KEY)
    ]
    values = composed([word for word, _ in world]).values  # a project file may hold what nobody reads
    return [word for word, key in world if key not in leaves() or reader(key, values, "compare") is None]


def understood(asked_for: Composition) -> str:
    """What was understood of the log, before anything is fitted to it."""
    intake = log_of(dict(asked_for.values["population"])).intake
    return "" if intake is None else "\n".join(intake.lines())


def whole(asked_for: Composition) -> Setting:
    """What is asked, with the files of statistics."""
    setting = built(asked_for.values)
    return replace(setting, contents={**setting.contents, **read_statistics(setting.values["calibrate"])[1]})


def answered(asked_for: Composition, folder: Path | None, progress: Progress) -> Calibration:
    """Read the log, and calibrate."""
    with progress.task("reading the log", 1) as done:
        setting = built(asked_for.values)
        done()
    answer = calibrated(setting, progress, kept_in(folder))
    if answer.log.intake is not None and setting.values["population"]["source"] == "log":
        require_unchanged(answer.log.source, answer.log.intake.hash)
    return answer


def asked(words: Sequence[str], values: Mapping[str, Any], folder: str | None, quiet: bool) -> Calibration:
    """Ask in Python; see `experiments.calibrate`."""
    asked_for = composition(in_python(words, values))
    if folder is None:
        return answered(asked_for, None, Progress(quiet))
    with reserved(user_path(folder)) as place:
        answer = answered(asked_for, place.folder, Progress(quiet))
        warned(write(answer, place))
    return answer
