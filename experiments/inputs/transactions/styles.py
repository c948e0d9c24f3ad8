"""What a workbook (.xlsx) says beside its cells: from when it counts days, how far it reaches, which money it shows.

The reader of cells gives values alone. A format that shows 5 as 5 € is a saying about money that no cell holds, so it
is told as a note: amounts of several currencies need a column that names them.
"""

from __future__ import annotations

import io
import re
import zipfile

from experiments.inputs.transactions.currency import CODES, SIGNS, code_of
from simulation.mistake import Mistake

WORKBOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
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
_FORMAT = re.compile(r'formatCode="([^"]*)"')
_SHOWN = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
"""[$€-407] is shown as €; [$-409] names a language and is shown as nothing."""
_SIGN = re.compile(rf"{'|'.join(re.escape(sign) for sign in SIGNS if len(sign) == 1)}|\b(?:{'|'.join(CODES)})\b")
"""Signs of one letter and codes; letters of two or more may be any word."""


def counts_from_1904(data: bytes) -> bool:
    """Whether the workbook counts days as the first Macintosh did."""
    return re.search(r'date1904="(1|true)"', _part(data, WORKBOOK)) is not None


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


def shown_as_money(data: bytes) -> tuple[str, ...]:
    """A note where cells are shown as money of several currencies; nothing else can tell which amounts are which."""
    formats = [_SHOWN.sub(r"\1", text) for text in _FORMAT.findall(_part(data, STYLES))]
    found = {code_of(sign) for text in formats for sign in _SIGN.findall(text)}
    if len(found) < 2:
        return ()
    shown = f"the formats of cells show money in {' and '.join(sorted(found))}"
    return (f"{shown}; formats are not read, so add a column that names the currency if amounts are in several",)


def _part(data: bytes, name: str) -> str:
    """A part of the workbook as text; empty where the file is of another kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return book.read(name).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return ""
