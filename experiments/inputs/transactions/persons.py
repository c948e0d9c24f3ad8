"""Other columns that tell people apart: by them the customers are others, and other shares of them buy again.

A name tells little: customer_id is new for each order at some shops, and a user is the cashier at others. So each
column that tells about as many people as the chosen one, or more, is held against it by its pairs of values.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.inputs.transactions.called import PERSONS, tells_nobody
from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.content import filled, pairs
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.returns import purchases
from experiments.inputs.transactions.table import Codes, Integers, Table, Truths
from experiments.inputs.transactions.telling import (
    FEW,
    NEARLY,
    are_orders,
    is_no_state,
    measures,
    merges,
    sold_at_one_price,
)
from experiments.statistics.formatting import counted, percent

ROWS_EACH = 1.2
"""Rows that a person has at least, where a column may as well hold something else."""
MERGED, ORDERS_EACH = 0.5, 20
"""People to a customer, below which they are towns or shops; and orders to a person where customers are orders."""
SHOWN = 3


@dataclass(frozen=True)
class Person:
    """A column that may tell who bought.

    Args:
        name: of the column.
        people: how many it tells apart.
        again: share of them who bought on several days.
    """

    name: str
    people: int
    again: float


def persons_said(
    table: Table, chosen: str, but: Collection[str], customer: Integers, day: Integers, money: Money | None,
    alive: Truths, again: float, now: int, net: bool,
) -> tuple[list[str], frozenset[str]]:  # fmt: skip
    """Say by which other columns the customers would be others.

    Args:
        table: the rows.
        chosen: name of the column of customers.
        but: names of columns that hold something else.
        customer: position of each row's customer, shape (rows,).
        day: ordinal of each row's day, shape (rows,).
        money: amounts; None for a log without them.
        alive: rows that count, shape (rows,).
        again: share of customers who bought again, as the column is chosen.
        now: customers, as it is chosen.
        net: whether what is given back is taken off earlier purchases, which another customer may have.

    Returns:
        Sentences; and the names of the columns that they are about.
    """
    customer, day = customer[alive], day[alive]
    amount = None if money is None else pd.factorize(money.units[alive])[0]
    people, found = int((np.bincount(customer) > 0).sum()), list[Person]()
    orders = are_orders(customer, day)
    least = 1 / ORDERS_EACH if orders else MERGED
    for column in table.columns:
        if column.name and column.name != chosen and column.name not in but and not tells_nobody(column):
            code = filled(column).code[alive]
            if (
                _tells_people(code, customer, people, amount, least)
                and not measures(column, alive)
                and (orders or not are_orders(code, day))
                and (least == MERGED or is_no_state(column) or _tells_people(code, customer, people, amount, MERGED))
            ):
                found.append(_person(column.name, code, day, None if money is None else money.kept(alive), net))
    said = []
    if found:
        shown = "; ".join(
            f"'{one.name}' tells {counted(one.people, 'customer')} apart, {percent(one.again)} of whom bought again"
            for one in found[:SHOWN]
        )
        chose = f"and not {now:,}, {percent(again)} of whom did"
        words = " or ".join(typed("customer", one.name) for one in found[:SHOWN])
        said.append(f"column {shown}, {chose}: {words} would take them")
    elif orders and now >= FEW:
        each = "each row has a customer of its own" if people == len(customer) else "nearly each customer has one day"
        few, gives = _few_people(table, {chosen, *but}, customer, day, money, alive, net), ""
        if few is not None:
            gives = (
                f"; by column '{few.name}' they would be {counted(few.people, 'customer')}, {percent(few.again)} "
                f"of whom bought again ({typed('customer', few.name)})"
            )
        said.append(f"{each}: does column '{chosen}' tell people, and not orders{gives}")
        return said, frozenset() if few is None else frozenset({few.name})
    return said, frozenset(one.name for one in found)


def _few_people(
    table: Table, but: Collection[str], customer: Integers, day: Integers, money: Money | None, alive: Truths, net: bool
) -> Person | None:  # fmt: skip
    """The few people whose orders the customers may be, by a column that is called like people; None: there is none."""
    for column in table.columns:
        if column.name in but or not PERSONS.search(plain(column.name)):
            continue
        code = filled(column).code[alive]
        if merges(code, customer, 0.0):
            return _person(column.name, code, day, None if money is None else money.kept(alive), net)
    return None


def _person(name: str, code: Codes | Integers, day: Integers, money: Money | None, net: bool) -> Person:
    told = code >= 0
    who, _ = purchases(code[told], day[told], None if money is None else money.kept(told), net)
    days = np.bincount(who)
    return Person(name, int((days > 0).sum()), float((days[days > 0] > 1).mean()) if len(who) else 0.0)


def _tells_people(
    code: Codes | Integers, customer: Integers, people: int, amount: Integers | None, least: float
) -> bool:  # fmt: skip
    """Whether values merge customers, split them, or are of others altogether, who have paid various amounts."""
    told = code >= 0
    rows, values = int(told.sum()), int((np.bincount(code[told], minlength=1) > 0).sum())
    if 2 * rows < len(code) or values < 2 or values < least * people or values == rows:
        return False
    if values < people:
        return merges(code, customer, least)
    together = len(pairs(code, customer)[0])
    if together <= NEARLY * values:
        return values > people and ROWS_EACH * values <= rows
    if values <= people or rows < ROWS_EACH * values or amount is None:
        return False
    return not sold_at_one_price(code, amount)
