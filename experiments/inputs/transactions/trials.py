"""Rows that look like a test of the shop, or that some column calls a total, an average or a plan, with their sum.

A test has a customer who is called so, a word in a column, or an amount that people type who pay nothing: one
hundredth, or nines only far above all others. None of these is sure, so all such rows count.
"""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.content import names_in_quotes
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import MANY
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.states import MOST_STATES
from experiments.inputs.transactions.table import Column, Table, Truths
from experiments.inputs.transactions.understanding import Rows
from experiments.inputs.transactions.words_of_no_sale import AVERAGES, PLANS, SUMS, TESTS, say

RARE, HALF = 0.1, 0.5
"""Share of customers, or of rows, from which on a word is no sign of a test; and of rows, of a total or a plan."""
FEWEST = 5
"""Rows of one hundredth, or of nines only, beyond which they are prices."""
NINES, TIMES = 999_900, 2
"""Hundredths from which on nines are no price in a shop; times of the largest other amount but the rarest."""


def trials_said(table: Table, rows: Rows, account: Account) -> list[str]:
    """Say which rows look like tests, and which hold a word for a total, an average or a plan.

    Args:
        table: the rows.
        rows: as they were understood.
        account: which of them count.
    """
    found, names = np.zeros(len(account.alive), dtype=np.bool_), set[str]()
    named: dict[str, Truths] = {}
    for column in table.columns:
        own = column.name == rows.columns["customer"]
        if not column.name or (column.name in rows.columns.values() and not own):
            continue
        if len(column.texts) > MANY and not own:
            continue
        if (tests := _rare(column, account.alive, RARE, TESTS)).any():
            found |= tests
            names.add(column.name)
        if (
            len(column.texts) > MOST_STATES
            and (others := _rare(column, account.alive, HALF, SUMS, AVERAGES, PLANS)).any()
        ):
            named[column.name] = others
    said = []
    if found.any():
        where = f" (column {names_in_quotes(sorted(names))})"
        said.append(_said(found, f"a word for a test{where}", "take them out if nobody paid", rows, account))
    if rows.money is not None and (typed := _typed(rows.money, account.alive)).any():
        what = "an amount that is typed to try something, one hundredth or nines only"
        said.append(_said(typed, what, "take them out if nobody paid", rows, account))
    for name, others in named.items():
        what = f"a word for a total, an average or a plan in column '{name}'"
        said.append(_said(others, what, "take them out if they are no purchases", rows, account))
    return said


def _said(which: Truths, what: str, advice: str, rows: Rows, account: Account) -> str:
    worth = "" if rows.money is None else f", sum {rows.money.total(which):,f}"
    one = int(which.sum()) == 1
    advice = advice.replace("them", "it").replace("they are no purchases", "it is no purchase") if one else advice
    verb, counts = ("holds", "it counts") if one else ("hold", "they count")
    return f"{rows_said(account.row[which])}{worth}, {verb} {what}: {counts}; {advice}"


def _rare(column: Column, alive: Truths, most: float, *words: str) -> Truths:
    """Rows that count in which a column says a word and nothing else, if they are few."""
    texts = say(column.texts, *words)
    rows = column.rows_with(texts) & alive if texts.any() else np.zeros(len(alive), dtype=np.bool_)
    return rows if rows.sum() <= most * alive.sum() else np.zeros_like(rows)


def _typed(money: Money, alive: Truths) -> Truths:
    """Rows of one hundredth, or of an amount of nines only that is far above all others."""
    nothing = np.zeros(len(alive), dtype=np.bool_)
    cents = 10 ** max(0, 2 - money.places)
    if money.places > 2 or not ((money.units * cents == 1) | (money.units * cents >= NINES)).any():
        return nothing
    units = money.units[alive]
    cent = alive & (money.units * cents == 1)
    largest = max(NINES, int(TIMES * np.quantile(units.astype(np.float64), 0.99, method="lower") * cents))
    big = alive & (money.units * cents >= largest)
    values = {int(unit) for unit in np.unique(money.units[big]).tolist()}
    nines = {unit for unit in values if set(str(unit * cents).removesuffix("00")) == {"9"}}
    nine = big & np.isin(money.units, list(nines))
    usual = float(np.median(units.astype(np.float64))) * cents
    cent = cent if usual >= 100 else nothing
    found: Truths = np.any([rows if rows.sum() <= FEWEST else nothing for rows in (cent, nine)], axis=0)
    return found
