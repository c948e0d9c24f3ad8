"""Amounts of another size where a column says another word: another currency, or hundredths, that nothing names."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

import numpy as np

from experiments.inputs.transactions.content import filled, rows_of_texts
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.problems import LONGEST, rows_said
from experiments.inputs.transactions.table import Integers, Table, Truths

MOST_VALUES, FEWEST = 50, 10
"""Values of a column that tell, and rows that each of them has."""
APART = 50.0
"""Times the middle of the other amounts from which on it is no other shelf of the shop: yen are 160 euros' worth, cents
a hundred."""


def scales_said(
    table: Table, but: Collection[str], row: Integers, money: Money, alive: Truths
) -> list[str]:  # fmt: skip
    """Say where the amounts beside one word are far larger than beside the others.

    Args:
        table: the rows.
        but: names of columns that something is read from, or that are something else.
        row: number of each row, for messages, shape (rows,).
        money: amounts.
        alive: rows that count, shape (rows,).
    """
    told = alive & (money.units > 0).astype(np.bool_)
    worth, said = money.floats(), []
    for column in map(filled, table.columns):
        if not column.name or column.name in but or len(column.texts) > 2 * MOST_VALUES:
            continue
        counts = rows_of_texts(column, told)
        values = np.flatnonzero(counts).tolist()
        if not 2 <= len(values) <= MOST_VALUES:
            continue
        middle = {k: float(np.median(worth[told & (column.code == k)])) for k in values if counts[k] >= FEWEST}
        if len(middle) < 2:
            continue
        usual = float(np.median(list(middle.values()))) if len(middle) > 2 else min(middle.values())
        ascending = sorted(middle.values())
        above = [more for less, more in pairwise(ascending) if more >= APART * less]
        least = min([APART * usual, *above])
        large = [k for k, one in middle.items() if one >= least]
        if large and len(large) < len(middle):
            its = told & np.isin(column.code, large)
            other = float(np.median([one for k, one in middle.items() if k not in large]))
            words = ", ".join(column.texts[k].as_py().strip()[:LONGEST] for k in large)
            said.append(
                f"where column '{column.name}' says {words}, in {rows_said(row[its])}, amounts are usually "
                f"{middle[large[0]] / other:,.0f} times the others: are they in another currency or unit (their sum is "
                f"{money.total(its):,f})"
            )
    return said
