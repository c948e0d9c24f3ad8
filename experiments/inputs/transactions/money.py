"""Amounts of rows as whole numbers of one smallest unit, so that sums are exact whatever the order of the rows.

Decimal arithmetic rounds to 28 digits unless told otherwise, so it is done on the digits, or in `EXACT`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.table import Codes, Integers, Truths

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[Any]
"""64-bit integers, or Python's where sums would not fit."""
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact])
"""Never rounds."""


@dataclass(frozen=True, eq=False)
class Money:
    """Amounts, one a row.

    Args:
        units: of 10^-places, shape (rows,).
        places: after the decimal point.
    """

    units: Whole
    places: int

    def total(self, rows: Truths | None = None) -> Decimal:
        """The exact sum of some rows, or of all."""
        chosen = self.units if rows is None else self.units[rows]
        return EXACT.scaleb(Decimal(int(chosen.sum()) if len(chosen) else 0), -self.places)

    def kept(self, rows: Truths) -> Money:
        """Some of the rows."""
        return replace(self, units=self.units[rows])

    def added_up(self, order: Integers, starts: Integers) -> Money:
        """Sums of groups.

        Args:
            order: rows by group, shape (rows,).
            starts: where each group begins in it, shape (groups,).
        """
        units = np.add.reduceat(self.units[order], starts) if len(starts) else self.units[:0]
        return replace(self, units=units)

    def floats(self) -> Floats:
        """The nearest floats; the same amount is always the same float."""
        divisor = 10**self.places
        if self.units.dtype == object or np.abs(self.units).max(initial=0) >= 2**53 or divisor >= 2**53:
            return np.array([int(unit) / divisor for unit in self.units.tolist()], dtype=np.float64)
        found: Floats = self.units.astype(np.float64) / float(divisor)
        return found


def money_of(values: Sequence[Decimal | None], code: Codes | Integers) -> Money:
    """Amounts of rows.

    Args:
        values: of distinct texts; None counts as 0, those rows are left out.
        code: position in `values` of each row, -1 for none, shape (rows,).
    """
    exponents = [value.as_tuple().exponent for value in values if value is not None]
    places = max([0, *(-int(exponent) for exponent in exponents)])
    units = [0 if value is None else int(EXACT.scaleb(value, places)) for value in values] + [0]
    largest = max(map(abs, units))
    fits = largest * max(len(code), 1) < 2**62
    table = np.array(units, dtype=np.int64 if fits else object)
    return Money(table[code], places)


def products(
    quantities: Sequence[Decimal | None], prices: Sequence[Decimal | None], code: Codes, price: Codes
) -> Money:
    """Quantity times price of rows; each distinct pair is multiplied once.

    Args:
        quantities: of distinct texts.
        prices: of distinct texts.
        code: position in `quantities` of each row, -1 for none, shape (rows,).
        price: position in `prices` of each row, -1 for none, shape (rows,).
    """
    width = len(prices) + 1
    pairs, place = np.unique((code.astype(np.int64) + 1) * width + price + 1, return_inverse=True)
    values: list[Decimal | None] = []
    for pair in pairs.tolist():
        q, p = divmod(pair, width)
        one, other = (quantities[q - 1] if q else None), (prices[p - 1] if p else None)
        values.append(None if one is None or other is None else EXACT.multiply(one, other))
    return money_of(values, place.astype(np.int64))
