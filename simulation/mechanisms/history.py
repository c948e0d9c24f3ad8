"""The common history of customer and firm.

    n(t + dt) = n(t) + purchases          k(t + dt) = k(t) + [contribution > 0]         both 0 with the next firm
    n(0): what was bought before week 0, by the log or as expected of the own rates

Two counts that separate a one-night stand from an acquaintance, and a partner from a customer who is merely close. Only
gifts use the first: before the first purchase a gift is a different signal, see reciprocity.

Source: counting; there is nothing to guess.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulation.column import Column
from simulation.mechanism import Mechanism, Now, Phase
from simulation.population import FOREVER
from simulation.row import Row


@dataclass(frozen=True)
class History(Mechanism):
    """Purchases and contributions since the customer joined."""

    phase = Phase.ACCOUNT
    owns = (
        Column("bought", "purchases from the present firm so far", unit="purchase", high=200.0 * FOREVER),
        Column("contributed", "weeks so far in which the customer contributed", unit="week", high=FOREVER),
    )
    reads = ("purchases", "contribution", "past_purchases")

    def apply(self, row: Row, now: Now) -> None:
        if now.week == 0:
            row.bought = row.past_purchases
        row.bought += row.purchases
        if row.contribution > 0:
            row.contributed += 1.0
