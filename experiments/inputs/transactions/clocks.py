"""Columns that are called like days and hold none: a time of day beside the day, or the day of the week."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.content import filled, rows_of_texts
from experiments.inputs.transactions.moments import apart
from experiments.inputs.transactions.table import Column

_CLOCK = (
    r"(?i)^\s*(?:[01]?\d|2[0-4])(?:[:.h]\d{2}){0,2}(?:[.,]\d{1,9})?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:uhr|h|z|[+-]\d{2}:?\d{2})?\s*$"
)
"""14:05, 14.05 Uhr, 2:05 PM, 14h05; also the hour alone."""
_DIGITS = r"^\s*(?:[01]?\d|2[0-3])?[0-5]?\d(?:[0-5]\d)?(?:\.0+)?\s*$"
"""1405 and 140500, also where the first zeros are lost."""
_PART = r"^\s*0?(?:\.\d+)?(?:[eE]-\d+)?\s*$"
"""A part of a day, as spreadsheets count times."""
_FIGURES = r"^\s*\d{5,}(?:\.\d+)?\s*$"
"""What may be a day in figures; fewer digits are none."""
_SIX = r"^\s*\d{6}(?:\.0+)?\s*$"


def days_among(columns: Sequence[Column], places: list[int]) -> list[int]:
    """Of columns whose names may mean the day, those that hold days; all of them where none does.

    Args:
        columns: of the table.
        places: of those that may be meant.
    """
    held = [_held(columns[place]) for place in places]
    days = [place for place, what in zip(places, held, strict=True) if what is True]
    unknown = [place for place, what in zip(places, held, strict=True) if what is None]
    return days or unknown or places


def _held(column: Column) -> bool | None:
    """Whether a column holds days: False where it holds times of day, None where it cannot be told."""
    column = filled(column)
    used = rows_of_texts(column, column.code >= 0) > 0
    texts = column.texts.take(pa.array(np.flatnonzero(used)))
    if not len(texts):
        return None
    if _all(texts, _CLOCK) or _all(texts, _PART):
        return False
    if _all(texts, _DIGITS) and (not _any(texts, _FIGURES) or _any(texts, _SIX)):
        return False
    known = column.days is not None and bool(column.days[used].any())
    return True if known or bool((apart(texts)[0] >= 0).any()) or _any(texts, _FIGURES) else None


def _all(texts: pa.Array, pattern: str) -> bool:
    return bool(pc.all(pc.match_substring_regex(texts, pattern)).as_py())


def _any(texts: pa.Array, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(texts, pattern)).as_py())
