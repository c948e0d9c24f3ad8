"""Other columns of days: one may be the day of the purchase, where the chosen one tells when an account was made."""

from __future__ import annotations

import datetime

import numpy as np

from experiments.inputs.transactions.content import partners
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.other_days import OtherDays
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.returns import purchases
from experiments.inputs.transactions.table import Column, Integers, Table, Truths

ALWAYS, OFTEN = 0.95, 0.5
"""Share of customers of several orders who have one day in the chosen column, and several in another."""


def refuse_days_of_customers(
    table: Table, chosen: str, customer: Integers, day: Integers, order: Column | None, others: list[OtherDays],
    problems: Problems,
) -> None:  # fmt: skip
    """Ask where each customer has one day in the chosen column, and several in another.

    Args:
        table: the rows.
        chosen: name of the column of days.
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        day: ordinal of each row's day, less than 1 where there is none, shape (rows,).
        order: numbers of orders; None where there are none, and each row may be one.
        others: further columns of days.
        problems: where the question is noted.
    """
    if not others:
        return
    several = partners(customer, np.arange(len(customer)) if order is None else order.code) > 1
    if not several.any():
        return
    if float((partners(customer, np.where(day > 0, day, -1))[several] == 1).mean()) < ALWAYS:
        return
    rivals = [one for one in others if float((partners(customer, one.day)[several] > 1).mean()) >= OFTEN]
    if rivals:
        choices = (*(one.choice for one in rivals), Choice({"date": chosen}))
        shown = " and ".join(f"'{one.name}'" for one in rivals)
        given = f"one day for all orders of a customer in column '{chosen}', and several in column {shown}"
        problems.ask("", given, "may be the day of an account and not of a purchase", choices)


def days_said(
    others: list[OtherDays], customer: Integers, day: Integers, money: Money | None, alive: Truths, net: bool
) -> list[str]:  # fmt: skip
    """Say which spans other columns of days have; those that agree with the chosen one are left out.

    Args:
        others: the columns.
        customer: position of each row's customer, shape (rows,).
        day: ordinal of each row's day, shape (rows,).
        money: amounts; None for a log without them.
        alive: rows that count, shape (rows,).
        net: whether what is given back is taken off earlier purchases, which another day may change.
    """
    said, shortest = [], ""
    for one in others:
        told = alive & (one.day > 0)
        if not told.any() or bool((one.day[told] == day[told]).all()):
            continue
        bought = purchases(customer[told], one.day[told], None if money is None else money.kept(told), net)[1]
        if not len(bought):
            continue
        first, last = (datetime.date.fromordinal(int(end)) for end in (bought.min(), bought.max()))
        number = len(bought)
        said.append(f"'{one.name}' ({first} to {last}, {number:,} purchases)")
        shortest = shortest or one.choice.typed
    if not said:
        return []
    return [f"days stand also in column{'s' if len(said) > 1 else ''} {', '.join(said)}; {shortest} would take them"]
