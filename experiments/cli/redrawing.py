"""A command whose results are whole and whose drawing was stopped goes on with what is left to draw."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.cli.output import show_answer
from experiments.reports.redrawing import redrawn
from experiments.results.reservation import hold_folder
from experiments.results.run_folder import MANIFEST, read_answer, stopped_while_drawing

if TYPE_CHECKING:
    from experiments.cli.words import Words
    from experiments.config.setting import Setting


def redraw_if_answered(words: Words, folder: Path, setting: Setting) -> int | None:
    """Draw what the same command had not drawn when it was stopped; its results are whole.

    Args:
        words: of the command line.
        folder: where its results are to be.
        setting: what it asks.

    Returns:
        The exit status; None where there is nothing to go on with.
    """
    if not stopped_while_drawing(folder, words.verb, setting):
        return None
    with hold_folder(folder) as free:
        if not free:
            return None
        written = redrawn(folder, setting.options.output)
    print(f"courtship: the results in {folder} were complete; the missing figures have been drawn", file=sys.stderr)
    answers = read_answer(folder, MANIFEST)["answers"]
    return show_answer(words, lambda: read_answer(folder, answers[0]), lambda: print("\n".join(written.drawn)), written)
