"""Satisfaction adapts to experience, compared with what was expected.

    v = Q·q·fit·freshness·(1 - polish·z)·(1 - severity) + σ·ε      z: encounter, ε ~ N(0, 1); 0 where turned away
    s += r·(v + d·(v - E) - s) - setback - w·waits                 s: satisfaction, E: expectation
    E += e·(v - E)                                                 v - E: disconfirmation

q is the mean of the touchpoints' own quality over this week's contacts, σ grows with their variability. Recovery
describes what a failure costs beyond the spoilt experience, net of amends.

Both change only in weeks with a contact, except that each week of waiting for one costs satisfaction. A new customer
begins with the mean satisfaction and expectation of the firm's customers, because that is what people hear about it. A
steady experience ends with s = E = v: what once delighted becomes the standard. An encounter gives up some polish.

Source: Oliver (1980), Journal of Marketing Research 17 (expectation-disconfirmation); sizes are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation import exact_sums
from simulation.column import Column
from simulation.deviates import normal_deviate
from simulation.draws import Floats
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row, clip

BEST = 1.2


def satisfaction_after(
    satisfaction: Floats, expectation: Floats, value: Floats, rate: float, disconfirmation: float
) -> Floats:
    """Satisfaction after one experience, any shape."""
    return np.clip(satisfaction + rate * (value + disconfirmation * (value - expectation) - satisfaction), 0.0, BEST)


@dataclass(frozen=True)
class Satisfaction(Mechanism):
    """Experience, expectation and satisfaction."""

    rate: float = parameter(
        0.12, "weight of one experience in satisfaction", unit="share", low=0.06, high=0.18, grade="C", source="guess"
    )
    disconfirmation: float = parameter(
        0.3, "weight of the gap between experience and expectation", unit="factor", low=0.15, high=0.45, grade="C",
        source="direction Oliver 1980",
    )  # fmt: skip
    expectation_rate: float = parameter(
        0.03, "weight of one experience in expectation", unit="share", low=0.015, high=0.045, grade="C", source="guess"
    )
    variability: float = parameter(
        0.10, "standard deviation of an experience", unit="factor", low=0.05, high=0.15, grade="C", source="guess"
    )
    polish: float = parameter(
        0.10, "share of the experience given up in an encounter", unit="share", low=0.0, high=0.2, grade="C",
        source="guess",
    )  # fmt: skip
    waiting: float = parameter(
        0.05, "satisfaction lost per week of waiting with a need or a question, w", unit="1", low=0.01, high=0.15,
        grade="C", source="guess; a minor failure costs 0.125", allowed=(0.0, 1.0),
    )  # fmt: skip

    phase = Phase.EXPERIENCE
    after = ("fatigue", "recovery")
    cites = ("oliver1980",)
    owns = (
        Column("experience", "value of this week's experience", high=BEST, weekly=True),
        Column("satisfaction", "satisfaction with the present firm", high=BEST, initial=0.6, newcomer="reputation"),
        Column("expectation", "value expected of the next experience", high=BEST, initial=0.6, newcomer="promise"),
        Column("reputation", "mean satisfaction of the firm's customers last week", of="firm", initial=0.6, high=BEST),
        Column("promise", "mean expectation of the firm's customers last week", of="firm", initial=0.6, high=BEST),
    )
    series = (
        Series("satisfaction", "mean satisfaction of the firm's customers [1]", "satisfaction", "mean"),
        Series("expectation", "mean expectation of the firm's customers [1]", "expectation", "mean"),
    )
    reads = ("fit", "freshness", "encounter", "contact", "contacts", "unserved", "waits", "severity", "setback")

    def decide(self, row: Row, now: Now) -> None:
        row.experience = 0.0
        if not (row.contacts > 0 and row.is_customer):
            return
        standard = variability = 0.0
        for k in range(len(now.terms.touchpoints)):
            if row.contact[k] > 0:
                share = row.contact[k] / row.contacts
                standard += now.touchpoints["quality"][k] * share
                variability += now.touchpoints["variability"][k] * share
        offered = now.firms.quality[row.provider] * row.fit * row.freshness
        offered *= standard * (1.0 - self.polish * row.encounter) * (1.0 - row.severity)
        noise = self.variability * variability * normal_deviate(now.draw("experience", row))
        row.experience = clip(offered + noise, 0.0, BEST) * (1.0 - row.unserved)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        customers = np.flatnonzero(purse.customers)
        for known, felt in ((firms.reputation, rows.satisfaction), (firms.promise, rows.expectation)):
            known[purse.firm] = exact_sums.mean(felt[customers], otherwise=float(known[purse.firm]))

    def apply(self, row: Row, now: Now) -> None:
        if row.contacts > 0 and row.is_customer:
            value, expected = row.experience, row.expectation
            satisfied = satisfaction_after(row.satisfaction, expected, value, self.rate, self.disconfirmation)
            row.satisfaction = clip(satisfied - row.setback, 0.0, BEST)
            row.expectation = expected + self.expectation_rate * (value - expected)
        if row.waits != 0:
            row.satisfaction = max(row.satisfaction - self.waiting * row.waits, 0.0)
