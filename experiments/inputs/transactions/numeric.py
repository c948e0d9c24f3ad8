"""What numbers a column holds of which nothing is read, as far as has to be known to ask about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa

from experiments.inputs.transactions.amounts import Amounts, amounts
from experiments.inputs.transactions.identities import is_placeholder
from experiments.inputs.transactions.money import Money, money_of
from experiments.inputs.transactions.table import Column

SAMPLE = 1000
"""Distinct texts after which a column of other things is known as such."""
ROWS = 2000
"""Rows that tell how columns of numbers hang together."""
MANY = 200_000
"""Distinct texts beyond which a column holds numbers of orders or the like."""
MOSTLY = 0.8
"""Share of rows from which on those that hold something else are mistakes."""
NOUGHT_AND_ONE = frozenset({Decimal(0), Decimal(1)})
"""What flags hold."""


Found = TypeVar("Found")


def _once(read: Callable[[Column], Found]) -> Callable[[Column], Found]:
    """A function that reads each column once: many questions are asked of the same few columns, which never change."""
    kept: WeakKeyDictionary[Column, Found] = WeakKeyDictionary()

    @wraps(read)
    def found(column: Column) -> Found:
        if column not in kept:
            kept[column] = read(column)
        return kept[column]

    return found


def used(column: Column) -> list[tuple[str, int]]:
    """Texts that say something, and how many rows hold each."""
    rows = np.bincount(column.code[column.code >= 0], minlength=len(column.texts)).tolist()
    texts = zip(column.texts.to_pylist(), rows, strict=True)
    return [(text, count) for text, count in texts if count and not is_placeholder(text)]


@_once
def holds_amounts(column: Column) -> bool:
    """Whether all texts of a column that say something are amounts; the first ones tell where they are not."""
    texts = used(column) if len(column.texts) <= MANY else []
    return bool(texts) and all(_are_amounts(_read(part)) for part in (texts[:SAMPLE], texts))


@_once
def holds_mostly_amounts(column: Column) -> bool:
    """Whether most rows that say something hold amounts, so that the others are mistakes in it."""
    if len(column.texts) > MANY:
        return False
    found = amounts_of(column)
    rows = np.bincount(column.code[column.code >= 0], minlength=len(column.texts)) * ~found.missing
    good = np.array([value is not None for value in found.values], dtype=np.bool_)
    return bool(rows.sum() and (rows * good).sum() >= MOSTLY * rows.sum())


@_once
def numbers_of(column: Column) -> tuple[list[Decimal], list[int]] | None:
    """The distinct numbers of a column, and how many rows hold each; None where it holds anything else."""
    if not holds_amounts(column):
        return None
    texts = used(column)
    values = _read(texts).values
    return [value for value in values if value is not None], [count for _, count in texts]


def head(column: Column) -> Column:
    """The first rows of a column, with their texts alone."""
    code = column.code[:ROWS]
    used, place = np.unique(code[code >= 0], return_inverse=True)
    found = np.full(len(code), -1, dtype=np.int32)
    found[code >= 0] = place
    texts = column.texts.take(pa.array(used)) if len(used) else pa.array([""])
    return Column(column.name, found, texts, None if column.numbers is None else column.numbers[used])


def worth_of(column: Column) -> Money:
    """The amounts of all rows of a column; those that are missing are nothing."""
    return money_of(amounts_of(column).values, column.code)


@_once
def amounts_of(column: Column) -> Amounts:
    """What the texts of a column are as amounts."""
    texts = column.texts.to_pylist()
    rows = np.bincount(column.code[column.code >= 0], minlength=len(texts)).astype(np.int64)
    return amounts(texts, rows, column.numbers)


def _read(texts: Sequence[tuple[str, int]]) -> Amounts:
    return amounts([text for text, _ in texts], np.array([count for _, count in texts], dtype=np.int64))


def _are_amounts(found: Amounts) -> bool:
    return found.wrong is None or found.ambiguous
