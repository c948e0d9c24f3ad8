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
from simulation.draws import Floats
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.quantiles import poisson

NEUTRAL, MOST = 0.5, 0.95
EAGEREST = 6.0
"""The most that propensity, gratitude and authenticity together can multiply the chance by."""


def ideas_after(ideas: Floats, dt: float, half_life: float) -> Floats:
    """Ideas that are still of use after dt weeks without a new one, any shape."""
    left: Floats = ideas * np.exp2(-dt / half_life)
    return left


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

    def decide(self, rows: Rows, now: Now) -> None:
        rows.idea[:] = 0.0
        place = _place(now)
        if place is None or not now.in_use("co_creation"):
            return
        # Nobody is eagerer than the eagerest, so most draws settle the matter by themselves.
        most = self.invitation_rate * now.levers["co_creation"].max() * EAGEREST
        some = np.flatnonzero(rows.is_customer)
        u = now.draw("co_creation", rows, some)
        open_still = u < most * rows.skill[some]
        some, u = some[open_still], u[open_still]
        eager = rows.propensity[some] * (1.0 + rows.gratitude[some]) * rows.authenticity[some] / NEUTRAL
        invited = self.invitation_rate * now.levers["co_creation"][rows.provider[some]] * rows.skill[some]
        comes = some[u < np.minimum(invited * eager, MOST)]
        rows.contact[comes, place] = 1.0
        rows.idea[comes] = poisson(now.draw("co_creation.ideas", rows, comes), np.full(len(comes), self.ideas))

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        share = float(now.levers["co_creation"][purse.firm])
        firms.ideas[purse.firm] = ideas_after(firms.ideas[purse.firm], now.dt, self.half_life)
        if share == 0:
            return
        purse.spend_overhead("workshops", self.overhead * share)
        full = np.flatnonzero(rows.idea)
        full = full[rows.provider[full] == purse.firm]
        if not len(full):
            return
        rows.idea[full] *= rows.contact[full, _place(now)] > 0  # who found no place brings nothing
        firms.ideas[purse.firm] += rows.idea[full].sum()


def _place(now: Now) -> int | None:
    """Which touchpoint is the workshop, None where the market has none."""
    places = (k for k, touchpoint in enumerate(now.terms.touchpoints) if touchpoint.name == "co_creation")
    return next(places, None)
