"""The part of a log that is kept back: what customers known by a day did after it, week by week.

Only customers whose first purchase lies in the fitted part are followed, because of the others the fitted part knows
nothing. Weeks are counted from the log's first day as in the literature, so that week 40 of CDNOW is week 40 here; the
first week after the fitted part begins on the day after it, whatever weekday that is.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.rfm import DAYS_IN_WEEK, Integers, summarised, visits

SHARE_KEPT = 2 / 3
"""Share of the log's days that are fitted for the check, where no `until` says which."""
SHORTEST = 4
"""Weeks after the fitted part below which there is nothing to hold a forecast against."""


@dataclass(frozen=True, eq=False)
class HeldBack:
    """A log in two parts.

    Args:
        early: the part that is fitted.
        weeks: whole weeks kept back.
        known: repeat purchases in the fitted part.
        bought: repeat purchases in each week kept back, shape (weeks,).
    """

    early: Log
    weeks: int
    known: int
    bought: Integers

    @property
    def first_week(self) -> float:
        """Weeks from the log's first day to the end of the fitted part; whole for CDNOW."""
        return ((self.early.end - self.early.start).days + 1) / DAYS_IN_WEEK

    @property
    def further(self) -> Integers:
        """Purchases since the last fitted day at the end of each week kept back, shape (weeks,)."""
        return np.cumsum(self.bought)


def transactions_until(log: Log, until: datetime.date, customers: npt.NDArray[np.bool_] | None = None) -> Log:
    """The transactions until a day, of some customers or of all.

    Args:
        log: whole.
        until: the last day.
        customers: which customers to keep, shape (customers,).
    """
    keep = log.day <= (until - log.start).days
    if customers is not None:
        keep &= customers[log.customer]
    found, first, customer = np.unique(log.customer[keep], return_index=True, return_inverse=True)
    rank = np.empty(len(found), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(found))  # in the order of their first row, as `Log` promises
    amount = None if log.amount is None else log.amount[keep]
    rows = None if log.rows is None else log.rows[keep]
    ids = np.empty(len(found), dtype=object)
    ids[rank] = log.ids[found]
    return replace(log, ids=ids, customer=rank[customer], day=log.day[keep], amount=amount, end=until, rows=rows)


def default_until(log: Log) -> datetime.date:
    """The day that leaves a third of the log for the check."""
    return log.start + datetime.timedelta(days=int((log.end - log.start).days * SHARE_KEPT))


def split_log(early: Log, whole: Log) -> HeldBack | None:
    """What came after a log ended; None where fewer than `SHORTEST` whole weeks follow.

    Args:
        early: the part that is fitted, with the customers who are followed. It need not be a part of `whole`: what was
            given back later was a purchase still.
        whole: the log to its own end.
    """
    weeks = (whole.end - early.end).days // DAYS_IN_WEEK
    if weeks < SHORTEST:
        return None
    last = (early.end - whole.start).days
    followed = np.isin(whole.ids.astype(str), early.ids.astype(str))
    bought = visits(whole)
    after = bought.day[followed[bought.customer] & (bought.day > last)] - last - 1
    counts = np.bincount(after // DAYS_IN_WEEK, minlength=weeks)[:weeks]
    return HeldBack(early, weeks, int(summarised(early).frequency.sum()), counts.astype(np.int64))
