"""Orders whose rows repeat the order's total, so that it counts once: asked, unless the user says which it is.

The sum that is printed with a word is that of a log which is gone through with this word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.orders import grouped, numbers_of, orders_of
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.reading import AUTO, typed
from experiments.inputs.transactions.repeated import (
    Repetitions,
    equal_amounts,
    repeated_days,
    repeating,
    repetitions,
)
from experiments.inputs.transactions.table import Column, Integers

if TYPE_CHECKING:
    from experiments.inputs.transactions.choosing import Chooser

FEW = 10
"""Orders below which repeated amounts are no sign of anything where some orders differ, or no name tells orders."""
HALF = 0.5
"""Share of the rows that repeat an amount of their day, below which a number is that of lines and not of orders."""
NO_TOTAL = "cannot repeat the total of that order"


def count_once(chooser: Chooser) -> None:
    """Leave out what repeats the total of an order, or ask whether it does."""
    rows, reading, money = chooser.rows, chooser.reading, chooser.rows.money
    if money is None:
        _refuse_idle_word(chooser)
        return
    days = _of_days(chooser, money) if reading.order in (AUTO, None) and "quantity" not in rows.columns else None
    order, lines = rows.order, None
    if order is not None and days is not None and not days.explained_by(_each_day(chooser, order, money)):
        order, lines = None, rows.columns.pop("order", None)
    if order is None and reading.lines == AUTO:
        if reading.order != AUTO or not _ask_unnamed(chooser, money, days, lines):
            _ask_by_days(chooser, days)
        return
    order = days.order if order is None and days is not None else order
    if order is None:
        _refuse_idle_word(chooser)
    elif reading.lines != "each":
        _count(chooser, order, money)


def _refuse_idle_word(chooser: Chooser) -> None:
    if (given := chooser.reading.lines) != AUTO:
        allowed, advice = "is only read where several rows are one order with an amount", "Leave it out, or name "
        chooser.problems.add("population.lines", given, allowed, f"{advice}population.order.")


@dataclass(frozen=True, eq=False)
class Days:
    """Rows of a customer that have one amount at one time.

    Args:
        order: group of each row, shape (rows,).
        found: what they repeat.
        told: days or moments all rows of which repeat one, and those of several rows; None where that may be chance.
    """

    order: Integers
    found: Repetitions
    told: tuple[int, int] | None

    def explained_by(self, orders: Repetitions) -> bool:
        """Whether orders hold as many of the rows that repeat an amount, or these are no sign of anything."""
        return self.told is None or orders.repeated >= HALF * self.found.repeated


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


def _each_day(chooser: Chooser, order: Integers, money: Money) -> Repetitions:
    """What orders repeat if their numbers begin anew each day."""
    by_day = grouped(order, np.maximum(chooser.rows.day, 0))
    return repetitions(by_day, money, chooser.rows.day, chooser.asked)


def _ask_by_days(chooser: Chooser, days: Days | None) -> None:
    """Ask about days of a customer whose rows repeat amounts, whatever the columns are called."""
    if days is not None and days.told is not None:
        alike, several = days.told
        again = days.found.again & ~chooser.alike
        given = f"{alike:,} of {several:,} days of a customer ({rows_said(chooser.table.row[again])})"
        _ask(chooser, f"{given} whose rows repeat amounts", which=", which counts equal amounts of one time once")


def _ask_unnamed(chooser: Chooser, money: Money, days: Days | None, lines: str | None) -> bool:
    """Ask about a column that may number orders although its name does not say so; whether there is one."""
    named, asked = chooser.rows.columns, chooser.asked & ~chooser.alike
    if "order" in named or "quantity" in named:
        return False
    taken = {*named.values(), lines}
    others = (column for column in chooser.table.columns if column.name not in taken)
    found = repeating(others, chooser.rows.customer, np.maximum(chooser.rows.day, 0), money, asked, FEW)
    if found is None or (days is not None and not days.explained_by(found[1])):
        return False
    column, orders = found
    where = rows_said(chooser.table.row[orders.again])
    given = f"{orders.alike:,} of {orders.several:,} orders of several rows by column '{column.name}' ({where}) that "
    _ask(chooser, f"{given}repeat one amount", column)
    return True


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
    elif found.day.any() and _ask_anew_each_day(chooser, order, money):
        return
    elif found.several and found.alike == found.several:
        _ask(
            chooser, f"orders of several rows ({rows_said(chooser.table.row[found.again])}) that all repeat one amount"
        )
    elif found.alike >= FEW and 2 * found.alike >= found.several:
        _ask(chooser, f"{found.alike:,} of {found.several:,} orders of several rows that repeat one amount")


def _ask_anew_each_day(chooser: Chooser, order: Integers, money: Money) -> bool:
    """Whether the numbers of orders begin anew each day, and what they number repeats one amount: that is asked."""
    found = _each_day(chooser, order, money)
    if found.alike < 1 or 2 * found.alike < found.several:
        return False
    given = f"{found.alike:,} of {found.several:,} orders whose numbers begin again each day repeat one amount"
    _ask(chooser, given, mend="give each order a number of its own")
    return True


def _ask(
    chooser: Chooser, given: str, column: Column | None = None, which: str = "",
    mend: str = "mend the orders that do not repeat it",
) -> None:  # fmt: skip
    """Ask whether an amount is paid in each row or once, with the sum that each word gives.

    Args:
        chooser: of the log.
        given: what repeats.
        column: of orders, where the word has to name it.
        which: what the word for once does, where that is not plain.
        mend: what has to be done before, where the word for once is refused.
    """
    word = "" if column is None else f"{typed('order', column.name)} "
    each, whole = (_gone_through(chooser, lines, column) for lines in ("each", "whole"))
    once = f"say {word}population.lines=whole"
    once = f"{mend}, and {once}" if whole is None else f"{once} (sum {whole}){which}"
    advice = f"If each row was paid, say {word}population.lines=each (sum {each}); if the amount is the order's total, "
    chooser.problems.add("", given, "may be paid once or in each row", f"{advice}{once}.")


def _gone_through(chooser: Chooser, lines: str, column: Column | None) -> str | None:
    """The sum of the rows that count with a word; None where it would be refused."""
    rows, reading, money = chooser.rows, replace(chooser.reading, lines=lines), chooser.rows.money
    assert money is not None
    if column is not None and (number := numbers_of(column)) is not None:
        order = orders_of(number, rows.customer, money)
        rows = replace(rows, order=order, columns={**rows.columns, "order": column.name})
        reading = replace(reading, order=column.name)
    other = chooser.anew(rows, reading)
    other.choose()
    if any(allowed == NO_TOTAL for _, _, allowed, _ in other.problems.found):
        return None
    return f"{money.total(other.account.alive):,f}"
