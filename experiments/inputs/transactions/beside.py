"""Other columns of days: one may be the day of the purchase, where the chosen one tells when an account was made."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.content import filled, pairs, partners, rows_of_texts
from experiments.inputs.transactions.days import days_of
from experiments.inputs.transactions.moments import apart
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import Reading, typed
from experiments.inputs.transactions.table import Column, Integers, Table, Truths

SAMPLE = 200
"""Distinct texts that tell whether a column holds days."""
ALWAYS, OFTEN = 0.95, 0.5
"""Share of customers of several orders who have one day in the chosen column, and several in another."""


@dataclass(frozen=True, eq=False)
class OtherDays:
    """A column of days of which nothing is read.

    Args:
        name: of the column.
        day: ordinal of each row's day, -1 where there is none, shape (rows,).
    """

    name: str
    day: Integers


def other_days(table: Table, taken: set[int], dates: Column, reading: Reading) -> list[OtherDays]:
    """Columns that hold days beside the chosen one.

    Args:
        table: the rows.
        taken: places of the columns that something is read from.
        dates: the chosen column; figures alone are days only where its days are written so.
        reading: what the user says of days.
    """
    figures = _in_figures(dates)
    found = []
    for place, column in enumerate(table.columns):
        if place in taken or not _holds_days(column := filled(column), figures):
            continue
        how = Reading(date_format=reading.date_format, time_zone=reading.time_zone, moments=reading.moments)
        for way in (Reading(), how, Reading(date_format="day_first")):
            problems = Problems("")
            days = days_of(column, table.row, way, problems)
            if not problems.found:
                day = np.append(np.where(days.missing, -1, days.ordinal), -1)[column.code]
                found.append(OtherDays(column.name, day.astype(np.int64)))
                break
    return found


def _sample(column: Column) -> pa.Array:
    used = rows_of_texts(column, column.code >= 0) > 0
    return column.texts.take(pa.array(np.flatnonzero(used)[:SAMPLE]))


def _in_figures(column: Column) -> bool:
    return bool(pc.all(pc.match_substring_regex(_sample(column), r"^\s*[\d.]+\s*$")).as_py())


def _holds_days(column: Column, figures: bool) -> bool:
    texts = _sample(column)
    if not len(texts) or (_in_figures(column) and not figures and column.days is None):
        return False
    return bool((apart(texts)[0] >= 0).all())


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
    rivals = [one.name for one in others if float((partners(customer, one.day)[several] > 1).mean()) >= OFTEN]
    if rivals:
        words = " or ".join(typed("date", name) for name in (*rivals, chosen))
        shown = " and ".join(f"'{name}'" for name in rivals)
        given = f"one day for all orders of a customer in column '{chosen}', and several in column {shown}"
        problems.add("", given, "may be the day of an account and not of a purchase", f"Choose {words}.")


def days_said(others: list[OtherDays], customer: Integers, day: Integers, alive: Truths) -> list[str]:
    """Say which spans other columns of days have; those that agree with the chosen one are left out."""
    said, shortest = [], ""
    for one in others:
        told = alive & (one.day > 0)
        if not told.any() or bool((one.day[told] == day[told]).all()):
            continue
        first, last = (datetime.date.fromordinal(int(end)) for end in (one.day[told].min(), one.day[told].max()))
        number = len(pairs(customer[told], one.day[told])[0])
        said.append(f"'{one.name}' ({first} to {last}, {number:,} purchases)")
        shortest = shortest or typed("date", one.name)
    if not said:
        return []
    return [f"days stand also in column{'s' if len(said) > 1 else ''} {', '.join(said)}; {shortest} would take them"]
