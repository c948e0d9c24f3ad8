"""The same sale under several names: a quote, its order and its invoice, of which each repeats the amount.

A column of few values, whatever it is called and in whatever language, parts the rows into kinds. One kind says again
what another has said, if

- nearly all of its rows have customer and amount of a row of the other kind, about one to one;
- the amounts tell sales apart: a customer's rows of the kind differ in them, and hardly any amount is of two customers,
  or customers with several sales repeat all of them;
- the two stand in the same months, with a quarter between them at most, as months and years themselves do not, nor a
  fee that is paid once a year.

Rows that come later and are the fewer may be returns instead, which `states` notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from experiments.inputs.transactions.content import filled, rows_of_texts
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.problems import LONGEST, rows_said
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.reading import AUTO
from experiments.inputs.transactions.repeated import positions
from experiments.inputs.transactions.table import Column, Integers, Truths
from experiments.inputs.transactions.zones import EPOCH

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser

MOST_KINDS, SAMPLE = 12, 200_000
"""Values up to which a column parts rows into kinds; and rows that tell, of some customers with all of theirs."""
FEWEST = 5
"""Rows of a kind below which nothing is told."""
MOSTLY, TIMES = 0.8, 1.5
"""Share of rows that repeat an amount, or differ from others of the kind; and rows of the other to each at most."""
SEVERAL = 10
"""Rows of customers with several sales from which on these rows tell alone."""
APART, TOGETHER = 92, 0.5
"""Days between the two at most, in the middle; and share of months with one kind that hold the other too."""
RETURNS = 0.5
"""Share of the other kind below which rows that come later may be returns."""


@dataclass(frozen=True, eq=False)
class Sales:
    """Rows that tell; every array has the shape (rows,).

    Args:
        sale: group of each, of one customer and amount.
        customer: position of each row's customer.
        amount: code of its amount.
        day: ordinal.
    """

    sale: Integers
    customer: Integers
    amount: Integers
    day: Integers


def ask_said_again(chooser: Chooser) -> None:
    """Ask where one kind of rows repeats another, unless a word says that each row was paid."""
    money = chooser.rows.money
    if money is None or chooser.reading.lines != AUTO or (found := kinds_said_again(chooser)) is None:
        return
    column, kinds = found
    its = chooser.asked & np.isin(column.code, kinds)
    each = ", ".join(
        f"{column.texts[k].as_py().strip()[:LONGEST]} (sum {money.total(chooser.asked & (column.code == k)):,f})"
        for k in kinds
    )
    given = f"rows of column '{column.name}' that repeat amounts of the same customers under another of its values: "
    advice = (
        "If these are one sale again, as a quote, an order and an invoice are, keep the rows of one kind and take the "
        "others out of the file; if the later ones were given back, write them with a minus; if each row was paid, "
        "say {}."
    )
    allowed = "may be one sale several times"
    choice = [Choice({"lines": "each"})]
    chooser.problems.ask(rows_said(chooser.table.row[its]), f"{given}{each}", allowed, choice, advice, anyway=True)


def kinds_said_again(chooser: Chooser) -> tuple[Column, list[int]] | None:
    """The first column of which some values repeat others, and the places of these values among its texts.

    Args:
        chooser: of the log.
    """
    money, rows = chooser.rows.money, chooser.rows
    assert money is not None
    told = _some_customers(chooser.asked & (rows.customer >= 0) & (money.units > 0).astype(np.bool_), rows.customer)
    if len(told) < 2 * FEWEST:
        return None
    amount, customer = positions(money.units[told]), rows.customer[told]
    sales = Sales(grouped(customer, amount), customer, amount, rows.day[told])
    if len(told) == int(sales.sale.max()) + 1:
        return None
    for column in map(filled, chooser.table.columns):
        if column.name and column.name not in rows.columns.values():
            values = np.flatnonzero(rows_of_texts(column, chooser.asked)).tolist()
            if 2 <= len(values) <= MOST_KINDS and (kinds := _again(column.code[told], values, sales)):
                return column, kinds
    return None


def _some_customers(rows: Truths, customer: Integers) -> Integers:
    """Places of the rows of every so many-th customer, so that they are few enough."""
    step = int(rows.sum()) // SAMPLE + 1
    return np.flatnonzero(rows & (customer % step == 0))


def _again(code: npt.NDArray[np.int32], values: list[int], sales: Sales) -> list[int]:
    """The values of which one repeats another, shape (kinds,)."""
    found = set[int]()
    places = {value: np.flatnonzero(code == value) for value in values}
    for one in values:
        for other in values:
            if one != other and len(places[one]) >= FEWEST and _repeats(places[one], places[other], sales):
                found |= {one, other}
    return sorted(found)


def _repeats(one: Integers, other: Integers, sales: Sales) -> bool:
    """Whether rows say again what others have said."""
    if not len(other):
        return False
    sale, amount = sales.sale[one], sales.amount[one]
    paid = pd.unique(grouped(sales.customer[one], amount))
    several = np.bincount(sales.customer[one])[sales.customer[one]] > 1
    if len(paid) < MOSTLY * len(one):
        return False
    if several.sum() >= SEVERAL:
        sale = sale[several]
    elif len(pd.unique(amount)) < MOSTLY * len(one):
        return False
    own, others = (np.bincount(some, minlength=int(sales.sale.max()) + 1) for some in (sale, sales.sale[other]))
    matched, beside = int(np.minimum(own, others).sum()), int(others[own > 0].sum())
    if matched < max(FEWEST, MOSTLY * len(sale)) or beside > TIMES * len(sale):
        return False
    later = _days_later(one, other, sales)
    if float(np.median(np.abs(later))) > APART or not _share_months(sales.day[one], sales.day[other]):
        return False
    return bool(len(one) >= RETURNS * len(other) or np.median(later) < 0)


def _days_later(one: Integers, other: Integers, sales: Sales) -> Integers:
    """Days from the first row of the other kind to the first row of this, of each sale that has both."""
    first = [pd.Series(sales.day[some]).groupby(sales.sale[some]).min() for some in (one, other)]
    days: Integers = (first[0] - first[1]).dropna().to_numpy().astype(np.int64)
    return days


def _share_months(one: Integers, other: Integers) -> bool:
    """Whether most months with rows of the first kind have rows of the other too."""
    own, others = (np.unique((day - EPOCH).astype("datetime64[D]").astype("datetime64[M]")) for day in (one, other))
    return float(np.isin(own, others).mean()) >= TOGETHER
