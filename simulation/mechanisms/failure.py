"""Contacts fail, and more often for customers who are likely to leave anyway.

    P(fails) = c·(h + floor)·Σ n_k·f_k / N·e^(-η·(Q - Q₀))    n_k: contacts at touchpoint k, f_k: its failure factor
    N = 1 - s + s·λ / λ̄     λ: the customer's purchase rate; s: share of the exposure that comes with purchases
    severity = ½ (minor) with probability m, else 1 (major);    a need that was turned away is a minor failure

h is the observed propensity to leave: a share φ of it is due to failures and is taken out of churn, so nothing is
counted twice. The pilot run finds c such that customers who stop after a failure are the share φ of all who leave under
the status quo; Q₀ is the quality there. Frequent buyers have more contacts that may fail; h was observed with all of
them, so each contact fails less often (N). The same rate for everybody would contradict retention curves (they fall
below what it alone takes). The small floor makes failures possible for the closest customers too, who otherwise leave
very rarely.

Source: share: Keaveney (1995), Journal of Marketing 59 (44 % of switching incidents, reported); severity: TARP, as
reported by Goodman (2006). Form and sizes are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.mistake import Mistake
from simulation.parameters import parameter
from simulation.row import Row

MINOR, MAJOR = 0.5, 1.0
MOST = 0.9
MOST_OF_FLOOR = 0.25


def probability(propensity: Floats, contacts: Floats, quality: Floats, scale: float, relief: float) -> Floats:
    """Probability that at least one of this week's contacts fails, any shape.

    Args:
        propensity: h plus the floor [1/week].
        contacts: contacts weighted by the failure factors of their touchpoints.
        quality: quality above that of the status quo.
        scale: c.
        relief: η.
    """
    return np.minimum(scale * propensity * contacts * np.exp(-relief * quality), MOST)


@dataclass(frozen=True)
class Failure(Mechanism):
    """What goes wrong this week, and how badly."""

    share: float = parameter(
        0.35, "share φ of all departures under the status quo that follow a failure", unit="share", low=0.2,
        high=0.5, grade="C", source="Keaveney 1995 reports 44 %", allowed=(0.0, 0.8),
    )  # fmt: skip
    floor: float = parameter(
        0.0003, "amount added to everybody's propensity to leave before failures are derived from it", unit="1/week",
        low=0.0,
        high=0.001, grade="C", source="guess; more would contradict retention in later years", allowed=(0.0, 0.001),
    )  # fmt: skip
    minor_share: float = parameter(
        0.6, "share of failures that are minor", unit="share", low=0.43, high=0.76, grade="C", source="TARP, reported"
    )
    quality_relief: float = parameter(
        1.0, "how far better quality prevents failures, η", unit="factor", low=0.0, high=3.0, grade="C", source="guess"
    )

    phase = Phase.EXPERIENCE
    cites = ("keaveney1995", "goodman2006")
    owns = (
        Column("failed", "whether a contact failed this week", weekly=True),
        Column("failure_risk", "chance that a contact fails this week; 1 for a need that was turned away", weekly=True),
        Column("failure_rate", "part of the observed propensity to leave that is due to failures", unit="1/week"),
        Column("severity", "severity of the failure: 0, one half or 1", weekly=True),
    )
    series = (Series("failures", "failed contacts, including needs that were turned away [contact]", "failed"),)
    reads = ("contact", "contacts", "unserved", "leave_rate", "buy_rate")

    def carried(self, observed: float) -> float:
        """What failures carry of h + floor, so that it is their declared share of all h.

        Args:
            observed: mean h of the customers [1/week].

        Raises:
            Mistake: where the floor alone would take more than the closest customers still have to give.
        """
        if observed == 0:  # nobody ever leaves, so there is nothing to carry
            return 0.0
        if self.share * self.floor > MOST_OF_FLOOR * observed:
            raise Mistake(
                f"mechanism.{self.name}.floor", self.floor,
                f"attributes too much leaving to failures: {self.share:g} x ({observed:.5f} + {self.floor:g}) of the "
                f"{observed:.5f} a week that is observed",
                f"Lower mechanism.{self.name}.floor or mechanism.{self.name}.share.",
            )  # fmt: skip
        return self.share * observed / (observed + self.floor)

    def usual(self, buys: Floats, now: Now) -> Floats:
        """N: exposure to failures under the status quo, relative to the average customer, any shape."""
        share: float = now.centre.failing_by_buying
        exposure: Floats = 1.0 - share + share * buys / now.centre.buying
        return exposure

    def decide(self, row: Row, now: Now) -> None:
        row.failed = row.severity = row.failure_risk = 0.0
        if not row.is_customer:
            return
        row.failure_rate = now.centre.failure_share * (row.leave_rate + self.floor)
        if row.contacts == 0:
            return
        exposure = 0.0
        for k in range(len(now.terms.touchpoints)):
            exposure += now.touchpoints["failure"][k] * row.contact[k]
        exposure *= now.firms.mishap[row.provider] / self.usual(row.buy_rate, now)
        quality = (now.firms.quality - now.centre.quality)[row.provider]
        chance = probability(row.leave_rate + self.floor, exposure, quality, now.centre.failure, self.quality_relief)
        fails = now.draw("failure", row) < chance
        major = fails and now.draw("failure.severity", row) >= self.minor_share
        turned_away = row.unserved > 0
        row.failed = fails or turned_away
        row.failure_risk = 1.0 if turned_away else chance
        row.severity = MAJOR if major else MINOR if row.failed else 0.0
