"""Which rows are one order of a customer, and which of them only say more about it and have no amount of their own.

An order number is a number of its customer: some shops count from 1 for each. Numbers are read as identifiers are, so
that " 7" and "7.0" are one, and a word for nothing such as NULL is no number that rows could share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from experiments.inputs.transactions.columns import KNOWN, plain
from experiments.inputs.transactions.identities import identities
from experiments.inputs.transactions.money import Money, Whole
from experiments.inputs.transactions.table import Column, Integers, Truths


def numbers_of(column: Column) -> Integers | None:
    """The order number of each row, -1 where there is none, shape (rows,); None where no two rows share one."""
    if len(np.unique(column.code)) == len(column.code):
        return None
    return np.append(identities(column.texts.to_pylist()).customer, -1)[column.code]


def grouped(*columns: Integers) -> Integers:
    """Group of each row, from 0: rows that are alike in all columns are one; shape (rows,)."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        low, high = int(column.min(initial=0)), int(column.max(initial=0))
        if (int(key.max(initial=0)) + 1) * (high - low + 1) > 2**62:
            _, key = np.unique(key, return_inverse=True)
        key = key * (high - low + 1) + column - low
    found: Integers = np.unique(key, return_inverse=True)[1].astype(np.int64)
    return found


def orders_of(number: Integers, customer: Integers, money: Money) -> Integers | None:
    """Which rows are one order: of one number, one customer and one sign, as a return is no line of its purchase.

    Args:
        number: from `numbers_of`, shape (rows,).
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        money: amounts.

    Returns:
        Group of each row, shape (rows,); None where no two rows are one order.
    """
    alone = (number < 0) | (customer < 0)
    own = int(number.max(initial=-1)) + 1 + np.arange(len(number))
    order = grouped(np.where(alone, own, number), np.where(alone, -1, customer), signs(money))
    return None if int(order.max(initial=-1)) + 1 == len(order) else order


def signs(money: Money) -> Integers:
    """Whether each amount is more than nothing (1), nothing (0) or less (-1), shape (rows,)."""
    return (money.units > 0).astype(np.int64) - (money.units < 0).astype(np.int64)


def further_lines(number: Integers, customer: Integers, day: Integers, money: Money, missing: Truths) -> Truths:
    """Rows without an amount whose order has it on another row.

    Some exports write the total on the first row of an order and leave it out on the others. A row is such a line only
    if the row with the total is of its customer and day; where either is left out on it, the number must be that of one
    customer and day alone. In a log in which some order has several amounts every row has its own, and one without it
    lacks it.

    Args:
        number: from `numbers_of`, shape (rows,).
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        day: ordinal of each row's day, less than 0 where there is none, shape (rows,).
        money: amounts.
        missing: which rows have none, shape (rows,).
    """
    nothing, day = np.zeros(len(number), dtype=np.bool_), np.maximum(day, -1)
    told = np.flatnonzero(~missing & (number >= 0) & (customer >= 0) & (day >= 0))
    asked = np.flatnonzero(missing & (number >= 0))
    if not len(told) or not len(asked):
        return nothing
    amounts = grouped(number[told], customer[told], day[told], signs(money)[told])
    if len(np.unique(amounts)) < len(amounts):
        return nothing
    _, first, each = np.unique(number[told], return_index=True, return_inverse=True)
    whole = grouped(number[told], customer[told], day[told])
    alone = np.bincount(each, weights=whole != whole[first][each]) == 0  # numbers of one customer and day
    owner = np.full((2, int(number.max()) + 1), -2, dtype=np.int64)
    owner[:, number[told][first[alone]]] = customer[told][first[alone]], day[told][first[alone]]
    who = np.where(customer < 0, owner[0][number], customer)
    when = np.where(day < 0, owner[1][number], day)
    rows = np.append(told, asked)
    group = grouped(number[rows], who[rows], when[rows])
    nothing[asked] = np.isin(group[len(told) :], group[: len(told)])
    return nothing


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


def repeating(
    columns: Iterable[Column], customer: Integers, day: Integers, money: Money, alive: Truths, few: int
) -> tuple[str, Repetitions] | None:  # fmt: skip
    """A column whose name tells nothing, and whose texts seem to be orders that repeat their total on each row.

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
    same = grouped(customer[alive], day[alive], _positions(money.units[alive]))
    repeated = len(same) - int(same.max(initial=-1)) - 1
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
            return column.name, found
    return None


def _positions(units: Whole) -> Integers:
    found: Integers = np.unique(units, return_inverse=True)[1].astype(np.int64)
    return found


def repetitions(order: Integers, money: Money, day: Integers, alive: Truths) -> Repetitions:
    """What the rows of orders repeat, among those that count.

    Args:
        order: from `orders_of`, shape (rows,).
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


MOST_DAYS = 0.8
"""Share of a customer's days of several rows that repeat one amount; two orders may be of one day."""
CHANCE = 0.01
"""Chance up to which it is no chance that the rows of a customer's day have one amount, in all of several days."""


def repeated_days(customer: Integers, day: Integers, money: Money, asked: Truths) -> Repetitions | None:
    """Whether the rows of a customer's day seem to repeat the total of an order that no column numbers.

    Nearly all days of several rows hold one amount, which differs from day to day, and amounts are not so few that this
    could be chance.

    Args:
        customer: position of each row's customer, shape (rows,).
        day: ordinal of each row's day, shape (rows,).
        money: amounts.
        asked: rows to look at, shape (rows,).
    """
    asked = asked & (money.units > 0).astype(np.bool_) & (customer >= 0)
    bought = grouped(np.where(asked, customer, -1), np.where(asked, day, 0))
    found = repetitions(bought, money, day, asked)
    if found.alike < 2 or found.alike < MOST_DAYS * found.several:
        return None
    _, first = np.unique(bought[asked], return_index=True)
    one_each = np.unique(money.units[asked][first], return_counts=True)[1]
    once = np.unique(money.units[found.again & ~found.amount])
    alike = float((one_each * (one_each - 1.0)).sum() / (len(first) * (len(first) - 1.0)))
    return found if len(once) > 1 and alike**found.alike <= CHANCE else None


def equal_on_a_day(customer: Integers, day: Integers, money: Money) -> Integers:
    """Group of each row: of one customer, day and amount, which is one order where nothing numbers orders."""
    return grouped(customer, day, _positions(money.units))
