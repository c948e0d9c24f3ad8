"""Days as the user's format says they are written, in the directives of `strptime`.

Where two numbers of a format touch, as in %d%m%Y, `strptime` takes 1012024 for the tenth of January. Such numbers have
all their digits here; one zero may lack at the front, as a spreadsheet leaves it out.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from functools import cache

import numpy as np

from experiments.inputs.transactions.moments import NONE, Moments
from experiments.inputs.transactions.problems import shown
from experiments.inputs.transactions.reading import DATES
from experiments.inputs.transactions.table import Column, Truths
from simulation.mistake import Mistake

Known = tuple[Moments, str, tuple[str, str, str] | None, bool]
"""Moments, how they were understood, what is wrong with the first that is none, and whether it has two readings."""
_WIDTH = {"Y": 4} | dict.fromkeys("mdHIMSy", 2)
_TOUCHING = re.compile(rf"((?:%[{''.join(_WIDTH)}]){{2,}}(?:%f)?)")
_POINT = re.compile(r"\.0+$")
"""As tables write whole numbers where some are missing."""


def formatted(column: Column, form: str, used: Truths) -> Known:
    """As the user's format says."""
    require_format(form)
    day, second, offset = (np.full(len(column.texts), NONE) for _ in range(3))
    weekdays = any(directive in form for directive in ("%a", "%A", "%u", "%w"))
    timed = any(directive in form for directive in ("%H", "%I", "%c", "%X", "%T", "%R"))
    for k in np.flatnonzero(used).tolist():
        moment = _moment(column.texts[k].as_py().strip(), form, weekdays)
        if moment is None:
            continue
        day[k] = moment.toordinal()
        if timed:
            second[k] = moment.hour * 3600 + moment.minute * 60 + moment.second
        if moment.tzinfo is not None:
            offset[k] = round(moment.utcoffset().total_seconds())  # type: ignore[union-attr]
    bad = used & (day == NONE)
    wrong = None
    if bad.any():
        text = shown(column.texts[int(np.argmax(bad))].as_py())
        wrong = (text, f"must look like {form}", "Mend the rows, or change population.date_format.")
    return Moments(day, second, offset), f"dates are written {form}, as you say", wrong, False


def _moment(text: str, form: str, weekdays: bool) -> datetime | None:
    """The moment that a text is by a format; None where it is none, or names another day of the week."""
    for one in (text, _POINT.sub("", text)):
        filled = whole(one, form)
        try:
            moment = datetime.strptime(filled, form)
        except ValueError:
            continue
        return None if weekdays and time.strptime(filled, form).tm_wday != moment.weekday() else moment
    return None


def whole(text: str, form: str) -> str:
    """The text with all digits of numbers that touch; empty where the digits that tell the day are not whole."""
    pattern, runs = _touching(form)
    if not runs:
        return text
    found = pattern.fullmatch(text)
    if found is None:
        return ""
    parts = list(found.groups())
    parts[1::2] = (_filled(digits, run) for digits, run in zip(parts[1::2], runs, strict=True))
    return "".join(parts)


@cache
def _touching(form: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What stands around each run of numbers that touch, and the run; the directives of each run."""
    pieces = _TOUCHING.split(form)
    runs = tuple(run.replace("%", "") for run in pieces[1::2])
    around = [f"({_around(piece)})" for piece in pieces[::2]]
    inside = [*(f"({_digits(run)})" for run in runs), ""]
    return re.compile("".join(map("".join, zip(around, inside, strict=True))), re.DOTALL | re.IGNORECASE), runs


def _around(piece: str) -> str:
    """A pattern of what stands between runs: other directives may be anything, blanks are alike."""
    parts = re.split(r"(%.|\s+)", piece)
    return "".join(".+?" if part[:1] == "%" else r"\s+" if part.isspace() else re.escape(part) for part in parts)


def _digits(run: str) -> str:
    """Digits that a run may have: all, or one less where no year of four is in front; of a time any number."""
    width = sum(_WIDTH[name] for name in run if name != "f")
    if not set(run) & set("dmyY"):
        return r"\d+"
    if "f" not in run:
        return rf"\d{{{width - (run[0] != 'Y')},{width}}}"
    if run[0] == "Y":
        return rf"\d{{{width + 1},{width + 6}}}"
    return rf"\d{{{width + 2},{width + 3}}}|\d{{{width + 5},{width + 6}}}"


def _filled(digits: str, run: str) -> str:
    """The digits of a run with the zeros that lack in front; parts of a second are three digits or six."""
    width = sum(_WIDTH[name] for name in run if name != "f")
    if "f" not in run:
        return digits.zfill(width)
    if run[0] == "Y" or not set(run) & set("dmy"):
        return digits
    return digits.zfill(width + (3 if len(digits) <= width + 3 else 6))


def require_format(form: str) -> None:
    """Refuse a format that does not bring a day back as it was.

    Raises:
        Mistake: a directive is unknown, or year, month or day is missing.
    """
    sample = datetime(2013, 12, 27, tzinfo=UTC)
    try:
        text = sample.strftime(form)
        dated = text != sample.replace(year=2019).strftime(form)  # the same weekdays and weeks: only the year differs
        same = dated and datetime.strptime(text, form).date() == sample.date()
    except (ValueError, re.error):
        same = False
    if not same:
        allowed = "must hold year, month and day"
        advice = f"An example: %d/%m/%Y. Or one of {', '.join(DATES)}."
        raise Mistake("population.date_format", form, allowed, advice)
