"""A firm's account: what it was given and has not spent, and what it has decided to spend on quality.

    balance(t + 1) = balance(t)·(1 + d)^(1/52) + envelope - spent                       in whole minor units
    quality = ( held + (n - 1)·(envelope - (b + a)·customers) - a·customers ) / n                [per week]

The decision is made at the start of each planning period, as money per customer, and kept until the next one. Held is
what the account holds once this week's contacts and programmes are paid. A customer cost b a week before quality is
paid for and a after it (amends, deals, rewards), on average over the last four periods. What the account holds is
spread over n weeks, those of four periods. In the first period, in which the firm knows only what
customers cost under the status quo, the decision is made anew each week, from the costs of some weeks of the status quo
(`market.usual_weeks`) and its own so far.

A firm does not know of the last week of a simulation and plans as if it went on. What its account holds then is the
owner's, and what it is overdrawn by is the owner's cost, unit for unit: the owner of few customers who are simulated
and the owner of many have the same of each, while quality, which rises less with more money than it falls with less,
would be lower the more it followed the luck of a few. A firm may overdraw its account by a share of what it is given in
a planning period.

Source: that budgets are set for periods and kept is common practice; the form is invented here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from simulation.market.terms import Terms
from simulation.sample import Demand

Debt = tuple[str, npt.NDArray[np.intp], npt.NDArray[np.int64]]
PERIODS = 4
"""Planning periods over which costs are averaged, and over which what the account holds is spread."""


@dataclass(frozen=True)
class Costs:
    """What all but quality cost in some weeks.

    Attributes:
        before: what is paid before quality [minor units].
        after: what arises after it [minor units].
        customers: customer-weeks.
    """

    before: int = 0
    after: int = 0
    customers: float = 0.0

    def with_week(self, before: int, after: int, customers: float) -> Costs:
        """The same with one week more."""
        return Costs(self.before + before, self.after + after, self.customers + customers)

    def per_customer(self) -> tuple[float, float]:
        """Cost of a customer in a week before and after quality is paid for [minor units]."""
        customers = max(self.customers, 1.0)
        return self.before / customers, self.after / customers


def weekly(discount_rate: float) -> float:
    """What a unit of money becomes in a week at a yearly rate."""
    return math.pow(1.0 + discount_rate, 1.0 / 52.0)


def together(some: Iterable[Costs]) -> Costs:
    """The costs of several periods."""
    whole = Costs()
    for one in some:
        whole = whole.with_week(one.before, one.after, one.customers)
    return whole


@dataclass
class Account:
    """What one firm holds, and what it knows of its costs.

    Args:
        terms: of the market.
        weeks: length of the run.
        usual: its costs in some weeks before the run; none where they are not known.

    Attributes:
        balance: what it was given and has not spent; negative where it is overdrawn [minor units].
        present: its costs in this planning period so far.
        past: its costs in the periods before, the latest four of them.
        level: what it has decided to spend on quality, per customer and week [minor units].
        owed: what it could not pay when it arose: purpose, row numbers and minor units, both of shape (K,).
        served: customers at the start of the planning period, for whom service is staffed.
        heads: real customers for each simulated one.
        demand: what its customers have asked for.
    """

    terms: Terms
    weeks: int
    usual: Costs = Costs()
    balance: int = 0
    present: Costs = Costs()
    past: tuple[Costs, ...] = ()
    level: float = 0.0
    owed: list[Debt] = field(default_factory=list)
    served: int = 0
    heads: float = 1.0
    demand: Demand = field(default_factory=Demand)

    def open(self, week: int, customers: int) -> int:
        """Begin a week, with as many customers; returns the interest, which is in the balance now [minor units]."""
        interest = round(self.balance * (weekly(self.terms.discount_rate) - 1.0))
        self.balance += interest
        if self.begins(week):
            self.served = customers
            self.past, self.present = (*self.past, self.present)[-PERIODS:] if week > 0 else (), Costs()
        return interest

    def credit(self, envelope: int) -> int:
        """By how much it may be overdrawn at the end of a week in which the firm is given an envelope [minor units]."""
        return int(envelope * self.terms.overdraft * self.terms.planning_weeks)

    def for_quality(self, week: int, held: int, spent: int, envelope: int, customers: float) -> float:
        """What is to be spent on quality this week [minor units].

        Args:
            week: of the run.
            held: balance with this week's envelope, less what was spent this week [minor units].
            spent: what was spent this week [minor units].
            envelope: what the firm is given in a week [minor units].
            customers: for whom quality is delivered, above 0.
        """
        known = self.past or (self.usual, self.present.with_week(spent, 0, customers))
        if self.begins(week) or not self.past:
            before, after = (cost * customers for cost in together(known).per_customer())
            spread = PERIODS * self.terms.planning_weeks
            to_come = (spread - 1.0) * (envelope - before - after)
            self.level = max(held + to_come - after, 0.0) / spread / customers
        return self.level * customers

    def begins(self, week: int) -> bool:
        """Whether a planning period begins in a week."""
        return week == 0 or week // self.terms.planning_weeks > (week - 1) // self.terms.planning_weeks
