"""Rows that add up others are no purchases: refused, left out, or counted, as the user says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.inputs.transactions.blocks import subtotals_of
from experiments.inputs.transactions.kits import kits_of
from experiments.inputs.transactions.parts_apart import parts_apart
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.totals import totals_of
from experiments.inputs.transactions.totals_of_customers import totals_of_customers

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser


def leave_totals_out(chooser: Chooser) -> None:
    """Rows that add up others are no purchases, unless the user says so."""
    money, alive = chooser.rows.money, chooser.account.alive
    if money is None:
        return
    counted = chooser.rows.customer[alive], chooser.rows.day[alive], money.units[alive]
    found = (
        totals_of(*counted)
        or subtotals_of(counted[2])
        or totals_of_customers(*counted)
        or kits_of(*counted)
        or parts_apart(*counted)
    )
    if found is None:
        return
    rows = np.zeros(len(alive), dtype=np.bool_)
    rows[alive] = found.rows
    rows &= ~chooser.rows.later
    if not rows.any():
        return
    given = f"{found.what}, {money.total(rows):,f}{'' if rows.sum() == 1 else ' in sum'}"
    if chooser.reading.totals == "keep":
        count = "counts as a purchase" if rows.sum() == 1 else "count as purchases"
        chooser.notes.append(f"{rows_said(chooser.table.row[rows])}, worth {given}, {count}, as you say")
    elif chooser.reading.totals == "drop" and found.sure:
        chooser.account.leave_out("a total of other rows", rows)
    else:
        it, adds, was, allowed = (
            ("it", "adds", "was", "may be a total") if rows.sum() == 1 else ("they", "add", "were", "may be totals")
        )
        where = f"{rows_said(chooser.table.row[rows])}, column '{chooser.rows.columns['amount']}'"
        if found.sure:
            choices = Choice({"totals": "drop"}), Choice({"totals": "keep"})
            advice = f"If {it} {adds} up other rows, say {{}}; if {it} {was} paid, {{}}."
            chooser.problems.ask(where, given, allowed, choices, advice, anyway=True)
        else:
            doubt = found.doubt.format(f"{money.total(alive & ~rows):,f}")
            advice = f"{doubt}, or say population.totals=keep if everything was paid."
            chooser.problems.add(where, given, allowed, advice)
