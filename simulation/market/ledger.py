"""Every unit of money earned or spent, in whole minor units, so that the books add up exactly in any order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Money = npt.NDArray[np.int64]
MARGIN = "margin"
PUT_BY = "reserve"
"""What a firm keeps of its envelope: booked, so that the books add up, and part of its profit, not of its spending. In
the last week it is also what the account holds, or is overdrawn by, with its sign."""
BOOKED = "ledger_"
"""How the names of columns of bookings begin, in every table that has them."""
UNSPENT = "unspent"
"""What no mechanism spends, as when quality is off: set aside, so that budgets stay equal whatever is switched off."""
OWED = "owed"
"""What was promised and could not be paid before the run ended: not out of the envelope, and a cost all the same."""


class Ledger:
    """Weekly totals of every firm and purpose, and the focal firm's account of every customer.

    Args:
        purposes: what money can be for; `MARGIN` is income, all others are what became of the envelope.
        weeks: length of the run.
        firms: number of firms; index 0 is nobody and stays empty.
        size: number of people.
        scale: minor units per unit of money.

    Attributes:
        weekly: shape (weeks, firms + 1, purposes), positive amounts but for the margin, which deals may make a loss,
            and for what is put by or unspent in the last week; what is owed is booked in that week.
        person: shape (purposes, N): what the focal firm earned with and spent on each person.
        envelope: shape (weeks, firms + 1): what each firm is given.
        interest: shape (weeks, firms + 1): what its account earned at the beginning of the week, or cost.
        common: shape (weeks, firms + 1): of the spending, what belongs to no single customer; without what is put by.
    """

    def __init__(self, purposes: Sequence[str], weeks: int, firms: int, size: int, scale: float) -> None:
        self.purposes = (MARGIN, PUT_BY, *purposes, UNSPENT, OWED)
        self.scale = scale
        self.weekly: Money = np.zeros((weeks, firms + 1, len(self.purposes)), dtype=np.int64)
        self.person: Money = np.zeros((len(self.purposes), size), dtype=np.int64)
        self.envelope: Money = np.zeros((weeks, firms + 1), dtype=np.int64)
        self.interest: Money = np.zeros((weeks, firms + 1), dtype=np.int64)
        self.common: Money = np.zeros((weeks, firms + 1), dtype=np.int64)

    def book(self, week: int, firm: int, purpose: str, amount: int) -> None:
        """Book an amount that belongs to no single customer."""
        self.weekly[week, firm, self.purposes.index(purpose)] += amount
        if purpose not in (MARGIN, PUT_BY):
            self.common[week, firm] += amount

    def book_people(self, week: int, firm: int, purpose: str, people: npt.NDArray[np.intp], amounts: Money) -> None:
        """Book an amount for each of some people.

        Args:
            week: of the booking.
            firm: whose books.
            purpose: what it is for.
            people: row numbers, shape (K,), each at most once.
            amounts: minor units, shape (K,).
        """
        column = self.purposes.index(purpose)
        self.weekly[week, firm, column] += int(amounts.sum())
        if firm == 1:
            self.person[column, people] += amounts

    def spent(self) -> Money:
        """What was spent or put by in each week by each firm, shape (weeks, firms + 1)."""
        spent: Money = self.weekly[:, :, 1:-1].sum(axis=2)
        return spent

    def owed(self) -> Money:
        """What each firm owes at the end, in the last week, shape (weeks, firms + 1)."""
        owed: Money = self.weekly[:, :, -1]
        return owed

    def held(self) -> Money:
        """What each firm's account holds at the end of each week, shape (weeks, firms + 1)."""
        held: Money = np.cumsum(self.envelope + self.interest - self.spent(), axis=0)
        return held

    def verify(self) -> None:
        """Check the books: each firm spent all that it was given, with interest, and no account exceeds its total.

        Raises:
            AssertionError: naming the first firm whose books do not add up; never a user's fault.
        """
        held = self.held()[-1]
        wrong = np.flatnonzero(held != 0)
        if len(wrong):
            firm = wrong[0]
            raise AssertionError(f"firm {firm} ends with {held[firm]:+d} minor units in its account")
        settled = [self.purposes.index(purpose) for purpose in (PUT_BY, UNSPENT)]
        amounts = self.weekly[:, :, 1:].copy()
        amounts[-1, :, [column - 1 for column in settled]] = 0
        if (amounts < 0).any():
            raise AssertionError("an amount in the ledger is negative")
        if (self.person.sum(axis=1) > np.maximum(self.weekly[:, 1].sum(axis=0), 0)).any():
            raise AssertionError("customers' accounts exceed the firm's total")
