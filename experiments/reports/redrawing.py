"""The report, memo and figures of a finished folder once more, from what lies in it; nothing is computed."""

from __future__ import annotations

from pathlib import Path

from experiments.reports.run_folder import Written, drawn
from experiments.results.read_record import read_record

EVERYTHING = {"figures": True, "report": True}


def redrawn(folder: Path) -> Written:
    """Draw everything that can be drawn of a folder, whatever was asked for when it was made.

    Args:
        folder: of any verb that draws; also one whose drawing failed, or that an earlier version wrote.

    Raises:
        Mistake: when it is no whole run folder, or keeps too little.
    """
    record, _ = read_record(folder)
    return drawn(record, folder, EVERYTHING, {})
