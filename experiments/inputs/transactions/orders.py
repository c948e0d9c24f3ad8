"""Which rows are one order of a customer, and which of them only say more about it and have no amount of their own.

An order number is a number of its customer: some shops count from 1 for each. Numbers are read as identifiers are, so
that " 7" and "7.0" are one, and a word for nothing such as NULL is no number that rows could share.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from experiments.inputs.transactions.identities import identities
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.table import Column, Integers, Truths

PLAIN = r"^[A-Za-z0-9_/-]*[0-9]$"
"""Numbers of which all signs count: nothing in them could be another spelling, nor stand for nothing."""


def numbers_of(column: Column) -> Integers | None:
    """The order number of each row, -1 where there is none, shape (rows,); None where no two rows share one."""
    if len(pd.unique(column.code)) == len(column.code):
        return None
    if pc.all(pc.match_substring_regex(column.texts, PLAIN)).as_py():
        return column.code.astype(np.int64)
    return np.append(identities(column.texts.to_pylist()).customer, -1)[column.code]


def grouped(*columns: Integers) -> Integers:
    """Group of each row, from 0: rows that are alike in all columns are one; shape (rows,)."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        low, high = int(column.min(initial=0)), int(column.max(initial=0))
        if (int(key.max(initial=0)) + 1) * (high - low + 1) > 2**62:
            _, key = np.unique(key, return_inverse=True)
        key = key * (high - low + 1) + column - low
    found: Integers = pd.factorize(key)[0].astype(np.int64)
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
