"""Columns of few values, or filled in some rows only: they may tell what was cancelled, given back or in other money.

Neither their names nor their values are known in all languages, so all of them are shown with their rows.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.content import filled, names_in_quotes, pairs, rows_of_texts
from experiments.inputs.transactions.problems import LONGEST, rows_said
from experiments.inputs.transactions.table import Column, Integers, Table
from experiments.inputs.transactions.understanding import Rows

MOST_STATES, MOST_KINDS = 12, 50
"""Values up to which all are shown, and up to which a column is of few values."""
ROWS_OF_A_KIND = 4
"""Rows to a value from which on more values than can be shown are few."""
EMPTY = 0.1
"""Share of rows without anything from which on a column is filled in some rows only."""
MOSTLY, TIMES = 0.8, 1.5
"""Share of rows that repeat an amount; rows to each of them that are repeated at most."""
SHOWN = 12
"""Columns whose values are shown; of further ones the name is."""


def told_by_few(table: Table, rows: Rows, account: Account, but: frozenset[str]) -> tuple[list[str], frozenset[str]]:
    """Say which columns have few values or are filled in some rows only.

    Args:
        table: the rows.
        rows: as they were understood.
        account: which of them count.
        but: names of columns that something else is said of.

    Returns:
        Sentences; and the names of the columns that they are about.
    """
    said, further, repeated = list[str](), list[str](), list[str]()
    names = set[str]()
    group: Integers | None = None
    for column in map(filled, table.columns):
        if not column.name or column.name in but or column.name in rows.columns.values():
            continue
        if (states := _states(column, rows, account)) is None:
            continue
        names.add(column.name)
        if len(said) < SHOWN:
            said.append(f"'{column.name}' {states}")
        else:
            further.append(column.name)
        if rows.money is not None and (group is not None or _few(column, account) or _in_some_rows(column, account)):
            group = _groups(rows) if group is None else group
            repeated += _repeated(column, rows, account, group)
    if said:
        more = f"; few values are also in {names_in_quotes(further)}" if further else ""
        ending = "all of these rows count; leave out those that are no purchases"
        return [f"column {'; '.join(said)}{more}: {ending}", *repeated], frozenset(names)
    return [], frozenset()


def _few(column: Column, account: Account) -> bool:
    return int((rows_of_texts(column, account.alive) > 0).sum()) <= MOST_STATES


def _in_some_rows(column: Column, account: Account) -> bool:
    """Whether fewer than half of the rows say anything, such as why something was given back."""
    told = int(rows_of_texts(column, account.alive).sum())
    return 0 < 2 * told < int(account.alive.sum())


def _states(column: Column, rows: Rows, account: Account) -> str | None:
    """The values with their rows, or how many there are; None where a column tells nothing that might be a state."""
    counts, total = rows_of_texts(column, account.alive), int(account.alive.sum())
    values, told = int((counts > 0).sum()), int(counts.sum())
    if not values or (values == 1 and told == total):
        return None
    partly = told < total and (total - told >= EMPTY * total or values <= MOST_STATES)
    filled_in = f"is filled in {told:,} rows and empty in {total - told:,}"
    if values <= min(MOST_STATES, max(2, total / 2)):
        if not _are_shown(column, counts, rows, account):
            return filled_in if partly else None
        largest = np.argsort(-counts, kind="stable")[:values].tolist()
        texts = [
            f"{column.texts[k].as_py().strip()[:LONGEST]} ({counts[k]:,}{_sum(column, k, rows, account)})"
            for k in largest
        ]
        if told < total:
            texts.append(f"nothing ({total - told:,}{_sum(column, -1, rows, account)})")
        return f"says {', '.join(texts)}"
    if values <= MOST_KINDS and told >= ROWS_OF_A_KIND * values and not tells_customers(column, values, rows, account):
        return f"has {values} different values"
    return filled_in if partly else None


def _sum(column: Column, code: int, rows: Rows, account: Account) -> str:
    """What the rows of one value are worth, so that whoever knows them for no purchases knows the sum without them."""
    if rows.money is None:
        return ""
    return f", sum {rows.money.total(account.alive & (column.code == code)):,f}"


def _are_shown(column: Column, counts: Integers, rows: Rows, account: Account) -> bool:
    """Whether values may be shown: not those that tell customers, or that are addresses."""
    values = np.flatnonzero(counts > 0).tolist()
    if any("@" in column.texts[k].as_py() for k in values):
        return False
    return not tells_customers(column, len(values), rows, account)


def tells_customers(column: Column, values: int, rows: Rows, account: Account) -> bool:
    """Whether a column says who bought: it tells customers apart, or most of them."""
    one, other = pairs(column.code[account.alive], rows.customer[account.alive])
    customers = len(np.unique(other))
    return len(one) == values >= customers or (len(one) == customers and 2 * values >= customers)


def _groups(rows: Rows) -> Integers:
    """Group of each row, of one customer and amount; shape (rows,)."""
    assert rows.money is not None
    amount, amounts = pd.factorize(np.abs(rows.money.units))
    group: Integers = pd.factorize(rows.customer * (len(amounts) + 1) + amount)[0].astype(np.int64)
    return group


def _repeated(column: Column, rows: Rows, account: Account, group: Integers) -> list[str]:
    """Values whose rows nearly all have the amount of another row of the same customer: returns, in two columns."""
    assert rows.money is not None
    alive, found = account.alive & (rows.customer >= 0), []
    everything = np.bincount(group[alive])
    counts = rows_of_texts(column, alive)
    values = np.flatnonzero(counts > 0).tolist()
    if len(values) > MOST_STATES:
        kinds = [("says something", alive & (column.code >= 0))]
    else:
        kinds = [(f"says {column.texts[k].as_py().strip()[:LONGEST]}", alive & (column.code == k)) for k in values]
    for say, its in (*kinds, ("says nothing", alive & (column.code < 0))):
        number = int(its.sum())
        if not number or 2 * number >= int(alive.sum()):
            continue
        own = np.bincount(group[its], minlength=len(everything))
        others = everything - own
        twice, of_others = int((others[group[its]] > 0).sum()), int(others[own > 0].sum())
        if twice >= MOSTLY * number and of_others <= TIMES * number:
            once, again = rows.money.total(alive & ~its), rows.money.total(its)
            found.append(
                f"where column '{column.name}' {say}, in {rows_said(account.row[its])}, the amounts repeat "
                f"another one of the same customer: if that was given back, write it with a minus (sum "
                f"{once - again:,f}); if it is the same sale again, take these rows out (sum {once:,f})"
            )
    return found
