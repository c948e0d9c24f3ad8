"""Great deals: they sell while they last, cost margin, and are missed when they stop.

    P(deal) = deal rate·min(1, funds / (deal rate·d·customers)),                of depth d
    bargain = k·(d - a·H),    H ← ρ·H + (1 - ρ)·d,   ρ = 2^(-dt / h)      d: 0 without a deal, k: 1 on average
    discount = d·spend

The bargain is a direct cause of buying (see the purchase equation). H is the discount that a customer has got used to,
the reference price turned round: part of it is taken for granted, so deals sell less the more of them there were, and
without one less is bought than if there never had been any. Deal-seekers respond more (k > 1), the others less.

Revenue and margin are booked at the usual price, and the discount as spending in the week in which it is given: it
counts against the envelope, so that budgets stay equal, and less is left for service and quality. Funds are what the
firm's account can bear; it offers about as many deals as it can pay for, since the average customer spends one weekly
revenue. What the customer saves counts in the surplus.

Source: reference prices Kalyanaram & Winer (1995), Marketing Science 14; deal proneness Lichtenstein, Netemeyer &
Burton (1990), Journal of Marketing 54. Directions B, sizes C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.purse import Purse

FORGOTTEN = 1e-6


def used_to(habit: Floats, deal: Floats, dt: float, half_life: float) -> Floats:
    """Discount that customers have got used to after a week with this one, any shape."""
    kept = np.exp2(-dt / half_life)
    moved: Floats = kept * habit + (1.0 - kept) * deal
    return np.where(moved > FORGOTTEN, moved, 0.0)  # a stock that fades for ever would never let the mechanism rest


def affordable(rate: Floats, depth: Floats, now: Now) -> Floats:
    """The rate of deals that each firm can pay for, shape (firms + 1,)."""
    cost = rate * depth * now.firms.customers
    able: Floats = rate * np.clip(now.firms.funds / np.maximum(cost, 1e-12), 0.0, 1.0)
    return able


@dataclass(frozen=True)
class Discounts(Mechanism):
    """Deals of the week, and the habit they form."""

    seeker_share: float = parameter(
        0.25, "share of people who are deal-seekers", unit="share", low=0.10, high=0.40, grade="C", source="guess"
    )
    seeker_factor: float = parameter(
        2.0, "how much more deal-seekers respond than the average person", unit="factor", low=1.2, high=2.5, grade="C",
        source="direction Lichtenstein et al. 1990", allowed=(1.0, 1e3),
    )  # fmt: skip
    taken_for_granted: float = parameter(
        0.5, "share of the usual discount that no longer counts as a bargain, a", unit="share", low=0.2, high=1.0,
        grade="C", source="direction Kalyanaram & Winer 1995",
    )  # fmt: skip
    half_life: float = parameter(
        13.0, "weeks until half of the habit is gone", unit="week", low=6, high=26, grade="C", source="guess"
    )
    overhead: float = parameter(
        0.001, "weekly cost of having deals, per customer", unit="weekly revenue", low=0.0, high=0.003,
        grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.BUY
    cites = ("kalyanaram1995", "lichtenstein1990")
    owns = (
        Column("deal_seeker", "whether the person hunts for deals", kept=True),
        Column("deal", "discount the person is offered this week", unit="share", high=0.5, weekly=True),
        Column("deal_habit", "discount the customer has got used to", unit="share", high=0.5),
        Column("bargain", "how good this week's price feels", unit="share", low=-500, high=500, weekly=True),
        Column("saved", "discount the customer gets this week", unit="money", high=1e12, weekly=True),
    )
    series = (
        Series("discounts", "discounts given [money]", "saved"),
        Series("deal_habit", "mean discount that the firm's customers have got used to [share]", "deal_habit", "mean"),
    )
    reads = ("spend",)
    levers = (
        Lever("deal_rate", "chance that a customer is offered a deal in a week", "probability"),
        Lever("deal_depth", "share of the price that a deal takes off", "share", high=0.5),
    )
    purposes = ("discounts",)

    def decide(self, rows: Rows, now: Now) -> None:
        if now.week == 0:
            rows.deal_seeker[:] = now.draw("discounts.seeker", rows) < self.seeker_share
        if not (now.in_use("deal_rate") or rows.deal_habit.any() or rows.bargain.any()):
            return
        rate, depth = now.levers["deal_rate"], now.levers["deal_depth"]
        offered = (now.draw("deal", rows) < affordable(rate, depth, now).take(rows.provider)) & rows.is_customer
        rows.deal[:] = offered * now.lever("deal_depth", rows)
        rows.bargain[:] = self.response(rows.deal_seeker) * (rows.deal - self.taken_for_granted * rows.deal_habit)
        rows.saved[:] = 0.0

    def response(self, deal_seeker: Floats) -> Floats:
        """How strongly people respond to a bargain, any shape; 1 on average, and never below 0 for the others."""
        others = (1.0 - self.seeker_share * self.seeker_factor) / max(1.0 - self.seeker_share, 1e-12)
        return np.where(deal_seeker > 0, self.seeker_factor, max(others, 0.0))

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if now.levers["deal_rate"][purse.firm] == 0:
            return
        people = np.flatnonzero(purse.customers)
        rows.saved[people] = rows.deal[people] * rows.spend[people]
        purse.spend_overhead("discounts", self.overhead)
        given = people[rows.saved[people] > 0]
        purse.incur("discounts", given, rows.saved[given] / now.centre.weekly_revenue)

    def apply(self, rows: Rows, now: Now) -> None:
        if not (now.in_use("deal_rate") or rows.deal_habit.any()):
            return
        habit = used_to(rows.deal_habit, rows.deal, now.dt, self.half_life)
        rows.deal_habit[:] = np.where(rows.is_customer, habit, rows.deal_habit)
