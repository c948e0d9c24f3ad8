"""Rows that add up some of the other rows of a customer's day, wherever these stand: kits whose parts stand apart.

Among so many sums, some are amounts by chance: as often as amounts of their size are met at all. Far more than chance
is no chance; but which of the rows are totals is not sure then, so that no word leaves them out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.money import Whole
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.table import Integers, Truths
from experiments.inputs.transactions.totals import Totals

MOST, SAMPLE, AT_ONCE = 8, 50_000, 10_000
"""Rows of a customer's day of which all sums are looked at; rows that tell; and days that are looked at together."""
DOUBT = (
    "Which rows are the totals is not certain, so that no word leaves them out: take them out of the file (the sum "
    "without these rows is {})"
)
FEWEST, TIMES = 5, 6.0
"""Rows below which nothing is told, with so many different amounts; and times chance from which on it is none."""


def parts_apart(customer: Integers, day: Integers, units: Whole) -> Totals | None:
    """The rows that add up two or more other rows of their customer and day; None where chance has as many.

    Args:
        customer: of each row, shape (rows,).
        day: ordinal, shape (rows,).
        units: amount of each row [smallest unit], shape (rows,).
    """
    if units.dtype == object or not len(units):
        return None
    head = (customer % (len(units) // SAMPLE + 1) == 0) & (units > 0)
    amounts = np.unique(units[head], return_counts=True)
    rows, chance = _found(customer, day, units, head, amounts)
    if rows.sum() < max(FEWEST, TIMES * chance) or len(np.unique(units[rows])) < FEWEST:
        return None
    if len(units) > SAMPLE:
        rows, _ = _found(customer, day, units, units > 0, None)
    what = "as much as some other rows of its customer and day together, as a kit and its parts are"
    return Totals(rows, what, False, DOUBT)


def _found(
    customer: Integers, day: Integers, units: Whole, some: Truths, amounts: tuple[Whole, Integers] | None
) -> tuple[Truths, float]:
    """Which rows add up others, and how many would by chance.

    Args:
        customer: of each row, shape (rows,).
        day: ordinal, shape (rows,).
        units: amounts [smallest unit], shape (rows,).
        some: rows that are looked at, shape (rows,).
        amounts: the different ones among them, ascending, and how many rows each has; None: chance is known already.
    """
    told = np.flatnonzero(some)
    group = grouped(customer[told], day[told])
    size, order = np.bincount(group), np.argsort(group, kind="stable")
    rows, chance = np.zeros(len(units), dtype=np.bool_), 0.0
    for width in range(3, MOST + 1):
        places = told[order[(size == width)[group[order]]].reshape(-1, width)]
        others = width - _parts(width).sum(axis=0)
        for part in np.array_split(places, len(places) // AT_ONCE + 1):
            added, sums = _added(units[part])
            rows[part[added]] = True
            if amounts is not None:
                near = np.minimum(np.searchsorted(amounts[0], sums), len(amounts[0]) - 1)
                share = np.where(amounts[0][near] == sums, amounts[1][near], 0) / len(told)
                chance += float((share * others).sum())
    return rows, chance


def _parts(width: int) -> npt.NDArray[np.int64]:
    """Each choice of at least two rows, but not of all, shape (rows, choices)."""
    chosen = (np.arange(2**width) >> np.arange(width)[:, None]) & 1
    count = chosen.sum(axis=0)
    return chosen[:, (count > 1) & (count < width)].astype(np.int64)


def _added(units: Integers) -> tuple[Truths, Integers]:
    """Which rows are worth as much as a choice of the others of their group; and the sums of all choices.

    Args:
        units: amounts of groups, shape (groups, rows of a group).
    """
    chosen = _parts(units.shape[1])
    sums = units @ chosen
    added = np.zeros(units.shape, dtype=np.bool_)
    for row in range(units.shape[1]):
        without = sums[:, chosen[row] == 0]
        added[:, row] = (without == units[:, row, None]).any(axis=1)
    return added, sums
