"""Discounts as shares: 10 %, 0.1 or 10 beside an amount from which nothing here takes them off.

amount after = amount (1 - share)
"""

from __future__ import annotations

import re

import numpy as np

from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.money import Floats, Money
from experiments.inputs.transactions.numeric import holds_amounts, worth_of
from experiments.inputs.transactions.table import Column, Truths

OFF = re.compile("discount|rabatt|remise|korting|nachlass|skonto|descuento|sconto|desconto|rebate|reduction|reduktion")
"""Names of what is left off."""
_PERCENT = re.compile(r"\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*")
_SAID = re.compile("%|percent|prozent|pct|share|rate(?![a-z])|anteil|satz", re.IGNORECASE)
"""What a name says of shares."""


def share_said(column: Column, money: Money, alive: Truths) -> str | None:
    """Say what the sum is if the shares in a column are taken off; None where it holds none, or is called otherwise.

    Args:
        column: that nothing is read from.
        money: amounts.
        alive: rows that count, shape (rows,).
    """
    if not OFF.search(plain(column.name)) or (share := _shares(column)) is None:
        return None
    less = float((money.floats() * (1 - share))[alive].sum())
    return (
        f"column '{column.name}' holds shares up to {share[alive].max(initial=0):.0%}, which are not taken off the "
        f"amounts: if these are before the discount, take it off first (sum {less:,.2f})"
    )


def _shares(column: Column) -> Floats | None:
    """The share of each row, 0 where none stands."""
    texts = column.texts.to_pylist()
    used = np.bincount(column.code[column.code >= 0], minlength=len(texts)) > 0
    matches = [_PERCENT.fullmatch(text) for text in texts]
    if any(matches):
        if not all(
            match or not text.strip(" 0.,-") for match, text, one in zip(matches, texts, used, strict=True) if one
        ):
            return None
        each = [float(match[1].replace(",", ".")) / 100 if match else 0.0 for match in matches]
        found: Floats = np.array([*each, 0.0])[column.code]
    elif holds_amounts(column):
        found = worth_of(column).floats()
        if _SAID.search(column.name) and found.max(initial=0) > 1:
            found = found / 100
        elif not (0 < found.max(initial=0) < 1):
            return None
    else:
        return None
    return found if found.max(initial=0) > 0 and found.min(initial=0) >= 0 and found.max(initial=0) <= 1 else None
