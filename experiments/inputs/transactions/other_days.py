"""Other columns of days, in whatever form they are written: as days, as moments, or as figures."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.content import filled, rows_of_texts
from experiments.inputs.transactions.days import days_of
from experiments.inputs.transactions.moments import apart
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.reading import Reading
from experiments.inputs.transactions.table import Column, Integers, Table

SAMPLE = 200
"""Distinct texts that tell whether a column holds days."""


WRITTEN, FIGURES = 8, {5: "excel", 10: "seconds", 13: "milliseconds", 16: "microseconds"}
"""Figures of a day that is written, and of one that is counted from another, with the word that reads it."""


@dataclass(frozen=True, eq=False)
class OtherDays:
    """A column of days of which nothing is read.

    Args:
        name: of the column.
        day: ordinal of each row's day, -1 where there is none, shape (rows,).
        form: how figures are to be read that do not tell by themselves that they are days; None: they do.
    """

    name: str
    day: Integers
    form: str | None = None

    @property
    def choice(self) -> Choice:
        """What takes this column for the days."""
        return Choice({"date": self.name} | ({} if self.form is None else {"date_format": self.form}))


def other_days(
    table: Table, taken: set[int], day: Integers, reading: Reading
) -> list[OtherDays]:  # fmt: skip
    """Columns that hold days beside the chosen one.

    Args:
        table: the rows.
        taken: places of the columns that something is read from.
        day: ordinal of each row's day in the chosen column, less than 1 where there is none, shape (rows,).
        reading: what the user says of days.
    """
    how = Reading(date_format=reading.date_format, time_zone=reading.time_zone, moments=reading.moments)
    found = []
    for place, column in enumerate(table.columns):
        if place in taken or not len(texts := _sample(column := filled(column))):
            continue
        if column.days is None and pc.all(pc.match_substring_regex(texts, r"^\s*[\d.]+\s*$")).as_py():
            head = Column(column.name, np.arange(len(texts), dtype=np.int32), texts)
            ways = [way for way in _ways(texts, how) if _of_these_years(_days(head, way), day)]
        else:
            ways = [Reading(), how, Reading(date_format="day_first")] if (apart(texts)[0] >= 0).all() else []
        if (one := next(filter(None, (_days(column, way) for way in ways)), None)) is not None:
            found.append(one)
    return found


def _days(column: Column, way: Reading) -> OtherDays | None:
    """The days of a column; None where some are none."""
    problems = Problems("")
    days = days_of(column, np.arange(len(column.code)), way, problems)
    if problems.found:
        return None
    day = np.append(np.where(days.missing, -1, days.ordinal), -1)[column.code]
    return OtherDays(
        column.name, day.astype(np.int64), way.date_format if way.date_format in FIGURES.values() else None
    )


def _sample(column: Column) -> pa.Array:
    used = rows_of_texts(column, column.code >= 0) > 0
    return column.texts.take(pa.array(np.flatnonzero(used)[:SAMPLE]))


def _ways(texts: pa.Array, how: Reading) -> list[Reading]:
    """How figures may be days: by how many they are."""
    digits = len(texts[0].as_py().strip().split(".")[0])
    if digits not in FIGURES:
        return [Reading(), how] if digits == WRITTEN else []
    zone = None if digits == min(FIGURES) else how.time_zone or "UTC"
    return [Reading(date_format=FIGURES[digits], time_zone=zone)]


def _of_these_years(found: OtherDays | None, day: Integers) -> bool:
    """Whether all days lie in the years of the log, or one year off: hardly any numbers of anything else do."""
    if found is None or not (known := day[day > 0]).size or not (days := found.day[found.day > 0]).size:
        return False
    (start, end), (first, last) = (
        (datetime.date.fromordinal(int(some.min())).year, datetime.date.fromordinal(int(some.max())).year)
        for some in (known, days)
    )
    return start - 1 <= first and last <= end + 1
