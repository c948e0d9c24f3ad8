"""One firm's books: what it was given and has not spent, may overdraw, and plans to spend on quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.market.account import PERIODS

if TYPE_CHECKING:
    from simulation.market.terms import Terms


class FirmAccounts:
    """Money of a firm, in weekly revenues.

    Args:
        given: what the firm is given in each week of the run.
        usual_cost: what a customer cost in a week before the run, quality aside.
        initial_customers: of week 0.
        terms: of the market.

    Attributes:
        balance: what was given and not spent; negative where the account is overdrawn.
        left: what can still be spent this week, credit included.
        begins: whether a planning period begins this week.
    """

    def __init__(self, given: list[float], usual_cost: float, initial_customers: int, terms: Terms) -> None:
        self.given, self.terms = given, terms
        self.growth = (1.0 + terms.discount_rate) ** (1.0 / 52.0)
        weeks = terms.usual_weeks * initial_customers
        self.usual = usual_cost * weeks, weeks  # money, and customer-weeks in which it was spent
        self.past: list[tuple[float, float]] = []
        self.cost = self.served = 0.0  # of this planning period so far
        self.week = -1
        self.begins = True
        self.envelope = self.balance = self.left = self.opened = self.credit = self.level = 0.0

    def open(self) -> None:
        """Begin a week: interest, the envelope, and what may be borrowed."""
        self.week += 1
        period, week = self.terms.planning_weeks, self.week
        self.begins = week == 0 or week // period > (week - 1) // period
        if week and self.begins:
            self.past = [*self.past, (self.cost, self.served)][-PERIODS:]
            self.cost = self.served = 0.0
        self.envelope = envelope = self.given[week]
        self.credit = envelope * self.terms.overdraft * period
        self.balance = self.balance * self.growth + envelope
        self.left = self.opened = self.balance + self.credit

    def spend(self, cost: float) -> float:
        """Spend a sum, or what is left of it."""
        amount = min(cost, max(self.left, 0.0))
        self.left -= amount
        return amount

    def spend_on_quality(self, customers: float) -> float:
        """Spend what is planned for quality on so many customers."""
        spent = self.opened - self.left
        known = self.past or [self.usual, (self.cost + spent, self.served + customers)]
        if self.begins or not self.past:
            usual = sum(cost for cost, _ in known) / max(sum(served for _, served in known), 1.0)
            spread = PERIODS * self.terms.planning_weeks
            to_come = (spread - 1.0) * (self.envelope - usual * customers)
            self.level = max(self.left - self.credit + to_come, 0.0) / spread / customers
        amount = self.spend(self.level * customers)
        self.cost += spent
        self.served += customers
        self.balance = self.left - self.credit
        return amount
