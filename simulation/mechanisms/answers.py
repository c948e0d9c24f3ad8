"""Customers answer each other's questions, so that nobody has to be asked.

    P(asks | need for a person or a machine) = first·hosting
    offers ~ Poisson( give·hosting·skill·(1 + K)·ϱ·(1 + G)·A/½·(1 + g/4) )    skill ~ lognormal, mean 1; K: knowledge

A question goes to the community before it goes to the firm. There it meets those who would answer this week: friends
who are customers of the same firm first, then any other member, in the order of the draw, then of id; one offer answers
one question. Who is answered had a contact in the community; who is not waits for a week, which costs satisfaction, and
then wants a person. So a community with few answers costs money: hosting, and dear service for what a machine would
have done.

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
EAGEREST = 12.0
"""The most that propensity, gratitude, authenticity and closeness together can multiply offers by."""
PERSON, COMMUNITY = "personal", "community"
ASKED = {1: PERSON, 2: "automated"}


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
        0.0033, "weekly cost of hosting a community in full, per customer", unit="weekly revenue", low=0.0016,
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
    reads = ("propensity", "gratitude", "authenticity", "stage", "knowledge")
    writes = ("contact", "waits")
    levers = (Lever("hosting", "how far the firm hosts a community in which customers help each other", "share"),)
    purposes = ("hosting",)

    def decide(self, rows: Rows, now: Now) -> None:
        place = {touchpoint.name: k for k, touchpoint in enumerate(now.terms.touchpoints)}
        rows.asks[:] = rows.offers[:] = rows.answers[:] = rows.support_saved[:] = 0.0
        if not {PERSON, COMMUNITY} <= set(place):
            return
        waited = np.flatnonzero(rows.unanswered)
        waited = waited[rows.is_customer[waited]]
        rows.contact[waited, place[PERSON]] = 1.0
        if now.in_use("hosting"):
            self._offer(rows, now)
            for number, name in ((number, name) for number, name in ASKED.items() if name in place):
                needs = np.flatnonzero(rows.contact[:, place[name]])
                needs = needs[rows.unanswered[needs] == 0]
                chance = self.first * now.levers["hosting"][rows.provider[needs]]
                asks = needs[now.draw("answers.asks", rows, needs) < chance]
                rows.contact[asks, place[name]] = 0.0
                rows.contact[asks, place[COMMUNITY]] = 1.0
                rows.asks[asks] = number
        rows.unanswered[waited] = 0.0

    def _offer(self, rows: Rows, now: Now) -> None:
        # At least one offer means u > e^(-mean) >= 1 - mean, so most draws settle the matter by themselves.
        most = self.give * EAGEREST * now.levers["hosting"].max() * now.dt
        some = np.flatnonzero(rows.is_customer)
        u, able = now.draw("answers.offers", rows, some), rows.skill[some] * (1.0 + rows.knowledge[some])
        open_still = u > 1.0 - most * able
        some, u, able = some[open_still], u[open_still], able[open_still]
        eager = rows.propensity[some] * (1.0 + rows.gratitude[some]) * (1.0 + rows.stage[some] / TOP)
        hosting = now.levers["hosting"][rows.provider[some]]
        mean = self.give * hosting * able * eager * rows.authenticity[some] / NEUTRAL
        rows.offers[some] = poisson(u, mean * now.dt)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        hosting = float(now.levers["hosting"][purse.firm])
        if hosting > 0:
            purse.spend_overhead("hosting", self.overhead * hosting)

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        if not rows.asks.any():
            return
        cost = {touchpoint.name: touchpoint.cost for touchpoint in now.terms.touchpoints}
        place = list(cost).index(COMMUNITY)
        posted = np.flatnonzero(rows.asks)
        posted = posted[rows.contact[posted, place] > 0]
        left = rows.offers.astype(np.int64)
        left[posted] = 0  # who has a question answers none
        answered, helper = self._friends(community, rows, posted, left, now)
        rows.unanswered[posted] = 1.0
        rows.unanswered[answered] = 0.0
        others, members = among_members(
            posted[rows.unanswered[posted] > 0], rows.provider, left, lambda some: now.draw("answers.order", rows, some)
        )
        rows.unanswered[others] = 0.0
        rows.answers[:] = np.bincount(np.concatenate([helper, members]), minlength=len(left))
        rows.contact[posted, place] = 1.0 - rows.unanswered[posted]
        rows.waits[posted] += rows.unanswered[posted]
        instead = np.array([0.0, *(cost.get(name, 0.0) for name in ASKED.values())])[rows.asks[posted].astype(np.int64)]
        saved = instead - cost[COMMUNITY] - cost[PERSON] * rows.unanswered[posted]
        rows.support_saved[posted] = saved * now.firms.service_price.take(rows.provider[posted])

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
