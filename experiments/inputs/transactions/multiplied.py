"""A number that is multiplied by a price is no amount: kilograms, litres and hours have decimals as money has.

Only what stands beside them tells. Either a column holds the price and another the product, of which a single row may
be rounded or reduced; or a sum is larger in nearly all rows, and is not that of all rows of a customer's day.
"""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.columns import KNOWN, plain
from experiments.inputs.transactions.numeric import head, holds_amounts, worth_of
from experiments.inputs.transactions.pieces import Floats
from experiments.inputs.transactions.table import Column, Integers

ROWS = 2
"""Rows below which nothing is told."""
MOST, NEARLY_ALL = 0.5, 0.9
"""Share of rows that are exact products, which chance makes of none; and of rows in which the sum is the larger."""
LARGER = 1.5
"""Times a number from which on a sum is no longer the same sum with taxes."""
HUNDREDS = (100.0, 1000.0)
"""What the same amounts are multiplied by in their smallest units."""
CENT = 0.0051
"""What is left when a product is rounded."""
_PRICES = frozenset[str]().union(*KNOWN["price"])


def multiplied(
    own: Column, others: list[Column], whole: list[Column], sums: list[Column], bought: Integers
) -> tuple[Column | None, Column] | None:  # fmt: skip
    """The price, if a column holds it, and the sum that make a number of pieces of what was taken for the amount.

    Args:
        own: what was taken for the amount.
        others: columns of which nothing is read.
        whole: those of them that are no part of an amount by their names.
        sums: those of them that are called like an amount.
        bought: group of each row, of one customer and day, shape (rows,).
    """
    pieces = _floats(own)
    values = [(column, found) for column in others if (found := _floats(column)) is not None]
    if pieces is None:
        return None
    for price, each in values:
        for paid, total in values:
            named = plain(price.name) in _PRICES
            if paid in whole and price is not paid and _are_products(pieces, each, total, named):
                return price, paid
    return next(((None, paid) for paid, total in values if paid in sums and _is_larger(pieces, total, bought)), None)


def _floats(column: Column) -> Floats | None:
    first = head(column)
    return worth_of(first).floats() if holds_amounts(first) else None


def _are_products(pieces: Floats, price: Floats, paid: Floats, named: bool) -> bool:
    """Whether most rows multiply, among those that are not multiplied by nothing or by one."""
    told = (pieces > 0) & (price > 0) & (price != 1) & (pieces != 1) & (paid > 0)
    if told.sum() < ROWS or not (named or float(np.median(price[told])) > LARGER):
        return False
    exact = np.abs(pieces[told] * price[told] - paid[told]) < CENT
    return bool(exact.sum() >= ROWS and exact.mean() > MOST)


def _is_larger(pieces: Floats, paid: Floats, bought: Integers) -> bool:
    """Whether a sum is larger in nearly all rows; not where it is a hundred times as much, nor that of several rows."""
    told = (pieces > 0) & (paid > 0)
    if told.sum() < ROWS:
        return False
    times = paid[told] / pieces[told]
    if float((times > LARGER).mean()) < NEARLY_ALL or any(np.allclose(times, hundred) for hundred in HUNDREDS):
        return False
    group = bought[: len(pieces)]
    together = np.bincount(group, pieces)[group]
    return float((np.abs(together - paid)[told] < CENT).mean()) <= MOST
