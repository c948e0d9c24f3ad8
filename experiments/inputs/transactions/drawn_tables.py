"""Tables that are drawn for people to read: with lines of dashes, as Markdown and databases draw them, or with blanks.

    | customer | date       | amount |        customer    date        amount
    |----------|-----------:|--------|        K17         2024-01-05   12.50

A line of dashes is no row, so that the first kind is read. Where one field ends in the second cannot be told, as names
hold blanks and some fields are empty.
"""

from __future__ import annotations

import re

from simulation.mistake import Mistake

_RULE = re.compile(rb"(?m)^[ \t|+:=-]*(?:-{3,}|={3,}|:-+|-+:)[ \t|+:=-]*\r?$")
_FOOTER = re.compile(rb"\n\(?(\d+) rows?(?: in set[^\n]*)?\)?\s*$")
"""What databases write below the last row."""
_WIDE = re.compile(r"\S(?: {2,}|\t+ *)\S")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|table|\?xml|meta|div|style|!--)", re.IGNORECASE)
MOST = 0.8
"""Share of lines with wide gaps from which on their fields stand below each other."""


def without_rules(data: bytes, opening: int) -> bytes:
    """A text in which lines of dashes are empty, and so is the line below that says how many rows there are.

    Args:
        data: the text in UTF-8.
        opening: bytes of the beginning in which a drawn table has a line of dashes.
    """
    if b"--" not in data[:opening] and b"==" not in data[:opening] and b"|:-" not in data[:opening]:
        return data
    if not _RULE.search(data[:opening]):
        return data
    found = _RULE.sub(b"", data)
    footer = _FOOTER.search(found)
    if footer is not None:
        rows = sum(1 for line in found[: footer.start()].split(b"\n") if line.strip()) - 1
        found = found[: footer.start() + 1] if rows == int(footer[1]) else found
    return found


def refuse_wide(text: str, source: str) -> None:
    """Refuse a text whose fields are told by where they stand.

    Args:
        text: the beginning of a text that no delimiter parts.
        source: the log, for messages.

    Raises:
        Mistake: most lines have wide gaps.
    """
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    if len(lines) > 1 and sum(bool(_WIDE.search(line)) for line in lines) >= MOST * len(lines):
        advice = (
            "Open it in a spreadsheet with columns of fixed width (Excel: Data, From Text), or with pandas.read_fwf, "
            "look at the columns, and save it as CSV."
        )
        raise Mistake(source, "fields that stand below each other", "must be parted by a delimiter", advice)


def refuse_markup(data: bytes, source: str) -> None:
    """Refuse a web page or XML, which many programs write under the name .xls.

    Args:
        data: the text.
        source: the log, for messages.

    Raises:
        Mistake: it is one.
    """
    if _MARKUP.match(data):
        advice = "Many programs write such a page as .xls: open it in a spreadsheet, and save it as .xlsx or CSV."
        raise Mistake(source, "a web page or XML", "must be a table", advice)
