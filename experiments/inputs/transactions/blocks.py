"""Subtotals in the order of the file: one row below, or above, each block of rows that is worth as much as the block.

    units_i = units_{b+1} + ... + units_{i-1},   where b is the row of the subtotal before

Whatever the blocks are, of a customer, a product, a shop or a clerk, the subtotals part the whole file, and chance does
not: a chain of blocks has to end with the last row, or with one row that is worth all subtotals together.
"""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.money import Whole
from experiments.inputs.transactions.table import Truths
from experiments.inputs.transactions.totals import Totals

FEWEST = 3
"""Blocks of several rows, and different subtotals of theirs, below which nothing is told."""


def subtotals_of(units: Whole) -> Totals | None:
    """The subtotals among rows; None where none are told.

    Args:
        units: amount of each row in the order of the file [smallest unit], shape (rows,).
    """
    for backwards in (False, True):
        rows = _chain(units[::-1] if backwards else units)
        if rows is not None:
            where = "below each, down to the next" if backwards else "above each, up to the previous"
            return Totals(rows[::-1] if backwards else rows, f"as much as the rows {where} one of these")
    return None


def _chain(units: Whole) -> Truths | None:
    """Which rows are the subtotals of those before them, if these part the whole file."""
    end = len(units)
    for last in (end, end - 1):  # a total of all may stand at the end
        if last < 2:
            continue
        before = np.append(0, np.cumsum(units[:last]))
        starts = before[1:] - 2 * units[:last]  # what was added up where the block of a subtotal begins
        if not ((starts == 0) & (units[:last] > 0)).any():
            continue
        rows = _walked(before.tolist(), starts.tolist())
        if rows is None:
            continue
        places, worth = np.array(rows, dtype=np.int64), units[np.array(rows, dtype=np.int64)]
        sizes = np.diff(np.append(-1, places)) - 1
        several = sizes > 1
        if several.sum() < FEWEST or len(np.unique(worth[several])) < FEWEST:
            continue
        if last < end and int(units[last]) != int(worth.sum()):
            continue
        found = np.zeros(end, dtype=np.bool_)
        found[places] = True
        found[last:] = True
        return found
    return None


def _walked(before: list[int], starts: list[int]) -> list[int] | None:
    """Places of subtotals of which each begins where the one before ends, up to the last row; None: there are none.

    Args:
        before: what the rows before each place add up to, and all rows, (rows + 1,).
        starts: that sum where the block of each row would begin if it were a subtotal, (rows,).
    """
    reached = {0: (-1, -1)}  # sum at the end of a subtotal: its row, and that of the subtotal before
    linked = dict[int, int]()
    for row, start in enumerate(starts):
        if start in reached and row > reached[start][0] + 1:
            linked[row] = reached[start][0]
            reached[before[row + 1]] = row, reached[start][0]
    row = len(starts) - 1
    if row not in linked:
        return None
    found = []
    while row >= 0:
        found.append(row)
        row = linked[row]
    return found[::-1]
