"""Orders that nothing numbers: what a customer's rows of one moment or one day have in common, beyond chance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.repeated import positions
from experiments.inputs.transactions.table import Integers, Truths

MOST_ROWS = 0.8
"""Share of the rows of a customer's day that repeat an amount: an order of one row may be of the day of another."""


TIMES = 1.5
"""Rows that repeat an amount, to one that would by chance: among forty rows of twenty prices, half do so."""


CHANCE = 0.01
"""Chance up to which it is no chance that the rows of a customer's day have one amount, in all of several days."""


SAME = 2 / 3
"""Share of the rows that repeat an amount of their day, which repeat one of their moment where orders have moments."""


def repeated_days(
    when: Integers, customer: Integers, money: Money, asked: Truths
) -> tuple[int, int] | None:  # fmt: skip
    """Days of a customer of which each row has an amount in common with another, if that is no chance.

    So have most rows of days of several rows, on two days at least and with several amounts. Chance is the share of
    pairs of days that have one amount, q; of k rows it leaves (1 - (1 - q)^k) / q amounts.

    Args:
        when: day or moment of each row, shape (rows,).
        customer: position of each row's customer, shape (rows,).
        money: amounts.
        asked: rows to look at, shape (rows,).

    Returns:
        How many they are, and how many days have several rows; None where chance or a few equal prices make as many.
    """
    asked = asked & (money.units > 0).astype(np.bool_) & (customer >= 0)
    bought, units = grouped(customer[asked], when[asked]), money.units[asked]
    rows = np.bincount(bought)
    several = rows > 1
    if several.sum() < 2:
        return None
    told = several[bought]
    same = grouped(bought[told], positions(units[told]))
    twin = np.bincount(same)[same] > 1
    share = np.bincount(bought[told], twin, minlength=len(rows))[several] / rows[several]
    days = int((share == 1).sum())
    if float(share.mean()) < MOST_ROWS or days < 2 or len(np.unique(units[told][twin])) < 2:
        return None
    one_each = np.unique(units[np.unique(bought, return_index=True)[1]], return_counts=True)[1]
    alike = float((one_each * (one_each - 1.0)).sum() / (len(rows) * (len(rows) - 1.0)))
    by_chance = rows[several] - (1 - (1 - alike) ** rows[several]) / alike if alike else np.zeros(1)
    repeated = len(same) - int(same.max()) - 1
    return None if alike**days > CHANCE or repeated < TIMES * by_chance.sum() else (days, int(several.sum()))


def equal_amounts(
    customer: Integers, day: Integers, moment: Integers | None, money: Money, asked: Truths
) -> tuple[Integers, Integers]:  # fmt: skip
    """Rows of a customer that are one order where nothing numbers orders: those of one amount at one time.

    Args:
        customer: position of each row's customer, shape (rows,).
        day: ordinal of each row's day, shape (rows,).
        moment: of each row, where there are times of day, shape (rows,).
        money: amounts.
        asked: rows that tell whether the rows of an order share their moment, shape (rows,).

    Returns:
        The time of each row, which is its moment or its day; and the group of each; both of shape (rows,).
    """
    amount = positions(money.units)
    by_day = grouped(customer, day, amount)
    if moment is None:
        return day, by_day
    by_moment = grouped(customer, moment, amount)
    of_day, of_moment = (int(asked.sum()) - len(pd.unique(order[asked])) for order in (by_day, by_moment))
    return (moment, by_moment) if of_moment >= SAME * of_day else (day, by_day)
