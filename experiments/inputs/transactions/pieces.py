"""Whether a price is that of one piece or of all pieces of its row: the rows of one item tell, whatever is called how.

Two rows of one item that stand one after the other, with pieces of q and q' at prices of p and p', have the slope

    ln(p' / p) / ln(q' / q),

which is 0 where p is the price of one piece and 1 where it is that of all. Sales, discounts for many and new prices
move a slope a little, or move few of them, because the rows of an item follow one another as they were sold; so most
slopes tell, and no row ends the question for its item.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.numeric import head, holds_amounts, worth_of
from experiments.inputs.transactions.table import Codes, Column

SAMPLE = 200_000
"""Rows that tell."""
APART = 1.5
"""Times the pieces of one row in the next from which on the two tell: a fifth more pieces look like a dearer day."""
NEAR = 1 / 3
"""Distance of a slope from 0 or 1 at which it tells; a tenth off at 1.5 times the pieces is within it."""
EXACT, SOME = 0.02, 0.25
"""Distance at which two rows have one price, and share of pairs that have, where half of the rows are on sale."""
PAIRS = 3
"""Pairs of rows below which nothing is told."""
MOST = 0.5
"""Share of slopes that tell the same, where many do; a fifth of the rows on sale leaves two thirds of the pairs."""

FOLLOWS = 0.95
"""Correlation with a price from which on a number follows from it."""

Floats = npt.NDArray[np.float64]


def of_all_pieces(items: Iterable[Column], quantity: Floats, price: Floats) -> str | None:
    """The name of a column by whose items a price is that of all pieces of a row; None where there is none.

    Args:
        items: columns that may name what was bought.
        quantity: of each row, shape (rows,).
        price: of each row, shape (rows,).
    """
    return next((column.name for column in items if _tell(column.code, quantity, price, 1)), None)


def of_one_piece(items: Iterable[Column], quantity: Floats, price: Floats) -> str | None:
    """The same, of an amount that is the price of one piece."""
    return next((column.name for column in items if _tell(column.code, quantity, price, 0)), None)


def items_of(columns: Iterable[Column], price: Column) -> list[Column]:
    """Columns that may name what was bought: not such as follow from a price, as its tax and its points do.

    Args:
        columns: of which nothing is read.
        price: of each row.
    """
    paid = worth_of(head(price)).floats()
    return [column for column in columns if not _follows(head(column), paid)]


def _follows(column: Column, paid: Floats) -> bool:
    if not holds_amounts(column):
        return False
    values = worth_of(column).floats()
    return bool(np.ptp(values) > 0 and np.ptp(paid) > 0 and np.corrcoef(values, paid)[0, 1] > FOLLOWS)


def _tell(item: Codes, quantity: Floats, price: Floats, slope: int) -> bool:
    """Whether most slopes are near to this one: half of many, and the more of few, of which chance makes some."""
    found = _slopes(item[:SAMPLE], quantity[:SAMPLE], price[:SAMPLE])
    if len(found) < PAIRS:
        return False
    own, other = (float((np.abs(found - one) < EXACT).mean()) for one in (slope, 1 - slope))
    chance = 1 / np.sqrt(len(found))
    if own >= SOME + chance and own > 2 * other:
        return True
    return bool((np.abs(found - slope) < NEAR).mean() >= min(1.0, MOST + chance))


def _slopes(item: Codes, quantity: Floats, price: Floats) -> Floats:
    """Of the rows of each item, one after the other, where their pieces tell; shape (pairs,)."""
    good = np.flatnonzero((item >= 0) & (quantity > 0) & (price > 0))
    order = good[np.argsort(item[good], kind="stable")]
    same = np.diff(item[order]) == 0
    more, dearer = (np.diff(np.log(values[order]))[same] for values in (quantity, price))
    told = np.abs(more) > np.log(APART) - 1e-9
    slopes: Floats = dearer[told] / more[told]
    return slopes
