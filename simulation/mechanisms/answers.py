"""Customers answer each other's questions, so that the firm need not.

    P(asks | need for a person or a machine) = first·hosting
    w_i = give·hosting·(1 + K)·ϱ·(1 + G)·A/½·(1 + g/4)                  answers that a member of average skill offers
    P(answered) = E min(offers, questions) / E questions                at the firm's real size, see `sample`
    answers_i ~ Poisson( w_i·skill_i·used )    used: share of the offers that meet a question; skill ~ lognormal, mean 1

A question goes to the community before it goes to the firm; one offer answers one question. A customer whose question
is answered has had a contact in the community. A customer whose question is not answered waits for a week, which costs
satisfaction, and then needs an employee, with priority over new needs: the question is then a need like others, and the
week without an answer counts towards the patience with which it waits (see `contact`). A waiting customer does not ask
the community again. So a community with few answers costs money: hosting, expensive service for what a machine would
have done, and amends. The offers of all members are computed from the mean skill, because the few who give most are
rarely in a sample; and a question of the sample is mostly answered by somebody outside it, so in a single week answers
given and received are equal only on average.

Participation is as unequal as skill: with σ = 1.8 the top 1 % give Φ(σ - 2.33) = 30 % of all answers in the long run,
the top 10 % give Φ(σ - 1.28) = 70 %, and the Gini coefficient is 2·Φ(σ/√2) - 1 = 0.80.

Source: inequality: 0.80 and 65 % by the top 10 % in a trust network's ratings (computed); that members help: Manchanda,
Packard & Pattabhiramaiah (2015), Marketing Science 34; von Hippel (2005). Shape B, rates are guesses, C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulation import exact_sums
from simulation.column import Column
from simulation.draws import Floats
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.quantiles import normal, poisson
from simulation.row import Row
from simulation.sample import served_share

Places = npt.NDArray[np.intp]

NEUTRAL, TOP = 0.5, 4.0
INEQUALITY = 1.8
PERSON, COMMUNITY = "personal", "community"
ASKED = {PERSON: 1.0, "automated": 2.0}
"""What `asks` says of a question that would have gone to each of these touchpoints."""


def skill(u: Floats) -> Floats:
    """Skill to help others, lognormal with mean 1."""
    return np.exp(INEQUALITY * normal(u) - 0.5 * INEQUALITY**2)


@dataclass(frozen=True)
class Answers(Mechanism):
    """Who asks the community, who answers, and what that saves."""

    first: float = parameter(
        0.6, "chance that a question goes to the community when it is fully hosted", unit="probability", low=0.3,
        high=0.9,
        grade="C", source="guess",
    )  # fmt: skip
    give: float = parameter(
        0.02, "answers that an average customer offers a week", unit="1/week", low=0.005, high=0.04, grade="C",
        source="guess"
    )  # fmt: skip
    overhead: float = parameter(
        0.0033, "weekly cost of a fully hosted community, per customer", unit="weekly revenue", low=0.0016,
        high=0.0066, grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels", "self_service")
    cites = ("manchanda2015", "vonhippel2005")
    owns = (
        Column("skill", "skill to help others", high=1e6, initial=skill, kept=True),
        Column("asks", "where this week's question would have gone: 1 an employee, 2 a machine; 0 no question", high=2,
               weekly=True),
        Column("answers", "questions the person answered this week", unit="answer", high=200, weekly=True),
        Column("unanswered", "whether this week's question found no answer and waits for an employee",
               weekly=True),
        Column("support_saved", "cost of service saved by the community's answer to the question",
               unit="weekly revenue", low=-1e3, high=1e3,
               weekly=True),
    )  # fmt: skip
    series = (
        Series("answers", "questions that customers answered for each other [answer]", "answers"),
        Series("unanswered", "questions that found no answer [question]", "unanswered"),
        Series("support_saved", "cost of service that the community saved [weekly revenue]", "support_saved"),
    )
    reads = ("propensity", "gratitude", "authenticity", "stage", "knowledge")
    writes = ("contact", "waited")
    levers = (Lever("hosting", "how far the firm hosts a community in which customers help each other", "share"),)
    purposes = ("hosting",)

    def decide(self, row: Row, now: Now) -> None:
        row.asks = row.answers = row.unanswered = row.support_saved = 0.0
        if not {PERSON, COMMUNITY} <= set(_places(now)) or not now.in_use("hosting"):
            return
        for k in range(len(now.terms.touchpoints)):
            if row.waited[k] > 0:
                return  # has asked before
        if now.draw("answers.asks", row) < self.first * now.lever("hosting", row):
            for k in range(len(now.terms.touchpoints)):
                if _asked(now)[k] > 0 and row.contact[k] > 0:
                    row.contact[k] = 0.0
                    row.contact[_places(now).get(COMMUNITY, 0)] = 1.0
                    row.asks = max(row.asks, _asked(now)[k])

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        hosting, place = float(now.levers["hosting"][purse.firm]), _places(now)
        if hosting == 0 or not {PERSON, COMMUNITY} <= set(place):
            return
        purse.spend_overhead("hosting", self.overhead * hosting)
        members = np.flatnonzero(purse.customers)
        willing = rows.propensity[members] * (1.0 + rows.gratitude[members]) * (1.0 + rows.stage[members] / TOP)
        willing *= (1.0 + rows.knowledge[members]) * rows.authenticity[members] / NEUTRAL
        rate = self.give * hosting * now.dt
        posted = members[(rows.asks[members] > 0) & (rows.contact[members, place[COMMUNITY]] > 0)]
        questions = purse.account.demand.expected(COMMUNITY, float(len(posted)), len(members))
        offers = rate * exact_sums.total(willing)
        share = served_share(questions, offers, len(members), purse.account.heads, varies=True)
        if offers > 0:
            self._give(members, rate * share * questions / offers * willing * rows.skill[members], rows, now)
        self._answer(posted, share, rows, now)

    @staticmethod
    def _give(members: Places, mean: Floats, rows: Rows, now: Now) -> None:
        # At least one answer means u > e^(-mean) >= 1 - mean, so most draws settle the matter by themselves.
        u = now.draw("answers.offers", rows, members)
        some = u > 1.0 - mean
        rows.answers[members[some]] = poisson(u[some], mean[some])

    @staticmethod
    def _answer(posted: Places, share: float, rows: Rows, now: Now) -> None:
        place, cost = _places(now), np.array([touchpoint.cost for touchpoint in now.terms.touchpoints])
        missed = (now.draw("answers.found", rows, posted) >= share).astype(np.float64)
        rows.unanswered[posted] = missed
        rows.contact[posted, place[COMMUNITY]] = 1.0 - missed
        late = posted[missed > 0]
        rows.waited[late, place[PERSON]] = now.dt
        instead = np.array([0.0, *(cost[place[name]] if name in place else 0.0 for name in ASKED)])
        saved = instead[rows.asks[posted].astype(np.int64)] - cost[place[COMMUNITY]] - cost[place[PERSON]] * missed
        rows.support_saved[posted] = saved * now.firms.service_price.take(rows.provider[posted])


def _asked(now: Now) -> Floats:
    """What `asks` says of a question that would have gone to each touchpoint, shape (touchpoints,)."""
    return np.array([ASKED.get(touchpoint.name, 0.0) for touchpoint in now.terms.touchpoints])


def _places(now: Now) -> dict[str, int]:
    """Number of each touchpoint, by name."""
    return {touchpoint.name: k for k, touchpoint in enumerate(now.terms.touchpoints)}
