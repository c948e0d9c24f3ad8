"""Which understood rows count: not those that lack something, are copies, repeat a total, or come too late."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from experiments.inputs.transactions.adding_up import leave_totals_out
from experiments.inputs.transactions.chooser import Chooser
from experiments.inputs.transactions.given_back import given_back
from experiments.inputs.transactions.lines import count_once
from experiments.inputs.transactions.one_currency import one_currency
from experiments.inputs.transactions.said_again import ask_said_again
from experiments.inputs.transactions.table import Truths
from experiments.inputs.transactions.unreal import leave_unreal_out
from experiments.inputs.transactions.watched import watched_until


@dataclass(frozen=True, eq=False)
class Chosen:
    """What was decided of a log.

    Args:
        until: the last day that is watched; None for that of the last purchase.
        currency: its code or sign; None where none is written.
        back: rows of less than nothing, among those that counted, shape (rows,).
    """

    until: datetime.date | None
    currency: str | None
    back: Truths


def choose(chooser: Chooser) -> Chosen:
    """Go through the rows of a log once."""
    chooser.unread()
    chooser.lacking()
    until = watched_until(chooser)
    currency = one_currency(chooser)
    chooser.copied()
    before = len(chooser.problems.found)
    count_once(chooser)
    if len(chooser.problems.found) == before:  # one question about amounts that stand twice is enough
        ask_said_again(chooser)
    leave_unreal_out(chooser)
    leave_totals_out(chooser)
    back = given_back(chooser)
    chooser.leave_later(until)
    chooser.tell_copies()
    return Chosen(until, currency, back)
