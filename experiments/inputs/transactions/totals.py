"""Rows that add up other rows, told by their amounts: totals of the whole log, and of each day, week, month and so on.

A total has no mark of its own, so it is told only where chance is a poor explanation, and the user decides. Told are

- a row that is worth as much as all others together, wherever it stands; or several, such as net and gross, of which
  the least is worth as much as all that is no total, and whose customers stand in no other row;
- one row of each period that is worth as much as the others of its period together, if the customers of these rows
  stand in no other, and two periods at least hold two further purchases each and have totals that differ.

Where returns are negative, a total may be one of purchases alone. Subtotals of anything but time cannot be told from
purchases, nor those of some periods only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.inputs.transactions.money import Whole
from experiments.inputs.transactions.table import Integers, Truths
from experiments.inputs.transactions.zones import EPOCH

FEWEST = 4
"""Purchases beside a total of the whole log; among fewer it is easily one of them."""
MOST = 3
"""Totals of the whole log that are looked for."""


@dataclass(frozen=True, eq=False)
class Totals:
    """Rows that add up others.

    Args:
        rows: which they are, shape (rows,).
        what: what they are worth, in words.
        sure: whether all of them are totals; not where one may be the purchase of its period that is worth as much.
        doubt: what to do where they are not sure, with {} for the sum of all other rows.
    """

    rows: Truths
    what: str
    sure: bool = True
    doubt: str = "Some have an equal beside them that may as well be the total: take the totals out"


def totals_of(customer: Integers, day: Integers, units: Whole) -> Totals | None:
    """The totals among the rows of a log; None where none are told.

    Args:
        customer: of each row, shape (rows,).
        day: ordinal, shape (rows,).
        units: amount of each row [smallest unit], shape (rows,).
    """
    if not len(units):
        return None
    readings = [units, np.maximum(units, 0)] if (units < 0).any() else [units]
    since = day - day.min()
    order = np.argsort(since.astype(np.uint16) if since.max() < 2**16 else since, kind="stable")  # 16 bits sort fastest
    for worth in readings:
        found = _of_all(customer, worth) or _of_periods(customer, day, worth, order)
        if found is not None:
            return found
    return None


def _largest(worth: Whole) -> Integers:
    """Places of the `MOST` largest amounts, the largest first."""
    if len(worth) <= MOST:
        return np.argsort(-worth, kind="stable")
    places = np.argpartition(-worth, MOST)[:MOST]
    return places[np.argsort(-worth[places], kind="stable")]


def _of_all(customer: Integers, worth: Whole) -> Totals | None:
    rest, purchases = int(worth.sum()), int((worth > 0).sum())
    rows = np.zeros(len(worth), dtype=np.bool_)
    for count, place in enumerate(_largest(worth).tolist(), start=1):
        rows[place], amount = True, int(worth[place])
        rest -= amount
        if 0 < amount == rest and purchases - count >= FEWEST and (count == 1 or _apart(customer, rows)):
            least = "" if count == 1 else " that are no totals"
            return Totals(rows, f"as much as all other rows{least} together")
    return None


def _apart(customer: Integers, rows: Truths) -> bool:
    """Whether the customers of some rows stand in no other row."""
    return not np.isin(customer[rows], customer[~rows]).any()


def _of_periods(customer: Integers, day: Integers, worth: Whole, whole: Integers) -> Totals | None:
    for most in _above(worth):
        order = whole[~most[whole]] if most.any() else whole
        who, paid = customer[order], worth[order]
        for name, period in _periods(day[order]):
            found = _of_each(who, period, paid)
            if found is not None:
                rows = most.copy()
                rows[order[found.rows]] = True
                if _apart(customer, rows):
                    return Totals(rows, f"as much as all other rows of the {name} together", found.sure)
    return None


def _above(worth: Whole) -> Iterator[Truths]:
    """Rows that may be totals of the whole log above those of its periods: none, or what fits the sum of all rows."""
    yield np.zeros(len(worth), dtype=np.bool_)
    largest = _largest(worth)
    for count, place in enumerate(largest.tolist(), start=1):
        if worth[place] > 0 and int(worth.sum()) == (count + 2) * int(worth[place]):
            yield np.isin(np.arange(len(worth)), largest[:count])


def _periods(day: Integers) -> Iterator[tuple[str, Integers]]:
    month = (day - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    yield from (("day", day), ("week", (day - 1) // 7), ("week", day // 7))
    yield from (("month", month), ("quarter", month // 3), ("year", month // 12))


def _of_each(customer: Integers, period: Integers, worth: Whole) -> Totals | None:
    """One total in each period; rows are sorted by period."""
    first = worth[: np.searchsorted(period, period[:1], side="right").sum()]
    if not len(first) or 2 * first.max() != first.sum():
        return None  # which is soon seen in an ordinary log
    starts = np.flatnonzero(np.append(True, np.diff(period) != 0))
    top = np.maximum.reduceat(worth, starts)
    if not (2 * top == np.add.reduceat(worth, starts)).all():
        return None
    told = np.add.reduceat((worth > 0).astype(np.int64), starts) > 2
    if len(set(top[told].tolist())) < 2:
        return None
    each = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(worth))))
    rows = worth == top[each]
    rows &= ~np.isin(customer, customer[~rows])
    often = np.where(rows, np.bincount(customer[rows], minlength=int(customer.max()) + 1)[customer], 0)
    rows &= often == np.maximum.reduceat(often, starts)[each]  # of two equal rows the one that others are like
    counts = np.add.reduceat(rows.astype(np.int64), starts)
    return Totals(rows, "", bool((counts == 1).all())) if (counts > 0).all() else None
