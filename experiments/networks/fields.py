"""The fields of a line without quotes: by tabs, commas or blanks, and refused where two of them could be meant."""

from __future__ import annotations

import re

from simulation.mistake import Mistake

_ATTRIBUTES = re.compile(r"\s*\{.*\}$")
_NO_ID = re.compile(r"[\s,;]|^\(")


def without_attributes(line: str) -> tuple[str, bool]:
    """A line without the mapping that networkx writes behind a tie; whether something stood in it."""
    found = _ATTRIBUTES.search(line) if line.endswith("}") else None
    return (line, False) if found is None else (line[: found.start()], found[0].strip() != "{}")


def fields(line: str, where: str) -> list[str]:
    """What stands in a line: two ids, and perhaps more.

    Args:
        line: without blanks around it.
        where: it stands, for messages.

    Raises:
        Mistake: an id would hold a blank or a comma, as where names have two words, or a line mixes what parts it.
    """
    words = line.split()
    commas, tabs = "," in line, line.count("\t")
    if (not commas and (not tabs or len(words) == tabs + 1)) or all(map(is_number, words)):
        found = words
    elif tabs:
        found = [field.strip() for field in line.split("\t")]
    elif len(words) > 2 and "," not in words[0] + words[1]:  # 1 2 0,5 is parted by blanks
        found = words
    else:
        found = [field.strip() for field in line.split(",")]
    found = found[:-1] if len(found) > 2 and not found[-1] else found
    if (commas or tabs or ";" in line or "(" in line) and any(map(_NO_ID.search, found[:2])):
        advice = "Save the ties as a CSV whose first line is source,target: there, names may hold blanks."
        raise Mistake(where, line, "must be two ids, parted by white space or by commas", advice)
    return found


def comment(line: str) -> list[str]:
    """The words of a comment, which may be anything."""
    return line.replace(",", " ").split()


def is_number(text: str) -> bool:
    """Whether a text is a number with a decimal point, if any."""
    try:
        return "_" not in text and float(text) is not None
    except ValueError:
        return False
