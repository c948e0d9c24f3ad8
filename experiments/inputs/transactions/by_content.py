"""Columns whose names are not known, told by what they hold: a day, who bought, and what was paid.

    day      most texts are days or moments; others are mistakes, which are refused where they are read
    paid     most texts are amounts, with cents where any such column has some; it is no mark, place or part of one
    who      neither of them; values repeat, and a value has several days where any such column has

A name that is known has settled it before, and a name that says something else, such as a product, ends the question
for its column. Where one column only is left it is taken, and that is said; where several are, they are asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from experiments.inputs.transactions.called import NO_PIECES, PARTS, PERSONS, is_part, is_something_else
from experiments.inputs.transactions.columns import is_personal, plain
from experiments.inputs.transactions.content import filled, partners, rows_of_texts
from experiments.inputs.transactions.moments import apart
from experiments.inputs.transactions.numeric import (
    MOSTLY,
    NOUGHT_AND_ONE,
    holds_mostly_amounts,
    numbers_of,
    worth_of,
)
from experiments.inputs.transactions.smallest_units import is_called_cents
from experiments.inputs.transactions.table import Column, Integers

MOST_EMPTY = 0.5
"""Share of rows without anything from which on a column tells neither day nor customer."""
STATES, ROWS_EACH, MOST_EACH, ONE_DAY = 12, 1.2, 50, 1.02
"""Values up to which a column tells states; rows to a person, and at most, as tills and shops have more; and days to an
order, but for slips."""
HUNDREDTHS = 100
"""Hundredths to a whole; fewer of them in all rows are only a part of the amount."""
MOST_PIECES = 100
"""Pieces that most rows have at most, where no name calls them so."""


@dataclass(frozen=True, eq=False)
class Held:
    """What the columns of a table hold.

    Args:
        columns: of the table.
    """

    columns: Sequence[Column]

    def days(self, but: Collection[int | None]) -> list[int]:
        """Places of the columns that hold days; `but`: places of those that are something else."""
        return [place for place, column in self._others(but) if _holds_days(column)]

    def people(self, but: Collection[int | None], day: int | None) -> list[int]:
        """Places of the columns that may tell who bought.

        Args:
            but: places of those that are something else.
            day: place of the day, by which an order is told from a person; None: not known.
        """
        found = [
            place for place, column in self._others(but)
            if _may_be_people(column) and (day is None or not self._is_order(place, day))
        ]  # fmt: skip
        often = [place for place in found if ROWS_EACH * _values(self.columns[place]) <= _rows(self.columns[place])]
        return [place for place in often or found if _values(self.columns[place]) > STATES] or often or found

    def sums(self, but: Collection[int | None]) -> list[int]:
        """Places of the columns that may hold what was paid."""
        found = [place for place, column in self._others(but, empty=1.0) if _may_be_paid(column)]
        whole = [place for place in found if not (self.columns[place].code < 0).any()] or found
        return [place for place in whole if worth_of(self.columns[place]).places] or whole

    def pieces(self, but: Collection[int | None]) -> list[int]:
        """Places of the columns of whole numbers that may be numbers of pieces."""
        return [place for place, column in self._others(but) if _may_be_paid(column) and _are_pieces(column)]

    def _others(self, but: Collection[int | None], empty: float = MOST_EMPTY) -> Iterator[tuple[int, Column]]:
        for place, column in enumerate(self.columns):
            if place in but or not column.name or is_personal(column.name):
                continue
            one = filled(column)
            if len(one.code) and float((one.code < 0).mean()) < empty:  # a table without rows holds nothing
                yield place, one

    def _is_order(self, place: int, day: int) -> bool:
        """Whether each value has one day, as the number of an order of several rows has."""
        days = partners(self.columns[place].code, self.columns[day].code)
        told = days[days > 0]
        return bool(len(told)) and float(told.mean()) <= ONE_DAY


def _rows(column: Column) -> int:
    return int((column.code >= 0).sum())


def _values(column: Column) -> int:
    return int((rows_of_texts(column, column.code >= 0) > 0).sum())


def _holds_days(column: Column) -> bool:
    """Whether all texts that rows have are days; eight figures are, where all are days of the calendar."""
    used = rows_of_texts(column, column.code >= 0) > 0
    if column.days is not None and bool(column.days[used].all()):
        return True
    place, days, *_ = apart(column.texts.filter(used))
    if not used.any() or float((place >= 0).mean()) < MOSTLY:
        return False
    figures = [day for day in days if day[:8].isdigit()]
    return all("1900" <= day[:4] < "2100" and "01" <= day[4:6] <= "12" and "01" <= day[6:8] <= "31" for day in figures)


def _may_be_people(column: Column) -> bool:
    values, rows = _values(column), _rows(column)
    if values < 2 or values == rows or rows > MOST_EACH * values or is_something_else(column) or _holds_days(column):
        return False
    name = plain(column.name)
    if PARTS.search(name) and not PERSONS.search(name):
        return False
    return not (holds_mostly_amounts(column) and bool((worth_of(column).floats() % 1 != 0).any()))


def _may_be_paid(column: Column) -> bool:
    name = plain(column.name)
    if is_something_else(column) or is_part(column) or NO_PIECES.search(name) or PERSONS.search(name):
        return False
    if _holds_days(column) or not holds_mostly_amounts(column):
        return False
    if is_called_cents(column.name) and worth_of(column).floats().max(initial=0) < HUNDREDTHS:
        return False
    if set((numbers_of(column) or ([Decimal(2)], []))[0]) <= NOUGHT_AND_ONE:
        return False
    return not _follow(column)


def _follow(column: Column) -> bool:
    """Whether whole numbers follow one another, as those of rows and orders do."""
    worth = worth_of(column)
    steps: Integers = np.diff(worth.units[column.code >= 0])
    return not worth.places and len(steps) > 1 and bool((steps >= 0).all() or (steps <= 0).all())


def _are_pieces(column: Column) -> bool:
    worth = worth_of(column)
    numbers = np.abs(worth.units[column.code >= 0])
    return not worth.places and len(np.unique(numbers)) > 1 and float(np.median(numbers)) <= MOST_PIECES
