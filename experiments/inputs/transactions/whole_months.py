"""Days that are months: all of them the first of one, or read so, because a month was written and no day.

What a customer buys on one day is one purchase, so that a month's purchases become one, and pauses are whole months.
"""

from __future__ import annotations

import datetime

import numpy as np

from experiments.inputs.transactions.table import Integers

FEWEST = 3
"""Months from which on it is no chance that all days are the first."""


def months_said(day: Integers) -> list[str]:
    """Say that days are months.

    Args:
        day: ordinals of the rows that count, shape (rows,).
    """
    dates = [datetime.date.fromordinal(one) for one in np.unique(day).tolist()[: 10 * FEWEST]]
    if len(dates) < FEWEST or any(date.day != 1 for date in dates):
        return []
    days = np.unique(day).astype(np.int64) - datetime.date(1970, 1, 1).toordinal()
    if (days.astype("datetime64[D]") != days.astype("datetime64[D]").astype("datetime64[M]")).any():
        return []
    return [
        "all days are the first of a month: if these are months, all that a customer bought in one counts as one "
        "purchase, on its first day"
    ]
