"""Other columns of money: sums that are near to the amounts and not them, and other money of their size."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from experiments.inputs.transactions.called import is_no_amount
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import holds_amounts, worth_of
from experiments.inputs.transactions.questions import SHARE
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.table import Column, Table, Truths

ALIKE = 0.9
"""Share of rows in which two sums of one purchase lie between half and twice each other."""
SHOWN = 3
CENTS, SIZE = 2, 20
"""Digits after the point of money, and times the amounts at which other money may still be what was paid."""


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
    """Say which other columns may be the amount, and what they add up to.

    Args:
        table: the rows.
        but: names of columns that are something else.
        money: amounts.
        alive: rows that count, shape (rows,).
    """
    others = [column for column in table.columns if column.name and column.name not in but]
    near = [column for column in others if is_near(column, money, alive)]
    said = []
    if near:
        shown = ", ".join(f"'{column.name}' ({worth_of(column).total(alive):,f})" for column in near[:SHOWN])
        verb = "holds" if len(near) == 1 else "hold"
        said.append(
            f"column {shown} {verb} sums near the amounts ({money.total(alive):,f}): "
            f"{typed('amount', near[0].name)} would take {'it' if len(near) == 1 else 'the first'}"
        )
    far = [column for column in others if column not in near and _is_money(column, money, alive)]
    if far:
        shown = ", ".join(f"'{column.name}' ({worth_of(column).total(alive):,f})" for column in far[:SHOWN])
        verb, one = ("holds", "it is") if len(far) == 1 else ("hold", "one of them is")
        said.append(
            f"column {shown} {verb} money too, which is not read; if {one} what was paid, and not "
            f"{money.total(alive):,f}, say {typed('amount', far[0].name)}"
        )
    return said


def _is_money(column: Column, money: Money, alive: Truths) -> bool:
    """Whether a column that its name calls nothing else holds cents like the amounts, in another sum of their size."""
    if is_no_amount(column):
        return False
    if not money.places or not holds_amounts(column):
        return False
    other, own = worth_of(column), money.floats()[alive]
    paid = other.floats()[alive]
    if other.places != CENTS or not (paid % 1 > 0).any() or not (paid > 0).any() or not (own > 0).any():
        return False
    apart = abs(other.total(alive) - money.total(alive)) > SHARE * abs(money.total(alive))
    times = float(np.median(paid[paid > 0]) / np.median(own[own > 0]))
    return apart and 1 / SIZE <= times <= SIZE and float((paid > 0).mean()) >= ALIKE
