"""Who is in touch with the firm this week, through which touchpoint, and who is turned away.

    P(need) = inbound rate, at touchpoint k with probability share_k / Σ share
    P(outreach at k) = cadence_k (e-mails, letters, calls),   store visits = last week's purchases

A need is the customer's initiative and mandatory: it is served first, up to the touchpoint's capacity and the money
there is, in the order of the draw. Who is turned away has had a contact nevertheless, and a failed one. Mechanisms that
send a need elsewhere (to a dedicated person, to the community, to self-service) act after this one.

Source: capacity as a queue is common practice in service operations; the rates are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.purse import Purse
from simulation.touchpoint import TouchpointDesign

MOST_VISITS = 2.0


@dataclass(frozen=True)
class Contact(Mechanism):
    """Contacts per touchpoint and week."""

    inbound_rate: float = parameter(
        0.08, "needs per customer that lead to a contact", unit="1/week", low=0.03, high=0.15, grade="C", source="guess"
    )
    service_cost: float = parameter(
        1.0, "cost of serving needs, as a multiple of what the touchpoints say", unit="factor", low=0.4, high=1.9,
        grade="C", source="guess",
    )  # fmt: skip
    capacity: float = parameter(
        1.0, "capacity of all touchpoints, as a multiple of what they say", unit="factor", low=0.8, high=2.0, grade="C",
        source="guess",
    )  # fmt: skip
    memory: float = parameter(
        13.0, "weeks over which the recent frequency of contacts is averaged", unit="week", grade="C",
        source="a quarter, the unit of Godfrey et al. 2011", allowed=(1.0, 1e6),
    )  # fmt: skip

    phase = Phase.CONTACT
    cites = ("godfrey2011",)
    owns = (
        Column("contact", "contacts this week", unit="contact", high=MOST_VISITS, per="touchpoint", weekly=True),
        Column("contacts", "contacts this week, all touchpoints together", unit="contact", high=30.0, weekly=True),
        Column("unserved", "whether a need was turned away this week", weekly=True),
        Column("recent_contact", "recent frequency of contacts", unit="1/week", high=MOST_VISITS, per="touchpoint"),
    )
    series = (Series("unserved", "needs that were turned away [contact]", "unserved"),)
    reads = ("purchases",)
    levers = (
        Lever("cadence", "e-mails a week to each customer", "1/week", copied=False),
        Lever("letters", "letters a week with news and advice that keep the customer abreast", "1/week"),
        Lever("calls", "calls a week to each customer", "1/week"),
    )

    def decide(self, rows: Rows, now: Now) -> None:
        u = now.draw("contact.need", rows)
        needs = np.flatnonzero((u < self.inbound_rate) & rows.is_customer)
        shares = sum(touchpoint.share for touchpoint in now.terms.touchpoints if touchpoint.initiative == "need")
        place = u[needs] / self.inbound_rate * shares
        before = 0.0
        for k, touchpoint in enumerate(now.terms.touchpoints):
            rows.contact[:, k] = 0.0
            if touchpoint.initiative == "need" and touchpoint.share > 0:
                rows.contact[needs[(place > before) & (place <= before + touchpoint.share)], k] = 1.0
                before += touchpoint.share
            elif touchpoint.initiative == "purchase":
                rows.contact[:, k] = np.minimum(rows.purchases, MOST_VISITS)
            elif touchpoint.initiative == "firm" and now.in_use(touchpoint.lever):
                cadence = now.lever(touchpoint.lever, rows)
                rows.contact[:, k] = (now.draw(f"contact.{touchpoint.name}", rows) < cadence) & rows.is_customer
        rows.contacts[:] = 0.0
        rows.unserved[:] = 0.0

    def serve(self, touchpoint: TouchpointDesign, index: int, purse: Purse, rows: Rows, now: Now) -> None:
        if touchpoint.initiative == "purchase" and touchpoint.cost == 0:
            return
        contact = rows.contact[:, index]
        wanted = (contact > 0) & purse.customers
        if not wanted.any():
            return
        most = int(np.ceil(touchpoint.capacity * self.capacity * purse.initial_customers))
        cost = touchpoint.cost * (self.service_cost if touchpoint.initiative == "need" else 1.0)
        served = purse.grant(
            touchpoint.name, wanted, cost if touchpoint.initiative != "purchase" else cost * contact,
            lambda: now.draw(f"contact.{touchpoint.name}.order", rows), most,
        )  # fmt: skip
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
