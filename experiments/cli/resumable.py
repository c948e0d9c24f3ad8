"""A verb that makes one answer of many runs: the runs are kept, and asking again goes on with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from experiments.analyses.answers import answer_content
from experiments.cli.output import show_answer
from experiments.cli.words import Words
from experiments.config.sections import Output
from experiments.execution.progress import Progress
from experiments.reports.run_folder import Analysis, WrittenFolder, write_analysis
from experiments.sweeps.interruption import keep_what_is_done, told_failures
from experiments.sweeps.location import folder_for
from experiments.sweeps.sweep import open_store

Answer = TypeVar("Answer", bound=Analysis)


def answer_from_sweep(
    words: Words,
    verb: str,
    answered: Callable[[Sequence[str], Path, Progress, bool], tuple[Answer, Output]],
    told: Callable[[Answer], None],
) -> int:
    """A verb that makes something of the runs in its store; whatever stops it, the same command goes on.

    Args:
        words: of the command line.
        verb: its name, after which its folder is called.
        answered: makes the answer out of the overrides, in a folder, with progress, running failed points again or not;
            and says what of it is to be drawn.
        told: prints the answer.
    """
    answers: list[tuple[Answer, WrittenFolder]] = []
    retry = "--retry-failed" in words.flags

    def work(folder: Path) -> None:
        answer, output = answered(words.overrides, folder, Progress(words.quiet), retry)
        answers.append((answer, write_analysis(answer, output)))

    with folder_for(words.overrides, verb) as folder:
        status = keep_what_is_done(folder, lambda: work(folder))
    for answer, written in answers:
        show_answer(words, partial(answer_content, answer), partial(told, answer), written)
    return status or (told_failures(open_store(folder), refusals=0) if answers else 0)
