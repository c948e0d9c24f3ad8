"""Rows that add up the rows beside them: a kit above its parts, or the total of an order above or below its lines.

    units_i = units_{i+1} + ... + units_{i+k}   or   units_{i-k} + ... + units_{i-1},   2 <= k <= MOST_PARTS

in rows of one customer and day that stand together. Small round amounts do so by chance: as often as the sums that
stand beside a row are amounts of any row. Far more than chance is no chance.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.inputs.transactions.money import Whole
from experiments.inputs.transactions.table import Integers, Truths
from experiments.inputs.transactions.totals import Totals

MOST_PARTS, SAMPLE = 12, 200_000
"""Parts of a kit, or lines of an order, that are looked at; and rows that tell."""
FEWEST, TIMES = 5, 6.0
"""Rows below which nothing is told, with so many different amounts; and times chance from which on it is none."""


def kits_of(customer: Integers, day: Integers, units: Whole) -> Totals | None:
    """The rows that add up rows beside them; None where chance has as many.

    Args:
        customer: of each row in the order of the file, shape (rows,).
        day: ordinal, shape (rows,).
        units: amount of each row [smallest unit], shape (rows,).
    """
    if units.dtype == object or not len(units):
        return None
    head = slice(0, SAMPLE)
    found, chance = _found(customer[head], day[head], units[head])
    if found.sum() < max(FEWEST, TIMES * chance) or len(np.unique(units[head][found])) < FEWEST:
        return None
    rows = found if len(units) <= SAMPLE else _found(customer, day, units, with_chance=False)[0]
    return Totals(rows, "as much as the rows of that customer and day beside each, as a kit and its parts are")


def _found(customer: Integers, day: Integers, units: Whole, with_chance: bool = True) -> tuple[Truths, float]:
    """Which rows add up others, and how many would by chance."""
    rows, chance = np.zeros(len(units), dtype=np.bool_), 0.0
    amounts, counts = np.unique(units, return_counts=True)
    for place, total in _sums(customer, day, units):
        rows[place[units[place] == total]] = True
        if with_chance and len(total):
            near = np.minimum(np.searchsorted(amounts, total), len(amounts) - 1)
            chance += float(np.where(amounts[near] == total, counts[near], 0).sum()) / len(units)
    return rows, chance


def _sums(customer: Integers, day: Integers, units: Whole) -> Iterator[tuple[Integers, Whole]]:
    """Places of rows, and the sum of so many rows behind or before each, two of which are worth something."""
    changes = (np.diff(customer) != 0) | (np.diff(day) != 0)
    block = np.append(0, np.cumsum(changes))
    size = np.bincount(block)[block]
    before = np.append(0, np.cumsum(units))
    worth = np.append(0, np.cumsum(units > 0))
    less = np.append(0, np.cumsum(units < 0))
    for parts in range(2, MOST_PARTS + 1):
        places = np.flatnonzero((size > parts) & (units > 0))
        for first in (places + 1, places - parts):
            inside = (first >= 0) & (first + parts <= len(units))
            place, start = places[inside], first[inside]
            end = start + parts
            good = (block[start] == block[place]) & (block[end - 1] == block[place])
            good &= (worth[end] - worth[start] > 1) & (less[end] == less[start])
            yield place[good], before[end[good]] - before[start[good]]
