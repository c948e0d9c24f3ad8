"""Days as people write them: one text has one meaning, or both meanings are shown and the user chooses.

ISO 8601 is taken as it is, and so is a year of four digits beside the name of a month. Of 03/04/2025, or of 17-Jan-05,
the other rows may tell which part is which: an order in which some row would have no day of the calendar, or one that
is still to come, is no order of the file. Where more than one order is left,
nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.months import LETTERS, month_of
from experiments.inputs.transactions.problems import shown
from simulation.mistake import Mistake

EARLIEST = date(1900, 1, 1)
ORDERS = {"day_first": (2, 1, 0), "month_first": (2, 0, 1), "year_first": (0, 1, 2)}
"""Places of year, month and day among the three parts."""
PIVOT = 69
"""Years of two digits from here on are those of 19.., as in `strptime`."""

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Understood:
    """Distinct days of a log.

    Args:
        ordinal: of each, 0 where it is no day, shape (days,).
        said: how they were understood, in words.
        wrong: what is wrong with those that are no days, or with all of them: (given, allowed, advice).
        ambiguous: whether the last is about all of them.
    """

    ordinal: Integers
    said: str
    wrong: tuple[str, str, str] | None = None
    ambiguous: bool = False


_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2}|\d{8})(?:[T ]00:00(?::00(?:\.0+)?)?)?\s*", re.ASCII)


def iso_day(text: str, thing: str) -> date:
    """A day that is written year-month-day, to its last sign; the midnight with which Python writes some is no more.

    Raises:
        Mistake: it is not, or lies in the future or before 1900.
    """
    match = _DAY.fullmatch(text)
    try:
        day = date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise Mistake(thing, text or "nothing", "must be a date such as 1997-02-01") from None
    if not EARLIEST <= day <= latest():
        raise Mistake(thing, text, f"must not be in the future or before {EARLIEST.year}")
    return day


def latest() -> date:
    """The last day that anywhere on Earth is today."""
    return date.today() + timedelta(days=1)


def understood(days: Sequence[str], rows: Integers, order: str | None = None) -> Understood:
    """What distinct texts of days mean.

    Args:
        days: the texts.
        rows: how many rows each has, shape (days,).
        order: one of `ORDERS` where the user says so; None: found out.
    """
    fixed = np.array([_fixed(day) for day in days], dtype=np.int64)
    loose = np.array([_is_loose(day) for day in days], dtype=np.bool_)
    if not loose.any():
        if order is not None and any(_order_of(day) != order for day in days) and (fixed > 0).all():
            allowed, advice = "is no order of these days, which are read in one way only", "Leave it out."
            return Understood(fixed, "", (f"population.date_format={order}", allowed, advice), ambiguous=True)
        return _checked(fixed, days, "dates are written year, month, day or with the month's name")
    readings = {
        name: np.where(loose, [_ordered(day, places) for day in days], fixed) for name, places in ORDERS.items()
    }
    fits = {name: (found[loose] > 0) for name, found in readings.items()}
    if order is not None:
        return _checked(readings[order], days, f"dates are written {_spoken(order)}, as you say")
    if (~loose & (fixed > 0)).any():
        return _mixed(fixed, days[int(np.argmax(~loose & (fixed > 0)))], days[int(np.argmax(loose))])
    if (other := _other_kind(days, loose, readings)) is not None:
        return _mixed(fixed, days[int(np.argmax(loose))], days[other])
    good = [name for name in ORDERS if fits[name].all()]
    if not good:
        return _contradictory(readings, fits, days, loose, rows)
    if any((readings[name] != readings[good[0]]).any() for name in good):
        return _ambiguous(readings, good, days)
    witness = next((day for day, one in zip(days, loose, strict=True) if one and _decides(day, good[0])), None)
    because = "" if witness is None else f", as {witness} shows"
    return _checked(
        readings[good[0]], days, f"dates are written {_spoken(good[0])}{because}{_aged(readings[good[0]], days)}"
    )


LONG_AGO = 15 * 365
"""Days since the last day from which on years of two digits are said as they were read."""


def _aged(ordinal: Integers, days: Sequence[str]) -> str:
    """Which years two digits were read as, where all are long ago: those of another calendar look so."""
    last = int(ordinal.max(initial=0))
    if not last or date.today().toordinal() - last < LONG_AGO or any(re.search(r"\d{4}", day) for day in days):
        return ""
    first, end = (date.fromordinal(int(one)).year for one in (ordinal[ordinal > 0].min(), last))
    return f"; years of two digits are read as {first} to {end}: in another calendar, write them with four"


def _spoken(order: str) -> str:
    return {"day_first": "day, month, year", "month_first": "month, day, year", "year_first": "year, month, day"}[order]


def _decides(day: str, order: str) -> bool:
    """Whether a text is a day in one order only."""
    return all(_ordered(day, places) == 0 for name, places in ORDERS.items() if name != order)


def _is_loose(day: str) -> bool:
    if re.fullmatch(r"\d{1,2}([-/.])\d{1,2}\1(\d{4}|\d{1,2})", day):
        return True
    numbers = _NUMBERS.findall(day)
    return len(numbers) == 2 and max(map(len, numbers)) <= 2 and _named(day) is not None


def _other_kind(days: Sequence[str], loose: npt.NDArray[np.bool_], readings: dict[str, Integers]) -> int | None:
    """A day parted by another sign than the first one; None where days of every sign tell the same one order alone."""
    sign = np.array([re.sub(r"\w", "", day)[:1] if one else "" for day, one in zip(days, loose, strict=True)])
    signs = list(dict.fromkeys(sign[loose].tolist()))
    if len(signs) == 1:
        return None
    alone = [{name for name in ORDERS if (readings[name][loose & (sign == one)] > 0).all()} for one in signs]
    if all(len(orders) == 1 and orders == alone[0] for orders in alone):
        return None
    return int(np.argmax(loose & (sign == signs[1])))


def _ordinal(year: str, month: str | int, day: str) -> int:
    number = int(year)
    if len(year) <= 2:
        number += 1900 if number >= PIVOT else 2000
    try:
        return date(number, int(month), int(day)).toordinal()
    except ValueError:
        return 0


_NUMBERS, _PARTS = re.compile(r"\d+"), re.compile(rf"\d+|[{LETTERS}]+")


def _named(day: str) -> list[str] | None:
    """The three parts of a day with the name of its month, which becomes its number; None for all others."""
    parts = _PARTS.findall(day)
    names = [k for k, part in enumerate(parts) if not part.isdigit()]
    if len(parts) != 3 or len(names) != 1 or not (month := month_of(parts[names[0]])):
        return None
    return [str(month) if k == names[0] else part for k, part in enumerate(parts)]


def _ordered(day: str, places: tuple[int, int, int]) -> int:
    named = _named(day)
    if named is not None and not re.split(r"\d+", day)[0 if places[1] == 0 else 1].strip("-/., "):
        return 0  # the name does not stand where this order has the month
    parts = re.split(r"[-/.]", day) if named is None else named
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return 0
    year, month, number = (parts[place] for place in places)
    if len(year) not in (2, 4) or len(month) > 2 or len(number) > 2:
        return 0
    found = _ordinal(year, month, number)
    return found if EARLIEST.toordinal() <= found <= latest().toordinal() or len(year) == 4 else 0


def _fixed(day: str) -> int:
    """The ordinal of a day that can be read in one way only; 0 for all others."""
    if match := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", day):
        return _ordinal(match[1], match[3], match[4])
    if re.fullmatch(r"\d{8}(\.0+)?", day):
        return _ordinal(day[:4], day[4:6], day[6:8])
    if (parts := _named(day)) is None or max(map(len, _NUMBERS.findall(day))) != 4:
        return 0
    month = next(part for part, text in zip(parts, _PARTS.findall(day), strict=True) if not text.isdigit())
    first, second = _NUMBERS.findall(day)
    year, number = (first, second) if len(first) == 4 else (second, first)
    return _ordinal(year, month, number)


def _order_of(day: str) -> str:
    """The order in which the parts of a day stand that can be read in one way only."""
    if re.match(r"\d{4}", day):
        return "year_first"
    return "month_first" if day[:1].isalpha() else "day_first"


def _checked(ordinal: Integers, days: Sequence[str], said: str) -> Understood:
    """The days, with what is wrong with the first that is none."""
    bad = np.flatnonzero(ordinal == 0)
    if len(bad):
        advice = "Mend the rows, or set population.date_format."
        return Understood(ordinal, said, (shown(days[bad[0]]), "must be a date such as 1997-02-01", advice))
    return Understood(ordinal, said)


def _mixed(fixed: Integers, one: str, other: str) -> Understood:
    given = f"dates of two kinds, such as {one} and {other}"
    advice = (
        "A spreadsheet that takes only some dates for dates may have exchanged day and month in them: look at the "
        "source. If all is well, say population.date_format=day_first or population.date_format=month_first."
    )
    return Understood(fixed, "", (given, "must be written in one way", advice), ambiguous=True)


def _contradictory(
    readings: dict[str, Integers], fits: dict[str, npt.NDArray[np.bool_]], days: Sequence[str],
    loose: npt.NDArray[np.bool_], rows: Integers,
) -> Understood:  # fmt: skip
    weight = rows[loose]
    best = max(ORDERS, key=lambda name: int(weight[fits[name]].sum()))
    ordinal = readings[best]
    example = days[int(np.argmax(loose & (ordinal == 0)))]
    said = (
        f"the other rows are dates written {_spoken(best)}" if fits[best].any() else "must be a date such as 1997-02-01"
    )
    return Understood(ordinal, "", (shown(example), said, "Mend the rows, or set population.date_format."))


def _ambiguous(readings: dict[str, Integers], good: Sequence[str], days: Sequence[str]) -> Understood:
    differ = np.any([readings[name] != readings[good[0]] for name in good], axis=0)
    place = int(np.argmax(differ))
    means = [f"{date.fromordinal(int(readings[name][place]))} (population.date_format={name})" for name in good]
    allowed = f"may be {', '.join(means[:-1])} or {means[-1]}"
    return Understood(
        readings[good[0]], "", (days[place], allowed, "No row tells which: choose one of these words."), ambiguous=True
    )
