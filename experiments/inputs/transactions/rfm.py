"""Recency, frequency, monetary value: all that the buy-till-you-die models need to know of a customer.

    x    repeat transactions; purchases on one day are one transaction
    t_x  week of the last one, counted from the customer's first transaction (0 where x = 0)
    T    weeks from the first transaction to the end of the log
    m    mean amount of the repeat transactions; the first says little of the rest

Time runs in weeks of seven days and in whole days, so a purchase on the last day has T = 0.

Source: Fader, Hardie & Lee (2005), RFM and CLV: using iso-value curves for customer base analysis, J. Marketing
Research 42, 415-430; the counting is that of their CDNOW spreadsheets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.log import Log
from simulation.mistake import Mistake

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

DAYS_IN_WEEK = 7


@dataclass(frozen=True, eq=False)
class Summary:
    """One row per customer, in the order of `Log.ids`; every array has the shape (customers,).

    Args:
        source: the log's file, for messages.
        ids: identifiers as written.
        frequency: x, repeat transactions [1].
        recency: t_x, time of the last repeat transaction since the first one [week].
        age: T, time since the first transaction [week].
        birth: time of the first transaction since the log's first day [week].
        monetary: mean amount of the repeat transactions, 0 where there are none [money]; without amounts each row of
            the log is worth 1.
    """

    source: str
    ids: npt.NDArray[np.object_]
    frequency: Integers
    recency: Floats
    age: Floats
    birth: Floats
    monetary: Floats


@dataclass(frozen=True, eq=False)
class Visits:
    """Days on which a customer bought, sorted by customer, then day; every array has the shape (visits,).

    Args:
        customer: position in `Log.ids`.
        day: days since the log's start [day].
        amount: spent on that day [money]; without amounts the number of rows.
        repeat: False for the customer's first.
    """

    customer: Integers
    day: Integers
    amount: Floats
    repeat: npt.NDArray[np.bool_]


def visits(log: Log) -> Visits:
    """Merge the transactions of one customer on one day, adding up their amounts."""
    span = int(log.day.max()) + 1
    keys, row = np.unique(log.customer * span + log.day, return_inverse=True)
    customer, day = np.divmod(keys, span)
    amount = np.bincount(row, weights=log.rows if log.amount is None else log.amount).astype(np.float64)
    repeat = np.concatenate(([False], customer[1:] == customer[:-1]))
    return Visits(customer, day, amount, repeat)


def summarised(log: Log) -> Summary:
    """Reduce a log to one row per customer."""
    bought = visits(log)
    customers = len(log.ids)
    again = bought.customer[bought.repeat]
    frequency = np.bincount(again, minlength=customers)
    first = bought.day[~bought.repeat]
    last = bought.day[np.append(~bought.repeat[1:], True)]
    total = np.bincount(again, weights=bought.amount[bought.repeat], minlength=customers)
    monetary = total / np.maximum(frequency, 1)
    return Summary(
        source=log.source,
        ids=log.ids,
        frequency=frequency,
        recency=(last - first) / DAYS_IN_WEEK,
        age=((log.end - log.start).days - first) / DAYS_IN_WEEK,
        birth=first / DAYS_IN_WEEK,
        monetary=monetary,
    )


def every(summary: Summary, step: int) -> Summary:
    """Every so-manieth customer."""
    columns = ("ids", "frequency", "recency", "age", "birth", "monetary")
    return replace(summary, **{name: getattr(summary, name)[::step] for name in columns})


def cumulative_repeats(log: Log, weeks: Sequence[int] | Integers) -> Integers:
    """Repeat transactions of all customers until the end of each week, counted from the log's first day.

    Args:
        log: the log.
        weeks: (n,) weeks; week 1 ends with the seventh day.

    Returns:
        (n,) repeat transactions [1].

    Raises:
        Mistake: a week is negative or begins after the end of the log.
    """
    asked = np.asarray(weeks, dtype=np.int64)
    watched = -(-((log.end - log.start).days + 1) // DAYS_IN_WEEK)
    if asked.size and not (asked.min() >= 0 and asked.max() <= watched):
        outside = int(asked.min() if asked.min() < 0 else asked.max())
        raise Mistake("weeks", outside, f"must be between 0 and {watched}, the weeks that {log.source} covers")
    bought = visits(log)
    days = np.sort(bought.day[bought.repeat])
    return np.searchsorted(days, asked * DAYS_IN_WEEK, side="left").astype(np.int64)
