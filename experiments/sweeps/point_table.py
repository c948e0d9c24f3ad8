"""Points of one's own: a CSV with a column for each key and a line for each point."""

from __future__ import annotations

import math
import re

from experiments.config.axes import Level, is_group, level
from experiments.config.composition import together
from experiments.config.leaves import is_text, known_keys, leaves
from experiments.config.roles import may_vary
from experiments.inputs.delimited import DELIMITERS, records
from experiments.inputs.regular_file import regular_file
from simulation.mistake import Mistake, nearest

NUMBER = re.compile(r"[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
"""A number as Hydra's grammar has it, whose parser takes half a millisecond for a cell."""


def table_points(file: str | None) -> list[dict[str, Level]]:
    """The points of a table.

    Args:
        file: path of a CSV, None where none is named; cells are read as values on the command line are.

    Raises:
        Mistake: for a file that cannot be read, columns that are no keys, and cells that hold no value.
    """
    if file is None:
        raise Mistake("design.file", "nothing", "must be the path of a CSV", "Add design.file=points.csv.")
    path = regular_file(file, "a table of points", "design.file")
    lines = records(path, ",", "a table of points")
    keys = [key.strip() for key in next(lines, (1, []))[1]]
    if wrong := _wrong_columns(keys):
        raise together(wrong)
    known: dict[tuple[str, str], Level] = {}
    points = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(keys):
            allowed = f"must have {len(keys)}, one for each key"
            wrong.append(Mistake(f"design.file line {number}", f"{len(cells)} values", allowed))
            continue
        place = {}
        for key, cell in zip(keys, cells, strict=True):
            asked = (key, cell.strip())
            try:
                place[key] = known[asked] if asked in known else _read(*asked, f"design.file line {number}, {key}")
            except Mistake as mistake:
                wrong.append(mistake)
                continue
            known[asked] = place[key]
        points.append(place)
    if wrong:
        raise together(wrong)
    if not points:
        raise Mistake("design.file", file, "must have a line of keys and at least one line of values")
    return points


def _wrong_columns(keys: list[str]) -> list[Mistake]:
    """What is wrong with the line of keys."""
    wrong = []
    for key in dict.fromkeys(keys):
        if (key not in known_keys() and not is_group(key)) or not key:
            advice = nearest(key, known_keys()) or "See courtship schema parameters for all keys."
            if other := next((sign for sign in DELIMITERS if sign in key), None):
                advice = f"Columns are separated by commas, and these seem to be separated by {DELIMITERS[other]}."
            wrong.append(Mistake("design.file", key or "a column without a name", "there is no such key", advice))
        elif not may_vary(key):
            wrong.append(Mistake("design.file", key, "cannot vary within a sweep", "Give it on the command line."))
        elif keys.count(key) > 1:
            wrong.append(Mistake("design.file", key, "must be in one column only"))
    return wrong


def _read(key: str, cell: str, where: str) -> Level:
    """The value of a cell, as the word KEY=CELL of the command line has it."""
    if not is_text(key) and NUMBER.fullmatch(cell) and math.isfinite(number := float(cell)):
        value = int(cell) if cell.lstrip("+-").isdigit() else number
        if leaves()[key].takes(value):
            return Level(f"{key}={cell}", value)
    if not cell or (not is_text(key) and _is_endless(cell)):
        allowed = "must be a finite number" if cell else "must be a value"
        raise Mistake(where, cell or "nothing", allowed, "Fill in the cell or remove the line.")
    try:
        return level(key, cell)
    except Mistake as mistake:
        raise Mistake(where, mistake.given, mistake.allowed, mistake.advice) from None


def _is_endless(cell: str) -> bool:
    """Whether a cell is infinite or nan, which is how a program writes that there is no value."""
    try:
        return not math.isfinite(float(cell))
    except ValueError:
        return False
