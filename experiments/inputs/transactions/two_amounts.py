"""Two amounts on most of a customer's days, one of which is always the same multiple of the other: one sale twice.

    larger = smaller ratio

So look a sum with and without its tax, or a plan beside what came of it, in rows that no column parts.
"""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.table import Integers, Truths

FEWEST, NEARLY_ALL, MOST_ROWS, LEAST = 10, 0.9, 0.8, 1.005
"""Days of two rows, and different amounts, below which nothing is told; share of them that have the ratio; share of all
rows that stand on such days; and the least ratio."""
ROUNDED = 0.0101
"""What rounding makes of the two amounts together."""


def two_amounts_said(customer: Integers, day: Integers, money: Money, alive: Truths) -> list[str]:
    """Say that days hold two amounts of one ratio, with the sum of either.

    Args:
        customer: position of each row's customer, shape (rows,).
        day: ordinal of each row's day, shape (rows,).
        money: amounts.
        alive: rows that count, shape (rows,).
    """
    rows = np.flatnonzero(alive & (money.units > 0).astype(np.bool_))
    group = grouped(customer[rows], day[rows])
    pairs = (np.bincount(group) == 2)[group]
    if pairs.sum() < 2 * FEWEST or pairs.sum() < MOST_ROWS * len(rows):
        return []
    order = np.lexsort((money.units[rows[pairs]].astype(np.float64), group[pairs]))
    places = rows[pairs][order].reshape(-1, 2)
    worth = money.floats()
    less, more = worth[places[:, 0]], worth[places[:, 1]]
    ratio = float(np.median(more / less))
    good = np.abs(more / less - ratio) <= ROUNDED / less + 1e-4
    if ratio < LEAST or good.mean() < NEARLY_ALL or len(np.unique(less[good])) < FEWEST:
        return []
    smaller, larger = (np.isin(np.arange(len(alive)), places[:, k]) for k in (0, 1))
    without = (f"{money.total(alive & ~them):,f}" for them in (larger, smaller))
    return [
        f"{int(good.sum()):,} of {len(good):,} days of a customer with two rows hold one amount that is {ratio:.3g} "
        f"times the other: if these are one sum with and without a tax, or planned and paid, keep one of each "
        f"(sum {next(without)} of the smaller, {next(without)} of the larger)"
    ]
