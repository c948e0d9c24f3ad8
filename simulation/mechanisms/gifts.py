"""Small surprises: a gift that nobody asked for, or points that must be earned.

    P(gift) = gift rate                    cost = size, for each gift given; plus the overhead of having a programme

What a gift does to the customer is reciprocity's business; here it is decided, paid and handed over.

Source: Falk (2007), Econometrica 75: gifts in charity letters; sizes relative to revenue are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulation.column import Column
from simulation.mechanism import Lever, Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.purse import Purse


@dataclass(frozen=True)
class Gifts(Mechanism):
    """Gifts given and received this week."""

    overhead: float = parameter(
        0.001, "weekly cost of having a gift programme, per initial customer", unit="weekly revenue", low=0, high=0.003,
        grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels")
    cites = ("falk2007",)
    owns = (Column("gift", "value of the gift received this week", unit="weekly revenue", high=10.0, weekly=True),)
    levers = (
        Lever("gift_rate", "chance of a gift in a week", "probability"),
        Lever("gift_size", "value of one gift", "weekly revenue", high=10.0),
        Lever("gift_conditional", "how far gifts must be earned, as points are", "share"),
    )
    purposes = ("gifts",)

    def decide(self, rows: Rows, now: Now) -> None:
        if not now.in_use("gift_rate"):
            rows.gift[:] = 0.0
            return
        given = (now.draw("gift", rows) < now.lever("gift_rate", rows)) & rows.is_customer
        rows.gift[:] = given * now.lever("gift_size", rows)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if now.levers["gift_rate"][purse.firm] == 0:
            return
        purse.spend("gifts", self.overhead * purse.initial_customers)
        wanted = (rows.gift > 0) & purse.customers
        if not now.in_use("gift_rate"):
            rows.gift[:] = 0.0
            return
        given = purse.grant("gifts", wanted, rows.gift, lambda: now.draw("gift.order", rows))
        rows.gift[wanted & ~given] = 0.0
