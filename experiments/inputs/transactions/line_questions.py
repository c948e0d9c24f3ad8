"""Questions about totals that the rows of an order repeat: by which orders, and what has to be mended before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.repeated import (
    Repetitions,
    repeating,
    repetitions,
)
from experiments.inputs.transactions.table import Column, Integers

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser


FEW = 10
"""Orders below which repeated amounts are no sign of anything where some orders differ, or no name tells orders."""
HALF = 0.5
"""Share of the rows that repeat an amount of their day, below which a number is that of lines and not of orders."""


NO_TOTAL = "cannot repeat the total of that order"


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


def each_day(chooser: Chooser, order: Integers, money: Money) -> Repetitions:
    """What orders repeat if their numbers begin anew each day."""
    by_day = grouped(order, np.maximum(chooser.rows.day, 0))
    return repetitions(by_day, money, chooser.rows.day, chooser.asked)


def ask_by_days(chooser: Chooser, days: Days | None) -> None:
    """Ask about days of a customer whose rows repeat amounts, whatever the columns are called."""
    if days is not None and days.told is not None:
        alike, several = days.told
        again = days.found.again & ~chooser.alike
        given = f"{alike:,} of {several:,} days of a customer ({rows_said(chooser.table.row[again])})"
        ask(chooser, f"{given} whose rows repeat amounts", which=", which counts equal amounts of one time once")


def ask_unnamed(chooser: Chooser, money: Money, days: Days | None, lines: str | None) -> bool:
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
    ask(chooser, f"{given}repeat one amount", column)
    return True


def ask_anew_each_day(chooser: Chooser, order: Integers, money: Money) -> bool:
    """Whether the numbers of orders begin anew each day, and what they number repeats one amount: that is asked."""
    found = each_day(chooser, order, money)
    if found.alike < 1 or 2 * found.alike < found.several:
        return False
    given = f"{found.alike:,} of {found.several:,} orders whose numbers begin again each day repeat one amount"
    ask(chooser, given, mend="give each order a number of its own")
    return True


def ask(
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
    named = {} if column is None else {"order": column.name}
    choices = Choice(named | {"lines": "each"}), Choice(named | {"lines": "whole"}, mend)
    advice = f"If each row was paid, say {{}}; if the amount is the order's total, say {{}}{which}."
    chooser.problems.ask("", given, "may be paid once or in each row", choices, advice)
