"""Rows of less than nothing: returns, or discounts within an order; refused, left out or set off, as the user says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.table import Truths

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser


def given_back(chooser: Chooser) -> Truths:
    """Rows with negative amounts, among those that still count."""
    nothing = np.zeros(len(chooser.table.row), dtype=np.bool_)
    if chooser.rows.money is None:
        return nothing
    back = (chooser.rows.money.units < 0).astype(np.bool_) & chooser.asked
    if not back.any():
        return nothing
    if chooser.reading.returns == "refuse":
        where = f"{rows_said(chooser.table.row[back])}, column '{chooser.rows.columns['amount']}'"
        given = f"less than nothing, with a sum of {chooser.rows.money.total(back):,f}"
        advice = "Say {} to take them off the customer's earlier purchases, or {} to leave them out."
        allowed = "may be returns"
        within = _within_orders(chooser, back)
        if 2 * within.sum() >= back.sum():
            allowed = f"may be returns, but {within.sum():,} stand beside a larger amount of the same order and day"
            high = f"{-chooser.rows.money.total(within):,f}"
            advice = (
                "If those are discounts, {} takes them off that purchase, and {} would leave the purchases too high by "
                f"{high}."
            )
        choices = Choice({"returns": "net"}), Choice({"returns": "drop"})
        chooser.problems.ask(where, given, allowed, choices, advice, anyway=True)
    elif chooser.reading.returns == "drop":
        chooser.account.leave_out("a return, which is a negative amount", back)
    return back


def _within_orders(chooser: Chooser, back: Truths) -> Truths:
    """Which rows of less than nothing stand in an order of that customer and day that is worth more.

    Args:
        chooser: of the log.
        back: these rows, shape (rows,).
    """
    place, money = chooser.rows.columns.get("order"), chooser.rows.money
    column = next((column for column in chooser.table.columns if column.name == place), None)
    if column is None or money is None:
        return np.zeros_like(back)
    order = grouped(chooser.rows.customer, chooser.rows.day, column.code.astype(np.int64))
    worth = np.bincount(order[chooser.asked], money.floats()[chooser.asked], minlength=int(order.max()) + 1)
    return back & (worth > 0)[order]
