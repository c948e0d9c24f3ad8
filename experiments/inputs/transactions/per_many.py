"""Prices for many pieces: per ten, a hundred or a thousand of them, as a column or the name of the price says.

    amount = quantity price / pieces that the price is for

The pieces stand in a column that holds 1, 10, 100 and 1000 only, alone, in words (per 100, 100 pcs) or as codes of
trade (C, M), or in the name of the price (Price per 100). No word divides, so both sums are said, and words that name
quantity and price say that nothing has to be divided.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from experiments.inputs.transactions.called import NO_PIECES, is_part, tells_nobody
from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.measures_and_rates import measures_to_a_unit
from experiments.inputs.transactions.money import EXACT, Money
from experiments.inputs.transactions.numeric import holds_amounts, numbers_of, used, worth_of
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.table import Column, Integers, Table, Truths
from experiments.inputs.transactions.unit_codes import is_called_unit, pieces_of_codes

PACKS = (1, 10, 100, 1000)
"""Numbers of pieces that a price is quoted for."""
SURE = 100
"""Pieces from which on nothing else is likely: 10 is also a tax, a discount, or a mark."""
_NUMBER = re.compile(r"(?<!\d)(10|100|1000)(?!\d)")
_WORDS = re.compile(r"[^\d\w]*(?:[^\W\d]+[^\d\w]*)*(1000|100|10|1)(?!\d)[^\d\w]*(?:[^\W\d]+[^\d\w]*)*")
DOZEN, NEARLY_ALL = 12, 0.9
"""Pieces of a dozen; and share of rows beside it whose pieces are whole dozens, so that they are counted singly."""
MOST_TEXTS, FEWER = 12, 10
"""Texts up to which a column of words may say what prices are for; and times fewer pieces than the price is for that
are still counted singly."""


@dataclass(frozen=True, eq=False)
class PerMany:
    """What prices are for.

    Args:
        where: what says so, as "column 'per'".
        pieces: of each row, shape (rows,).
        sure: whether hardly anything else can be meant.
    """

    where: str
    pieces: Integers
    sure: bool

    @property
    def shown(self) -> str:
        """The numbers, in words."""
        return ", ".join(map(str, np.unique(self.pieces)))

    def divided(self, money: Money, alive: Truths) -> Decimal:
        """The exact sum of the rows that count if prices are for so many pieces [money]."""
        sums = (money.total(alive & (self.pieces == number)) / int(number) for number in np.unique(self.pieces))
        found = Decimal(0)
        for one in sums:
            found = EXACT.add(found, one)
        return found.normalize(EXACT) if found else found


def per_many(table: Table, but: Collection[str], quantity: str, price: str) -> list[PerMany]:
    """What says that prices are for many pieces.

    Args:
        table: the rows.
        but: names of columns that something is read from, or that are something else.
        quantity: name of the column of pieces.
        price: name of the column of prices.
    """
    found = []
    if (number := measures_to_a_unit(quantity, price)) > 1:
        each: Integers = np.full(len(table.row), number, dtype=np.int64)
        found.append(PerMany(f"the names '{quantity}' and '{price}'", each, sure=True))
    if match := _NUMBER.search(price):
        named: Integers = np.full(len(table.row), int(match[1]), dtype=np.int64)
        found.append(PerMany(f"the name of column '{price}'", named, sure=True))
    for column in table.columns:
        if column.name and column.name not in but and (pieces := _pieces(column)) is not None:
            sure = int(pieces.max()) >= SURE and numbers_of(column) is not None
            sure = (sure or _counts_pieces(table, column, pieces, quantity)) and not _is_a_mark(column)
            found.append(PerMany(f"column '{column.name}'", pieces, sure))
    return found


def refuse_per_many(
    table: Table, quantity: str, price: str, unread: Collection[str], money: Money, problems: Problems
) -> None:  # fmt: skip
    """Ask where prices are for many pieces as far as anything but the user's word tells.

    Args:
        table: the rows.
        quantity: name of the column of pieces.
        price: name of that of prices.
        unread: names of the columns that nothing is read from.
        money: amounts, quantity times price.
        problems: where the question is noted.
    """
    everything = np.ones(len(table.row), dtype=np.bool_)
    for one in per_many(table, {column.name for column in table.columns} - set(unread), quantity, price):
        if one.sure:
            words = f"{typed('quantity', quantity)} {typed('price', price)}"
            advice = (
                f"If prices are for so many pieces, divide them before: the sum is {one.divided(money, everything):,f} "
                f"then. If each is that of one piece, say {words} (sum {money.total():,f})."
            )
            problems.add("", f"{one.where} with {one.shown}", f"may be the pieces that '{price}' is for", advice)
            return


def packs_said(
    table: Table, but: Collection[str], quantity: str, price: str, money: Money, alive: Truths
) -> list[str]:  # fmt: skip
    """Say that prices may be for ten, a hundred or a thousand pieces, where nothing was asked.

    Args:
        table: the rows.
        but: names of columns that are something else.
        quantity: name of the column of pieces.
        price: name of the column of prices.
        money: amounts, quantity times price.
        alive: rows that count, shape (rows,).
    """
    return [
        f"{one.where} holds {one.shown} only: if a price is for so many pieces, divide it before "
        f"(sum {one.divided(money, alive):,f})" for one in per_many(table, but, quantity, price)
    ]  # fmt: skip


def _pieces(column: Column) -> Integers | None:
    """The pieces of each row, 1 where nothing stands; None where a column holds anything else."""
    if (numbers := numbers_of(column)) is not None:
        if not set(numbers[0]) <= set(map(Decimal, PACKS)) or max(numbers[0]) <= 1:
            return None
        worth = worth_of(column)
        whole: Integers = np.maximum(worth.units // 10**worth.places, 1).astype(np.int64)
        return whole
    if len(column.texts) > MOST_TEXTS:
        return None
    texts = [text.strip() for text, _ in used(column)]
    codes = pieces_of_codes(texts)
    if codes and (1 in codes or is_called_unit(column.name)):
        of_text = dict(zip(texts, codes, strict=True))
        each = [of_text.get(text.strip(), 1) for text in column.texts.to_pylist()]
    elif not texts or not all(map(_WORDS.fullmatch, texts)) or not any(map(_NUMBER.search, texts)):
        return None
    else:
        each = [int(match[1]) if (match := _WORDS.fullmatch(text.strip())) else 1 for text in column.texts.to_pylist()]
    found: Integers = np.array([*each, 1], dtype=np.int64)[column.code]
    return found


def _counts_pieces(table: Table, column: Column, pieces: Integers, quantity: str) -> bool:
    """Whether what stands beside a code for many pieces counts single ones: there are far more of them.

    Args:
        table: the rows.
        column: of codes.
        pieces: that the price of each row is for, shape (rows,).
        quantity: name of the column of pieces.
    """
    if pieces_of_codes([text.strip() for text, _ in used(column)]) is None:
        return False
    own = next(one for one in table.columns if one.name == quantity)
    if not holds_amounts(own):
        return False
    number, many = worth_of(own).floats(), pieces > 1
    if (dozens := many & (pieces % DOZEN == 0)).any():
        return float((number[dozens] % DOZEN == 0).mean()) >= NEARLY_ALL
    if float(np.median(number[many] / pieces[many])) < 1 / FEWER:
        return False
    one = number[pieces == 1]
    return is_called_unit(column.name) or (len(one) > 0 and float(np.median(number[many])) >= FEWER * np.median(one))


def _is_a_mark(column: Column) -> bool:
    """Whether a column is called like a mark, a place, or a part of an amount."""
    if is_called_unit(column.name):
        return False
    return is_part(column) or tells_nobody(column) or NO_PIECES.search(plain(column.name)) is not None
