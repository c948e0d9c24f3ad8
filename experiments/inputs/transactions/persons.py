"""Other columns that tell people apart: by them the customers are others, and other shares of them buy again.

A name tells little: customer_id is new for each order at some shops, and a user is the cashier at others. So each
column that tells about as many people as the chosen one, or more, is held against it by its pairs of values.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.content import filled, pairs, partners, rows_of_texts
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.returns import purchases
from experiments.inputs.transactions.table import Codes, Column, Integers, Table, Truths
from experiments.rounding import counted, percent

SAMPLE = 200
"""Distinct texts that tell whether a column holds numbers with a point, or times."""
NEARLY = 1.02
"""Pairs to a value up to which it stands beside one other value, but for slips."""
ROWS_EACH = 1.2
"""Rows that a person has at least, where a column may as well hold something else."""
VARYING = 0.8
"""Share of people of several rows who have paid several amounts; what is bought has one price."""
FEW = 3
"""Customers below which nothing is said of a column in which each has its own order."""
ONE_DAY = 0.95
"""Share of customers with one day, from which on they are orders; a slip makes two orders one customer."""
MERGED, ORDERS_EACH = 0.5, 20
"""People to a customer, below which they are towns or shops; and orders to a person where customers are orders."""
MOST_STATES, DIGITS = 12, 4
"""Values up to which a column may tell states or marks; and signs of an identity, which these do not have."""
MOSTLY = 0.9
"""Share of texts with a figure in a column of numbers or addresses."""
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
    least = 1 / ORDERS_EACH if are_orders(customer, day) else MERGED
    for column in table.columns:
        if column.name and column.name != chosen and column.name not in but:
            code = filled(column).code[alive]
            if (
                _tells_people(code, customer, people, amount, least)
                and not measures(column, alive)
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
        said.append(f"column {shown}, {chose}: {typed('customer', found[0].name)} would take them")
    elif people == len(customer) >= FEW:
        said.append(f"each row has a customer of its own: does column '{chosen}' tell people, and not orders")
    return said, frozenset(one.name for one in found)


def are_orders(customer: Integers, day: Integers) -> bool:
    """Whether nearly every customer has one day, as where a number is given to each order, of however many rows.

    Args:
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        day: ordinal of each row's day, less than 1 where there is none, shape (rows,).
    """
    days = partners(customer, np.where(day > 0, day, -1))
    return int((days > 0).sum()) >= FEW and float((days[days > 0] == 1).mean()) >= ONE_DAY


def is_number(column: Column) -> bool:
    """Whether nearly all texts hold a figure or are addresses, as names of towns do not."""
    return float(np.mean(pc.match_substring_regex(column.texts, r"\d|@").to_numpy(zero_copy_only=False))) >= MOSTLY


def is_no_state(column: Column) -> bool:
    """Whether a column holds more values than a state or a mark has, or such as identify: long figures or addresses."""
    lengths = pc.utf8_length(pc.utf8_trim_whitespace(column.texts))
    return len(column.texts) > MOST_STATES or (is_number(column) and pc.min(lengths).as_py() >= DIGITS)


def merges(code: Codes | Integers, customer: Codes | Integers, least: float) -> bool:
    """Whether each customer is of one person, who has several: then customers are orders or visits.

    Args:
        code: value of each row in another column, -1 for none, shape (rows,).
        customer: of each row, -1 for none, shape (rows,).
        least: people to a customer, below which they are towns or shops.
    """
    told = (code >= 0) & (customer >= 0)
    people, customers = len(pd.unique(code[told])), len(pd.unique(customer[told]))
    if not customers or people < max(2, least * customers) or people >= customers:
        return False
    return len(pairs(code, customer)[0]) <= NEARLY * customers


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
    several, paid = np.bincount(code[told]) > 1, partners(code, amount) > 1
    return float(paid[several].mean()) >= VARYING


def measures(column: Column, alive: Truths) -> bool:
    """Whether a column holds measures or times, and nobody."""
    some = np.flatnonzero(rows_of_texts(column, alive) > 0)[:SAMPLE]
    texts = column.texts.take(pa.array(some))
    return bool(pc.any(pc.match_substring_regex(texts, r"^\W*\d*[.,]\d*[1-9]\d*\W*$|^\s*\d{1,2}:\d{2}")).as_py())
