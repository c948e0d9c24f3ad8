"""Customers answer each other's questions, so that nobody has to be asked.

    P(asks | need for a person or a machine) = first·hosting
    offers ~ Poisson( give·hosting·skill·ϱ·(1 + G)·A/½·(1 + g/4) )            skill ~ lognormal, mean 1

A question goes to the community before it goes to the firm. There it meets those who would answer this week: friends
who are customers of the same firm first, then any other member, in the order of the draw, then of id; one offer answers
one question. Who is answered had a contact in the community; who is not waits for a week and then wants a person. So a
community with few answers costs money: hosting, and dear service for what a machine would have done.

Participation is as unequal as skill: with σ = 1.8 the top 1 % give Φ(σ - 2.33) = 30 % of all answers in the long run,
the top 10 % give Φ(σ - 1.28) = 70 %, and the Gini coefficient is 2·Φ(σ/√2) - 1 = 0.80.

Source: inequality: 0.80 and 65 % by the top 10 % in a trust network's ratings (computed); that members help: Manchanda,
Packard & Pattabhiramaiah (2015), Marketing Science 34; von Hippel (2005). Shape B, rates are guesses, C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.inverse import normal, poisson
from simulation.matching import Places, among_friends, among_members
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.purse import Purse

if TYPE_CHECKING:
    from simulation.community import Community

NEUTRAL, TOP = 0.5, 4.0
INEQUALITY = 1.8
ASKED = ("personal", "automated")


def skill(u: Floats) -> Floats:
    """Skill to help others, lognormal with mean 1."""
    return np.exp(INEQUALITY * normal(u) - 0.5 * INEQUALITY**2)


@dataclass(frozen=True)
class Answers(Mechanism):
    """Who asks the community, who answers, and what that saves."""

    first: float = parameter(
        0.6, "chance that a question goes to a community that is hosted in full", unit="probability", low=0.3, high=0.9,
        grade="C", source="guess",
    )  # fmt: skip
    give: float = parameter(
        0.02, "answers that an average customer offers", unit="1/week", low=0.005, high=0.04, grade="C", source="guess"
    )
    overhead: float = parameter(
        0.0033, "weekly cost of hosting a community in full, per initial customer", unit="weekly revenue", low=0.0016,
        high=0.0066, grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels", "self_service")
    cites = ("manchanda2015", "vonhippel2005")
    owns = (
        Column("skill", "skill to help others", high=1e6, initial=skill, kept=True),
        Column("asks", "where this week's question would have gone: 1 a person, 2 a machine; 0 none asked", high=2,
               weekly=True),
        Column("offers", "questions the person would answer this week", unit="answer", high=200, weekly=True),
        Column("answers", "questions the person answered this week", unit="answer", high=200, weekly=True),
        Column("unanswered", "whether this week's question found no answer, so that it comes back next week"),
        Column("support_saved", "cost of service that the question saved", unit="weekly revenue", low=-1e3, high=1e3,
               weekly=True),
    )  # fmt: skip
    series = (
        Series("answers", "questions that customers answered each other [answer]", "answers"),
        Series("unanswered", "questions that found no answer [question]", "unanswered"),
        Series("support_saved", "cost of service that the community saved [weekly revenue]", "support_saved"),
    )
    reads = ("propensity", "gratitude", "authenticity", "stage")
    writes = ("contact",)
    levers = (Lever("hosting", "how far the firm hosts a community in which customers help each other", "share"),)
    purposes = ("hosting",)

    def decide(self, rows: Rows, now: Now) -> None:
        names = [touchpoint.name for touchpoint in now.terms.touchpoints]
        waited = np.flatnonzero((rows.unanswered > 0) & rows.is_customer)
        rows.contact[waited, names.index("personal")] = 1.0
        rows.unanswered[waited] = 0.0
        rows.asks[:] = rows.offers[:] = rows.answers[:] = rows.support_saved[:] = 0.0
        if not now.in_use("hosting"):
            return
        hosting = now.lever("hosting", rows)
        eager = rows.propensity * (1.0 + rows.gratitude) * rows.authenticity / NEUTRAL * (1.0 + rows.stage / TOP)
        mean = np.where(rows.is_customer, self.give * hosting * rows.skill * eager, 0.0)
        rows.offers[:] = poisson(now.draw("answers.offers", rows), mean * now.dt)
        for number, name in enumerate(ASKED, start=1):
            place = names.index(name)
            needs = np.flatnonzero(rows.contact[:, place] > 0)
            needs = needs[~np.isin(needs, waited)]
            asks = needs[now.draw("answers.asks", rows, needs) < self.first * hosting[needs]]
            rows.contact[asks, place] = 0.0
            rows.contact[asks, names.index("community")] = 1.0
            rows.asks[asks] = number

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        hosting = float(now.levers["hosting"][purse.firm])
        if hosting > 0:
            purse.spend("hosting", self.overhead * hosting * purse.initial_customers)

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        if not now.in_use("hosting"):
            return
        design = {touchpoint.name: touchpoint for touchpoint in now.terms.touchpoints}
        place = list(design).index("community")
        posted = np.flatnonzero((rows.asks > 0) & (rows.contact[:, place] > 0))
        left = rows.offers.astype(np.int64)
        left[posted] = 0  # who has a question answers none
        answered, helper = self._friends(community, rows, posted, left, now)
        np.subtract.at(left, helper, 1)
        others, members = among_members(
            np.setdiff1d(posted, answered), rows.provider, left, now.draw("answers.order", rows)
        )
        rows.answers[:] = np.bincount(np.concatenate([helper, members]), minlength=len(left))
        waits = np.setdiff1d(posted, np.concatenate([answered, others]))
        rows.unanswered[waits] = 1.0
        rows.contact[waits, place] = 0.0
        instead = np.array([0.0, *(design[name].cost for name in ASKED)])[rows.asks[posted].astype(np.int64)]
        later = design["personal"].cost * rows.unanswered[posted]
        rows.support_saved[posted] = instead - design["community"].cost - later

    def _friends(
        self, community: Community, rows: Rows, asker: Places, left: Places, now: Now
    ) -> tuple[Places, Places]:
        """Who is answered by whom among friends, each of shape (K,)."""
        if community.complete:
            return asker[:0], asker[:0]  # where all are friends, any member is one
        asks = np.zeros(community.size, dtype=np.bool_)
        asks[asker] = True
        asker, friend = community.pairs_from(asks)
        able = (left[friend] > 0) & (rows.provider[asker] == rows.provider[friend])
        asker, friend = asker[able], friend[able]
        order = now.draws.of_ties("answers.friends", now.week, rows.luck[asker], rows.luck[friend])
        return among_friends(asker, friend, left, order)
