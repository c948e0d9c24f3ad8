"""The fields of a line without quotes: by commas, or by white space, and refused where both could be meant."""

from __future__ import annotations

import re

from simulation.mistake import Mistake

_ATTRIBUTES = re.compile(r"\s*\{.*\}$")
"""What networkx writes behind a tie that has attributes."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.\d*|\d*[.,]?\d+)(?:[eE][-+]?\d+)?")


def fields(line: str, where: str) -> list[str]:
    """What stands in a line: two ids, and perhaps more.

    Args:
        line: without blanks around it.
        where: it stands, for messages.

    Raises:
        Mistake: blanks, tabs and commas part it in several ways, as where an id is a name of two words.
    """
    line = _ATTRIBUTES.sub("", line) if line.endswith("}") else line
    words = line.split()
    if all(map(_NUMBER.fullmatch, words)) and len(words) > 1:  # 1 2 0,5
        return words
    mark = "," if "," in line else "\t" if "\t" in line else None
    found = words if mark is None else [field.strip() for field in line.split(mark)]
    if any(re.search(r"\s", field) for field in found) or any(field[:1] == "(" or ";" in field for field in found[:2]):
        advice = "Save the ties as a CSV whose first line is source,target: there, names may hold blanks."
        raise Mistake(where, line, "must be two ids, parted by white space or by commas", advice)
    return found


def are_words(found: list[str]) -> bool:
    """Whether a line of three fields or more has no number where ids and a weight stand, as names of two words do."""
    return len(found) > 2 and not any(map(_NUMBER.fullmatch, found[:3]))


def comment(line: str) -> list[str]:
    """The words of a comment, which may be anything."""
    return line.replace(",", " ").split()
