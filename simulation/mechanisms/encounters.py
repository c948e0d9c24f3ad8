"""Some contacts become encounters: the customer is invited to take part, and some do.

    P(invited | contact) = encounter share·priority, see `chances`
    P(takes part | invited) = p₀·ϱ·(1 + G)·A/½        ϱ: propensity to reciprocate, G: gratitude, A: authenticity seen

An encounter costs the firm more than a plain contact, an invitation that is not accepted costs a little, listening
costs extra, and the programme has an overhead. Not every contact must become relational: the share is a lever, usually
with an optimum.

Source: invented here; participation rises with gratitude as in Palmatier et al. (2009), Journal of Marketing 73.
Grade C throughout; the cost of an encounter is among the numbers that decide the most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.chances import in_proportion_to
from simulation.column import Column
from simulation.draws import Floats
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

NEUTRAL = 0.5


def participation(base: float, propensity: Floats, gratitude: Floats, authenticity: Floats) -> Floats:
    """Probability that an invited customer takes part, any shape."""
    return np.clip(base * propensity * (1.0 + gratitude) * authenticity / NEUTRAL, 0.0, 0.95)


@dataclass(frozen=True)
class Encounters(Mechanism):
    """Invitations and encounters of the week."""

    participation: float = parameter(
        0.45, "chance that an average customer accepts an invitation", unit="probability", low=0.2, high=0.7, grade="C",
        source="guess",
    )  # fmt: skip
    cost: float = parameter(
        0.163, "cost of one encounter on top of that of the contact", unit="weekly revenue", low=0.054, high=0.435,
        grade="C", source="guess; decisive",
    )  # fmt: skip
    invitation_cost: float = parameter(
        0.027, "cost of an invitation that is not accepted", unit="weekly revenue", low=0.0, high=0.054, grade="C",
        source="guess"
    )  # fmt: skip
    listening_cost: float = parameter(
        0.054, "extra cost of full listening", unit="weekly revenue", low=0.0, high=0.163, grade="C", source="guess"
    )
    overhead: float = parameter(
        0.003, "weekly cost of the encounter programme, per customer", unit="weekly revenue", low=0.0,
        high=0.014, grade="C", source="guess; counterweight to diminishing returns of quality",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels", "allocation", "gifts")
    cites = ("palmatier2009",)
    owns = (
        Column("accepts", "whether the person would take part if invited", weekly=True),
        Column("encounter", "whether the person takes part in an encounter this week", weekly=True),
    )
    series = (Series("encounters", "encounters in which a customer took part [contact]", "encounter"),)
    reads = ("contact", "propensity", "gratitude", "authenticity", "priority")
    levers = (Lever("encounter_share", "share of contacts that come with an invitation", "share"),)
    purposes = ("encounters",)

    def decide(self, row: Row, now: Now) -> None:
        row.encounter = 0.0
        if now.in_use("encounter_share"):
            chance = participation(self.participation, row.propensity, row.gratitude, row.authenticity)
            row.accepts = now.draw("encounter.accepts", row) < chance

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        share = now.levers["encounter_share"][purse.firm]
        if share == 0:
            return
        purse.spend_overhead("encounters", self.overhead)
        in_touch = np.zeros(len(rows.provider), dtype=np.bool_)
        for k in range(rows.contact.shape[1]):
            in_touch |= rows.contact[:, k] > 0
        asked = np.flatnonzero(in_touch & purse.customers)
        invited = np.zeros(len(in_touch), dtype=np.bool_)
        invited[asked] = now.draw("encounter.invitation", rows, asked) < in_proportion_to(rows.priority[asked], share)
        full = self.cost + self.listening_cost * now.levers["listening"][purse.firm]
        cost = np.where(rows.accepts > 0, full, self.invitation_cost)
        granted = purse.grant("encounters", invited, cost, lambda: now.draw("encounter.order", rows))
        rows.encounter[granted & (rows.accepts > 0)] = 1.0
