"""One firm's money of one week: the envelope is fixed in advance and spent to the last minor unit.

What is still owed from last week is paid first, then mandatory service, then the levers in the order of the plan, and
the rest buys quality. Where the money does not suffice, those are served who come first in the order of their draw,
then of their id. What comes up after the money is spent (amends after a failure, vouchers redeemed, rewards) is owed
until next week.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.draws import Floats
from simulation.exact_sums import whole
from simulation.ledger import MARGIN, Ledger

Flags = npt.NDArray[np.bool_]
Debt = tuple[str, npt.NDArray[np.intp], npt.NDArray[np.int64]]
"""Purpose, row numbers and minor units, both of shape (K,)."""


class Purse:
    """What a firm sees when it settles.

    Args:
        firm: its index, 1 for the focal firm.
        week: the week that is settled.
        envelope: what may be spent this week, in minor units.
        customers: which rows are its customers, shape (N,).
        initial_customers: how many it had in week 0; capacities and fixed budgets are stated per head of these.
        weekly_revenue: minor units of one "weekly revenue", the unit of money of all costs.
        ids: of all people, shape (N,); they break ties.
        ledger: where spending is booked.
        owed: what the firm owes, in the order in which it came up; the market keeps it from week to week.
    """

    def __init__(
        self,
        firm: int,
        week: int,
        envelope: int,
        customers: Flags,
        initial_customers: int,
        weekly_revenue: float,
        ids: npt.NDArray[np.int64],
        ledger: Ledger,
        owed: list[Debt],
    ) -> None:
        self.firm, self.week, self.envelope, self.left = firm, week, envelope, envelope
        self.customers, self.initial_customers = customers, initial_customers
        self.weekly_revenue, self.ids, self.ledger, self.owed = weekly_revenue, ids, ledger, owed

    def minor(self, cost: Any) -> Any:
        """Whole minor units of a cost in weekly revenues, any shape."""
        return whole(np.multiply(cost, self.weekly_revenue))

    def grant(
        self, purpose: str, wanted: Flags, cost: Any, order: Callable[[], Floats], most: int | None = None
    ) -> Flags:
        """Pay for as many of the wanted as money and capacity allow.

        Args:
            purpose: what it is booked under.
            wanted: shape (N,), whom the firm would serve.
            cost: weekly revenues, a number or shape (N,).
            order: gives keyed draws, shape (N,), the smallest come first; asked only when not all can be served.
            most: how many can be served, None for no limit.

        Returns:
            Who is served, shape (N,).
        """
        people = np.flatnonzero(wanted)
        amounts = self.minor(cost[people] if np.ndim(cost) else np.full(len(people), cost))
        spent = int(amounts.sum())
        if spent > self.left or (most is not None and len(people) > most):
            first = np.lexsort((self.ids[people], order()[people]))[:most]
            first = first[np.cumsum(amounts[first]) <= self.left]
            people, amounts = people[first], amounts[first]
            spent = int(amounts.sum())
        self.left -= spent
        self.ledger.book_people(self.week, self.firm, purpose, people, amounts)
        granted = np.zeros(len(wanted), dtype=np.bool_)
        granted[people] = True
        return granted

    def owe(self, purpose: str, people: npt.NDArray[np.intp], cost: Any) -> None:
        """Promise money that is paid before everything else next week; what the last week promises stays owed.

        Args:
            purpose: what it will be booked under.
            people: row numbers, shape (K,), each at most once.
            cost: weekly revenues, a number or shape (K,).
        """
        if len(people):
            self.owed.append((purpose, people, self.minor(np.broadcast_to(cost, people.shape))))

    def pay_debts(self) -> None:
        """Pay what is owed, as far as the envelope goes; by purpose in the order of promising, then by id."""
        left: list[Debt] = []
        for purpose, people, amounts in self.owed:
            first = np.argsort(self.ids[people], kind="stable")
            people, amounts = people[first], amounts[first]
            paid = np.cumsum(amounts) <= self.left
            self.ledger.book_people(self.week, self.firm, purpose, people[paid], amounts[paid])
            self.left -= int(amounts[paid].sum())
            if not paid.all():
                left.append((purpose, people[~paid], amounts[~paid]))
        self.owed[:] = left

    def earn(self, amounts: Floats, casual: bool = False) -> None:
        """Book what its customers leave as margin.

        Args:
            amounts: money, shape (N,), not negative.
            casual: what those leave who are not its customers.
        """
        people = np.flatnonzero((self.customers != casual) & (amounts > 0))
        minor = whole(amounts[people] * self.ledger.scale)
        self.ledger.book_people(self.week, self.firm, MARGIN, people, minor)

    def spend(self, purpose: str, cost: float) -> float:
        """Spend a sum (in weekly revenues) on nobody in particular, or what is left of it.

        Returns:
            What was spent, in weekly revenues.
        """
        amount = min(int(self.minor(cost)), self.left)
        self.left -= amount
        self.ledger.book(self.week, self.firm, purpose, amount)
        return amount / self.weekly_revenue

    def spend_share(self, purpose: str, share: float) -> float:
        """Spend a share of the week's envelope, or what is left of it; returns it in weekly revenues."""
        return self.spend(purpose, share * self.envelope / self.weekly_revenue)

    def share_rest(self, purpose: str) -> float:
        """Spend all that is left on all customers alike; what does not divide is booked for nobody.

        Returns:
            What was spent, in weekly revenues.
        """
        people = np.flatnonzero(self.customers)
        each = self.left // max(len(people), 1)
        self.ledger.book_people(self.week, self.firm, purpose, people, np.full(len(people), each, dtype=np.int64))
        shared = each * len(people)
        self.left -= shared
        return shared / self.weekly_revenue + self.spend_rest(purpose)

    def spend_rest(self, purpose: str) -> float:
        """Spend all that is left; returns it in weekly revenues."""
        amount, self.left = self.left, 0
        self.ledger.book(self.week, self.firm, purpose, amount)
        return amount / self.weekly_revenue
