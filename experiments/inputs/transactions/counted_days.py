"""Days as numbers: seconds and the like since 1970, the days of a spreadsheet, and figures that may be either."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from experiments.inputs.transactions.dates import latest
from experiments.inputs.transactions.formatted import Known, formatted
from experiments.inputs.transactions.moments import NONE, Moments
from experiments.inputs.transactions.problems import shown
from experiments.inputs.transactions.table import Column, Truths
from experiments.inputs.transactions.ten_digits import read
from experiments.inputs.transactions.zones import DAY, EPOCH

UNITS = {"seconds": 1, "milliseconds": 1000, "microseconds": 1_000_000}


EXCEL = date(1899, 12, 30).toordinal()


_DIGITS = r"^\s*\d{{{0}}}(?:\.\d*)?\s*$"


def epoch_of(column: Column, used: Truths) -> str | None:
    """Seconds and the like since 1970, which no other way of writing a day looks like."""
    for unit, digits in (("seconds", 10), ("milliseconds", 13), ("microseconds", 16)):
        alike = pc.match_substring_regex(column.texts, _DIGITS.format(digits)).to_numpy(zero_copy_only=False)
        if used.any() and alike[used].all():
            return unit
    return None


def used_texts(column: Column, used: Truths) -> list[str]:
    """Texts that say something, shape (texts,)."""
    return [column.texts[k].as_py() for k in np.flatnonzero(used).tolist()]


def one_of(column: Column, used: Truths, others: Sequence[str]) -> Known:
    """Seconds since 1970, where none of them is still to come, or one of the other ways; all are shown."""
    known = counted(column, "seconds", used)
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


def counted(column: Column, unit: str, used: Truths) -> Known:
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
