"""Customers serve themselves, so that the firm need not serve them.

    P(sent to self-service | need at personal) = self-service             P(comes back | sent) = u
    saved = [does not come back]·cost of personal - cost of self-service

The work moves from the firm to the customer. Self-service is cheaper and has no queue, but it is a colder contact of a
little less quality, and it costs the customer effort. What it does not solve is served by personal service in the same
week, at its price. Needs that come to self-service by themselves are not touched.

Source: customers as part-time employees, Bettencourt (1997), Journal of Retailing 73; that it is work: Meuter, Ostrom,
Roundtree & Bitner (2000), Journal of Marketing 64; that customers keep the other channels and cost more to serve:
Campbell & Frei (2010), Management Science 56. Direction B, sizes are guesses, C.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulation.column import Column
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

FROM, TO = "personal", "self_service"


def place(name: str, now: Now) -> int:
    """Which of the touchpoints has this name; -1 where none has."""
    names = [touchpoint.name for touchpoint in now.terms.touchpoints]
    return names.index(name) if name in names else -1


@dataclass(frozen=True)
class SelfService(Mechanism):
    """Needs that customers see to themselves."""

    overhead: float = parameter(
        0.001, "weekly cost of the self-service portal, per customer", unit="weekly revenue", low=0.0, high=0.003,
        grade="C", source="guess",
    )  # fmt: skip
    unsolved: float = parameter(
        0.3, "share of the needs sent to self-service that personal service must handle after all, u", unit="share",
        low=0.1, high=0.6, grade="C", source="guess; customers keep the other channels, Campbell & Frei 2010",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels", "dedicated")
    cites = ("bettencourt1997", "meuter2000", "campbell2010")
    owns = (
        Column("self_served", "whether the customer handles a need that an employee would have served", weekly=True),
        Column("came_back", "whether personal service must handle this need after all", weekly=True),
        Column("self_service_saved", "cost that self-service saves the firm", unit="weekly revenue", low=-1e3, high=1e3,
               weekly=True),
    )  # fmt: skip
    series = (
        Series("self_served", "needs sent from personal service to self-service [contact]", "self_served"),
        Series("self_service_saved", "cost of service that self-service saved [weekly revenue]", "self_service_saved"),
    )
    writes = ("contact",)
    levers = (Lever("self_service", "share of needs for personal service that are sent to self-service", "share"),)
    purposes = ("portal",)

    def decide(self, row: Row, now: Now) -> None:
        row.self_served = row.came_back = 0.0
        here, there = place(FROM, now), place(TO, now)
        if here < 0 or there < 0 or row.contact[here] == 0:
            return
        if now.draw("self_service", row) < now.lever("self_service", row):
            row.came_back = now.draw("self_service.unsolved", row) < self.unsolved
            row.contact[here] = row.came_back
            row.contact[there] = row.self_served = 1.0

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if now.levers["self_service"][purse.firm] > 0:
            purse.spend_overhead("portal", self.overhead)

    def apply(self, row: Row, now: Now) -> None:
        """Whom there was no money to serve has not served himself either."""
        row.self_service_saved = 0.0
        if row.self_served > 0:
            here, there, cost = place(FROM, now), place(TO, now), now.touchpoints["cost"]
            row.self_served = row.contact[there] > 0
            saved = (1.0 - row.came_back) * cost[here] - cost[there]
            row.self_service_saved = saved * now.firms.service_price[row.provider] * row.self_served
