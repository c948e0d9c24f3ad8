"""One firm's money of one week: what its account holds, what it may overdraw it by, and what it pays for.

Mandatory service is paid first, then the levers in the order of the plan; what has been decided for quality follows
(see `account`). Where the money does not suffice, those are served who come first in the order of their draw, then of
their id. What arises afterwards (amends after a failure, what deals take off, rewards) is paid when it arises, out of
the account and its credit; what these do not cover is owed until next week.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.draws import Floats
from simulation.exact_sums import whole
from simulation.market.account import Account
from simulation.market.ledger import MARGIN, OWED, PUT_BY, UNSPENT, Ledger

Flags = npt.NDArray[np.bool_]


class Purse:
    """What a firm sees when it settles.

    Args:
        firm: its index, 1 for the focal firm.
        week: the week that is settled.
        envelope: what the firm is given this week, in minor units.
        customers: which rows are its customers, shape (N,).
        initial_customers: how many it had in week 0.
        weekly_revenue: minor units of one "weekly revenue", the unit of money of all costs.
        ids: of all people, shape (N,); they break ties.
        ledger: where spending is booked.
        account: of the firm, this week's interest included; the market keeps it from week to week.
        plans: whether something is planned for, so that what is left stays in the account until the end of the run; if
            not, it is set aside each week.

    Attributes:
        left: what can still be spent, in minor units.
        heads: for how many customers it bears overheads: a share of them is fixed and stays at those of week 0, the
            rest follows those there are.
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
        account: Account,
        plans: bool = True,
    ) -> None:
        self.firm, self.week, self.envelope = firm, week, envelope
        self.customers, self.initial_customers = customers, initial_customers
        self.weekly_revenue, self.ids, self.ledger, self.account = weekly_revenue, ids, ledger, account
        self.plans = plans
        fixed = account.terms.overhead_fixed
        self.heads = fixed * initial_customers + (1.0 - fixed) * np.count_nonzero(customers)
        self._credit = account.credit(envelope)
        self.left = self._opened = account.balance + envelope + self._credit
        self._before = self._after = 0
        self._served = 0.0

    @property
    def held(self) -> int:
        """What the account holds now, this week's envelope included, in minor units."""
        return self.left - self._credit

    def minor(self, cost: Any) -> Any:
        """Whole minor units of a cost in weekly revenues, any shape."""
        return whole(np.multiply(cost, self.weekly_revenue))

    def grant(self, purpose: str, wanted: Flags, cost: Any, order: Callable[[], Floats]) -> Flags:
        """Pay for as many of the wanted as the money allows.

        Args:
            purpose: what it is booked under.
            wanted: shape (N,), whom the firm would serve.
            cost: weekly revenues, a number or shape (N,).
            order: gives keyed draws, shape (N,), the smallest come first; asked only when not all can be served.

        Returns:
            Who is served, shape (N,).
        """
        people = np.flatnonzero(wanted)
        amounts = self.minor(cost[people] if np.ndim(cost) else np.full(len(people), cost))
        spent = int(amounts.sum())
        if spent > self.left:
            first = np.lexsort((self.ids[people], order()[people]))
            first = first[np.cumsum(amounts[first]) <= self.left]
            people, amounts = people[first], amounts[first]
            spent = int(amounts.sum())
        self.left -= spent
        self.ledger.book_people(self.week, self.firm, purpose, people, amounts)
        granted = np.zeros(len(wanted), dtype=np.bool_)
        granted[people] = True
        return granted

    def incur(self, purpose: str, people: npt.NDArray[np.intp], cost: Any) -> None:
        """Pay what the firm is bound to pay; what its credit does not cover is owed, and paid first next week.

        Args:
            purpose: what it is booked under.
            people: row numbers, shape (K,), each at most once.
            cost: weekly revenues, a number or shape (K,).
        """
        if len(people):
            self._pay(purpose, people, self.minor(np.broadcast_to(cost, people.shape)))

    def pay_debts(self) -> None:
        """Pay what is owed from last week, by purpose in the order in which it arose, then by id."""
        owed, self.account.owed = self.account.owed, []
        for purpose, people, amounts in owed:
            self._pay(purpose, people, amounts)

    def _pay(self, purpose: str, people: npt.NDArray[np.intp], amounts: npt.NDArray[np.int64]) -> None:
        first = np.argsort(self.ids[people], kind="stable")
        people, amounts = people[first], amounts[first]
        paid = np.cumsum(amounts) <= self.left
        self.left -= int(amounts[paid].sum())
        self.ledger.book_people(self.week, self.firm, purpose, people[paid], amounts[paid])
        if not paid.all():
            self.account.owed.append((purpose, people[~paid], amounts[~paid]))

    def earn(self, amounts: Floats, casual: bool = False) -> None:
        """Book what its customers leave as margin.

        Args:
            amounts: money, shape (N,); negative where somebody bought below cost.
            casual: what those leave who are not its customers.
        """
        people = np.flatnonzero((self.customers != casual) & (amounts != 0))
        minor = whole(amounts[people] * self.ledger.scale)
        self.ledger.book_people(self.week, self.firm, MARGIN, people, minor)

    def spend(self, purpose: str, cost: float) -> float:
        """Spend a sum (in weekly revenues) on nobody in particular, or what is left of it.

        Returns:
            What was spent, in weekly revenues.
        """
        amount = min(int(self.minor(cost)), max(self.left, 0))
        self.left -= amount
        self.ledger.book(self.week, self.firm, purpose, amount)
        return amount / self.weekly_revenue

    def spend_overhead(self, purpose: str, cost: float) -> None:
        """Pay for having a programme, or what is left of it; `cost` is per customer [weekly revenue]."""
        self.spend(purpose, cost * self.heads)

    def spend_share(self, purpose: str, share: float) -> float:
        """Spend a share of the week's envelope, or what is left of it; returns it in weekly revenues."""
        return self.spend(purpose, share * self.envelope / self.weekly_revenue)

    def pay_for_quality(self, purpose: str, share: float, customers: float) -> float:
        """Spend what has been decided for quality on all customers alike; see `account`.

        Args:
            purpose: under which it is booked.
            share: of the money for quality that is put by instead.
            customers: for whom quality is delivered, above 0.

        Returns:
            What quality costs this week, in weekly revenues.
        """
        self._before, self._served = self._opened - self.left, customers
        planned = self.account.for_quality(self.week, self.held, self._before, self.envelope, customers)
        amount = min(int(planned), max(self.left, 0))
        kept = int(share * amount)
        if kept:
            self.left -= kept
            self.ledger.book(self.week, self.firm, PUT_BY, kept)
        self._share(purpose, amount - kept)
        self._after = self.left
        return (amount - kept) / self.weekly_revenue

    def spend_beyond(self, purpose: str, cost: float, limit: float) -> float:
        """Spend new money, beyond the envelope, on all customers alike.

        Args:
            purpose: under which it is booked.
            cost: what is wanted, nothing where it is below 0 [weekly revenue].
            limit: the most that is spent, as a share of the week's envelope.

        Returns:
            What was spent, in weekly revenues.
        """
        most = limit * self.envelope
        amount = int(min(max(cost * self.weekly_revenue, 0.0), most))
        if amount:
            self.ledger.envelope[self.week, self.firm] += amount
            self.left += amount
            self._share(purpose, amount)
        return amount / self.weekly_revenue

    def close(self) -> None:
        """Leave what is left in the account for next week; in the last one, give it to the owner, and own up."""
        if self._served:
            costs = self._before, self._after - self.left, self._served
            self.account.present = self.account.present.with_week(*costs)
        last = self.week == self.account.weeks - 1
        if last or (self.held > 0 and not self.plans):
            rest = self.held
            self.left -= rest
            self.ledger.book(self.week, self.firm, PUT_BY if self.plans else UNSPENT, rest)
        self.account.balance = self.held
        if last:
            for _, people, amounts in self.account.owed:
                self.ledger.book_people(self.week, self.firm, OWED, people, amounts)

    def _share(self, purpose: str, amount: int) -> None:
        """Spend an amount on all customers alike; what does not divide is booked for nobody."""
        people = np.flatnonzero(self.customers)
        each = amount // len(people) if len(people) else 0
        self.left -= amount
        self.ledger.book_people(self.week, self.firm, purpose, people, np.full(len(people), each, dtype=np.int64))
        self.ledger.book(self.week, self.firm, purpose, amount - each * len(people))
