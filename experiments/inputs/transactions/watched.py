"""Until when a log was watched: days without purchases after it would be taken for customers who have left."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

from experiments.inputs.transactions.dates import iso_day

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser

SHORTEST_REST = 28
"""Days after the last purchase until which a log may always be said to have been watched."""


def watched_until(chooser: Chooser) -> datetime.date | None:
    """The last day that is watched; rows of later days are left out last, by `leave_later`."""
    if chooser.reading.until is None:
        return None
    until = iso_day(str(chooser.reading.until), "population.until")
    days = np.unique(chooser.rows.day[chooser.account.alive])
    if not len(days):
        return until
    last, first = int(days[-1]), int(days[0])
    rest = max(SHORTEST_REST, 2 * int(np.diff(days).max(initial=0)))
    allowed = f"must be between the first purchase, {datetime.date.fromordinal(first)}, and "
    allowed += f"{datetime.date.fromordinal(last + rest)}, {rest} days after the last"
    if not first <= until.toordinal() <= last + rest:
        advice = "Later days without any purchase would be taken for customers who have left."
        chooser.problems.add("population.until", str(until), allowed, advice if until.toordinal() > last else "")
    return until
