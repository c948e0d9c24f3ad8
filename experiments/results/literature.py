"""The literature behind what is used, as BibTeX."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simulation.mechanism import Mechanism
from simulation.mistake import Mistake, nearest

LITERATURE = Path(__file__).with_name("literature.bib")


def bibliography(mechanisms: Iterable[Mechanism]) -> str:
    """BibTeX of this software, of the heterogeneity laws and of the mechanisms that are on.

    A mechanism of a user's own may cite a whole entry of its own, in one line that begins with @.

    Raises:
        Mistake: a mechanism cites what there is not.
    """
    entries = {entry.partition("{")[2].partition(",")[0]: entry for entry in _entries()}
    keys = ["courtship", "fader2007", "schmittlein1987", "fader2005rfm"]
    for mechanism in mechanisms:
        for key in mechanism.cites if mechanism.enabled else ():
            if key not in entries and not key.startswith("@"):
                advice = nearest(key, entries) or "Write the whole entry: @article{key, ...}."
                raise Mistake(f"mechanism {mechanism.name}: cites", key, "is not in the list of literature", advice)
            keys.append(key)
    return "\n".join(entries.get(key, key) for key in dict.fromkeys(keys))


def _entries() -> list[str]:
    return [line for line in LITERATURE.read_text(encoding="utf-8").splitlines() if line.startswith("@")]
