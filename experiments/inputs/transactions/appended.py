"""A second file behind the first: rows at the end that all repeat a customer and an amount of the rows before.

So look refunds that were appended without a minus, and an export that was appended to the one before. Days that begin
anew there, and amounts that hardly repeat before, tell them from customers who pay the same again.
"""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.table import Integers, Truths
from experiments.inputs.transactions.understanding import Rows

FEWEST, SELDOM = 5, 0.05
"""Rows at the end below which nothing is told; and share of the rows before that may repeat one another."""


def appended_said(rows: Rows, account: Account) -> list[str]:
    """Say which rows at the end repeat others, with the sums that their readings give.

    Args:
        rows: as they were understood.
        account: which of them count.
    """
    if rows.money is None:
        return []
    places = np.flatnonzero(account.alive & (rows.money.units > 0).astype(np.bool_))
    who, paid, day = rows.customer[places], rows.money.units[places], rows.day[places]
    if len(places) < 4 * FEWEST or not all(
        ((who[:-FEWEST] == who[k]) & (paid[:-FEWEST] == paid[k])).any() for k in range(-FEWEST, 0)
    ):
        return []
    group = grouped(who, np.unique(paid, return_inverse=True)[1].astype(np.int64))
    start = _start(group, day if day[0] <= day[len(day) // 2] else -day)  # exports begin with the first or the last day
    if start is None:
        return []
    last: Truths = np.isin(np.arange(len(account.alive)), places[start:])
    again, total = rows.money.total(last), rows.money.total(account.alive)
    return [
        f"{rows_said(account.row[last])} at the end, where the days begin anew, repeat a customer and an amount of the "
        f"rows before: if that was given back, write it with a minus (sum {total - 2 * again:,f}); if these are the "
        f"same sales again, take them out (sum {total - again:,f})"
    ]


def _start(group: Integers, day: Integers) -> int | None:
    """Where the rows begin that all repeat one of those before; None where there are no such.

    Args:
        group: of each row, of one customer and amount, shape (rows,).
        day: ordinal of each row, shape (rows,).
    """
    first = np.full(int(group.max()) + 1, len(group))
    np.minimum.at(first, group, np.arange(len(group)))
    again = first[group] < np.arange(len(group))
    new = np.flatnonzero(~again)
    begin = int(new[-1]) + 1
    anew = np.flatnonzero(np.diff(day[begin - 1 :]) < 0)
    if not len(anew):
        return None
    start = begin + int(anew[0])
    before = again[:start]
    enough = FEWEST <= len(group) - start <= start
    return start if enough and before.mean() <= SELDOM and (np.diff(day[:start]) >= 0).all() else None
