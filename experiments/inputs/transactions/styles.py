"""What a workbook (.xlsx, .ods) says beside its cells: from when it counts days, which money it shows, what it hides.

The reader of cells gives values alone. A format that shows 5 as 5 € is a saying about money that no cell holds, so it
is told as a note: amounts of several currencies need a column that names them.
"""

from __future__ import annotations

import io
import re
import zipfile

from experiments.inputs.transactions.currency import SIGNS, code_of
from experiments.inputs.transactions.iso_4217 import CODES

WORKBOOK, STYLES, CONTENT = "xl/workbook.xml", "xl/styles.xml", "content.xml"
_FORMAT = re.compile(r'formatCode="([^"]*)"')
_TYPED = re.compile(r'office:currency="([^"]*)"')
_SHOWN = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
"""[$€-407] is shown as €; [$-409] names a language and is shown as nothing."""
_LETTERS = sorted((sign for sign in SIGNS if len(sign) > 1), key=len, reverse=True)
_SIGN = re.compile(
    rf"{'|'.join(re.escape(sign) for sign in SIGNS if len(sign) == 1)}|\b(?:{'|'.join(CODES)})\b|"
    rf"(?<![^\W_])(?:{'|'.join(map(re.escape, _LETTERS))})(?![^\W_])"
)
"""Signs and codes, those of several letters as words of their own."""


_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_HIDDEN = re.compile(
    rb'<row\b[^>/]*\bhidden="(?:1|true)"[^>/]*>\s*<c\b|'
    rb'<table:table-row\b[^>/]*table:visibility="(?:collapse|filter)"[^>/]*>\s*<table:table-cell\b[^>]*office:value'
)
"""Hidden rows that hold something."""
_TIMES = re.compile(rb'table:number-rows-repeated="(\d+)"')


def counts_from_1904(data: bytes) -> bool:
    """Whether the workbook counts days as the first Macintosh did."""
    return re.search(r'date1904="(1|true)"', _part(data, WORKBOOK)) is not None


def shown_as_money(data: bytes) -> tuple[str, ...]:
    """A note where cells are shown as money of several currencies; nothing else can tell which amounts are which."""
    formats = [_SHOWN.sub(r"\1", text) for text in _FORMAT.findall(_part(data, STYLES))]
    formats += _TYPED.findall(_part(data, CONTENT))
    found = {code_of(sign) for text in formats for sign in _SIGN.findall(text)}
    if len(found) < 2:
        return ()
    shown = f"the formats of cells show money in {' and '.join(sorted(found))}"
    return (f"{shown}; formats are not read, so add a column that names the currency if amounts are in several",)


def hidden(data: bytes) -> tuple[str, ...]:
    """A note where rows are hidden, by hand or by a filter: the reader of cells gives them like all others."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            sheets = [book.read(name) for name in book.namelist() if name == CONTENT or _SHEET.fullmatch(name)]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return ()
    rows = 0
    for row in (row for sheet in sheets for row in _HIDDEN.findall(sheet)):
        times = _TIMES.search(row)
        rows += int(times[1]) if times else 1
    if not rows:
        return ()
    are = (
        "row is hidden, by hand or by a filter; it is"
        if rows == 1
        else "rows are hidden, by hand or by a filter; they are"
    )
    return (f"{rows:,} {are} read like all others",)


def _part(data: bytes, name: str) -> str:
    """A part of the workbook as text; empty where the file is of another kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return book.read(name).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return ""
