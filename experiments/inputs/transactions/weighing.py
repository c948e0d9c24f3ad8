"""What is reported of a log in another reading: it is read anew with the words of this reading."""

from __future__ import annotations

import datetime

import numpy as np

from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.chooser import Chooser
from experiments.inputs.transactions.choosing import choose
from experiments.inputs.transactions.line_questions import NO_TOTAL
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Figures
from experiments.inputs.transactions.reading import Reading
from experiments.inputs.transactions.returns import bought
from experiments.inputs.transactions.table import Table
from experiments.inputs.transactions.understanding import rows_of


def weighed(table: Table, reading: Reading) -> Figures | None:
    """What is reported of a log in some reading, whatever else is to be asked; None where it cannot be read so.

    Args:
        table: the rows.
        reading: with the words of this reading.
    """
    problems = Problems("")
    rows = rows_of(table, reading, problems)
    if rows is None:
        return None
    rows.lacking["a day that cannot be read"] = rows.day < 1  # which is a problem of its own
    chooser = Chooser(table, rows, reading, problems, Account(table.row, np.ones(len(table.row), np.bool_)), [])
    choose(chooser)
    kept = chooser.account.alive
    if not kept.any() or any(allowed == NO_TOTAL for _, _, allowed, _ in problems.found):
        return None
    money = None if rows.money is None else rows.money.kept(kept)
    found = bought(rows.customer[kept], rows.day[kept], money, reading.returns == "net")
    if not len(found.day):
        return None
    _, customer = np.unique(found.customer, return_inverse=True)
    again = float((np.bincount(customer) > 1).mean())
    first, last = (str(datetime.date.fromordinal(int(day))) for day in (found.day.min(), found.day.max()))
    marks = np.modf(1e4 * np.sin(found.day))[0]  # two sets of days hardly have one sum
    days = np.sort(np.bincount(customer, marks)).round(9).tobytes()
    worth = None if rows.money is None else rows.money.total(kept)
    return Figures(int(kept.sum()), int(customer.max()) + 1, len(found.day), again, first, last, worth, days)
