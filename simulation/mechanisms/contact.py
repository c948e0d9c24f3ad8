"""Which customers have a contact with the firm this week, through which touchpoint, who waits, and who gives up.

    P(need) = inbound rate·e^(-η·(Q - Q₀))·(1 - ease·ε), at touchpoint k with probability share_k / Σ share
    P(outreach at k) = cadence_k (e-mails, letters, calls),   store visits = last week's purchases

Better quality than under the status quo, Q₀, leaves fewer needs; Q is last week's quality. Ease does the same and is
paid for per customer: it stands for everything that removes an effort before it becomes a contact. A need comes from
the customer and must be served: it is served first, as far as the touchpoint has capacity and the firm has money, and
those who have waited come before all others. Capacity is evaluated at the firm's real size (see `sample`), so that each
simulated customer has the chance of a customer of the whole firm. A customer who is not served waits and comes back
next week, which affects satisfaction. A customer who has waited longer than the patience gives up: this counts as a
failed contact, for which the firm can make amends as for other failures. A question without an answer waits like a
need. Capacity is staffed at the start of each planning period for the customers and needs at that time. Mechanisms that
send a need elsewhere (to a dedicated person, to the community, to self-service) act after this one.

Source: capacity with a queue and reneging customers is common practice in service operations; the rates are guesses.
Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.market.touchpoint import TouchpointDesign
from simulation.market.weekly_budget import Flags, Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row
from simulation.sample import served_share

MOST_VISITS = 2.0
USUAL_NEEDS = 0.08
"""Needs per customer and week for which the touchpoints' capacities are stated."""


@dataclass(frozen=True)
class Contact(Mechanism):
    """Contacts per touchpoint and week."""

    inbound_rate: float = parameter(
        0.08, "needs per customer and week that lead to a contact", unit="1/week", low=0.03, high=0.15, grade="C",
        source="guess"
    )  # fmt: skip
    quality_relief: float = parameter(
        0.5, "how far better quality prevents needs, η", unit="factor", low=0.0, high=1.5, grade="C",
        source="guess; 0: quality saves no contact; failures have 0 to 3",
    )  # fmt: skip
    ease_effect: float = parameter(
        0.3, "share of needs that full ease removes, ε", unit="share", low=0.0, high=0.5, grade="C", source="guess"
    )
    ease_cost: float = parameter(
        0.02, "cost of full ease, per customer and week", unit="weekly revenue", low=0.005, high=0.05, grade="C",
        source="guess",
    )  # fmt: skip
    service_cost: float = parameter(
        1.0, "cost of serving needs, as a multiple of the touchpoints' own costs", unit="factor", low=0.4, high=1.9,
        grade="C", source="guess",
    )  # fmt: skip
    capacity: float = parameter(
        1.0, "capacity of all touchpoints, as a multiple of their own capacities", unit="factor", low=0.8, high=2.0,
        grade="C",
        source="guess",
    )  # fmt: skip
    patience: float = parameter(
        2.0, "weeks for which a customer waits to be served before giving up", unit="week", low=1.0, high=4.0,
        grade="C", source="guess", allowed=(0.0, 1e6),
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
        Column("unserved", "whether the customer gave up waiting to be served this week", weekly=True),
        Column("waits", "needs and questions left for next week", unit="need", high=30.0, weekly=True),
        Column("waited", "weeks for which a need has waited at each touchpoint", unit="week", high=1e6,
               per="touchpoint"),
        Column("service_price", "cost of serving needs, as a multiple of the touchpoints' own costs", unit="factor",
               of="firm", initial=1.0, high=1e9),
        Column("recent_contact", "recent frequency of contacts", unit="1/week", high=MOST_VISITS, per="touchpoint"),
    )  # fmt: skip
    series = (
        Series("unserved", "customers who gave up waiting to be served [contact]", "unserved"),
        Series("waits", "needs and questions left for the next week [need]", "waits"),
    )
    reads = ("purchases",)
    levers = (
        Lever("cadence", "e-mails a week to each customer", "1/week", copied=False),
        Lever("letters", "letters a week to each customer, with news and advice", "1/week"),
        Lever("calls", "calls a week to each customer", "1/week"),
        Lever("ease", "how far the firm makes things easy, so that customers need not ask", "share"),
    )
    purposes = ("ease",)

    def decide(self, row: Row, now: Now) -> None:
        row.contacts = row.unserved = row.waits = 0.0
        u, rate = now.draw("contact.need", row), self.needs_of(now)[row.provider]
        needs = row.is_customer and u < rate
        place, before = u / rate * self.shares(now) if needs else 0.0, 0.0
        for k in range(len(now.terms.touchpoints)):
            contact = 0.0
            if now.terms.initiatives[k] == "need":
                after = before + now.touchpoints["share"][k]
                if (needs and before < place <= after) or (row.waited[k] > 0 and row.is_customer):
                    contact = 1.0
                before = after
            elif now.terms.initiatives[k] == "purchase":
                contact = min(row.purchases, MOST_VISITS)
            elif row.is_customer and cadences(now)[k, row.provider] > 0:
                contact = 1.0 if now.draw(streams(now)[k], row) < cadences(now)[k, row.provider] else 0.0
            row.contact[k] = contact

    def shares(self, now: Now) -> float:
        """How many of all needs come to some touchpoint."""
        return sum(touchpoint.share for touchpoint in now.terms.touchpoints if touchpoint.initiative == "need")

    def needs_of(self, now: Now) -> Floats:
        """Needs of a customer of each firm in a week, shape (firms + 1,); in week 0 quality is the status quo's."""
        better = now.firms.quality - now.centre.quality if now.week > 0 else np.zeros(len(now.firms.quality))
        rate: Floats = self.inbound_rate * np.exp(-self.quality_relief * better)
        return np.minimum(rate * (1.0 - self.ease_effect * now.levers["ease"]), 1.0)

    def serve(self, touchpoint: TouchpointDesign, index: int, purse: Purse, rows: Rows, now: Now) -> None:
        if touchpoint.initiative == "purchase" and touchpoint.cost == 0:
            return
        contact, waited = rows.contact[:, index], rows.waited[:, index]
        wanted = (contact > 0) & purse.customers
        if waited.any():
            waited[purse.customers & ~wanted] = 0.0  # who is served elsewhere waits here no longer
        if not wanted.any():
            return
        need = touchpoint.initiative == "need"
        staffed = touchpoint.capacity * self.capacity * (self.needs_of(now)[purse.firm] / USUAL_NEEDS if need else 1.0)
        admitted = self._admitted(touchpoint.name, wanted, waited, staffed * purse.account.served, purse, rows, now)
        cost = touchpoint.cost * (self.service_cost if need else 1.0)
        served = purse.grant(
            touchpoint.name, admitted, cost if touchpoint.initiative != "purchase" else cost * contact,
            lambda: now.draw(f"contact.{touchpoint.name}.order", rows) - waited,
        )  # fmt: skip
        waited[served] = 0.0
        refused = np.flatnonzero(wanted & ~served)
        contact[refused] = 0.0
        if need:
            waited[refused] += now.dt

    @staticmethod
    def _admitted(name: str, wanted: Flags, waited: Floats, room: float, purse: Purse, rows: Rows, now: Now) -> Flags:
        """For whom there is room: for those who have waited first, and for the same share of all others, shape (N,)."""
        account, again = purse.account, wanted & (waited > 0)
        backlog = float(np.count_nonzero(again))
        customers = int(np.count_nonzero(purse.customers))
        new = account.demand.expected(name, np.count_nonzero(wanted) - backlog, customers)
        first = served_share(backlog, room, customers, account.heads)
        then = served_share(new, room - first * backlog, customers, account.heads)
        if first == then == 1.0:
            return wanted
        admitted: Flags = wanted & (now.draw(f"contact.{name}.room", rows) < np.where(again, first, then))
        return admitted

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        firms.service_price[purse.firm] = self.service_cost
        ease = float(now.levers["ease"][purse.firm])
        if ease > 0:
            purse.incur("ease", np.flatnonzero(purse.customers), ease * self.ease_cost)

    def apply(self, row: Row, now: Now) -> None:
        for k in range(len(now.terms.touchpoints)):
            row.contacts += row.contact[k]
            if row.waited[k] > 0 and row.is_customer:
                if row.waited[k] > self.patience:
                    row.unserved = 1.0
                    row.waited[k] = 0.0
                else:
                    row.waits += 1.0
            if now.touchpoints["ideal"][k] > 0 and row.is_customer:
                row.recent_contact[k] += (row.contact[k] - row.recent_contact[k]) * (now.dt / self.memory)
        row.contacts += row.unserved


def streams(now: Now) -> tuple[str, ...]:
    """Names of the draws of each touchpoint."""
    return tuple(f"contact.{touchpoint.name}" for touchpoint in now.terms.touchpoints)


def cadences(now: Now) -> Floats:
    """Contacts a week that each firm starts at each touchpoint, shape (touchpoints, firms + 1)."""
    nobody = np.zeros(len(now.levers["ease"]))
    return np.array([now.levers[one.lever] if one.initiative == "firm" else nobody for one in now.terms.touchpoints])
