"""The literature behind what is used, as BibTeX."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simulation.mechanism import Mechanism

LITERATURE = Path(__file__).with_name("literature.bib")


def bibliography(mechanisms: Iterable[Mechanism]) -> str:
    """BibTeX of this software, of the heterogeneity laws and of the mechanisms that are on."""
    entries = {entry.partition("{")[2].partition(",")[0]: entry for entry in _entries()}
    keys = ["courtship", "fader2007", "schmittlein1987", "fader2005rfm"]
    keys += [key for mechanism in mechanisms if mechanism.enabled for key in mechanism.cites]
    return "\n".join(entries[key] for key in dict.fromkeys(keys))


def _entries() -> list[str]:
    return [line for line in LITERATURE.read_text(encoding="utf-8").splitlines() if line.startswith("@")]
