"""Packs that texts tell of, such as 6x500ml or 24er Karton: noted with the sum if a price is that of one piece.

amount = quantity price pieces in the pack
"""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np

from experiments.inputs.transactions.money import EXACT, Money
from experiments.inputs.transactions.table import Column, Integers, Table, Truths

_PACK = re.compile(
    r"(?i)(?<![\w.,])(?P<times>\d{1,3})\s?[x×*]\s?\d+(?:[.,]\d+)?\s?(?:ml|cl|dl|l|lt|ltr|g|gr|kg|oz|lb|st|stk|pcs)\b|"
    r"(?<![\w.,])(?P<er>\d{1,3})er[- ]?(?:pack|karton|kasten|kiste|box|set|tray)|"
    r"\b(?:pack|box|case|set|tray|carton|lot|caja|karton)\s(?:of|de|von|à|mit)\s(?P<of>\d{1,3})(?![\d.,])|"
    r"(?<![\w.,])(?P<pk>\d{1,3})[- ]?(?:pack|pk|ct)\b(?!\s(?:of|de)\b)"
)
ITEMS, ROWS_EACH = 3, 2
"""Texts with a pack below which nothing is said; and rows to a text, as what is bought has."""


def packs_in_texts_said(table: Table, but: Collection[str], money: Money, alive: Truths) -> list[str]:
    """Say what the sum is if prices are those of one piece of the packs in a text.

    Args:
        table: the rows.
        but: names of columns that something is read from, or that are something else.
        money: amounts, quantity times price.
        alive: rows that count, shape (rows,).
    """
    said = []
    for column in table.columns:
        if not column.name or column.name in but or ROWS_EACH * len(column.texts) > len(column.code):
            continue
        if (found := _packs(column)) is None:
            continue
        example, pieces = found
        total = sum((EXACT.multiply(money.total(alive & (pieces == one)), int(one)) for one in np.unique(pieces)), 0)
        said.append(
            f"column '{column.name}' tells of packs, such as {example}: if the price is that of one piece of a pack, "
            f"multiply by its pieces first (sum {total:,f})"
        )
    return said


def _packs(column: Column) -> tuple[str, Integers] | None:
    """An example, and the pieces of each row, 1 where no pack stands; None where too few texts have one."""
    matches = [_PACK.search(text) for text in column.texts.to_pylist()]
    packs = [match for match in matches if match and int(_number(match)) > 1]
    if len(packs) < ITEMS:
        return None
    each = [1 if match is None else max(1, int(_number(match))) for match in matches]
    pieces: Integers = np.array([*each, 1], dtype=np.int64)[column.code]
    return packs[0][0], pieces


def _number(match: re.Match[str]) -> str:
    return next(number for number in match.groups() if number)
