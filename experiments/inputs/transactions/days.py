"""The day of each row: how its column is written, in which zone it counts, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow.compute as pc

from experiments.inputs.transactions.counted_days import EXCEL, UNITS, counted, epoch_of, one_of, used_texts
from experiments.inputs.transactions.dates import EARLIEST, ORDERS, latest, understood
from experiments.inputs.transactions.figures import advised
from experiments.inputs.transactions.formatted import Known, formatted
from experiments.inputs.transactions.identities import is_placeholder
from experiments.inputs.transactions.in_zone import in_zone
from experiments.inputs.transactions.midnights import refuse_moved
from experiments.inputs.transactions.moments import NONE, WEEKDAYS, Moments, apart
from experiments.inputs.transactions.months import LETTERS
from experiments.inputs.transactions.problems import Problems, shown
from experiments.inputs.transactions.reading import Reading
from experiments.inputs.transactions.table import Column, Integers, Truths
from experiments.inputs.transactions.ten_digits import formats_of

_NEVER = re.compile(r"0{4}-00-00(?:[ T][0:.]+)?|00([./-])00\1(?:0000|00)(?: [0:.]+)?|0{8}")


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
    refuse_moved(moments, said, np.where(used, counts, 0), column, reading, problems)
    ordinal, more = in_zone(moments, said, used, column, row, reading, problems)
    for outside, allowed, advice in (
        (ordinal > latest().toordinal(), f"must not be in the future (after {latest()})", ""),
        (
            (ordinal < EARLIEST.toordinal()) & (ordinal != NONE),
            "must be a day since 1900",
            "Is the year complete, or one of another calendar?",
        ),
    ):
        if (outside & used).any():
            text = shown(column.texts[int(np.argmax(outside & used))].as_py())
            problems.at(row[column.rows_with(outside & used)], column.name, text, allowed, advice)
    return Days(ordinal, missing, said + more)


_EXPECTED = ("must be a date such as 1997-02-01", "Mend the rows, or set population.date_format.")


def _moments(column: Column, counts: Integers, used: Truths, reading: Reading) -> Known:
    form = reading.date_format
    if (
        form is None
        and (form := epoch_of(column, used)) == "seconds"
        and (others := formats_of(used_texts(column, used)))
    ):
        return one_of(column, used, others)
    if form in UNITS or form == "excel":
        return counted(column, form, used)
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


_MONTH = re.compile(
    rf"\s*(?:(?:19|20)\d\d[-/. ]?(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/. ](?:19|20)\d\d"
    rf"|[{LETTERS}]{{3,11}}\.?[-/. ]?\d{{2,4}})\s*"
)
"""A year and a month, in figures or with the month's name."""


def _advised(text: str) -> tuple[str, str]:
    if (other := advised(text)) is not None:
        return other
    if _MONTH.fullmatch(text):
        advice = (
            "Export the day of each purchase; if months are all there is, write the first day of each, and what a "
            "customer bought in one is one purchase."
        )
        return "must be a date such as 1997-02-01, and may be a month", advice
    if re.fullmatch(r"\s*[3-6]\d{4}(\.\d+)?\s*", text):
        day = date.fromordinal(EXCEL + int(float(text)))
        advice = f"If it is a spreadsheet's number of {day}, say population.date_format=excel."
        return _EXPECTED[0], advice
    return _EXPECTED
