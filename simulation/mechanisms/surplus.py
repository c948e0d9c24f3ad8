"""What people gain from their purchases and contacts, wherever they buy.

    surplus = spend·(x - i·max(x, 0)) + saved + granted + gift + reward + received - effort - exit fee - annoyance
              + elsewhere
    x = worth·s / s₀ / price - 1                                  i: share of purchases that were talked into
    annoyance = a·max(0, contacts - ideal)
    elsewhere = Σ spend at brand f·(worth·s̄_f / s₀ - 1)           s̄_f: satisfaction of its customers; repertoires only

A purchase has the value of its goods, whatever premium is paid; a purchase that outright selling brought about is worth
at most its price. Savings from deals and the value of points go to the customer. A gift counts in full here. Contacts
are those that the firm starts.

The other side of the ledger, so that a win-win and an exploitation look different: experience and gifts received minus
prices, effort and annoyance, summed with the firm's own discount rate. All people count, whichever firm they are with:
a person who moves to an equally good firm loses nothing, so winning customers from rivals creates no value. Nothing in
the model reads it.

Source: consumer surplus is standard; its scale here is a guess, so compare differences between strategies, not levels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.row import Row

NEUTRAL = 0.6


@dataclass(frozen=True)
class Surplus(Mechanism):
    """Customer surplus, discounted to week 0."""

    worth: float = parameter(
        1.3, "value to the customer of a purchase at price 1, at middling satisfaction", unit="factor", low=1.05,
        high=1.6,
        grade="C", source="guess; read by nothing, so it cannot move the firm's verdict",
    )  # fmt: skip
    annoyance: float = parameter(
        0.005, "cost to the customer of one contact by the firm beyond the ideal number", unit="weekly revenue",
        low=0.0, high=0.02, grade="C",
        source="guess",
    )  # fmt: skip

    phase = Phase.ACCOUNT
    after = ("exit_fee",)
    owns = (
        Column("surplus", "surplus from all firms so far, discounted", unit="money", low=-1e12, high=1e12, kept=True),
    )  # fmt: skip
    reads = (
        "spend", "price", "induced", "satisfaction", "gift", "reward", "effort", "recent_contact", "received", "saved",
        "granted", "exit_fee", "spent_elsewhere",
    )  # fmt: skip

    def apply(self, row: Row, now: Now) -> None:
        gain = self.worth * row.satisfaction / NEUTRAL / row.price - 1.0
        money = row.spend * (gain - row.induced * max(gain, 0.0)) + row.saved + row.granted
        weekly = row.gift + row.reward + row.received - row.effort - row.exit_fee
        ideal = now.touchpoints["ideal"]
        for k in range(len(ideal)):
            if ideal[k] > 0:
                weekly -= self.annoyance * max(row.recent_contact[k] - ideal[k], 0.0)
        gain_elsewhere = self.worth * now.firms.reputation / NEUTRAL - 1.0
        for firm in range(1, len(gain_elsewhere)):
            money += row.spent_elsewhere[firm] * gain_elsewhere[firm]
        gained = money + weekly * now.centre.weekly_revenue
        row.surplus += gained * np.power(1.0 + now.terms.discount_rate, -now.week / 52.0)
