"""Returns taken off what was bought: a negative amount is set against the customer's own latest purchases before it.

What is wholly given back did not happen, so it counts as no purchase; what is given back in part is worth the rest. A
return of something bought before the log begins finds nothing to be taken off, and is counted as unmatched. Amounts are
whole numbers of the smallest unit, so nothing is left over by rounding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from experiments.inputs.transactions.content import pairs
from experiments.inputs.transactions.money import Money, Whole
from experiments.inputs.transactions.table import Codes, Integers, Truths


@dataclass(frozen=True, eq=False)
class Bought:
    """Days of customers on which something was bought and not wholly given back, by customer, then day.

    Args:
        customer: of each, shape (purchases,).
        day: of each, shape (purchases,).
        money: what each is worth; None for a log without amounts.
        rows: behind each, before anything was given back, shape (days,).
        unmatched: customers' days whose returns found no purchase.
        over: what those were worth [unit].
    """

    customer: Integers
    day: Integers
    money: Money | None
    rows: Integers
    unmatched: int = 0
    over: int = 0


def bought(customer: Codes | Integers, day: Integers, money: Money | None, net: bool) -> Bought:
    """One purchase a customer and day, worth the exact sum.

    Args:
        customer: of each row that counts, shape (rows,).
        day: of each, shape (rows,).
        money: amounts of these rows; None where there are none.
        net: whether what is given back is taken off earlier purchases.
    """
    order = np.lexsort((day, customer))
    changes = (np.diff(customer[order]) != 0) | (np.diff(day[order]) != 0)
    starts = np.flatnonzero(np.append(len(order) > 0, changes))
    who, days, rows = (
        customer[order][starts].astype(np.int64),
        day[order][starts],
        np.diff(np.append(starts, len(order))),
    )
    if money is None:
        return Bought(who, days, None, rows)
    if not net:
        return Bought(who, days, money.added_up(order, starts), rows)
    back = (money.units < 0).astype(np.bool_)
    paid = replace(money, units=np.where(back, 0, money.units)).added_up(order, starts)
    returned = replace(money, units=np.where(back, money.units, 0)).added_up(order, starts)
    purchases = np.add.reduceat((~back[order]).astype(np.int64), starts) > 0
    worth, still, unmatched, over = netted(who, paid.units, returned.units, purchases)
    return Bought(who[still], days[still], Money(worth[still], money.places), rows, unmatched, over)


def purchases(
    customer: Codes | Integers, day: Integers, money: Money | None, net: bool
) -> tuple[Integers, Integers]:  # fmt: skip
    """Customer and day of each purchase that still stands, as `bought` finds them, without their worth."""
    if not net or money is None or not (money.units < 0).any():
        return pairs(customer, day)
    found = bought(customer, day, money, net)
    return found.customer, found.day


def netted(customer: Integers, bought: Whole, back: Whole, purchases: Truths) -> tuple[Whole, Truths, int, int]:
    """Set returns against purchases.

    Args:
        customer: of each customer's day, by customer, then day; shape (days,).
        bought: what was bought that day, 0 or more, shape (days,) [unit].
        back: what was returned that day, 0 or less, shape (days,) [unit].
        purchases: whether anything was bought that day, at whatever price, shape (days,).

    Returns:
        What each day is worth after returns; which days are purchases that still stand; days whose returns found no
        purchase; and what those were worth [unit].
    """
    worth = bought.copy()
    unmatched = over = 0
    for day in np.flatnonzero(back).tolist():
        rest, at = -int(back[day]), day  # a return on the day of a purchase comes after it
        while rest > 0 and at >= 0 and customer[at] == customer[day]:
            taken = min(rest, int(worth[at]))
            worth[at] -= taken
            rest -= taken
            at -= 1
        unmatched += rest > 0
        over += rest
    still = purchases & ((worth > 0) | (bought == 0))
    return worth, still, unmatched, over
