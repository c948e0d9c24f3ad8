"""A few customers have a dedicated contact person who handles all their needs.

    served by a dedicated person = [place by priority ≤ min(dedicated share·customers, funds/(overhead·13))]
    dedicated contact ← personal + automated contact

The touchpoint of a dedicated person costs twice as much as the general one, fails half as often and is the warmest;
what that does to experience and trust follows from the touchpoint. The customers are chosen once a quarter, and when
the firm changes the share, as many as it can pay for from its account and from its income until the quarter ends. They
keep the person until then; without an allocation rule the choice is random.

Source: key account management is common practice; the rule and its cost are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Places, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

EVERY = 13
TAKEN_OVER = ("personal", "automated")


@dataclass(frozen=True)
class Dedicated(Mechanism):
    """Who has a dedicated person."""

    overhead: float = parameter(
        0.02, "weekly cost of a dedicated contact person, per customer who has one", unit="weekly revenue", low=0.005,
        high=0.08, grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "allocation")
    owns = (
        Column("dedicated", "whether the customer has a dedicated contact person"),
        Column(
            "dedicated_plan", "share of customers whom the firm last planned to give a dedicated contact person",
            unit="share", of="firm"
        ),
    )  # fmt: skip
    series = (Series("dedicated", "customers with a dedicated contact person [people]", "dedicated"),)
    reads = ("priority",)
    writes = ("contact",)
    levers = (Lever("dedicated_share", "share of customers who have a dedicated contact person", "share"),)
    purposes = ("dedicated_people",)

    def decide(self, row: Row, now: Now) -> None:
        if now.in_use("dedicated_share") and row.dedicated > 0:
            for k in range(len(now.terms.touchpoints)):
                if _serves(now)[k] != k:
                    row.contact[_serves(now)[k]] += row.contact[k]
                    row.contact[k] = 0.0

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        share = now.levers["dedicated_share"][purse.firm]
        wants, firms.dedicated_plan[purse.firm] = share != firms.dedicated_plan[purse.firm], share
        if share == 0:
            if rows.dedicated.any():  # a firm has given it up, this one perhaps
                rows.dedicated[purse.customers] = 0.0
            return
        people = np.flatnonzero(purse.customers)
        if wants or now.week % EVERY == 0:
            luck = now.draws.of("dedicated.order", 0, rows.luck[people])  # for life: ties are not dealt out anew
            first = np.lexsort((purse.ids[people], luck, -rows.priority[people]))
            rows.dedicated[people] = 0.0
            weeks = min(EVERY - now.week % EVERY, purse.account.weeks - now.week)
            funds = max(purse.left + (weeks - 1) * purse.envelope, 0) / purse.weekly_revenue
            most = funds / (weeks * self.overhead) if self.overhead > 0 else np.inf
            rows.dedicated[people[first[: int(min(round(share * len(people)), most))]]] = 1.0
        purse.incur("dedicated_people", np.flatnonzero((rows.dedicated > 0) & purse.customers), self.overhead)


def _serves(now: Now) -> Places:
    """Which touchpoint serves in the place of each, with a dedicated person, shape (touchpoints,)."""
    names = [touchpoint.name for touchpoint in now.terms.touchpoints]
    taken_over = TAKEN_OVER if "dedicated" in names else ()
    return np.array([names.index("dedicated") if name in taken_over else k for k, name in enumerate(names)])
