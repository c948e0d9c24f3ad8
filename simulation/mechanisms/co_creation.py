"""Customers take part in design, and their ideas improve what all customers get.

    P(takes part) = min( co-creation·i·skill·ϱ·(1 + G)·A/½, 0.95 )            ideas ~ Poisson(n) of each who took part
    K ← K·2^(-dt / h) + Σ ideas                                              K: stock of ideas that are still of use

The firm invites customers who have shown skill, and those who like to give back accept: few customers bring most of the
ideas. A place in a workshop costs money and the number of places is limited; the programme also has an overhead. The
stock of ideas acts in quality: it multiplies what money buys, with diminishing returns, and rivals see it.

Source: lead users, von Hippel (2005); co-creation, Prahalad & Ramaswamy (2004), Journal of Interactive Marketing 18.
Direction B; rates and the life of an idea are guesses, C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.deviates import poisson_count
from simulation.fading import share_left
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

NEUTRAL, MOST = 0.5, 0.95


@dataclass(frozen=True)
class CoCreation(Mechanism):
    """Who takes part in design, and what comes of it."""

    invitation_rate: float = parameter(
        0.02, "i, chance that an average customer takes part at full co-creation", unit="1/week", low=0.005, high=0.05,
        grade="C", source="guess; once a year", allowed=(0.0, 1.0),
    )  # fmt: skip
    ideas: float = parameter(
        0.3, "n, ideas that one customer brings to a workshop", unit="idea", low=0.1, high=0.6, grade="C",
        source="guess",
        allowed=(0.0, 20.0),
    )  # fmt: skip
    half_life: float = parameter(
        104.0, "weeks until half of the ideas have lost their use", unit="week", low=52.0, high=208.0, grade="C",
        source="guess; the half-life of needs",
    )  # fmt: skip
    overhead: float = parameter(
        0.0033, "weekly cost of a programme at full co-creation, per customer", unit="weekly revenue",
        low=0.0016, high=0.0066, grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels")
    cites = ("vonhippel2005", "prahalad2004")
    owns = (
        Column("idea", "ideas that the customer brought this week", unit="idea", high=200, weekly=True),
        Column("ideas", "stock of ideas that are still useful", unit="idea", high=1e12, of="firm"),
    )
    series = (Series("ideas", "ideas that customers brought [idea]", "idea"),)
    reads = ("propensity", "gratitude", "authenticity", "skill")
    writes = ("contact",)
    levers = (Lever("co_creation", "how far the firm invites customers to take part in design", "share"),)
    purposes = ("workshops",)

    def decide(self, row: Row, now: Now) -> None:
        row.idea = 0.0
        if not (row.is_customer and now.in_use("co_creation") and _place(now) >= 0):
            return
        eager = row.propensity * (1.0 + row.gratitude) * row.authenticity / NEUTRAL
        invited = self.invitation_rate * now.lever("co_creation", row) * row.skill
        if now.draw("co_creation", row) < min(invited * eager, MOST):
            row.contact[_place(now)] = 1.0
            row.idea = poisson_count(now.draw("co_creation.ideas", row), self.ideas)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        share = float(now.levers["co_creation"][purse.firm])
        firms.ideas[purse.firm] *= share_left(now.dt, self.half_life)
        if share == 0:
            return
        purse.spend_overhead("workshops", self.overhead * share)
        full = np.flatnonzero(rows.idea)
        full = full[rows.provider[full] == purse.firm]
        if not len(full):
            return
        rows.idea[full] *= rows.contact[full, _place(now)] > 0  # who found no place brings nothing
        firms.ideas[purse.firm] += rows.idea[full].sum()


def _place(now: Now) -> int:
    """Which touchpoint is the workshop, -1 where the market has none."""
    places = (k for k, touchpoint in enumerate(now.terms.touchpoints) if touchpoint.name == "co_creation")
    return next(places, -1)
