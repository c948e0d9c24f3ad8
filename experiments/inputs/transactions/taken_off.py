"""Money beside the amounts that nothing here takes off them: discounts, refunds, and what a voucher has paid.

A name tells some of it. Whatever it is called, money that stands in some rows only, has cents, and is never more than
the amount of its row, may be a part of the amount that the customer has not paid.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np

from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import NOUGHT_AND_ONE, holds_amounts, numbers_of, worth_of
from experiments.inputs.transactions.shares_off import share_said
from experiments.inputs.transactions.table import Table, Truths
from experiments.statistics.formatting import counted

OFF = re.compile("discount|rabatt|refund|retour|remboursement|rueckerstattung|erstattung|returned|remise|korting")
"""Names of columns of money that is left off or given back."""
ADDED = re.compile("tax|vat|mwst|ust$|shipp|versand|freight|(?<!cof)fee(?!l)|tip|point|cost|margin|weight|score|tare")
"""Names of what is a part of an amount, or none of it, and was not paid by anything else."""
CENTS, MOST = 2, 0.9
"""Digits after the point of money; and share of rows at most that have some, and at least that have no more of it than
the amount."""


def taken_off(table: Table, but: Collection[str], money: Money | None, alive: Truths) -> dict[str, str]:
    """Sentences by the names of the columns of such money.

    Args:
        table: the rows.
        but: names of columns that something is read from, or that are something else.
        money: amounts; None for a log without them.
        alive: rows that count, shape (rows,).
    """
    found = {}
    for column in table.columns:
        if not column.name or column.name in but:
            continue
        if money is not None and (share := share_said(column, money, alive)) is not None:
            found[column.name] = share
            continue
        if not holds_amounts(column):
            continue
        if set((numbers_of(column) or ([], []))[0]) <= NOUGHT_AND_ONE:
            continue  # a flag is no money
        other = worth_of(column)
        named = OFF.search(plain(column.name)) is not None
        added = ADDED.search(plain(column.name)) is not None
        if not named and (added or money is None or not _is_a_part(other, money, alive)):
            continue
        count = int(((other.units != 0) & alive).sum())
        if count:
            said = f"column '{column.name}' adds up to {other.total(alive):,f} in {counted(count, 'row')}"
            what = "" if named else ", also if a voucher paid it or it was left off"
            found[column.name] = f"{said}; it is not subtracted from the amounts{what}"
    return found


def _is_a_part(other: Money, money: Money, alive: Truths) -> bool:
    """Whether money stands in some rows only, and hardly ever more of it than the amount."""
    part, whole = other.floats()[alive], money.floats()[alive]
    some = part > 0
    if other.places != CENTS or (part < 0).any() or not some.any() or some.mean() > MOST:
        return False
    return float(np.mean(part[some] <= whole[some])) >= MOST
