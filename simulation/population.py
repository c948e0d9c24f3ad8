"""All state is columns of equal length; a `Rows` is the window on some of them that a mechanism is lent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.column import Column
from simulation.draws import Draws, luck

Array = npt.NDArray[Any]

FOREVER = 10**6
IDENTITY: tuple[Column, ...] = (
    Column("id", "stable name of the person for the whole run", dtype="int64", high=2**62, kept=True),
    Column("luck", "the person's part of the key of every random draw", dtype="uint64", high=2**64, kept=True),
    Column(
        "provider", "firm whose customer the person is; 0 none, 1 the focal firm", dtype="int64", high=255, kept=True
    ),
    Column(
        "next_provider", "firm whose customer the person will be from next week", dtype="int64", high=255, kept=True
    ),
    Column("is_customer", "whether the person is a customer of any firm", dtype="bool", kept=True),
    Column("tenure", "weeks with the present firm, or weeks without one", unit="week", high=FOREVER),
    Column(
        "past_purchases", "purchases from the firm of week 0 before the simulation starts", unit="purchase", high=1e9
    ),
    Column("leave_rate", "propensity to leave the present firm, before any mechanism", unit="1/week", kept=True),
    Column(
        "disposition", "the person's part of the propensity to leave any firm", unit="sd", low=-9, high=9, kept=True
    ),
    Column("buy_rate", "propensity to buy, before any mechanism", unit="1/week", high=1e3, kept=True),
    Column("spend_rate", "rate of the gamma law of spend in one purchase", unit="1/money", high=1e12, kept=True),
    Column("closed", "whether the person will never return to the firm", dtype="bool", per="firm", kept=True),
    Column("segment", "number of the person's segment", dtype="int64", high=255, kept=True),
    Column("joins", "times the person has joined a firm", dtype="int64", high=FOREVER, kept=True),
    Column("entry", "week in which the person enters the market", unit="week", high=FOREVER, kept=True),
    Column(
        "absent",
        "whether the person is outside the market, before entering it or after leaving it",
        dtype="bool",
        kept=True,
    ),
)
"""What every person has, whatever the mechanisms; owned by the market itself."""

ALWAYS = ("luck", "provider", "is_customer")
"""Columns that every mechanism may read without saying so."""


def read_only(array: Array) -> Array:
    """The same numbers, which cannot be written here."""
    view = array.view()
    view.flags.writeable = False
    return view


class Rows:
    """A window on some rows and some columns; a column is reached as an attribute.

    Columns that a mechanism owns or writes can be written in place (`rows.trust[:] = ...`); those it only reads are
    lent read-only, so that NumPy itself refuses a stray write; the others are not lent at all.
    """

    def __init__(self, arrays: Mapping[str, Array], writable: Iterable[str], where: slice = slice(None)) -> None:
        writable = set(writable)
        for name, array in arrays.items():
            view = array[where]
            self.__dict__[name] = view if name in writable else read_only(view)

    def __setattr__(self, name: str, value: Any) -> None:
        if vars(self).get(name) is not value:  # which it is after `rows.trust += ...`, a change in place
            raise AttributeError(f"column {name!r} is written in place: rows.{name}[:] = ...")

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"column {name!r} was not declared in `owns`, `reads` or `writes` of this mechanism")


def of_own_firm(column: Array, provider: npt.NDArray[np.int64]) -> Array:
    """Each row's number for its own firm.

    Args:
        column: one number for each firm, shape (N, firms + 1).
        provider: the own firm of each row, shape (N,).
    """
    # Columns lie firm by firm, so this is a view; taking from it is four times as fast as an index in two dimensions.
    return column.ravel(order="F").take(np.arange(len(provider)) + provider * len(provider))


class Population:
    """Named NumPy columns of equal length; a row is a person.

    Args:
        columns: the declarations; names must be unique.
        ids: stable ids, shape (N,).
        widths: how many numbers a row has in a column `per` "firm", "touchpoint" or "channel".
        draws: the luck that initial values with a distribution are drawn with.
    """

    def __init__(
        self, columns: Sequence[Column], ids: npt.NDArray[np.int64], widths: Mapping[str, int], draws: Draws
    ) -> None:
        self.columns = {column.name: column for column in columns}
        if len(self.columns) < len(columns):
            twice = sorted({c.name for c in columns if sum(c.name == d.name for d in columns) > 1})
            raise ValueError(f"columns with two owners: {', '.join(twice)}")
        self.values: dict[str, Array] = {}
        size, lucks = len(ids), luck(ids)
        for column in columns:
            shape = (size,) if column.per is None else (size, widths[column.per])
            # Fortran order keeps each touchpoint's and each firm's numbers contiguous, which is how they are used.
            self.values[column.name] = np.zeros(shape, dtype=column.dtype, order="F")
            initial = column.initial(draws.of(f"initial.{column.name}", 0, lucks)) if callable(column.initial) else None
            self.values[column.name][...] = column.initial if initial is None else initial
        self.values["id"][:] = ids
        self.values["luck"][:] = lucks

    def __len__(self) -> int:
        return len(self.values["id"])

    def __getitem__(self, name: str) -> Array:
        return self.values[name]

    def rows(self, reads: Iterable[str], writes: Iterable[str], where: slice = slice(None)) -> Rows:
        """The window of a mechanism; see `Rows`."""
        writes = tuple(writes)
        names = dict.fromkeys((*ALWAYS, *reads, *writes))
        return Rows({name: self.values[name] for name in names}, writes, where)

    def start_again(self, where: Array) -> None:
        """Set what belongs to the match of person and firm back to its initial value.

        Args:
            where: row numbers, shape (K,).
        """
        for column in self.columns.values():
            if not column.kept and not callable(column.initial):
                self.values[column.name][where] = column.initial

    @property
    def nbytes(self) -> int:
        """Memory of all columns in bytes."""
        return sum(array.nbytes for array in self.values.values())
