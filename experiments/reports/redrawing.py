"""The report, memo and figures of a finished folder once more, from what lies in it; nothing is computed."""

from __future__ import annotations

from pathlib import Path

from experiments.config.sections import Output
from experiments.reports.read_record import read_record
from experiments.reports.run_folder import WrittenFolder, draw_into_folder

EVERYTHING = Output(figures=True, report=True)


def redrawn(folder: Path, output: Output = EVERYTHING) -> WrittenFolder:
    """Draw everything that can be drawn of a folder, whatever was asked for when it was made.

    Args:
        folder: of any verb that draws; also one whose drawing failed, or that an earlier version wrote.
        output: what is wanted.

    Raises:
        Mistake: when it is no whole run folder, or keeps too little.
    """
    record, _ = read_record(folder)
    return draw_into_folder(record, folder, output, {})
