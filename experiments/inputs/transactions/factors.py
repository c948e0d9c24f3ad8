"""Numbers that an amount may have to be multiplied or divided by: rates of exchange, and pieces in a pack.

Where another column holds the product, that is certain, whatever the three are called:

    other = amount factor   or   other = amount / factor   in nearly all rows, to the cent

Where none does, what a factor looks like is said, with what the sum would be: a rate is the same for all rows of a
day, or has a value for each of a few currencies, 1 being that of the own; a pack has whole pieces, one number an item.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import numpy as np

from experiments.inputs.transactions.called import PLACES, is_part, tells_nobody
from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.content import filled, partners
from experiments.inputs.transactions.counting import is_called_pieces
from experiments.inputs.transactions.measures_and_rates import is_measure, is_rate
from experiments.inputs.transactions.money import Floats, Money
from experiments.inputs.transactions.numeric import head, holds_amounts, numbers_of, worth_of
from experiments.inputs.transactions.per_many import PACKS
from experiments.inputs.transactions.table import Column, Integers, Table, Truths

ROWS, NEARLY_ALL = 3, 0.9
"""Rows below which nothing is told; and share of rows that agree, but for slips."""
ROUNDED = 0.0101
"""What is left when a product is rounded, and its factor was."""
_RATE = re.compile(
    r"(exchange|conversion|fx|currency)rate|^rate(of(exchange|conversion))?$|^fx|kurs|koers|cambio|wechsel"
)
"""Names of a rate of exchange; what holds the same number for all rows of a day is seen without."""
DIGITS, NARROW, FEW = 3, 2.0, 12
"""Digits after the point that a rate has and money has not; how far rates of one currency lie apart; currencies."""
LARGEST_PACK, ITEMS = 1000, 3


def multiplied_by(own: Floats, others: list[Column], priced: bool) -> Column | None:
    """The column that holds the amount times, or divided by, a number in another one.

    Args:
        own: amounts, shape (rows,), or of the first of them.
        others: columns of which nothing is read.
        priced: whether amounts are quantity times price, which another sum contradicts also where the number is the
            same in all rows; otherwise, as in another currency, only sums that do not follow one from the other do.
    """
    values = [(column, worth_of(first).floats()) for column in others if holds_amounts(first := head(column))]
    for column, product in values:
        if is_part(column) or (not priced and (is_measure(column.name) or is_rate(column.name))):
            continue  # the measure that an amount and its rate make is no other amount
        each = [factor for other, factor in values if other is not column]
        if priced and _agree_in_packs(own[: len(product)], product):
            return column
        if priced:
            each += [np.full(len(product), float(pieces)) for pieces in PACKS[1:]]
        if any((priced or len(np.unique(one)) > 1) and _agree(own[: len(one)], one, product) for one in each):
            return column
    return None


def _agree(own: Floats, factor: Floats, product: Floats) -> bool:
    told = (own > 0) & (factor > 0) & (product > 0)
    changed = told & (factor != 1)
    if changed.sum() < ROWS:
        return False
    for made in (own * factor, np.divide(own, factor, out=np.zeros_like(own), where=factor > 0)):
        slack = np.maximum(ROUNDED, 1e-4 * product)
        if float((np.abs(made - product) < slack)[changed].mean()) >= NEARLY_ALL:
            return True
    return False


def _agree_in_packs(own: Floats, product: Floats) -> bool:
    """Whether amounts are divided by the pieces that the price of each row is for, which differ between rows."""
    told = (own > 0) & (product > 0)
    if told.sum() < ROWS:
        return False
    whole, divided = own[told], product[told]
    pieces = 10 ** np.clip(np.round(np.log10(whole / divided)), 0, len(PACKS) - 1)
    good = np.abs(whole / pieces - divided) < np.maximum(ROUNDED, 1e-4 * divided)
    several = len(np.unique(pieces[good])) > 1
    return several and int((good & (pieces > 1)).sum()) >= ROWS and float(good.mean()) >= NEARLY_ALL


def factors_said(
    table: Table, but: Collection[str], day: Integers, money: Money, alive: Truths, priced: bool
) -> list[str]:  # fmt: skip
    """Say what the sum would be if amounts have to be converted, or prices are those of one piece of a pack.

    Args:
        table: the rows.
        but: names of columns that are something else.
        day: ordinal of each row's day, shape (rows,).
        money: amounts.
        alive: rows that count, shape (rows,).
        priced: whether amounts are quantity times price.
    """
    others = [filled(column) for column in table.columns if column.name and column.name not in but]
    said = []
    for column, factor in _rates(others, np.where(alive, day, -1)):
        own, each = money.floats()[alive], factor[alive]
        said.append(
            f"column '{column.name}' may be a rate of exchange, by which amounts are not converted: sum "
            f"{float((own * each).sum()):,.2f} if multiplied, {float((own / each).sum()):,.2f} if divided"
        )
    for column in _packs(others) if priced else ():
        own, each = money.floats()[alive], worth_of(column).floats()[alive]
        together = float((own * np.where(each > 0, each, 1)).sum())
        said.append(
            f"column '{column.name}' holds whole numbers, one for each item: if these are the pieces in a pack and the "
            f"price is that of a piece, multiply by them first (sum {together:,.2f})"
        )
    return said


def _rates(columns: list[Column], day: Integers) -> Iterator[tuple[Column, Floats]]:
    """Columns that may be rates, and the rate of each row, 1 where none stands."""
    for column in columns:
        numbers = numbers_of(column)
        if numbers is None or min(numbers[0]) <= 0 or set(numbers[0]) == {1}:
            continue
        if _RATE.search(plain(column.name)) or _is_rate(column, day):
            factor = worth_of(column).floats()
            yield column, np.where(column.code < 0, 1.0, factor)


def _is_rate(column: Column, day: Integers) -> bool:
    """Whether numbers are those of days, or those of a few currencies of which the own has 1."""
    worth = worth_of(column)
    values = worth.floats()[column.code >= 0]
    if worth.places < DIGITS - 1 or tells_nobody(column):
        return False
    if len(np.unique(values)) <= FEW and (values == 1).any() and (values % 1 > 0).any():
        return not is_part(column)
    of_days = bool((partners(np.where(day > 0, day, -1), column.code) <= 1).all())
    return worth.places >= DIGITS and of_days and float(values.max()) <= NARROW * float(values.min())


def _packs(columns: list[Column]) -> Iterator[Column]:
    """Columns of whole numbers of which each item has one, whatever names the item."""
    for column in columns:
        numbers = numbers_of(column)
        if numbers is None or not all(1 <= value <= LARGEST_PACK and value % 1 == 0 for value in numbers[0]):
            continue
        named = is_called_pieces(column) is False or is_part(column) or PLACES.search(plain(column.name))
        if max(numbers[0]) == 1 or named:
            continue
        if any(_is_of(column, item) for item in columns if item is not column):
            yield column


def _is_of(column: Column, item: Column) -> bool:
    """Whether each of several items, of some rows each, has one number."""
    items = partners(item.code, column.code)
    known, rows = int((items > 0).sum()), int((item.code >= 0).sum())
    several = len(np.unique(column.code[column.code >= 0])) > 1
    return several and known >= ITEMS and 2 * known <= rows and bool((items <= 1).all())
