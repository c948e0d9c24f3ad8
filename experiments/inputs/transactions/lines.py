"""Orders whose rows repeat the order's total, so that it counts once: asked, unless the user says which it is.

What is printed with a word is that of a log which is read anew with this word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.inputs.transactions.columns import KNOWN, plain
from experiments.inputs.transactions.line_questions import (
    FEW,
    NO_TOTAL,
    Days,
    ask,
    ask_anew_each_day,
    ask_by_days,
    ask_unnamed,
    each_day,
)
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.reading import AUTO
from experiments.inputs.transactions.repeated import (
    NEARLY_ALL,
    repetitions,
)
from experiments.inputs.transactions.repeated_days import equal_amounts, repeated_days
from experiments.inputs.transactions.said_again import kinds_said_again
from experiments.inputs.transactions.table import Integers

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser


def count_once(chooser: Chooser) -> None:
    """Leave out what repeats the total of an order, or ask whether it does."""
    rows, reading, money = chooser.rows, chooser.reading, chooser.rows.money
    if money is None:
        _refuse_idle_word(chooser)
        return
    days = _of_days(chooser, money) if reading.order in (AUTO, None) and "quantity" not in rows.columns else None
    order, lines = rows.order, None
    if order is not None and days is not None and not days.explained_by(each_day(chooser, order, money)):
        order, lines = None, rows.columns.pop("order", None)
    if order is None and reading.lines == AUTO:
        if reading.order != AUTO or not ask_unnamed(chooser, money, days, lines):
            ask_by_days(chooser, days)
        if days is not None and (days.found.again & ~chooser.alike).any() and not _numbered_each(chooser, days.order):
            chooser.repeated = days.found.again
        return
    order = days.order if order is None and days is not None else order
    if order is None:
        _refuse_idle_word(chooser)
    elif reading.lines != "each":
        _count(chooser, order, money)


def _numbered_each(chooser: Chooser, order: Integers) -> bool:
    """Whether a column that is called an order gives nearly each row a number of its own, so that rows are orders."""
    for column in chooser.table.columns:
        if any(plain(column.name) in names for names in KNOWN["order"]):
            numbers = len(pd.unique(column.code))
            apart = grouped(order, column.code.astype(np.int64))
            if numbers >= NEARLY_ALL * len(order) and int(apart.max()) + 1 == len(order):
                return True
    return False


def _refuse_idle_word(chooser: Chooser) -> None:
    given = chooser.reading.lines
    if given == "each" and ("quantity" in chooser.rows.columns or _says_kinds(chooser)):
        return
    if given != AUTO:
        allowed, advice = "is only read where several rows are one order with an amount", "Leave it out, or name "
        chooser.problems.add("population.lines", given, allowed, f"{advice}population.order.")


def _says_kinds(chooser: Chooser) -> bool:
    """Whether one kind of rows repeats another, so that the word for each row answers that question."""
    return chooser.rows.money is not None and kinds_said_again(chooser) is not None


def _of_days(chooser: Chooser, money: Money) -> Days | None:
    """Equal amounts of a customer's day, or moment, as orders; None where there are none."""
    rows, asked = chooser.rows, chooser.asked
    dates = next(column for column in chooser.table.columns if column.name == rows.columns["date"])
    day = np.maximum(rows.day, 0)  # nothing is asked about rows without one
    timed = len(pd.unique(dates.code[asked])) > len(pd.unique(day[asked]))
    moment = dates.code.astype(np.int64) if timed else None
    when, order = equal_amounts(rows.customer, day, moment, money, asked)
    found = repetitions(order, money, rows.day, asked)
    if not found.several:
        return None
    return Days(order, found, repeated_days(when, rows.customer, money, asked & ~chooser.alike))


def _count(chooser: Chooser, order: Integers, money: Money) -> None:
    """Leave out what repeats the total of an order whose rows are known, or ask."""
    rows, asked = chooser.rows, chooser.asked
    found = repetitions(order, money, rows.day, asked)
    differ = found.amount | found.day
    if chooser.reading.lines == "whole" and differ.any():
        given = "another amount or another day than an earlier row of the same customer and order"
        advice = (
            "Mend the rows, name the column with the day of the order (population.date=COLUMN), or count each row: "
            "population.lines=each."
        )
        where = rows_said(chooser.table.row[differ])
        chooser.problems.add(where, given, NO_TOTAL, advice)
    elif chooser.reading.lines == "whole":
        chooser.account.leave_out("the total of an order that another row has", found.again)
    elif found.day.any() and ask_anew_each_day(chooser, order, money):
        return
    elif found.several and found.alike == found.several:
        ask(chooser, f"orders of several rows ({rows_said(chooser.table.row[found.again])}) that all repeat one amount")
    elif found.alike >= FEW and 2 * found.alike >= found.several:
        ask(chooser, f"{found.alike:,} of {found.several:,} orders of several rows that repeat one amount")
