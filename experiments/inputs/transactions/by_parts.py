"""Money that is paid bit by bit: what was taken for the amount may add up what stands beside it, row after row.

    running total    amount_k = Σ_{j ≤ k} other_j        of one customer's rows, in the order of their days
    instalments      amount = n other                     in rows of one customer that repeat this amount, n at most

Whatever the two are called: nearly all rows agree to the cent, which chance makes of none.
"""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.called import is_no_amount
from experiments.inputs.transactions.numeric import holds_amounts, worth_of
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.pieces import Floats
from experiments.inputs.transactions.table import Column, Integers

NEARLY_ALL = 0.95
"""Share of rows that agree, but for slips."""
HALF = 0.5
"""Share of rows whose customer has another one of the same amount, where such are instalments."""
ROWS = 2
"""Rows below which nothing is told."""
LONGEST = 120
"""Instalments of which there are no more; a number beside larger amounts would be a part of each of them."""
CENT = 0.0051
"""What is left when a part is rounded."""


def in_parts(amount: Column, other: Column, customer: Integers, day: Integers) -> bool:
    """Whether an amount adds up what stands in another column, so that this may be what was paid.

    Args:
        amount: what was taken for the amount.
        other: a column of which nothing is read.
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        day: ordinal of each row's day, less than 1 where there is none, shape (rows,).
    """
    if is_no_amount(other) or not (holds_amounts(amount) and holds_amounts(other)):
        return False
    whole, part = worth_of(amount).floats(), worth_of(other).floats()
    told = (customer >= 0) & (day > 0) & (whole > 0) & (part > 0)
    if told.sum() < ROWS or float((part[told] <= whole[told] + CENT).mean()) < NEARLY_ALL:
        return False
    whole, part, who, when = whole[told], part[told], customer[told], day[told]
    return _runs(whole, part, who, when) or _is_paid_off(whole, part, who)


def _runs(whole: Floats, part: Floats, customer: Integers, day: Integers) -> bool:
    """Whether an amount is all that the customer has paid so far; rows of one day stand as in the file, or turned."""
    for turned in (False, True):
        place = np.arange(len(day))
        order = np.lexsort((-place if turned else place, day, customer))
        first = np.diff(customer[order], prepend=-1) != 0
        sums = np.cumsum(part[order])
        before = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
        so_far = sums - (sums - part[order])[before]
        later = ~first
        agree = np.abs(so_far - whole[order]) < CENT
        if later.sum() >= ROWS and float(agree[later].mean()) >= NEARLY_ALL and float(agree.mean()) >= NEARLY_ALL:
            return True
    return False


def _is_paid_off(whole: Floats, part: Floats, customer: Integers) -> bool:
    """Whether rows of a customer that repeat an amount hold a whole part of it each; the last may be the rest."""
    amount = np.unique(whole, return_inverse=True)[1].astype(np.int64)
    group = grouped(customer, amount)
    rows = np.bincount(group)[group]
    times = np.round(whole / part)
    agree = (times >= 2) & (times <= LONGEST) & (np.abs(whole - times * part) < 2 * CENT * times**2) & (rows <= times)
    return bool((rows > 1).mean() >= HALF and (rows > 1).sum() >= ROWS and agree.mean() >= NEARLY_ALL)
