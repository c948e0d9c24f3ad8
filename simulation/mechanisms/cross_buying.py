"""Customers who buy in one category are offered others; close customers whose needs are met accept.

    P(offered | contact) = cross-selling
    P(takes it up | offered) = a·fit·(1 + g) / 5                      g: stage, 0 to 4;  breadth b ← b + 1, at most 4

Each further category makes a purchase larger (see the spend equation). Breadth belongs to the match: with the next firm
a customer starts with one category. It is not a separate reason to stay: that customers who buy more broadly stay
longer may be selection, and commitment already has its causes.

Source: drivers and consequences Kumar, George & Pancras (2008), Journal of Retailing 84. Directions B, sizes C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

TOP, MOST = 4.0, 4.0
"""Highest stage, and number of categories there are."""


def taken_up(base: float, fit: Floats, stage: Floats) -> Floats:
    """Probability of taking up an offer from another category, any shape."""
    return np.minimum(base * fit * (1.0 + stage) / (1.0 + TOP), 1.0)


@dataclass(frozen=True)
class CrossBuying(Mechanism):
    """In how many categories a customer buys."""

    appeal: float = parameter(
        0.05, "chance that the closest customer accepts an offer that fits perfectly, a", unit="probability", low=0.02,
        high=0.10, grade="C", source="guess",
    )  # fmt: skip
    cost: float = parameter(
        0.011, "cost of one offer", unit="weekly revenue", low=0.003, high=0.033, grade="C", source="guess; an e-mail"
    )
    overhead: float = parameter(
        0.001, "weekly cost of the cross-selling programme, per customer", unit="weekly revenue", low=0.0,
        high=0.003, grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels")
    cites = ("kumar2008",)
    owns = (
        Column("offer", "whether this week's contact comes with an offer from another category", weekly=True),
        Column("breadth", "categories in which the customer buys", unit="category", low=1, high=MOST, initial=1.0),
    )
    series = (
        Series("cross_offers", "offers from another category [contact]", "offer"),
        Series("breadth", "mean number of categories of the firm's customers [category]", "breadth", "mean"),
    )
    reads = ("contact", "fit", "stage")
    levers = (Lever("cross_selling", "share of contacts that come with an offer from another category", "share"),)
    purposes = ("cross_selling",)

    def decide(self, row: Row, now: Now) -> None:
        row.offer = 0.0

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        share = now.levers["cross_selling"][purse.firm]
        if share == 0:
            return
        purse.spend_overhead("cross_selling", self.overhead)
        in_touch = np.zeros(len(rows.provider), dtype=np.bool_)
        for k in range(rows.contact.shape[1]):
            in_touch |= rows.contact[:, k] > 0
        people = np.flatnonzero(in_touch & purse.customers & (rows.breadth < MOST))
        wanted = np.zeros(len(in_touch), dtype=np.bool_)
        wanted[people] = now.draw("cross.offer", rows, people) < share
        granted = purse.grant("cross_selling", wanted, self.cost, lambda: now.draw("cross.order", rows))
        rows.offer[granted] = 1.0

    def apply(self, row: Row, now: Now) -> None:
        if row.offer > 0 and now.draw("cross.taken_up", row) < taken_up(self.appeal, row.fit, row.stage):
            row.breadth = min(row.breadth + 1.0, MOST)
