"""Small surprises: a gift that nobody asked for.

    P(gift) = (1 - conditional)·gift rate·priority, see `chances`     cost = size + handling for each; plus the overhead

The priority is 1 if a firm treats all customers alike. The conditional part is not a gift: it is granted as points on
purchases, see `discounts`. This mechanism decides, pays and hands over gifts; reciprocity describes their effect on the
customer.

Source: Falk (2007), Econometrica 75: gifts in charity letters; sizes relative to revenue are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.chances import in_proportion_to
from simulation.column import Column
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row


@dataclass(frozen=True)
class Gifts(Mechanism):
    """Gifts given and received this week."""

    overhead: float = parameter(
        0.001, "weekly cost of the gift programme, per customer", unit="weekly revenue", low=0, high=0.003,
        grade="C", source="guess",
    )  # fmt: skip
    handling_cost: float = parameter(
        0.011, "cost of handing over one gift, whatever its value", unit="weekly revenue", low=0.003, high=0.03,
        grade="C", source="guess; what an e-mail costs",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels", "allocation")
    cites = ("falk2007",)
    owns = (Column("gift", "value of the gift received this week", unit="weekly revenue", high=10.0, weekly=True),)
    reads = ("priority",)
    levers = (
        Lever("gift_rate", "chance of a gift in a week", "probability"),
        Lever("gift_size", "value of one gift", "weekly revenue", high=10.0),
        Lever("gift_conditional", "share of gifts that is earned by buying, like points", "share"),
    )
    purposes = ("gifts",)

    def decide(self, row: Row, now: Now) -> None:
        row.gift = 0.0

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        rate, size = now.levers["gift_rate"][purse.firm], now.levers["gift_size"][purse.firm]
        if rate == 0:
            return
        rate *= 1.0 - now.levers["gift_conditional"][purse.firm]
        purse.spend_overhead("gifts", self.overhead)
        people = np.flatnonzero(purse.customers)
        wanted = np.zeros(len(rows.gift), dtype=np.bool_)
        wanted[people] = now.draw("gift", rows, people) < in_proportion_to(rows.priority[people], rate)
        given = purse.grant("gifts", wanted, size + self.handling_cost, lambda: now.draw("gift.order", rows))
        rows.gift[given] = size
