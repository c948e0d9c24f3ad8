"""What `calibrate` is asked, from words to a calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from experiments.analyses.calibrate.calibrate import calibrate_to_log, read_statistics
from experiments.analyses.calibrate.calibration import Calibration
from experiments.config.composition import Composition, composed
from experiments.config.held import KEY
from experiments.config.leaves import leaves
from experiments.config.options import options_of
from experiments.config.overrides import expanded, key_of
from experiments.config.readers import reader
from experiments.config.roles import of_the_world
from experiments.config.setting import Setting, built
from experiments.execution.keeping import place as kept_in
from experiments.execution.progress import Progress
from experiments.inputs.hashes import require_unchanged
from experiments.inputs.transactions.section import log_of
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


def carried_words(words: Sequence[str]) -> list[str]:
    """What was said of the world beside its people, which a comparison of these people must be told again."""
    keys = ((word, key) for word in expanded(words) if (key := key_of(word)) is not None)
    world = [
        (word, key)
        for word, key in keys
        if not key.startswith(("population", "hydra")) and (of_the_world(key) or key == KEY)
    ]
    values = composed([word for word, _ in world]).values  # a project file may hold what nobody reads
    return [word for word, key in world if key not in leaves() or reader(key, values, "compare") is None]


def log_description(asked_for: Composition) -> str:
    """What was understood of the log, before anything is fitted to it."""
    intake = log_of(vars(options_of(asked_for.values).population)).intake
    return "" if intake is None else "\n".join(intake.lines())


def setting_with_statistics(asked_for: Composition) -> Setting:
    """What is asked, with the files of statistics."""
    setting = built(asked_for.values)
    return replace(setting, contents={**setting.contents, **read_statistics(setting.options.calibrate)[1]})


def answered(asked_for: Composition, folder: Path | None, progress: Progress) -> Calibration:
    """Read the log, and calibrate."""
    with progress.task("reading the log", 1) as done:
        setting = built(asked_for.values)
        done()
    answer = calibrate_to_log(setting, progress, kept_in(folder))
    if answer.log.intake is not None and setting.options.population.source == "log":
        require_unchanged(answer.log.source, answer.log.intake.hash)
    return answer
