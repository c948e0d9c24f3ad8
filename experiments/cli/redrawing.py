"""The report, memo and figures of a finished folder once more, from what lies in it; nothing is computed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.cli.output import shown
from experiments.reports.read_record import read_record
from experiments.reports.run_folder import Written, drawn
from experiments.results.reservation import held
from experiments.results.run_folder import MANIFEST, read_answer, stopped_while_drawing

if TYPE_CHECKING:
    from experiments.cli.main import Words
    from experiments.config.building import Setting

EVERYTHING = {"figures": True, "report": True}


def redrawn(folder: Path, output: Mapping[str, Any] = EVERYTHING) -> Written:
    """Draw everything that can be drawn of a folder, whatever was asked for when it was made.

    Args:
        folder: of any verb that draws; also one whose drawing failed, or that an earlier version wrote.
        output: the section of the configuration that says what is wanted.

    Raises:
        Mistake: when it is no whole run folder, or keeps too little.
    """
    record, _ = read_record(folder)
    return drawn(record, folder, output, {})


def drawn_on(words: Words, folder: Path, setting: Setting) -> int | None:
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
    with held(folder) as free:
        if not free:
            return None
        written = redrawn(folder, setting.values["output"])
    print(f"courtship: the results were whole in {folder}; what was left to draw has been drawn", file=sys.stderr)
    answers = read_answer(folder, MANIFEST)["answers"]
    return shown(words, lambda: read_answer(folder, answers[0]), lambda: print("\n".join(written.drawn)), written)
