"""A column that names another customer than the row does, as where a program has put two accounts together.

Whoever bought under both numbers is counted twice, and is told by no name: all that such a column holds are customers.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.called import is_something_else
from experiments.inputs.transactions.content import filled, rows_of_texts
from experiments.inputs.transactions.numeric import holds_mostly_amounts
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.table import Column, Table
from experiments.inputs.transactions.understanding import Rows
from experiments.statistics.formatting import counted

HEAD = 30
"""Texts of a column that tell whether it may hold customers."""
FIGURES = 4
"""Figures of a number from which on it is no number of pieces."""


def others_said(table: Table, customers: Column, rows: Rows, account: Account) -> list[str]:
    """Say which columns name another customer in some rows, as where two accounts of one person were put together.

    Args:
        table: the rows.
        customers: the column of them.
        rows: as they were understood.
        account: which of them count.
    """
    said = []
    for column in table.columns:
        if not column.name or column.name in rows.columns.values() or len(column.texts) > len(customers.texts):
            continue
        if not _are_among(column.texts[:HEAD], customers.texts) or not _may_be_customers(column):
            continue
        place = pc.index_in(pc.utf8_trim_whitespace(column.texts), value_set=customers.texts).fill_null(-1).to_numpy()
        told = rows_of_texts(filled(column), account.alive) > 0
        if not told.any() or (place[told] < 0).any():
            continue
        other = np.append(np.append(rows.who.customer, -1)[place], -1)[column.code]
        found = account.alive & (other >= 0) & (other != rows.customer)
        if not found.any():
            continue
        own = np.unique(rows.customer[account.alive])
        merged = np.where(found, other, rows.customer)[account.alive]
        worth = "" if rows.money is None else f", sum {rows.money.total(found):,f}"
        said.append(
            f"column '{column.name}' names another customer in {rows_said(account.row[found])}{worth}: if both are "
            f"one, write that one as the customer, and they are {counted(len(np.unique(merged)), 'customer')} and not "
            f"{len(own):,}"
        )
    return said


def _are_among(some: pa.Array, customers: pa.Array) -> bool:
    """Whether most of a few texts, of which one may be nothing, are customers."""
    trimmed = pc.unique(pc.utf8_trim_whitespace(some))
    return int(pc.sum(pc.is_in(customers, value_set=trimmed)).as_py() or 0) >= max(1, len(trimmed) - 2)


def _may_be_customers(column: Column) -> bool:
    """Whether a column is called like no mark or place, and its numbers are too long for pieces."""
    if is_something_else(column):
        return False
    return not holds_mostly_amounts(column) or bool(
        pc.all(pc.greater_equal(pc.utf8_length(column.texts), FIGURES)).as_py()
    )
