"""The fields of a line without quotes: by tabs, commas or blanks, and refused where two of them could be meant."""

from __future__ import annotations

import re

from simulation.mistake import Mistake

_ATTRIBUTES = re.compile(r"\s*\{.*\}$")
_NO_ID = re.compile(r"[\s,;]|^\(")
_DECIMAL = re.compile(r"[-+]?\d*(?:[.,]\d+)?(?:[eE][-+]?\d+)?")


def without_attributes(line: str) -> tuple[str, bool]:
    """A line without the mapping that networkx writes behind a tie; whether something stood in it."""
    found = _ATTRIBUTES.search(line) if line.endswith("}") else None
    return (line, False) if found is None or found.start() == 0 else (line[: found.start()], found[0].strip() != "{}")


def fields(line: str, where: str) -> list[str]:
    """What stands in a line: two ids, and perhaps more.

    Args:
        line: without blanks around it.
        where: it stands, for messages.

    Raises:
        Mistake: an id would hold a blank or a comma, as where names have two words, or a line mixes what parts it.
    """
    words = line.split()
    commas, odd = "," in line, ";" in line or "(" in line
    if len(words) == 1:
        found = line.split(",")
    elif not commas and line.count("\t") in (0, len(words) - 1):
        found = words
    else:
        found, odd = _parted(line, words), True
    found = found[:-1] if not found[-1] and len(found) > 2 else found
    if odd and any(map(_NO_ID.search, found[:2])):
        advice = "Save the ties as a CSV whose first line is source,target; there, names may contain blanks."
        raise Mistake(where, line, "must be two ids, separated by white space or by commas", advice)
    return found


def _parted(line: str, words: list[str]) -> list[str]:
    """The fields of a line that has blanks, and tabs or commas beside."""
    if all(map(is_number, words)):
        return words
    if "\t" in line:
        return [field.strip() for field in line.split("\t")]
    if len(words) > 2 and "," not in words[0] + words[1] and all(map(_DECIMAL.fullmatch, words[2:])):  # a b 0,5
        return words
    return [field.strip() for field in line.split(",")]


def comment(line: str) -> list[str]:
    """The words of a comment, which may be anything."""
    return line.replace(",", " ").split()


def is_number(text: str) -> bool:
    """Whether a text is a number with a decimal point, if any."""
    try:
        return "_" not in text and float(text) is not None
    except ValueError:
        return False
