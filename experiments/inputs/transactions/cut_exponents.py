"""Amounts such as 1.2E+05, whose last figures a spreadsheet may have cut when it was saved as text: noted.

A program writes all figures before the exponent, 1.2345675E+05; a spreadsheet writes as many as it shows.
"""

from __future__ import annotations

import re

from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.table import Column, Integers, Truths, are_in

_EXPONENT = re.compile(r"\D*\d(?:[.,](?P<part>\d*))?[eE]\+?(?P<exponent>\d{1,2})\D*")


def cut_said(column: Column, row: Integers, alive: Truths) -> list[str]:
    """Say which rows have such amounts.

    Args:
        column: of the amounts; numbers that the file itself types are whole.
        row: number of each row, shape (rows,).
        alive: rows that count, shape (rows,).
    """
    cut = [text for text in column.texts.to_pylist() if _is_cut(text)]
    found = column.rows_with(are_in(column.texts, cut)) & alive
    if column.numbers is not None or not found.any():
        return []
    have = "has" if found.sum() == 1 else "have"
    return [
        f"{rows_said(row[found])} of column '{column.name}' {have} an amount such as {cut[0].strip()}: if a "
        "spreadsheet has cut its last figures, export the column as plain numbers again"
    ]


def _is_cut(text: str) -> bool:
    """Whether fewer figures stand before the exponent than a whole amount has."""
    match = _EXPONENT.fullmatch(text)
    return match is not None and len(match["part"] or "") < int(match["exponent"])
