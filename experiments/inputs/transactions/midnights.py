"""Days that a program has moved: midnight of a zone, written in UTC, has one or two times of day in nearly all rows."""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.moments import NONE, Moments
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import Reading
from experiments.inputs.transactions.table import Column, Integers
from experiments.inputs.transactions.zones import DAY

HOUR, QUARTER, NOON, YEAR = 3600, 900, 12 * 3600, 365


ODD = 0.1
"""Share of rows with another time of day up to which the others are midnights: some orders are of the till itself."""


DAYS_WITHOUT_OFFSET = 10
"""Days below which two times without an offset may be chance."""


def refuse_moved(
    moments: Moments, said: str, counts: Integers, column: Column, reading: Reading, problems: Problems
) -> None:  # fmt: skip
    """Ask about days that a program has moved: midnight of a zone, written in UTC, has one or two times of day.

    One time alone may be noon, as some write days, and one without an offset the time of a report.

    Args:
        moments: of the texts.
        said: how they were understood.
        counts: rows with each text that says something, shape (texts,).
        column: of the days.
        reading: what the user says.
        problems: where the question is noted.
    """
    timed = (counts > 0) & (moments.second != NONE) & (moments.day != NONE)
    if reading.time_zone is not None or not timed.any():
        return
    usual, everywhere = _midnights(moments.day[timed], moments.second[timed], counts[timed])
    timed[timed] = np.isin(moments.second[timed], usual)
    offset = np.unique(moments.offset[timed])
    if not timed.any() or len(offset) > 1 or (len(usual) == 1 and offset[0] == NONE):
        return
    if len(np.unique(moments.day[timed])) < (DAYS_WITHOUT_OFFSET if offset[0] == NONE else 2):
        return
    clock = " or ".join(f"{second // HOUR:02d}:{second % HOUR // 60:02d}" for second in sorted(usual))
    zone = " population.moments=UTC" if offset[0] == NONE else ""
    given = f"{clock} in {'all' if everywhere else 'nearly all'} rows"
    allowed = "may be midnight of another time zone, so that the days are others"
    advice = (
        f"Say where the days were written, such as population.time_zone=Europe/Berlin{zone}, or "
        f"population.time_zone=UTC{zone} to keep the days that are written."
    )
    if "UTC" not in said and offset[0] not in (NONE, 0):
        return  # moments of a place have its own days
    problems.add(f"column '{column.name}'", given, allowed, advice)


def _midnights(day: Integers, second: Integers, rows: Integers) -> tuple[list[int], bool]:
    """Times of day of nearly all rows that may be midnight elsewhere, as zones lie full quarters of an hour apart.

    Args:
        day: ordinal, of each text, shape (texts,).
        second: of the day, of each text, shape (texts,).
        rows: with each text, shape (texts,).

    Returns:
        One or two times, which summer moves by an hour, or by half of one; none where there are others, or where two
        follow each other as no summer and winter do. And whether no row has another time.
    """
    clock, place = np.unique(second, return_inverse=True)
    weight = np.bincount(place, weights=rows)
    most = np.argsort(-weight, kind="stable")[:2].tolist()
    first, rest = int(clock[most[0]]), float(weight.sum() - weight[most].sum())
    if len(most) == 2:
        other = int(clock[most[1]])
        moved = abs(first - other) in (HOUR, 23 * HOUR, HOUR // 2, DAY - HOUR // 2)
        if moved and not (first % QUARTER or other % QUARTER) and rest < min(weight[most[1]], ODD * weight.sum() + 1):
            both = np.isin(second, [first, other])
            by_day = second[both][np.lexsort((second[both], day[both]))]
            years = 1 + int(np.ptp(day[both])) // YEAR
            if (np.diff(by_day) != 0).sum() <= 2 * years + 1 + ODD / 2 * len(by_day):
                return [first, other], rest == 0
    if first % QUARTER or first in (0, NOON) or weight[most[0]] < (1 - ODD) * weight.sum():
        return [], False
    return [first], len(clock) == 1
