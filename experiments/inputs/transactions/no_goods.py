"""Rows of a column of many values that are no goods: shipping, a tax, a discount, a payment, what was given back.

Columns of few values are shown with all of these. Among many values a word tells, and a value that stands in far more
rows than any other, whatever its language: every order has its shipping, and no two have the same goods.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.content import rows_of_texts
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import MANY, holds_mostly_amounts
from experiments.inputs.transactions.problems import LONGEST, rows_said
from experiments.inputs.transactions.states import MOST_STATES, tells_customers
from experiments.inputs.transactions.table import Column, Table, Truths
from experiments.inputs.transactions.understanding import Rows
from experiments.inputs.transactions.words_of_no_sale import BACK, NO_GOODS, say

HALF = 0.5
"""Share of rows from which on a word is what is sold here."""
TIMES, SHARE, FEWEST = 4, 0.02, 10
"""Times the rows of the next value, share of all rows, and rows, from which on a value is unlike all others."""


def no_goods_said(table: Table, rows: Rows, account: Account, people: frozenset[str]) -> list[str]:
    """Say which rows are no goods, with their sum.

    Args:
        table: the rows.
        rows: as they were understood.
        account: which of them count.
        people: names of columns that may tell people, whose values are not shown.
    """
    said: list[str] = []
    for column in table.columns:
        taken = column.name in rows.columns.values()
        if rows.money is None or not column.name or taken or not MOST_STATES < len(column.texts) <= MANY:
            continue
        said += _of(column, rows, rows.money, account, column.name not in people)
    return said


def _of(column: Column, rows: Rows, money: Money, account: Account, shown: bool) -> list[str]:
    said = []
    back = _few(column, say(column.texts, BACK), account.alive)
    back &= (money.units > 0).astype(np.bool_)
    if back.any():
        where, worth = _where(back, money, account)
        everything = money.total(account.alive)
        said.append(
            f"{where}, of column '{column.name}' say that something was given back or cancelled, and count as "
            f"purchases: write them with a minus if it was paid before (sum {everything - 2 * worth:,f}), or take them "
            f"out (sum {everything - worth:,f})"
        )
    beside = _few(column, say(column.texts, NO_GOODS), account.alive)
    if beside.any():
        where, _ = _where(beside, money, account)
        said.append(
            f"{where}, of column '{column.name}' hold a word for a tax, shipping, a discount, a fee, a payment or the "
            "like: they count; take out what is no revenue, and write with a minus what was taken off"
        )
    often = _often(column, rows, account) if shown else None
    if often is not None and not (beside | back)[column.code == often].any():
        which = account.alive & (column.code == often)
        where, _ = _where(which, money, account)
        text = column.texts[often].as_py().strip()[:LONGEST]
        said.append(
            f"{where}, of column '{column.name}' say {text}, which is far more than any other value there: they count; "
            "take them out if they are no goods, as shipping, a tax or a payment"
        )
    return said


def _where(which: Truths, money: Money, account: Account) -> tuple[str, Decimal]:
    worth = money.total(which)
    return f"{rows_said(account.row[which])}, sum {worth:,f}", worth


def _few(column: Column, texts: Truths, alive: Truths) -> Truths:
    """Rows that count and hold one of some texts, if they are the lesser part."""
    which = column.rows_with(texts) & alive if texts.any() else np.zeros(len(alive), dtype=np.bool_)
    return which if which.sum() < HALF * alive.sum() else np.zeros_like(which)


def _often(column: Column, rows: Rows, account: Account) -> int | None:
    """The text that stands in far more rows than any other; None where there is none, or where texts may be people."""
    counts = rows_of_texts(column, account.alive)
    if len(counts) < MOST_STATES or holds_mostly_amounts(column):
        return None
    second, first = np.partition(counts, len(counts) - 2)[-2:].tolist()
    total = int(account.alive.sum())
    if first < TIMES * second or first < FEWEST or first < SHARE * total or first > HALF * total or second < 1:
        return None
    often, values = int(counts.argmax()), int((counts > 0).sum())
    if not column.texts[often].as_py().strip():
        return None
    return None if "@" in column.texts[often].as_py() or tells_customers(column, values, rows, account) else often
