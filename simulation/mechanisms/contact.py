"""Who is in touch with the firm this week, through which touchpoint, and who is turned away.

    P(need) = inbound rate · share of the touchpoint,   P(outreach) = cadence,   store visits = last week's purchases

A need is the customer's initiative and mandatory: it is served first, up to the touchpoint's capacity and the money
there is, in the order of the draw. Who is turned away has had a contact nevertheless, and a bad one.

Source: capacity as a queue is common practice in service operations; the rates are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.mechanism import Lever, Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.purse import Purse
from simulation.touchpoint import TOUCHPOINTS, TouchpointDesign

MOST_VISITS = 2.0


@dataclass(frozen=True)
class Contact(Mechanism):
    """Contacts per touchpoint and week."""

    inbound_rate: float = parameter(
        0.08, "needs per customer that lead to a contact", unit="1/week", low=0.03, high=0.15, grade="C", source="guess"
    )
    memory: float = parameter(
        13.0, "weeks over which the recent frequency of contacts is averaged", unit="week", grade="C",
        source="a quarter, the unit of Godfrey et al. 2011", allowed=(1.0, 1e6),
    )  # fmt: skip

    phase = Phase.CONTACT
    cites = ("godfrey2011",)
    owns = (
        Column("contact", "contacts this week", unit="contact", high=MOST_VISITS, per="touchpoint"),
        Column("contacts", "contacts this week, all touchpoints together", unit="contact", high=20.0),
        Column("unserved", "whether a need was turned away this week"),
        Column("recent_contact", "recent frequency of contacts", unit="1/week", high=MOST_VISITS, per="touchpoint"),
    )
    reads = ("purchases",)
    levers = (Lever("cadence", "e-mails a week to each customer", unit="1/week"),)
    purposes = tuple(touchpoint.name for touchpoint in TOUCHPOINTS)

    def decide(self, rows: Rows, now: Now) -> None:
        for k, touchpoint in enumerate(now.terms.touchpoints):
            if touchpoint.initiative == "purchase":
                rows.contact[:, k] = np.minimum(rows.purchases, MOST_VISITS)
                continue
            wanted = self.inbound_rate * touchpoint.share
            chance = wanted if touchpoint.initiative == "need" else now.lever("cadence", rows)
            rows.contact[:, k] = (now.draw(f"contact.{touchpoint.name}", rows) < chance) & rows.is_customer
        rows.contacts[:] = 0.0
        rows.unserved[:] = 0.0

    def serve(self, touchpoint: TouchpointDesign, index: int, purse: Purse, rows: Rows, now: Now) -> None:
        if touchpoint.initiative == "purchase" and touchpoint.cost == 0:
            return
        contact = rows.contact[:, index]
        wanted = (contact > 0) & purse.customers
        most = int(touchpoint.capacity * purse.initial_customers)
        cost = touchpoint.cost if touchpoint.initiative != "purchase" else touchpoint.cost * contact
        served = purse.grant(
            touchpoint.name, wanted, cost, lambda: now.draw(f"contact.{touchpoint.name}.order", rows), most
        )
        refused = wanted & ~served
        if refused.any():
            contact[refused] = 0.0
            if touchpoint.initiative == "need":
                rows.unserved[refused] = 1.0

    def apply(self, rows: Rows, now: Now) -> None:
        for k, touchpoint in enumerate(now.terms.touchpoints):
            rows.contacts[:] += rows.contact[:, k]
            if touchpoint.ideal > 0:
                recent = rows.recent_contact[:, k]
                recent += np.where(rows.is_customer, (rows.contact[:, k] - recent) * (now.dt / self.memory), 0.0)
        rows.contacts[:] += rows.unserved
