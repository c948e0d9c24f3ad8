"""Decimal commas without quotes in a file of commas: the cents stand in the next column, and amounts are whole."""

from __future__ import annotations

import re

import numpy as np

from experiments.inputs.transactions.content import filled, rows_of_texts
from experiments.inputs.transactions.numeric import holds_amounts, worth_of
from experiments.inputs.transactions.problems import Problems, rows_said
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.table import Table

_CENTS = re.compile(r"\d\d")
_DAYS = 31
"""Two digits up to which a day, a month or a shop may be written so."""
ROWS = 2
"""Rows below which nothing is told."""


def refuse_cut_amounts(table: Table, amount: int, problems: Problems) -> None:
    """Ask where the column after whole amounts holds two digits in each row, has no name, or holds what only cents are.

    Args:
        table: the rows.
        amount: place of the amounts, which only their name has chosen.
        problems: where the question is noted.
    """
    if "comma" not in table.form or amount + 1 >= len(table.columns):
        return
    own, after = table.columns[amount], filled(table.columns[amount + 1])
    there = own.code >= 0
    if there.sum() < ROWS or (after.code[there] < 0).any() or not holds_amounts(own):
        return
    used = np.flatnonzero(rows_of_texts(after, there)).tolist()
    texts = [after.texts[k].as_py().strip() for k in used]
    if not all(map(_CENTS.fullmatch, texts)):
        return
    cents = any(text[0] == "0" for text in texts) and any(int(text) > _DAYS for text in texts)
    whole, part = worth_of(own), worth_of(after)
    if (after.name and not cents) or (whole.floats() % 1 != 0).any():
        return
    sign = np.where(whole.floats() < 0, -1, 1)
    together = float((whole.floats() + sign * part.floats() / 100).sum())
    where = f"{rows_said(table.row[there])}, column '{own.name}'"
    beside = f"the column '{after.name}'" if after.name else "a column without a name"
    given = f"whole amounts, and two digits beside each in {beside}"
    advice = (
        f"If these are the cents of a decimal comma (sum {together:,.2f}), put each amount in quotes, or export the "
        f"file with semicolons; if not, say {typed('amount', own.name)} (sum {whole.total():,f})."
    )
    problems.add(where, given, "may be amounts that a decimal comma has cut in two", advice)
