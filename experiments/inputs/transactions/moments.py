"""Days and moments, taken apart from texts: the day as written, the time of that day, and the offset from UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.figures import days_in_ascii
from experiments.inputs.transactions.months import LETTERS
from experiments.inputs.transactions.zones import DAY, EPOCH, day_there, in_utc

Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
NONE = np.iinfo(np.int64).min
"""No day, no time of day, no offset, no day of the week."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FARTHEST = 14 * 3600
"""The largest offset from UTC that there is [s]."""

_NAME = r"(?:mon|fri|sun)(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|sat(?:urday)?"
_WEEKDAY = rf"(?:(?P<weekday>{_NAME})\.?,?\s+)?"
_MONTH = rf"[{LETTERS}]{{3,11}}"
_NAMED = (
    rf"\d{{1,2}}\.?[ -]?{_MONTH}\.?,?[ -]?(?:\d{{4}}|\d{{2}})|{_MONTH}\.? ?\d{{1,2}},? \d{{4}}"
    rf"|\d{{4}}[ -]{_MONTH}[ -]\d{{1,2}}"
)
# 20240305.0 is how tables write whole numbers where some are missing.
_DAYS = rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|\d{{8}}(?:\.0+)?|{_NAMED}"
_CLOCK = r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?|\d{6})(?:[.,]\d{1,9})?\s*(?P<half>[ap]\.?m\.?)?"
_ZONE = r"\s*(?P<zone>z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?"
PATTERN = rf"(?i)^\s*{_WEEKDAY}(?P<day>{_DAYS})(?:(?:t|,\s*|\s+){_CLOCK}{_ZONE})?\s*$"
_NARROW = "[\u00a0\u2009\u202f]"
"""Blanks that browsers put before AM and PM."""
_PLAIN = PATTERN.replace(LETTERS, "a-z")
"""The same for texts in ASCII, which takes two thirds of the time."""


@dataclass(frozen=True, eq=False)
class Moments:
    """Distinct texts of a column of days; every array has the shape (texts,).

    Args:
        day: ordinal of the day as written, `NONE` where the text names none.
        second: of that day [s], `NONE` where no time is written.
        offset: from UTC [s], `NONE` where none is written.
        weekday: the day of the week, 0 for Monday, `NONE` where none is written or it is that of the day.
    """

    day: Integers
    second: Integers
    offset: Integers
    weekday: Integers | None = None

    def of_other_weekdays(self) -> Truths:
        """Which texts name a day of the week that is not that of their day."""
        if self.weekday is None:
            return np.zeros(len(self.day), dtype=np.bool_)
        found: Truths = (self.weekday != NONE) & (self.day != NONE) & ((self.day - 1) % 7 != self.weekday)
        return found

    def days_in(self, time_zone: str, written_in: str | None) -> Integers:
        """Ordinals of the days in a zone; a day without a time is that day everywhere.

        Args:
            time_zone: whose days count.
            written_in: the zone of moments without an offset; None: there are none.
        """
        found = self.day.copy()
        timed = (self.second != NONE) & (self.day != NONE)
        clock = (self.day - EPOCH) * DAY + np.where(timed, self.second, 0)
        known = timed & (self.offset != NONE)
        found[known] = day_there(clock[known] - self.offset[known], time_zone)
        bare = timed & (self.offset == NONE)
        if written_in is not None and bare.any():
            found[bare] = day_there(in_utc(clock[bare], written_in), time_zone)
        return found


def apart(texts: pa.Array) -> tuple[npt.NDArray[np.int64], list[str], Integers, Integers, Integers]:
    """Texts as days and times.

    Args:
        texts: distinct texts of a column.

    Returns:
        The position of each text's day among the distinct days, -1 where there is none; the distinct days;
        the second of the day; the offset from UTC; and the day of the week; see `Moments`.
    """
    texts = days_in_ascii(texts)
    plain = pc.all(pc.string_is_ascii(texts)).as_py()
    spaced = texts if plain else pc.replace_substring_regex(texts, _NARROW, " ")
    parts = pc.extract_regex(spaced, _PLAIN if plain else PATTERN)
    matched = parts.is_valid().to_numpy(zero_copy_only=False)

    def distinct(name: str) -> tuple[Integers, list[str]]:
        once = parts.field(name).dictionary_encode()
        return once.indices.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64), once.dictionary.to_pylist()

    (day, days), (clock, clocks), (half, halves), (zone, zones) = map(distinct, ("day", "clock", "half", "zone"))
    if not days:
        nothing = np.full(len(texts), NONE)
        return np.full(len(texts), -1), [], nothing, nothing, nothing
    named, names = distinct("weekday")
    weekday = np.array([_weekday(text or "") for text in names], dtype=np.int64)[named]
    afternoon = np.array([(text or "")[:1].lower() for text in halves], dtype=object)[half]
    second = np.array([_second(text or "") for text in clocks], dtype=np.int64)[clock]
    hour = second // 3600
    twelve = (afternoon != "") & (second != NONE)
    wrong = twelve & ((hour < 1) | (hour > 12))
    second = np.where(twelve & (afternoon == "p") & (hour < 12), second + 43_200, second)
    second = np.where(twelve & (afternoon == "a") & (hour == 12), second - 43_200, second)
    offset = np.array([_offset(text or "") for text in zones], dtype=np.int64)[zone]
    for said, understood in ((clocks, second), (zones, offset)):
        written = np.array([bool(text) for text in said])[clock if said is clocks else zone]
        wrong |= written & (understood == NONE)
    return np.where(matched & ~wrong, day, -1), [text or "" for text in days], second, offset, weekday


def _weekday(text: str) -> int:
    names = [k for k, name in enumerate(WEEKDAYS) if text and name.casefold().startswith(text[:3].casefold())]
    return names[0] if names else NONE


def _second(text: str) -> int:
    """Second of the day; a leap second is the one before it."""
    parts = re.split(":", text) if ":" in text else [text[:2], text[2:4], text[4:]]
    if not text:
        return NONE
    hour, minute, second = (int(part) for part in (*parts, "0")[:3])
    if hour > 23 or minute > 59 or second > 60:
        return NONE
    return hour * 3600 + minute * 60 + min(second, 59)


def _offset(text: str) -> int:
    if not text:
        return NONE
    if text[0] not in "+-":
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    size = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    if size > FARTHEST or int(digits[2:]) > 59:
        return NONE
    return -size if text[0] == "-" else size
