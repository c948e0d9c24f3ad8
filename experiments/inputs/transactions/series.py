"""Numbers that begin with letters, as RE1017 and ST88: each series of them may be of another kind of document.

Cancellations, proforma invoices and quotes have numbers of their own, and guests that a shop numbers do too. Whatever
the letters mean, they are shown with their rows and their sum.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.content import rows_of_texts
from experiments.inputs.transactions.numeric import MANY
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.states import MOST_STATES
from experiments.inputs.transactions.table import Column, Integers, Table, Truths
from experiments.inputs.transactions.understanding import Rows
from experiments.statistics.formatting import counted

_NUMBER = r"^\s*(?P<series>\pL{0,12})[\s_#/.-]*\d[\d\s_/.-]*$"
HEAD, NEARLY_ALL = 20_000, 0.9
"""Texts that tell whether there are series at all, and share of them that are numbers with letters in front."""
DISTINCT, FEWEST, ONCE = 0.3, 5, 0.95
"""Distinct numbers to a row from which on they number documents; guests from which on they are told; and share of them
with one row."""


def series_said(table: Table, customers: Column, rows: Rows, account: Account) -> list[str]:
    """Say which series of numbers documents have, and which series of customers has one row for each.

    Args:
        table: the rows.
        customers: the column of them.
        rows: as they were understood.
        account: which of them count.
    """
    said = []
    taken = {name for role, name in rows.columns.items() if role != "order"}
    for column in table.columns:
        if not column.name or column.name in taken or len(column.texts) <= MOST_STATES:
            continue
        if len(column.texts) < DISTINCT * len(column.code) or (found := _series(column.texts)) is None:
            continue
        code, names = found
        parts = _parts(np.append(code, -1)[column.code], names, rows, account)
        if len(parts) > 1:
            said.append(
                f"numbers of column '{column.name}' begin with {', '.join(parts)}: all of these rows count; leave out "
                "those that are no purchases, as cancellations, quotes and proforma invoices"
            )
    return said + _guests(customers, rows, account)


def _series(texts: pa.Array) -> tuple[Integers, list[str]] | None:
    """The series of each text, -1 where it is in none, shape (texts,), and the letters of each; None for one alone."""
    for some in (texts[:HEAD], texts):
        series = pc.extract_regex(some, _NUMBER)
        once = series.field("series").dictionary_encode()
        told = np.asarray(series.is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_)
        names = [name or "" for name in once.dictionary.to_pylist()]
        if told.mean() < NEARLY_ALL or len(names) > MOST_STATES:
            return None
        if len(names) == 1 and (
            len(texts) > MANY or pc.all(pc.match_substring_regex(texts, rf"^\s*{names[0]}[\s_#/.-]*\d")).as_py()
        ):
            return None
    code = once.indices.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    return (np.where(told, code, -1), names) if len(names) > 1 else None


def _parts(series: Integers, names: list[str], rows: Rows, account: Account) -> list[str]:
    """Each series with its rows and its sum, the largest first."""
    found = []
    for k, name in enumerate(names):
        which: Truths = account.alive & (series == k)
        worth = "" if rows.money is None else f", sum {rows.money.total(which):,f}"
        if which.any():
            found.append((int(which.sum()), f"{name or 'a figure'} ({int(which.sum()):,}{worth})"))
    return [said for _, said in sorted(found, reverse=True)]


def _guests(customers: Column, rows: Rows, account: Account) -> list[str]:
    """A series of customers with one row each beside others who come again: guests, or accounts that were deleted."""
    found = _series(customers.texts)
    if found is None:
        return []
    code, names = found
    counts = rows_of_texts(customers, account.alive)
    said = []
    for k, name in enumerate(names):
        own, others = counts[(code == k) & (counts > 0)], counts[(code != k) & (counts > 0)]
        if len(own) < FEWEST or (own == 1).mean() < ONCE or not len(others) or (others == 1).mean() > 1 - ONCE / 2:
            continue
        which = customers.rows_with(code == k) & account.alive
        worth = "" if rows.money is None else f", sum {rows.money.total(which):,f}"
        said.append(
            f"{counted(len(own), 'customer')} whose identifiers begin with {name or 'a figure'} have one row each "
            f"({rows_said(account.row[which])}{worth}), and others come again: if they are guests or were deleted, "
            "nobody knows who of them came again, so that they should be left out"
        )
    return said
