"""Numbers that say again what the day says: its year, quarter, month, week, or its place in one of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np

from experiments.inputs.transactions.content import pairs
from experiments.inputs.transactions.table import Integers

DISTINCT = 2
"""Numbers below which the agreement says nothing."""


def is_of_the_day(value: Integers, day: Integers) -> bool:
    """Whether numbers are a part of the day in all rows.

    Args:
        value: of each row, shape (rows,).
        day: ordinal of each row's day, less than 1 where there is none, shape (rows,).
    """
    known = (day > 0) & (value >= 0)
    days, numbers = pairs(np.where(known, day, -1), np.where(known, value, -1))
    if len(np.unique(numbers)) < DISTINCT or len(np.unique(days)) < len(days) or (value[day > 0] < 0).any():
        return False
    return any(np.array_equal(part, numbers) for part in _parts(days))


def _parts(days: Integers) -> Iterator[Integers]:
    """Parts of days, as programs count them; each of the shape (days,)."""
    dates = [datetime.date.fromordinal(int(day)) for day in days]
    month, of_month = (np.array(values) for values in zip(*((one.month, one.day) for one in dates), strict=True))
    yield from (month, of_month, (month + 2) // 3, np.array([one.year for one in dates]))
    yield from ((month - 1 + shift) % 12 + 1 for shift in range(1, 12))  # of a year that begins in another month
    yield from (((month - 1 + shift) % 12) // 3 + 1 for shift in range(1, 12))
    weekday, of_year = (days - 1) % 7, np.array([one.timetuple().tm_yday for one in dates])
    yield from (weekday, weekday + 1, (weekday + 1) % 7, (weekday + 1) % 7 + 1, of_year)
    yield from (np.array([int(one.strftime(form)) for one in dates]) for form in ("%V", "%U", "%W"))
    yield (of_year + 6) // 7
