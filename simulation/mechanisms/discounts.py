"""Great deals and points: they sell while they last, cost margin, and are missed when they stop.

    P(deal) = m·deal rate, of depth d                           m = min(1, funds / ((deal rate·d + q)·customers))
    points  = p = m·q as a share of what is paid                q = conditional·gift rate·size
    bargain = k·(x - a·H),    H ← ρ·H + (1 - ρ)·x,   ρ = 2^(-dt / h)           x = d + (1 - d)·p, d: 0 without a deal
    discount = d·spend,       granted = p·(1 - d)·spend                        k: 1 on average

Points are earned by buying: the conditional part of gifts is granted on each purchase, in proportion to the payment.
The average customer spends one weekly revenue a week, so points cost as much as the gifts would. To the customer both
are a share of the price of a purchase.

The bargain is a direct cause of buying (see the purchase equation). H is the discount that a customer has got used to,
the mirror image of the reference price: part of it is taken for granted, so deals sell less the more of them there have
been, and without a deal customers buy less than if there had never been any. Deal-seekers respond more (k > 1), the
others less.

Revenue and margin are booked at the usual price, and discounts and points as spending in the week in which they are
given: they are paid from the envelope, so that budgets stay equal, and leave less for service and quality. Funds are
what the firm's account can bear; it offers about as much as it can pay for. If `market.deals` is margin, a deal is a
lower price: it is taken off the margin (see `spend`) and not off the envelope, and m is 1 for deals and min(1, funds /
(q·customers)) for points. What the customer saves counts in the surplus.

Source: reference prices Kalyanaram & Winer (1995), Marketing Science 14; deal proneness Lichtenstein, Netemeyer &
Burton (1990), Journal of Marketing 54. Directions B, sizes C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.fading import share_left
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

FORGOTTEN = 1e-6
"""A habit that is not above this is gone."""


def used_to(habit: Floats, deal: Floats, kept: float) -> Floats:
    """Discount that customers have got used to after a week with this one, any shape; kept: what is left of a habit."""
    moved: Floats = kept * habit + (1.0 - kept) * deal
    return np.where(moved > FORGOTTEN, moved, 0.0)


def share_off_price(deal: Floats, points: Floats) -> Floats:
    """Share of the price that a deal and points take off together, any shape."""
    return deal + (1.0 - deal) * points


def affordable_discounts(now: Now) -> tuple[Floats, Floats]:
    """The rate of deals and the share of points that each firm can pay for, both of shape (firms + 1,)."""
    levers = now.levers
    points = levers["gift_conditional"] * levers["gift_rate"] * levers["gift_size"]
    deals = levers["deal_rate"] * levers["deal_depth"]
    cost = (points + deals * (now.terms.deals == "envelope")) * now.firms.customers
    able = np.clip(now.firms.funds / np.maximum(cost, 1e-12), 0.0, 1.0)
    return levers["deal_rate"] * (able if now.terms.deals == "envelope" else 1.0), points * able


@dataclass(frozen=True)
class Discounts(Mechanism):
    """Deals of the week, points on what is bought, and the habit they form."""

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
        13.0, "weeks until half of the habit has faded", unit="week", low=6, high=26, grade="C", source="guess"
    )
    overhead: float = parameter(
        0.001, "weekly cost of the deal programme, per customer", unit="weekly revenue", low=0.0, high=0.003,
        grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.BUY
    cites = ("kalyanaram1995", "lichtenstein1990")
    owns = (
        Column("deal_seeker", "whether the person hunts for deals", kept=True),
        Column("deal", "discount offered to the person this week", unit="share", high=0.5, weekly=True),
        Column("points", "share of payments that is granted back as points", unit="share", high=10.0, weekly=True),
        Column(
            "deal_habit",
            "discount, as a share of the price, that the customer has got used to",
            unit="share",
            high=10.0,
        ),
        Column("bargain", "how good this week's price feels", unit="share", low=-1e4, high=1e4, weekly=True),
        Column("saved", "discount that the customer gets this week", unit="money", high=1e12, weekly=True),
        Column("granted", "value of the points that the customer earns", unit="money", high=1e13, weekly=True),
    )
    series = (
        Series("discounts", "discounts given [money]", "saved"),
        Series("points", "value of the points granted [money]", "granted"),
        Series(
            "deal_habit", "mean discount, as a share of the price, that customers have got used to [share]",
            "deal_habit", "mean"
        ),
    )  # fmt: skip
    reads = ("spend",)
    levers = (
        Lever("deal_rate", "chance that a customer is offered a deal in a week", "probability"),
        Lever("deal_depth", "share of the price that a deal takes off", "share", high=0.5),
    )
    purposes = ("discounts", "points")

    def decide(self, row: Row, now: Now) -> None:
        if now.week == 0:
            row.deal_seeker = now.draw("discounts.seeker", row) < self.seeker_share
        rate, worth = affordable_discounts(now)
        offered = row.is_customer and now.draw("deal", row) < rate[row.provider]
        row.deal = now.lever("deal_depth", row) if offered else 0.0
        row.points = worth[row.provider]
        off = share_off_price(row.deal, row.points)
        row.bargain = self.response(row.deal_seeker) * (off - self.taken_for_granted * row.deal_habit)
        row.saved = row.granted = 0.0

    def response(self, seeker: Floats) -> Floats:
        """How strongly people respond to a bargain, any shape; 1 on average, and never below 0 for the others."""
        others = (1.0 - self.seeker_share * self.seeker_factor) / max(1.0 - self.seeker_share, 1e-12)
        return np.where(seeker > 0, self.seeker_factor, max(others, 0.0))

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if now.levers["deal_rate"][purse.firm] > 0:
            purse.spend_overhead("discounts", self.overhead)
        if not (rows.deal.any() or rows.points.any()):
            return
        buys = np.flatnonzero(purse.customers & (rows.spend > 0))
        rows.saved[buys] = rows.deal[buys] * rows.spend[buys]
        rows.granted[buys] = rows.points[buys] * (rows.spend[buys] - rows.saved[buys])
        paid_for = {"points": rows.granted}
        if now.terms.deals == "envelope":
            paid_for = {"discounts": rows.saved, **paid_for}
        for purpose, given in paid_for.items():
            people = buys[given[buys] > 0]
            purse.incur(purpose, people, given[people] / now.centre.weekly_revenue)

    def apply(self, row: Row, now: Now) -> None:
        if row.is_customer:
            off = share_off_price(row.deal, row.points)
            row.deal_habit = used_to(row.deal_habit, off, share_left(now.dt, self.half_life))
