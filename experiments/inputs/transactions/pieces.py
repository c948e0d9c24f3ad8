"""Whether a price is that of one piece or of all pieces of its row: the rows of one item tell, whatever is called how.

An item has one price. Where it has one only after the division by the number of pieces, the price is that of the row;
where an amount is the same for any number of pieces, it is that of one piece.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.table import Codes, Column

SAMPLE = 200_000
"""Rows that tell."""
ALL, NONE = 0.9, 0.1
"""Share of items that have one price in a reading, and in the other."""
ROWS = 3
"""Rows of items that were bought in several numbers of pieces, below which nothing is told."""
CENT = 0.0051
"""What is left when a price is divided and rounded."""

Floats = npt.NDArray[np.float64]


def of_all_pieces(items: Iterable[Column], quantity: Floats, price: Floats) -> str | None:
    """The name of a column by whose items a price is that of all pieces of a row; None where there is none.

    Args:
        items: columns that may name what was bought.
        quantity: of each row, shape (rows,).
        price: of each row, shape (rows,).
    """
    return next((column.name for column in items if _judged(column.code, quantity, price) == "all"), None)


def of_one_piece(items: Iterable[Column], quantity: Floats, price: Floats) -> str | None:
    """The same, of an amount that is the price of one piece."""
    return next((column.name for column in items if _judged(column.code, quantity, price) == "one"), None)


def _judged(item: Codes, quantity: Floats, price: Floats) -> str:
    """Of how many pieces the price is: "one", "all", or "" where the items do not tell."""
    item, quantity, price = item[:SAMPLE], quantity[:SAMPLE], price[:SAMPLE]
    good = (item >= 0) & (quantity > 0) & (price > 0)
    if good.sum() < ROWS:
        return ""
    order = np.flatnonzero(good)[np.argsort(item[good], kind="stable")]
    starts = np.flatnonzero(np.diff(item[order], prepend=-1))

    def spread(values: Floats) -> Floats:
        ordered = values[order]
        wide: Floats = np.maximum.reduceat(ordered, starts) - np.minimum.reduceat(ordered, starts)
        return wide

    several = spread(quantity) > 0
    rows = np.diff(starts, append=len(order))
    if rows[several].sum() < ROWS:
        return ""
    each = np.divide(price, quantity, out=np.zeros(len(price)), where=good)
    one = float((spread(price)[several] < CENT / 2).mean())
    all_pieces = float((spread(each)[several] < CENT).mean())
    if one >= ALL and all_pieces <= NONE:
        return "one"
    return "all" if all_pieces >= ALL and one <= NONE else ""
