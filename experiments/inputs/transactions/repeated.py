"""Totals that each row of an order repeats: which rows say again what another one has said.

Orders are told by their numbers, whatever the column is called; or, where nothing numbers them, by the amounts that a
customer's rows of one moment or one day have in common, more often than chance would have it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.inputs.transactions.columns import KNOWN, plain
from experiments.inputs.transactions.money import Money, Whole
from experiments.inputs.transactions.orders import grouped, numbers_of
from experiments.inputs.transactions.table import Column, Integers, Truths

NEARLY_ALL = 0.95
"""Share of rows whose number is that of one customer and day; a slip is no reason not to ask."""


@dataclass(frozen=True, eq=False)
class Repetitions:
    """Rows of an order after its first.

    Args:
        again: which they are, shape (rows,).
        amount: which of them have another amount than the first, shape (rows,).
        day: which of them have another day, shape (rows,).
        alike: orders of several rows that repeat one amount.
        several: orders of several rows.
    """

    again: Truths
    amount: Truths
    day: Truths
    alike: int
    several: int

    @property
    def repeated(self) -> int:
        """Rows that have amount and day of the first."""
        return int((self.again & ~self.amount & ~self.day).sum())


def repetitions(order: Integers, money: Money, day: Integers, alive: Truths) -> Repetitions:
    """What the rows of orders repeat, among those that count.

    Args:
        order: group of each row, shape (rows,).
        money: amounts.
        day: ordinal of each row's day, shape (rows,).
        alive: rows that count, shape (rows,).
    """
    _, first, code = np.unique(order[alive], return_index=True, return_inverse=True)
    again, amount, later = (np.zeros(len(order), dtype=np.bool_) for _ in range(3))
    again[np.delete(np.flatnonzero(alive), first)] = True
    amount[alive] = money.units[alive] != money.units[alive][first][code]
    later[alive] = day[alive] != day[alive][first][code]
    several = np.bincount(code, minlength=len(first)) > 1
    differ = np.bincount(code[amount[alive]], minlength=len(first)) > 0
    return Repetitions(again, amount, later, int((several & ~differ).sum()), int(several.sum()))


def repeating(
    columns: Iterable[Column], customer: Integers, day: Integers, money: Money, alive: Truths, few: int
) -> tuple[Column, Repetitions] | None:  # fmt: skip
    """The column whose texts seem most to be orders that repeat their total on each row, whatever it is called.

    Each of its texts is of one customer and day, some customer has several, and most of those of several rows repeat
    one amount. A column that is called an order, beside another one, may count from 1 for each customer and day.

    Args:
        columns: those that nothing is read from.
        customer: position of each row's customer, shape (rows,).
        day: ordinal of each row's day, shape (rows,).
        money: amounts.
        alive: rows that count, shape (rows,).
        few: orders below which repeated amounts are no sign of anything where the name is none of an order.
    """
    same = grouped(customer[alive], day[alive], positions(money.units[alive]))
    repeated = len(same) - int(same.max(initial=-1)) - 1
    fitting = list[tuple[Column, Repetitions]]()
    for column in columns if repeated else ():
        named = any(plain(column.name) in names for names in KNOWN["order"])
        enough, code = (1, numbers_of(column)) if named else (few, column.code.astype(np.int64))
        if code is None or repeated < enough:
            continue
        told = alive & (code >= 0) & (money.units >= 0).astype(np.bool_)
        order = grouped(code, customer, day) if named else code
        _, first, each = np.unique(order[told], return_index=True, return_inverse=True)
        of_one = (customer[told] == customer[told][first][each]) & (day[told] == day[told][first][each])
        if of_one.sum() < NEARLY_ALL * len(of_one) or not len(np.unique(customer[told])) < len(first) < len(each):
            continue
        found = repetitions(order, money, day, told)
        if found.alike >= enough and 2 * found.alike >= found.several:
            fitting.append((column, found))
    return max(fitting, key=lambda one: (one[1].alike / one[1].several, one[1].repeated), default=None)


def positions(units: Whole) -> Integers:
    """A code for each amount, shape (rows,)."""
    found: Integers = pd.factorize(units)[0].astype(np.int64)
    return found
