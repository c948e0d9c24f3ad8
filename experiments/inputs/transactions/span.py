"""How far the sheets of a workbook (.xlsx) reach: one stray cell at the end of a sheet makes it larger than memory."""

from __future__ import annotations

import io
import re
import zipfile

from simulation.mistake import Mistake

MOST_CELLS = 100_000_000
"""The reader of cells makes room for the whole rectangle, 32 bytes a cell, and ends the program where there is none."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
TAIL = 1_000_000
"""Bytes at the end of a sheet in which its last cell stands, if no million coloured blanks follow it."""
_CELL, _FAR = (
    re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"'](" + column + rb")(\d{1,7})[\"'](?:[^>]*[^/>])?>")
    for column in (rb"[A-Z]{1,3}", rb"[A-Z]{2,3}")
)
"""Cells that hold something: one without content is closed at once."""


def refuse_vast(data: bytes, source: str) -> None:
    """Refuse a workbook with a sheet that spans more cells than memory holds, as one stray cell far down makes it.

    Raises:
        Mistake: naming the last column and row.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            for name in book.namelist():
                if _SHEET.fullmatch(name):
                    _refuse_span(book.read(name), source)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return  # the reader of cells says what is wrong with it


def _refuse_span(sheet: bytes, source: str) -> None:
    """Refuse a sheet by its last row and its widest column that hold something; a log's columns have one letter."""
    rows = [int(row) for _, row in _CELL.findall(sheet[-TAIL:])] or [int(row) for _, row in _CELL.findall(sheet)]
    _, column = max({(len(letters), letters) for letters, _ in _FAR.findall(sheet)}, default=(1, b"Z"))
    columns = sum(26**k * (letter - 64) for k, letter in enumerate(reversed(column)))
    if rows and columns * rows[-1] > MOST_CELLS:
        given = f"a sheet that reaches to column {column.decode()} and row {rows[-1]:,}"
        advice = "Delete the empty columns and rows beyond the log, and save it again; or save the sheet as a CSV."
        raise Mistake(source, given, f"must not span more than {MOST_CELLS:,} cells", advice)
