"""The day of each row: how its column is written, in which zone it counts, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from experiments.inputs.transactions.dates import EARLIEST, ORDERS, latest, understood
from experiments.inputs.transactions.formatted import Known, formatted
from experiments.inputs.transactions.identities import is_placeholder
from experiments.inputs.transactions.moments import NONE, WEEKDAYS, Moments, apart
from experiments.inputs.transactions.problems import Problems, shown
from experiments.inputs.transactions.reading import Reading
from experiments.inputs.transactions.table import Column, Integers, Truths
from experiments.inputs.transactions.ten_digits import formats_of, read
from experiments.inputs.transactions.zones import DAY, EPOCH

UNITS = {"seconds": 1, "milliseconds": 1000, "microseconds": 1_000_000}
HOUR, QUARTER, NOON, YEAR = 3600, 900, 12 * 3600, 365
ODD = 0.1
"""Share of rows with another time of day up to which the others are midnights: some orders are of the till itself."""
DAYS_WITHOUT_OFFSET = 10
"""Days below which two times without an offset may be chance."""
_NEVER = re.compile(r"0{4}-00-00(?:[ T][0:.]+)?|00([./-])00\1(?:0000|00)(?: [0:.]+)?|0{8}")
EXCEL = date(1899, 12, 30).toordinal()
_DIGITS = r"^\s*\d{{{0}}}(?:\.\d*)?\s*$"


@dataclass(frozen=True, eq=False)
class Days:
    """Days of the distinct texts of a column.

    Args:
        ordinal: of each text, shape (texts,).
        missing: which texts stand for nothing, shape (texts,).
        said: how they were understood.
    """

    ordinal: Integers
    missing: Truths
    said: str


def days_of(column: Column, row: Integers, reading: Reading, problems: Problems) -> Days:
    """Understand a column of days.

    Args:
        column: the column.
        row: number of each row, for messages, shape (rows,).
        reading: what the user says.
        problems: where failures are noted.
    """
    counts = np.bincount(column.code[column.code >= 0], minlength=len(column.texts))
    missing = ~pc.match_substring_regex(column.texts, "[1-9]").to_numpy(zero_copy_only=False).astype(np.bool_)
    for k in np.flatnonzero(missing).tolist():  # a day has a digit, and 0000-00-00 is how databases write none
        text = column.texts[k].as_py()
        missing[k] = is_placeholder(text) or _NEVER.fullmatch(text.strip()) is not None
    used = (counts > 0) & ~missing
    known = _moments(column, counts, used, reading)
    moments, said, wrong, ambiguous = known
    bad = used & (moments.day == NONE)
    if wrong is not None and ambiguous:
        problems.add(f"column '{column.name}'", *wrong)
        return Days(moments.day, missing, said)
    if bad.any():
        at = row[column.rows_with(bad)]
        given, allowed, advice = wrong or (shown(column.texts[int(np.argmax(bad))].as_py()), *_EXPECTED)
        problems.at(at, column.name, given, allowed, advice)
    _refuse_moved(moments, said, np.where(used, counts, 0), column, reading, problems)
    ordinal, more = _in_zone(moments, said, used, column, row, reading, problems)
    for outside, allowed, advice in (
        (ordinal > latest().toordinal(), f"must not be in the future (after {latest()})", ""),
        ((ordinal < EARLIEST.toordinal()) & (ordinal != NONE), "must be a day since 1900", "Is the year complete?"),
    ):
        if (outside & used).any():
            text = shown(column.texts[int(np.argmax(outside & used))].as_py())
            problems.at(row[column.rows_with(outside & used)], column.name, text, allowed, advice)
    return Days(ordinal, missing, said + more)


_EXPECTED = ("must be a date such as 1997-02-01", "Mend the rows, or set population.date_format.")


def _moments(column: Column, counts: Integers, used: Truths, reading: Reading) -> Known:
    form = reading.date_format
    if form is None and (form := _epoch(column, used)) == "seconds" and (others := formats_of(_used(column, used))):
        return _one_of(column, used, others)
    if form in UNITS or form == "excel":
        return _counted(column, form, used)
    if form is not None and form not in ORDERS:
        return formatted(column, form, used)
    place, days, second, offset, weekday = apart(column.texts)
    seen = used & (place >= 0)
    weight = np.bincount(place[seen], weights=counts[seen], minlength=len(days)).astype(np.int64)
    asked = [k for k in range(len(days)) if weight[k]]
    found = understood([days[k] for k in asked], weight[asked], form)
    ordinal = np.zeros(len(days) + 1, dtype=np.int64)
    ordinal[asked] = found.ordinal
    day = np.where(place >= 0, ordinal[place], 0)
    whole = Moments(np.where(day > 0, day, NONE), second, offset, weekday)
    unknown, other = used & (place < 0), used & whole.of_other_weekdays()
    if found.wrong is None and unknown.any():
        text = column.texts[int(np.argmax(unknown))].as_py()
        return whole, found.said, (shown(text), *_advised(text)), False
    if found.wrong is None and other.any():
        return _contradicted(column, whole, other, found.said)
    return whole, found.said, found.wrong, found.ambiguous


def _contradicted(column: Column, whole: Moments, other: Truths, said: str) -> Known:
    """Days of which the text names another weekday: one of the two is wrong, and nobody knows which."""
    first = int(np.argmax(other))
    day = date.fromordinal(int(whole.day[first]))
    allowed = f"names another day of the week: {day} is a {WEEKDAYS[day.weekday()]}"
    wrong = (shown(column.texts[first].as_py()), allowed, "Mend the rows, or set population.date_format.")
    return Moments(np.where(other, NONE, whole.day), whole.second, whole.offset), said, wrong, False


def _advised(text: str) -> tuple[str, str]:
    if re.fullmatch(r"\s*[3-6]\d{4}(\.\d+)?\s*", text):
        day = date.fromordinal(EXCEL + int(float(text)))
        advice = f"If it is a spreadsheet's number of {day}, say population.date_format=excel."
        return _EXPECTED[0], advice
    return _EXPECTED


def _epoch(column: Column, used: Truths) -> str | None:
    """Seconds and the like since 1970, which no other way of writing a day looks like."""
    for unit, digits in (("seconds", 10), ("milliseconds", 13), ("microseconds", 16)):
        alike = pc.match_substring_regex(column.texts, _DIGITS.format(digits)).to_numpy(zero_copy_only=False)
        if used.any() and alike[used].all():
            return unit
    return None


def _used(column: Column, used: Truths) -> list[str]:
    return [column.texts[k].as_py() for k in np.flatnonzero(used).tolist()]


def _one_of(column: Column, used: Truths, others: Sequence[str]) -> Known:
    """Seconds since 1970, where none of them is still to come, or one of the other ways; all are shown."""
    known = _counted(column, "seconds", used)
    if (known[0].day[used] > latest().toordinal()).any() and len(others) == 1:
        moments, _, wrong, _ = formatted(column, others[0], used)
        return moments, f"dates are written {others[0]}", wrong, False
    first = int(np.argmax(used))
    text = column.texts[first].as_py().strip()
    ways = {form: read(text, form).date() for form in others}
    if not (known[0].day[used] > latest().toordinal()).any():
        ways = {"seconds": date.fromordinal(int(known[0].day[first])), **ways}
    may = " or ".join(f"{day} (population.date_format={form})" for form, day in ways.items())
    return known[0], "", (shown(text), f"may be {may}", "No row tells which: choose one of these words."), True


def _counted(column: Column, unit: str, used: Truths) -> Known:
    """Seconds and the like since 1970 in UTC, or days as a spreadsheet counts them."""
    numbers = pd.to_numeric(column.texts.to_pandas(), errors="coerce").to_numpy(dtype=np.float64)
    good = np.isfinite(numbers) & (numbers >= 0) & (numbers < 1e17)
    safe = np.where(good, numbers, 0.0)
    nothing = np.full(len(numbers), NONE)
    if unit == "excel":
        day = np.where(good & (safe < 100_000), EXCEL + np.floor(safe).astype(np.int64), NONE)
        second = np.minimum(np.floor((safe % 1) * DAY + 0.001), DAY - 1).astype(np.int64)  # thousandths are rounding
        timed = (day != NONE) & bool((second[used & (day != NONE)] > 0).any())
        return Moments(day, np.where(timed, second, NONE), nothing), "dates are a spreadsheet's numbers", None, False
    seconds = (safe / UNITS[unit]).astype(np.int64)
    day = np.where(good & (seconds < 1e11), seconds // DAY + EPOCH, NONE)
    said = f"dates are {unit} since 1970 in UTC"
    return Moments(day, seconds % DAY, np.zeros(len(day), dtype=np.int64)), said, None, False


def _refuse_moved(
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


def _in_zone(
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
