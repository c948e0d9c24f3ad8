"""Rows that say of themselves that they are a plan, a sum or an average: asked about; the word is that of totals.

Three places tell: the customer's, where such a word stands alone (Total 2024) or behind another customer (K1003 Total);
and a column of few values, of which some say plan and others actual.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.content import rows_of_texts
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.states import MOST_KINDS
from experiments.inputs.transactions.table import Column, Truths
from experiments.inputs.transactions.words_of_no_sale import ACTUALS, AVERAGES, PLANS, SUMS, TARGETS, say, without

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser

MOST = 0.5
"""Share of customers who are called like a sum or a plan, from which on it is their name."""
_SCENARIOS = re.compile(
    "s[cz]enari|scenari|escenario|planversion|budgetversion|wertart|werttyp|valuetype|datenart|datatype"
)
"""Names of columns that tell plans from what came of them."""


def leave_unreal_out(chooser: Chooser) -> None:
    """Ask about rows that say that they are no purchases, or do with them what the user says."""
    taken = set(chooser.rows.columns.values())
    for column in chooser.table.columns:
        own = column.name == chooser.rows.columns["customer"]
        if column.name in taken and not own:
            continue
        rows = _customers(column) if own else _planned(column, chooser.account.alive)
        if rows.any() and (rows := rows & chooser.asked).any():
            _decide(chooser, rows, column.name, "a plan, a sum or an average" if own else "what was planned")


def _decide(chooser: Chooser, rows: Truths, name: str, what: str) -> None:
    money, said, one = chooser.rows.money, rows_said(chooser.table.row[rows]), int(rows.sum()) == 1
    if money is None:
        where = f"{said} of column '{name}' hold{'s' if one else ''} a word for {what}"
        chooser.notes.append(f"{where}; {'it counts' if one else 'they count'}: take out what is no purchase")
    elif chooser.reading.totals == "drop":
        chooser.account.leave_out(f"a word for {what} in column '{name}'", rows)
    elif chooser.reading.totals == "keep":
        count = "counts as a purchase" if one else "count as purchases"
        chooser.notes.append(
            f"{said}, worth {money.total(rows):,f}, with a word for {what} in column '{name}', {count}, as you say"
        )
    else:
        choices = Choice({"totals": "drop"}), Choice({"totals": "keep"})
        advice = "If nobody bought anything there, say {}; if these are purchases, {}."
        given = f"a word for {what}, in rows worth {money.total(rows):,f}"
        chooser.problems.ask(f"{said}, column '{name}'", given, "may be no purchases", choices, advice, anyway=True)


def _customers(column: Column) -> Truths:
    """Rows whose customer is a word for a plan, a sum or an average, or another customer with such a word."""
    words, texts = (PLANS, SUMS, AVERAGES), column.texts
    rest = without(texts, *words)
    other = np.asarray(pc.not_equal(rest, texts).to_numpy(zero_copy_only=False), dtype=np.bool_)
    if other.any():
        other &= np.asarray(pc.is_in(rest, value_set=texts).to_numpy(zero_copy_only=False), dtype=np.bool_)
    odd = say(texts, *words) | other
    return _rows(column, odd if odd.sum() < MOST * len(odd) else np.zeros_like(odd))


def _planned(column: Column, alive: Truths) -> Truths:
    """Rows in which a column of few values says plan, where others say actual or its name says what it parts."""
    nothing = np.zeros(len(alive), dtype=np.bool_)
    plans = say(column.texts, PLANS, TARGETS) if column.name and len(column.texts) <= MOST_KINDS else nothing[:1]
    if not plans.any():
        return nothing
    there = rows_of_texts(column, alive) > 0
    parted = (say(column.texts, ACTUALS) & there).any() or _SCENARIOS.search(plain(column.name))
    return _rows(column, plans) if parted and not plans[there].all() else nothing


def _rows(column: Column, texts: Truths) -> Truths:
    return column.rows_with(texts) if texts.any() else np.zeros(len(column.code), dtype=np.bool_)
