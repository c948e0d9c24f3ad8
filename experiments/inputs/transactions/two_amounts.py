"""Two amounts on most days of a customer, or in most orders, one always the same multiple of the other: one sale twice.

    larger = smaller ratio

So look a sum with and without its tax, a plan beside what came of it, or a deposit that the final invoice has taken in,
in rows that no column parts.
"""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.table import Integers, Truths

FEWEST, NEARLY_ALL, MOST_ROWS, LEAST = 10, 0.9, 0.8, 1.005
"""Days of two rows, and different amounts, below which nothing is told; share of them that have the ratio; share of all
rows that stand on such days; and the least ratio."""
ROUNDED = 0.0051
"""What rounding makes of an amount."""


def two_amounts_said(both: Integers, what: str, money: Money, alive: Truths) -> list[str]:
    """Say that days, or orders, hold two amounts of one ratio, with the sum of either.

    Args:
        both: group of each row, of one day of a customer, or one order, shape (rows,).
        what: the groups, in words.
        money: amounts.
        alive: rows that count, shape (rows,).
    """
    rows = np.flatnonzero(alive & (both >= 0) & (money.units > 0).astype(np.bool_))
    group = both[rows]
    pairs = (np.bincount(group) == 2)[group]
    if pairs.sum() < 2 * FEWEST or pairs.sum() < MOST_ROWS * len(rows):
        return []
    order = np.lexsort((money.units[rows[pairs]].astype(np.float64), group[pairs]))
    places = rows[pairs][order].reshape(-1, 2)
    worth = money.floats()
    less, more = worth[places[:, 0]], worth[places[:, 1]]
    ratio = float(np.median(more / less))
    good = np.abs(more / less - ratio) <= ROUNDED * (1 + ratio) / less + 1e-4
    if ratio < LEAST or good.mean() < NEARLY_ALL or len(np.unique(less[good])) < FEWEST:
        return []
    smaller, larger = (np.isin(np.arange(len(alive)), places[:, k]) for k in (0, 1))
    without = (f"{money.total(alive & ~them):,f}" for them in (larger, smaller))
    return [
        f"{int(good.sum()):,} of {len(good):,} {what} with two rows hold one amount that is {ratio:.3g} times "
        f"the other: if these are one sum with and without a tax, planned and paid, or a deposit and the whole, keep "
        f"one of each (sum {next(without)} of the smaller, {next(without)} of the larger)"
    ]
