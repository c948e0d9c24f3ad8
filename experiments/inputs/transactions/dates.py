"""Days as people write them, strictly: one text has one meaning or it is refused.

ISO 8601 is taken as it is (1997-02-01, with or without a time of day, and 19970201); anything else only with a format
that says which part is the day. Eight digits cannot be misread: with a year from 1900 on, the same digits read as
day-month-year would name a year before 1232.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from simulation.mistake import Mistake

EARLIEST = date(1900, 1, 1)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].+)?|[0-9]{8}")
_SHORT = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1([0-9]{4}|[0-9]{2})")


def written_day(
    text: str, thing: str, date_format: str | None = None, latest: date | None = None, zone: str | None = None
) -> date:
    """The day that a text names; a time of day is read and left out.

    Args:
        text: what is written.
        thing: what to call it in an error, such as "log.csv, line 3, column 'date'".
        date_format: directives of `datetime.strptime`; None for ISO 8601.
        latest: the last day allowed; None for today.
        zone: whose day counts where the text has an offset from UTC; None for the day as it is written.

    Raises:
        Mistake: the text is no date, may be read in two ways, or lies in the future or before 1900.
    """
    text = text.strip()
    try:
        if date_format is not None:
            moment = datetime.strptime(text, date_format)
        elif _ISO.fullmatch(text):
            moment = datetime.fromisoformat(text)
        else:
            raise ValueError(text)
    except ValueError:
        allowed = "must be a date such as 1997-02-01" if date_format is None else f"must look like {date_format}"
        raise Mistake(thing, text or "nothing", allowed, _suggested(text, date_format)) from None
    if zone is not None and moment.tzinfo is not None:
        moment = moment.astimezone(_zone(zone))
    day = moment.date()
    latest = latest or date.today()
    if day > latest:
        raise Mistake(thing, text, f"must not be in the future (after {latest})")
    if day < EARLIEST:
        raise Mistake(thing, text, "must be a day since 1900", "Is the year complete?")
    return day


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def require_zone(name: str) -> None:
    """Refuse a time zone that this machine does not know.

    Raises:
        Mistake: naming it.
    """
    try:
        _zone(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise Mistake("time_zone", name, "must be a time zone", "An example: Europe/Berlin, or UTC.") from None


def require_format(date_format: str) -> None:
    """Refuse a format that does not bring a day back as it was.

    Raises:
        Mistake: a directive is unknown, or year, month or day is missing.
    """
    sample = datetime(2013, 12, 27)
    try:
        same = datetime.strptime(sample.strftime(date_format), date_format).date() == sample.date()
    except (ValueError, re.error):
        same = False
    if not same:
        raise Mistake("date_format", date_format, "must hold year, month and day", "An example: %d/%m/%Y.")


def _suggested(text: str, date_format: str | None) -> str:
    short = _SHORT.fullmatch(text)
    if date_format is not None:
        return "Mend the row or change date_format."
    if short is None:
        return "Mend the row or set date_format."
    mark, year = short[1], "%Y" if len(short[2]) == 4 else "%y"
    formats = (mark.join(("%d", "%m", year)), mark.join(("%m", "%d", year)))
    return f"Say which part is the day: set date_format to {formats[0]} or {formats[1]}."
