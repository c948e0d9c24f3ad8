"""Other columns of days: one may be the day of the purchase, where the chosen one tells when an account was made."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.content import filled, partners, rows_of_texts
from experiments.inputs.transactions.days import days_of
from experiments.inputs.transactions.moments import apart
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import Reading, typed
from experiments.inputs.transactions.returns import purchases
from experiments.inputs.transactions.table import Column, Integers, Table, Truths

SAMPLE = 200
"""Distinct texts that tell whether a column holds days."""
WRITTEN, FIGURES = 8, {5: "excel", 10: "seconds", 13: "milliseconds", 16: "microseconds"}
"""Figures of a day that is written, and of one that is counted from another, with the word that reads it."""
ALWAYS, OFTEN = 0.95, 0.5
"""Share of customers of several orders who have one day in the chosen column, and several in another."""


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
    def words(self) -> str:
        """What takes this column for the days."""
        form = "" if self.form is None else f" {typed('date_format', self.form)}"
        return f"{typed('date', self.name)}{form}"


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


def refuse_days_of_customers(
    table: Table, chosen: str, customer: Integers, day: Integers, order: Column | None, others: list[OtherDays],
    problems: Problems,
) -> None:  # fmt: skip
    """Ask where each customer has one day in the chosen column, and several in another.

    Args:
        table: the rows.
        chosen: name of the column of days.
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        day: ordinal of each row's day, less than 1 where there is none, shape (rows,).
        order: numbers of orders; None where there are none, and each row may be one.
        others: further columns of days.
        problems: where the question is noted.
    """
    if not others:
        return
    several = partners(customer, np.arange(len(customer)) if order is None else order.code) > 1
    if not several.any():
        return
    if float((partners(customer, np.where(day > 0, day, -1))[several] == 1).mean()) < ALWAYS:
        return
    rivals = [one for one in others if float((partners(customer, one.day)[several] > 1).mean()) >= OFTEN]
    if rivals:
        words = " or ".join((*(one.words for one in rivals), typed("date", chosen)))
        shown = " and ".join(f"'{one.name}'" for one in rivals)
        given = f"one day for all orders of a customer in column '{chosen}', and several in column {shown}"
        problems.add("", given, "may be the day of an account and not of a purchase", f"Choose {words}.")


def days_said(
    others: list[OtherDays], customer: Integers, day: Integers, money: Money | None, alive: Truths, net: bool
) -> list[str]:  # fmt: skip
    """Say which spans other columns of days have; those that agree with the chosen one are left out.

    Args:
        others: the columns.
        customer: position of each row's customer, shape (rows,).
        day: ordinal of each row's day, shape (rows,).
        money: amounts; None for a log without them.
        alive: rows that count, shape (rows,).
        net: whether what is given back is taken off earlier purchases, which another day may change.
    """
    said, shortest = [], ""
    for one in others:
        told = alive & (one.day > 0)
        if not told.any() or bool((one.day[told] == day[told]).all()):
            continue
        bought = purchases(customer[told], one.day[told], None if money is None else money.kept(told), net)[1]
        if not len(bought):
            continue
        first, last = (datetime.date.fromordinal(int(end)) for end in (bought.min(), bought.max()))
        number = len(bought)
        said.append(f"'{one.name}' ({first} to {last}, {number:,} purchases)")
        shortest = shortest or one.words
    if not said:
        return []
    return [f"days stand also in column{'s' if len(said) > 1 else ''} {', '.join(said)}; {shortest} would take them"]
