"""Other columns of money: sums that are near to the amounts and not them, and prices that are for many pieces."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

import numpy as np

from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import holds_amounts, numbers_of, worth_of
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.table import Column, Table, Truths

ALIKE = 0.9
"""Share of rows in which two sums of one purchase lie between half and twice each other."""
SHOWN = 3
PACKS = frozenset(map(Decimal, (1, 10, 100, 1000)))
"""Numbers of pieces that a price is quoted for."""


def is_near(column: Column, money: Money, alive: Truths | None = None) -> bool:
    """Whether a column holds sums that differ from the amounts somewhere, and are near to them in nearly all rows."""
    if not holds_amounts(column):
        return False
    other, own = worth_of(column).floats(), money.floats()
    if alive is not None:
        other, own = other[alive], own[alive]
    paid = own != 0
    if not paid.any() or (other == own).all():
        return False
    times = np.abs(other[paid] / own[paid])
    return float(((times >= 0.5) & (times <= 2.0)).mean()) >= ALIKE


def sums_said(table: Table, but: Collection[str], money: Money, alive: Truths) -> list[str]:
    """Say which other columns may be the amount, and what they add up to."""
    near = [column for column in table.columns if column.name and column.name not in but]
    near = [column for column in near if is_near(column, money, alive)]
    if not near:
        return []
    shown = ", ".join(f"'{column.name}' ({worth_of(column).total(alive):,f})" for column in near[:SHOWN])
    verb = "holds" if len(near) == 1 else "hold"
    return [
        f"column {shown} {verb} sums near the amounts ({money.total(alive):,f}): "
        f"{typed('amount', near[0].name)} would take {'it' if len(near) == 1 else 'the first'}"
    ]


def packs_said(table: Table, but: Collection[str]) -> list[str]:
    """Say that prices may be for ten, a hundred or a thousand pieces."""
    said = []
    for column in table.columns:
        if column.name in but or not column.name or (numbers := numbers_of(column)) is None:
            continue
        if set(numbers[0]) <= PACKS and max(numbers[0]) > 1:
            shown = ", ".join(f"{value:f}" for value in sorted(set(numbers[0])))
            advice = "if a price is for so many pieces, divide it before"
            said.append(f"column '{column.name}' holds {shown} only: {advice}")
    return said
