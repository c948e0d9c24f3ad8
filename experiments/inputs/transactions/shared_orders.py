"""Orders of several customers, as of travellers, whose rows may each repeat the total of the order: noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.inputs.transactions.columns import KNOWN, plain
from experiments.inputs.transactions.orders import grouped, numbers_of
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.repeated import repetitions

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser

LEAST = 3
"""Orders of several customers below which equal amounts may be chance."""


def shared_said(chooser: Chooser) -> list[str]:
    """Say what the sum is if orders of several customers have their total on each row.

    Args:
        chooser: of a log whose rows have been gone through.
    """
    rows, money = chooser.rows, chooser.rows.money
    if money is None or "quantity" in rows.columns or chooser.reading.lines != "auto":
        return []
    for column in chooser.table.columns:
        if column.name in (rows.columns["customer"], rows.columns["amount"]):
            continue
        named = any(plain(column.name) in names for names in KNOWN["order"])
        number = numbers_of(column) if named else None
        if number is None:
            continue
        told = chooser.account.alive & (number >= 0) & (money.units > 0).astype(np.bool_)
        order = grouped(number, np.maximum(rows.day, 0))
        apart = grouped(order, rows.customer)
        shared = np.bincount(order[told], minlength=int(order.max(initial=0)) + 1)
        own = np.bincount(apart[told], minlength=int(apart.max(initial=0)) + 1)
        told &= (shared[order] > 1) & (own[apart] == 1)  # rows of one customer are asked about elsewhere
        found = repetitions(order, money, rows.day, told)
        if found.alike >= LEAST and 2 * found.alike >= found.several:
            again = found.again & ~found.amount
            without = money.total(chooser.account.alive & ~again)
            where = rows_said(chooser.table.row[again])
            return [
                f"{found.alike:,} of {found.several:,} orders of several customers by column '{column.name}' have one "
                f"amount for each of them ({where}), which counts each time; if it is the total of the order, leave it "
                f"on one row (sum {without:,f})"
            ]
    return []
