"""Which row names the columns, and what stands between the fields: the first rows of a file tell, or are asked about.

Exports often have a title or some lines of notes above the header, so the header is the first row in which the columns
of a log can be recognised, among the first rows of the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from experiments.inputs.delimited import DELIMITERS, TYPED
from experiments.inputs.transactions.columns import candidates, recognised
from experiments.inputs.transactions.drawn_tables import refuse_wide
from experiments.inputs.transactions.moments import PATTERN
from experiments.inputs.transactions.reading import AUTO, Reading, typed
from simulation.mistake import Mistake

SEARCHED = 20
"""Rows among which the header is looked for."""
SAMPLE = 200
"""Rows that a delimiter must part alike."""
_DAY, _AMOUNT = re.compile(PATTERN), re.compile(r"\s*[^\d\s]{0,4}\s*\d[\d.,'\s]*[^\d\s]{0,4}\s*")


@dataclass(frozen=True)
class Header:
    """Where the data begin.

    Args:
        names: of the columns, trimmed.
        row: number of the header's row, counted from 1.
        lines: physical lines until the end of the header's row.
    """

    names: tuple[str, ...]
    row: int
    lines: int


def header_of(rows: Sequence[Sequence[str]], reading: Reading) -> int | None:
    """Which of the first rows names the columns of a log; None where none of them does."""
    for place, row in enumerate(rows[:SEARCHED]):
        if recognised([str(cell).strip() for cell in row], reading):
            return place
    return None


def refuse_purchases_above(rows: Sequence[Sequence[str]], place: int, source: str, reading: Reading) -> None:
    """Refuse a header that stands among the purchases, as where the lines of a file were sorted.

    Args:
        rows: the first rows.
        place: of the header among them.
        source: the log, for messages.
        reading: what the user says of it.

    Raises:
        Mistake: a row above the header has a customer, a day and an amount in their columns.
    """
    names = [name.strip() for name in rows[place]]
    places = {}
    for role in ("customer", "date", "amount"):
        word = getattr(reading, role)
        found = [names.index(word)] if word in names else candidates(names, role)
        places[role] = found[0] if found and word is not None else None
    for number, row in enumerate(rows[:place], start=1):
        cell = {role: row[at] if at is not None and at < len(row) else "" for role, at in places.items()}
        paid = places["amount"] is None or _AMOUNT.fullmatch(cell["amount"])
        if len(row) == len(names) and cell["customer"].strip() and _DAY.match(cell["date"]) and paid:
            advice = f"The columns are named in row {place + 1}: put it on top, above all purchases."
            raise Mistake(
                f"{source}, row {number}", "what looks like a purchase", "must stand below the header", advice
            )


def parted(text: str, source: str, reading: Reading) -> tuple[str, Header]:
    """The delimiter and the header of a delimited text.

    Args:
        text: the beginning of the file.
        source: the log, for messages.
        reading: what the user says of it.

    Raises:
        Mistake: several delimiters would do, or none.
    """
    marks = list(DELIMITERS) if reading.delimiter == AUTO else [reading.mark]
    samples = {mark: _rows(text, mark) for mark in marks}
    found = {mark: place for mark, (rows, _) in samples.items() if (place := header_of(rows, reading)) is not None}
    good = [mark for mark in found if _even(samples[mark][0][found[mark] :])] or list(found)
    if len(good) > 1:
        words = " or ".join(typed("delimiter", _name(mark)) for mark in good)
        raise Mistake(source, "fields that may be parted in several ways", "must have one delimiter", f"Say {words}.")
    if good:
        rows, lines = samples[good[0]]
        place = found[good[0]]
        refuse_purchases_above(rows, place, source, reading)
    else:  # the columns have other names; the delimiter is the one that parts the rows alike, and most often
        widths = {mark: _width(rows) for mark, (rows, _) in samples.items()}
        good = [max(marks, key=lambda mark: widths[mark])]
        rows, lines = samples[good[0]]
        place = next((k for k, row in enumerate(rows[:SEARCHED]) if len(row) == widths[good[0]]), 0)
        if reading.delimiter != AUTO and widths[good[0]] < 2:
            _refuse_delimiter(text, source, reading)
        if widths[good[0]] < 2:
            refuse_wide(text, source)
    if not rows:
        raise Mistake(source, "an empty file", "must have a row that names the columns, and transactions")
    return good[0], Header(tuple(name.strip() for name in rows[place]), place + 1, lines[place])


def _rows(text: str, mark: str) -> tuple[list[list[str]], list[int]]:
    """The first rows as a delimiter parts them, blank ones too, and the physical lines until the end of each."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        for row in reader:
            rows.append(row)
            lines.append(reader.line_num)
            if len(rows) == SAMPLE:
                break
    except csv.Error:
        pass
    return rows, lines


def _even(rows: Sequence[Sequence[str]]) -> bool:
    """Whether nearly all rows have as many fields as the first."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    alike = sum(len(row) == len(rows[0]) for row in filled)
    return alike >= 0.8 * len(filled)


def _width(rows: Sequence[Sequence[str]]) -> int:
    """Fields of most of the rows, if nearly all have as many; 1 where they differ."""
    counts = [len(row) for row in rows if row]
    usual = max(set(counts), key=counts.count) if counts else 1
    return usual if counts.count(usual) >= 0.8 * len(counts) else 1


def _name(mark: str) -> str:
    return next(name for name, character in TYPED.items() if character == mark)


def _refuse_delimiter(text: str, source: str, reading: Reading) -> None:
    others = {mark: _width(_rows(text, mark)[0]) for mark in DELIMITERS if mark != reading.mark}
    best = max(others, key=lambda mark: others[mark])
    if others[best] > 1:
        advice = f"Its columns seem to be separated by {_name(best)}: {typed('delimiter', _name(best))}."
        raise Mistake(source, "one column", f"must be split by {_name(reading.mark)}", advice)
