"""A firm gives more of its costly services to some customers: those who spend, those whose needs it misses, or friends.

    w = Π (1 - a + a·x)           a: how far by value, by need, by trust;  x: rank among the customers, mean 1
    priority = w / mean w                        given with chance share·priority, see `chances`

    value: expected spend,    need: mismatch between need and offer |x - o|,    trust: trust in the firm

Invitations and gifts are allocated in proportion to priority; if a chance would exceed 1, the others get the rest, so
that the total stays the same. Dedicated contact persons go to the customers with the highest priority. Ranks run from 0
to 2, and ties share a rank: a customer who spends ten times the average is not invited ten times as often. The firm
knows its customers' values; scoring them has a cost.

Source: that scarce resources should follow customer value is Zeithaml, Rust & Lemon (2001), California Management
Review 43; the rule is invented here, as is its cost. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation import exact_sums
from simulation.column import Column
from simulation.draws import Floats
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows


def rank(values: Floats) -> Floats:
    """Place among others from 0 to 2 with mean 1, ties in the middle of theirs; shape (K,)."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(count) - count / 2.0
    placed: Floats = (2.0 / len(values)) * middle[place]
    return placed


@dataclass(frozen=True)
class Allocation(Mechanism):
    """Whom a firm puts first."""

    overhead: float = parameter(
        0.0005, "weekly cost of scoring customers, per customer", unit="weekly revenue", low=0.0, high=0.002,
        grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels")
    cites = ("zeithaml2001",)
    owns = (
        Column(
            "priority",
            "how much of the costly services the person gets, relative to a mean of 1",
            high=1e3,
            initial=1.0,
        ),
    )
    reads = ("buy_rate", "spend_rate", "need", "known_need", "trust")
    levers = (
        Lever("allocate_by_value", "how far customers who spend more come first", "share"),
        Lever("allocate_by_need", "how far customers whose needs are missed come first", "share"),
        Lever("allocate_by_trust", "how far customers who trust the firm come first", "share"),
    )
    purposes = ("allocation",)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        by_value, by_need, by_trust = (now.levers[lever.name][purse.firm] for lever in self.levers)
        if not (by_value or by_need or by_trust):
            if rows.priority.max() > 1.0:  # a firm has given it up, this one perhaps
                rows.priority[purse.customers] = 1.0
            return
        people = np.flatnonzero(purse.customers)
        if not len(people):
            return
        purse.spend_overhead("allocation", self.overhead)
        weight = np.ones(len(people))
        if by_value:
            weight *= 1.0 - by_value + by_value * rank(rows.buy_rate[people] / rows.spend_rate[people])
        if by_need:
            weight *= 1.0 - by_need + by_need * rank(np.abs(rows.need[people] - rows.known_need[people]))
        if by_trust:
            weight *= 1.0 - by_trust + by_trust * rank(rows.trust[people, purse.firm])
        rows.priority[people] = weight / exact_sums.mean(weight)
