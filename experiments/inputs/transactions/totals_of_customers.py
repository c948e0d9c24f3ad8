"""Totals of customers, wherever they stand: one row of each that is worth as much as all his other rows."""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.money import Whole
from experiments.inputs.transactions.table import Integers, Truths
from experiments.inputs.transactions.totals import Totals

FEWEST, NEARLY_ALL, FIRST = 5, 0.9, 200
"""Customers of three rows, and different totals, below which nothing is told; share of them that have one; and
customers who tell in a large log that there is nothing."""


def totals_of_customers(customer: Integers, day: Integers, units: Whole) -> Totals | None:
    """The rows that are totals of their customer; None where none are told.

    Args:
        customer: of each row, shape (rows,).
        day: ordinal, shape (rows,).
        units: amount of each row [smallest unit], shape (rows,).
    """
    some = customer < FIRST
    if not some.any() or _told(customer[some], day[some], units[some]) is None:
        return None
    found = _told(customer, day, units)
    if found is None:
        return None
    rows, sure = found
    return Totals(rows, "as much as all other rows of its customer together", sure)


def _told(customer: Integers, day: Integers, units: Whole) -> tuple[Truths, bool] | None:
    """Which rows are such totals, and whether they are the last of their customer, so that none is a purchase."""
    order = np.lexsort((day, customer))
    worth, who = units[order], customer[order]
    starts = np.flatnonzero(np.append(True, np.diff(who) != 0))
    ends = np.append(starts[1:], len(who)) - 1
    top = np.maximum.reduceat(worth, starts)
    fits = ((2 * top == np.add.reduceat(worth, starts)) & (top > 0)).astype(np.bool_)
    several = np.add.reduceat((worth > 0).astype(np.int64), starts) > 2
    if several.sum() < FEWEST or fits[several].mean() < NEARLY_ALL or len(np.unique(top[several & fits])) < FEWEST:
        return None
    sure = bool((worth[ends] == top)[fits].all())
    rows = np.zeros(len(units), dtype=np.bool_)
    if sure:
        rows[order[ends[fits]]] = True
    else:
        each = np.repeat(np.arange(len(starts)), ends - starts + 1)
        rows[order] = fits[each] & (worth == top[each])
    return rows, sure
