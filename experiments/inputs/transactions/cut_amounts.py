"""Cents in a column of their own: as it is called so, or as a decimal comma without quotes in a file of commas cuts."""

from __future__ import annotations

import re

import numpy as np

from experiments.inputs.transactions.content import filled, rows_of_texts
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import holds_amounts, numbers_of, worth_of
from experiments.inputs.transactions.problems import Problems, rows_said
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.smallest_units import is_called_cents
from experiments.inputs.transactions.table import Table

_CENTS = re.compile(r"\d\d")
_DAYS = 31
"""Two digits up to which a day, a month or a shop may be written so."""
ROWS, HUNDRED = 2, 100
"""Rows below which nothing is told; and hundredths to a whole."""


def refuse_split_amounts(table: Table, amount: int, money: Money, problems: Problems) -> None:
    """Ask where a column that is called like hundredths holds less than a hundred of them beside whole amounts.

    Args:
        table: the rows.
        amount: place of the amounts, which only their name or what they hold has chosen.
        money: what they are worth.
        problems: where the question is noted.
    """
    own, whole = table.columns[amount], money.floats()
    if (whole % 1 != 0).any():
        return
    for part in (column for place, column in enumerate(table.columns) if place != amount):
        values = numbers_of(part) if is_called_cents(part.name) else None
        if values is None or not all(0 <= value < HUNDRED and value % 1 == 0 for value in values[0]):
            continue
        sign = np.where(whole < 0, -1, 1)
        together = float((whole + sign * worth_of(part).floats() / HUNDRED).sum())
        advice = (
            f"If so (sum {together:,.2f}), put both into one column; if not, say {typed('amount', own.name)} "
            f"(sum {money.total():,f})."
        )
        given = f"whole amounts beside '{part.name}', which holds 0 to {max(values[0]):f}"
        problems.add(f"column '{own.name}'", given, "may be amounts of which the hundredths stand apart", advice)
        return


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
