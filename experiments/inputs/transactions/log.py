"""A log of transactions: who bought, on which day, for how much.

The log is the only thing a firm needs in order to fit the model: one row per transaction, read from a delimited text
file. What cannot be understood is refused with its line, because a log that is silently mended gives parameters that
nobody can defend.
"""

from __future__ import annotations

import datetime
import importlib.util
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from experiments.inputs.delimited import positions, records
from experiments.inputs.transactions.amounts import written_worth
from experiments.inputs.transactions.dates import require_format, require_zone, written_day
from experiments.inputs.transactions.returns import without
from simulation.mistake import Mistake, nearest

REMEMBERED = 100_000  # texts of days: a log by the day has a few thousand, one by the second would fill the memory


@dataclass(frozen=True, eq=False)
class Log:
    """Transactions in the order of the file.

    Args:
        source: the file, for messages.
        ids: (customers,) identifiers as written, in the order of their first row.
        customer: (rows,) position in `ids`.
        day: (rows,) days since `start` [day].
        amount: (rows,) spend [money], or None where the log has none.
        start: the day of the first transaction.
        end: the last day that was watched; nothing is known of later ones.
        returns: how many rows with a negative amount were dropped or set off.
        unmatched: how many of those set off had no purchase before them.
    """

    source: str
    ids: npt.NDArray[np.object_]
    customer: npt.NDArray[np.int64]
    day: npt.NDArray[np.int64]
    amount: npt.NDArray[np.float64] | None
    start: datetime.date
    end: datetime.date
    returns: int = 0
    unmatched: int = 0


@dataclass(frozen=True)
class Reading:
    """How rows are understood.

    Args:
        until: the last day to keep; None for all.
        date_format: directives of `datetime.strptime`; None for ISO 8601.
        returns: "refuse", "drop" or "net".
        time_zone: in which a moment has its day; None for the day as it is written.
    """

    until: str | datetime.date | None = None
    date_format: str | None = None
    returns: str = "refuse"
    time_zone: str | None = None


def read_log(
    path: str | Path,
    *,
    customer: str = "customer_id",
    date: str = "date",
    amount: str | None = "amount",
    until: str | datetime.date | None = None,
    date_format: str | None = None,
    delimiter: str = ",",
    returns: str = "refuse",
    time_zone: str | None = None,
) -> Log:
    """Read a log from a text file whose first line names the columns.

    Args:
        path: the file, in UTF-8.
        customer: name of the column of customers; identifiers are text, so 007 and 7 are two customers.
        date: name of the column of days; times of day are left out, several purchases a day are one transaction.
        amount: name of the column of amounts [money]; None for a log without them.
        until: the last day to keep, for a hold-out; later rows are checked and left out. None for the last day found.
        date_format: directives of `datetime.strptime`; None for ISO 8601.
        delimiter: one of , ; | and the tabulator.
        returns: "refuse" negative amounts; "drop" the rows that have them; or "net", see `returns`. Both count them.
        time_zone: such as Europe/Berlin; a moment with an offset (2024-03-01T23:30:00-05:00) counts on its day there.

    Raises:
        Mistake: whatever is wrong with file, column or row, with its line.
    """
    if returns not in ("refuse", "drop", "net"):
        raise Mistake("returns", returns, "must be refuse, drop or net", nearest(returns, ("refuse", "drop", "net")))
    if date_format is not None:
        require_format(date_format)
    if time_zone is not None:
        require_zone(time_zone)
    path = Path(path)
    rows = iter(records(path, delimiter))
    _, header = next(rows, (1, []))
    if not header:
        raise Mistake(str(path), "an empty file", "must have a line that names the columns, and transactions")
    wanted = [customer, date] if amount is None else [customer, date, amount]
    places = positions(path, header, wanted, delimiter)
    reading = Reading(until, date_format, returns, time_zone)
    return _collected(str(path), rows, len(header), wanted, places, reading)


def cdnow_log(until: str | datetime.date | None = None) -> Log:
    """The CDNOW sample: 2,357 customers who first bought in January to March 1997, followed until June 1998.

    The file ships with the package `lifetimes`, which is looked up but not imported: it is archived, and its imports
    are none of ours.

    Source: Fader & Hardie (2001), Forecasting repeat sales at CDNOW, Interfaces 31(3).

    Raises:
        Mistake: the package or its file is absent.
    """
    package = importlib.util.find_spec("lifetimes")
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder) / "datasets" / "CDNOW_sample.txt"
        if path.is_file():
            rows = ((line, text.split()) for line, text in enumerate(path.read_text("utf-8").splitlines(), start=1))
            names = ["customer", "date", "dollars"]  # the columns are: old id, id, date, units, dollars
            return _collected(str(path), rows, 5, names, [1, 2, 4], Reading(until))
    raise Mistake("CDNOW_sample.txt", "nothing", "must be installed", "Run: pip install courtship[data]")


def _collected(
    source: str,
    rows: Iterable[tuple[int, list[str]]],
    width: int,
    names: list[str],
    places: list[int],
    reading: Reading,
) -> Log:
    """Check every row and keep it as three numbers; texts that recur, ids and days, are kept once."""
    last = None if reading.until is None else _as_day(reading.until).toordinal()
    codes: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    customer, day, amount = array("q"), array("q"), array("d")
    returned, seen, worth = 0, 0, 0.0
    for line, fields in rows:
        seen += 1
        if len(fields) != width:
            advice = "Put a field that holds the delimiter in quotes."
            raise Mistake(f"{source}, line {line}", f"{len(fields)} fields", f"must have {width} like line 1", advice)
        ordinal = ordinals.get(fields[places[1]])
        if ordinal is None:
            thing = f"{source}, line {line}, column '{names[1]}'"
            ordinal = written_day(fields[places[1]], thing, reading.date_format, zone=reading.time_zone).toordinal()
            if len(ordinals) < REMEMBERED:
                ordinals[fields[places[1]]] = ordinal
        if len(places) == 3:
            worth = written_worth(fields[places[2]], source, line, names[2], reading.returns)
        who = fields[places[0]].strip()
        if not who:
            raise Mistake(f"{source}, line {line}, column '{names[0]}'", "nothing", "must name a customer")
        returned += worth < 0
        if (worth >= 0 or reading.returns == "net") and (last is None or ordinal <= last):
            customer.append(codes.setdefault(who, len(codes)))
            day.append(ordinal)
            amount.append(worth)
    if not seen:
        raise Mistake(source, "a header and no rows", "must hold transactions")
    ids, who_bought, days = list(codes), np.frombuffer(customer, dtype=np.int64), np.frombuffer(day, dtype=np.int64)
    amounts, unmatched = np.frombuffer(amount, dtype=np.float64), 0
    if reading.returns == "net" and returned:
        ids, who_bought, days, amounts, unmatched = without(ids, who_bought, days, amounts)
    if not len(days):
        left = f"none of {seen} rows" + ("" if last is None else f" until {reading.until}")
        raise Mistake(source, left, "must hold transactions", "Choose a later until, or look at the amounts.")
    first = int(days.min())
    return Log(
        source=source,
        ids=np.array(ids, dtype=object),
        customer=who_bought,
        day=days - first,
        amount=amounts if len(places) == 3 else None,
        start=datetime.date.fromordinal(first),
        end=datetime.date.fromordinal(int(days.max()) if last is None else last),
        returns=returned,
        unmatched=unmatched,
    )


def _as_day(until: str | datetime.date) -> datetime.date:
    if isinstance(until, datetime.datetime):
        until = until.date()
    return written_day(str(until), "until")
