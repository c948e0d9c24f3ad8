"""Returns taken off what was bought: a negative amount is set against the customer's own latest purchases before it.

What is wholly given back did not happen, so it counts as no purchase; what is given back in part is worth the rest. A
return of something bought before the log begins finds nothing to be taken off, and is counted as unmatched. Amounts are
whole numbers of the smallest unit, so nothing is left over by rounding.
"""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.money import Whole
from experiments.inputs.transactions.table import Integers, Truths


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
