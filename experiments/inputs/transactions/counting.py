"""Whether a column may hold numbers of pieces, whatever it is called in whatever language: what it holds tells.

Numbers that say again what the day says are its month or the like; such as are the same for all rows of a customer are
his; such as follow one another, or are of one customer each, number rows and orders; such as follow from a price are
its tax or its points; and where each has a price of its own, they number items. All others may be pieces.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from experiments.inputs.transactions.calendar import is_of_the_day
from experiments.inputs.transactions.called import NO_PIECES, PIECES
from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.content import pairs, partners
from experiments.inputs.transactions.numeric import NOUGHT_AND_ONE, numbers_of, worth_of
from experiments.inputs.transactions.pieces import items_of
from experiments.inputs.transactions.table import Column, Integers

MOST = 100
"""Pieces that most rows have at most, where no name calls them so."""
MANY, NEARLY = 20, 1.02
"""Numbers from which on it is no chance that each is of one customer; and pairs to a number, but for slips."""
NUMBERED = 5
"""Rows from which on numbers that follow one another number the rows."""


def is_called_pieces(column: Column) -> bool | None:
    """Whether a column is called like numbers of pieces; None where its name does not tell."""
    name = plain(column.name)
    return True if PIECES.search(name) else False if NO_PIECES.search(name) else None


def may_count(column: Column, customer: Integers, day: Integers, price: Column) -> bool:
    """Whether a column may hold numbers of pieces beside a price.

    Args:
        column: that nothing is read from.
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        day: ordinal of each row's day, less than 1 where there is none, shape (rows,).
        price: the price.
    """
    called = is_called_pieces(column)
    if called is False or (numbers := numbers_of(column)) is None:
        return False
    if len(numbers[0]) < 2 or set(numbers[0]) <= NOUGHT_AND_ONE:
        return False
    if called is True:
        return True
    numbers_something = _numbers_rows(column) or _numbers_orders(column, customer)
    return not (
        numbers_something
        or _is_of_the_day(column, day)
        or _is_of_customers(column, customer)
        or _follows(column, price)
    )


def is_even(column: Column, price: Column) -> bool:
    """Whether nothing speaks against pieces: a column is called so, or holds whole numbers of the usual size.

    Args:
        column: that may hold numbers of pieces.
        price: beside which it stands.
    """
    if is_called_pieces(column):
        return True
    values, rows = numbers_of(column) or ([Decimal(0)], [1])
    whole = all(value % 1 == 0 for value in values) and min(map(abs, values)) >= 1
    return whole and _middle(values, rows) <= MOST and not _numbers_items(column, price)


def _middle(values: list[Decimal], rows: list[int]) -> float:
    return float(np.median(np.repeat(np.abs(np.array(values, dtype=np.float64)), rows)))


def _is_of_customers(column: Column, customer: Integers) -> bool:
    """Whether each customer of several rows has one number, which is then an age or the like."""
    several = partners(customer, np.arange(len(customer))) > 1
    return bool(several.any() and (partners(customer, column.code)[several] <= 1).all())


def _is_of_the_day(column: Column, day: Integers) -> bool:
    """Whether numbers are the month of the day or the like, in all rows that have one."""
    worth = worth_of(column)
    return worth.places == 0 and is_of_the_day(worth.units.astype(np.int64), np.where(column.code < 0, 0, day))


def _numbers_rows(column: Column) -> bool:
    values = worth_of(column).units[column.code >= 0]
    return len(values) >= NUMBERED and bool((np.diff(values) >= 0).all() or (np.diff(values) <= 0).all())


def _numbers_orders(column: Column, customer: Integers) -> bool:
    """Whether each number is of one customer, as that of an order is."""
    one, other = pairs(column.code, customer)
    numbers = len(np.unique(one))
    return numbers >= MANY and len(one) <= NEARLY * numbers and numbers > len(np.unique(other))


def _follows(column: Column, price: Column) -> bool:
    return not items_of([column], price)


def _numbers_items(column: Column, price: Column) -> bool:
    """Whether each number has a price of its own."""
    one, other = pairs(column.code, price.code)
    numbers, prices = len(np.unique(one)), len(np.unique(other))
    return len(one) == numbers <= 2 * prices and 2 * numbers <= int((column.code >= 0).sum())
