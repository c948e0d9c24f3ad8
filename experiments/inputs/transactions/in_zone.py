"""The day that a moment has in the zone whose days count, as the user says or as it is written."""

from __future__ import annotations

import numpy as np

from experiments.inputs.transactions.moments import NONE, Moments
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import Reading
from experiments.inputs.transactions.table import Column, Integers, Truths


def in_zone(
    moments: Moments,
    said: str,
    used: Truths,
    column: Column,
    row: Integers,
    reading: Reading,
    problems: Problems,
) -> tuple[Integers, str]:
    """The days that count, and how that was decided."""
    timed = used & (moments.second != NONE) & (moments.day != NONE)
    offsets = timed & (moments.offset != NONE)
    if reading.time_zone is None:
        utc = "since 1970" in said
        return moments.day, "" if utc or not offsets.any() else "; moments count on the day that is written"
    if not offsets.any() and not (moments.second[timed] > 0).any():
        timed = np.zeros_like(timed)  # midnight alone is how many programs write days
    bare = timed & ~offsets
    if not timed.any() and (used & (moments.day != NONE)).any():
        advice = "Leave population.time_zone out: the days count as they are written."
        problems.add(f"column '{column.name}'", "days without a time", "no time zone can change them", advice)
    elif bare.any() and reading.moments is None:
        advice = (
            "Say in which zone they were written, such as population.moments=UTC, or leave population.time_zone out, "
            "and they count on the day that is written."
        )
        given = "moments without an offset from UTC"
        problems.at(row[column.rows_with(bare)], column.name, given, "may have another day there", advice)
        return moments.day, ""
    elif reading.moments is not None and timed.any() and not bare.any():
        advice = "Leave population.moments out: each moment has its own offset."
        problems.add(f"column '{column.name}'", "moments with an offset", "the word has no effect", advice)
    return moments.days_in(reading.time_zone, reading.moments), f"; moments count on their day in {reading.time_zone}"
