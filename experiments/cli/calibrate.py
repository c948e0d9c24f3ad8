"""The verb calibrate: what was understood of the log, what fits it, and the command that goes on with these people."""

from __future__ import annotations

from experiments.analyses.answers import answer_content
from experiments.analyses.calibrate.question import (
    answered,
    carried_words,
    composition,
    log_description,
    setting_with_statistics,
)
from experiments.analyses.calibrate.sentences import calibration_in_words
from experiments.cli.output import show_answer as printed
from experiments.cli.redrawing import redraw_if_answered
from experiments.cli.words import Words
from experiments.config.options import options_of
from experiments.config.overrides import spelled, typed
from experiments.execution.progress import Progress
from experiments.inputs.paths import is_there
from experiments.inputs.transactions.section import has_log
from experiments.reports.run_folder import write
from experiments.results.reservation import reserved
from experiments.results.run_folder import MANIFEST


def calibrate(words: Words) -> int:
    """The verb."""
    asked_for = composition(words.overrides)
    if not words.quiet and has_log(vars(options_of(asked_for.values).population)):
        print(log_description(asked_for), flush=True)
    if is_there(asked_for.folder / MANIFEST):
        status = redraw_if_answered(words, asked_for.folder, setting_with_statistics(asked_for))
        if status is not None:
            return status
    with reserved(asked_for.folder, asked_for.named) as place:
        answer = answered(asked_for, place.folder, Progress(words.quiet))
        written = write(answer, place)
    population = spelled({"population": f"{written.folder}/calibrated.yaml"})
    again = typed("courtship", "compare", *population, *carried_words(words.overrides))
    return printed(
        words, lambda: answer_content(answer), lambda: calibration_in_words(answer), written, f"; use it: {again}"
    )
