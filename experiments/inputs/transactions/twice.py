"""Amounts that nearly all stand several times for their customer, some days apart, where no column parts the rows.

An order and its invoice, or an invoice and its payment, look so where the file does not say which is which. Somebody
who pays the same each month has more rows of one amount than a sale has papers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.repeated import positions

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser

SAMPLE, FEWEST = 200_000, 10
"""Rows that tell, of some customers with all of theirs; and amounts that repeat below which nothing is told."""
NEARLY_ALL, MOST_PAPERS, APART = 0.8, 4, 92
"""Share of rows of which the customer has the amount again; papers of a sale; and days between two of them."""
VARIOUS = 0.5
"""Different amounts to each customer's amount, from which on they tell sales apart."""


def twice_said(chooser: Chooser) -> list[str]:
    """Say that amounts stand several times, with the sum if each counts once.

    Args:
        chooser: of a log whose rows have been gone through.
    """
    rows, money = chooser.rows, chooser.rows.money
    if money is None:
        return []
    alive = chooser.account.alive & (money.units > 0).astype(np.bool_)
    some = np.flatnonzero(alive & (rows.customer % (int(alive.sum()) // SAMPLE + 1) == 0))
    amount = positions(money.units[some])
    sale = grouped(rows.customer[some], amount)
    size = np.bincount(sale)
    again = (size > 1) & (size <= MOST_PAPERS)
    if again.sum() < FEWEST or again[sale].mean() < NEARLY_ALL or len(pd.unique(amount)) < VARIOUS * len(size):
        return []
    days = pd.Series(rows.day[some]).groupby(sale).agg(["min", "max"])
    apart = (days["max"] - days["min"])[again]
    if not 0 < float(apart.median()) <= APART:
        return []
    told = np.flatnonzero(alive)
    _, first = np.unique(grouped(rows.customer[told], positions(money.units[told])), return_index=True)
    once = np.zeros(len(alive), dtype=np.bool_)
    once[told[first]] = True
    back = money.total(chooser.account.alive & ~alive)
    return [
        f"{rows_said(chooser.table.row[alive & ~once])} have customer and amount of another row some days apart, and "
        "nearly all amounts stand several times: if orders and their invoices, or these and their payments, are both "
        f"here, keep one of each (sum {money.total(once) + back:,f})"
    ]
