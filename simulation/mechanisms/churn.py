"""Which customers leave, and to which firm they go.

    log μ = -C + contagion + rumour + ln f - c_h                                        f: 0.82 for the referred, or 1
    proportional:  hazard = 1 - (1 - h')^μ              logit:  logit(hazard) = logit(h') + log μ
    threshold:     leaves once Σ -ln(1 - h')·μ exceeds a patience ~ Exp(1) that is drawn when the person joins
    P(leaves) = 1 - (1 - hazard)·P(stays after this week's failure)
    P(firm j | leaves firm i) ∝ d·N_j / (N - N_1)·exp(slope·(s̄_j - s̄_i))            P(nobody | leaves) ∝ 1 - d
    h' = 1 - (1 - h)^κ_i - what failures carry,     κ_i = 1 - d + d·(N - N_i) / (N - N_1)

h is the observed propensity of the match, a total under the status quo. Failures account for a share of it, and h' is
the rest; c_h centres the multiplier so that the status quo keeps the total, including contagion and rumour: nothing is
counted twice. No hazard is ever 0, because no firm ever owns a customer. With a constant multiplier all three laws give
the same survival curve.

N_i are the customers of firm i, N those of all firms. Where firms are equally good, the flow from i to j is in
proportion to N_i·N_j, as large as the flow back: firms that do the same keep their shares, and small ones lose a larger
part of their customers (double jeopardy). What was observed is the leaving of firm 1, which κ_1 = 1 does not change.

Source: proportional hazards on a heterogeneous base, Fader & Hardie (2007); referral Schmitt, Skiera & Van den Bulte
(2011), Journal of Marketing 75; parity Keaveney (1995), Journal of Marketing 59; defection falls with share: Wright &
Riebe (2010), European Journal of Marketing 44. How many of those who leave go to rivals is a guess. Grade B and C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.row import Row, clip

LAWS = ("proportional", "logit", "threshold")
CEILING = 21.0
LEAST = 0.05
"""Share of the observed hazard that is left to other reasons than failures, at the least."""


@np.errstate(divide="ignore", invalid="ignore")  # whoever is sure to leave does, whatever the multiplier
def hazard(leave_rate: Floats, log_multiplier: Floats, law: str = "proportional") -> Floats:
    """Weekly probability of leaving for other reasons than a failure, any shape."""
    if law == "logit":
        odds = leave_rate / (1.0 - leave_rate) * np.exp(log_multiplier)
        chance: Floats = np.where(np.isinf(odds), 1.0, odds / (1.0 + odds))
        return chance
    leaves: Floats = -np.expm1(np.log1p(-leave_rate) * np.exp(log_multiplier))
    return leaves


def leave_rate_of(observed: Floats, faster: Floats) -> Floats:
    """Propensity to leave a firm whose customers leave as much faster than was observed, any shape [1/week]."""
    rate: Floats = 1.0 - np.power(1.0 - observed, faster)
    return rate


def remaining_hazard(leave_rate: Floats, carried: Floats) -> Floats:
    """What of the observed propensity to leave is left to other reasons than failures, any shape [1/week]."""
    other: Floats = np.maximum(leave_rate - carried, LEAST * leave_rate)
    return other


@dataclass(frozen=True)
class Churn(Mechanism):
    """Who leaves, and for whom."""

    law: str = parameter(
        "proportional", "functional form by which the wish to stay moves the hazard", unit="-",
        source="Fader & Hardie 2007; Cox 1972",
        choices=LAWS,
    )  # fmt: skip
    to_rival: float = parameter(
        0.6, "chance that a customer who leaves the focal firm goes to a rival that is equally good, d",
        unit="probability",
        low=0.3, high=0.9, grade="C", source="guess", allowed=(0.0, 0.999),
    )  # fmt: skip
    satisfaction_slope: float = parameter(
        2.0, "how strongly a rival's higher satisfaction attracts leavers", unit="log-odds", low=0.0, high=4.0,
        grade="C",
        source="guess",
    )  # fmt: skip
    referral_factor: float = parameter(
        0.82, "hazard of customers who came through a friend, as a multiple of the others'", unit="factor", low=0.7,
        high=1.0, grade="B",
        source="Schmitt et al. 2011",
    )  # fmt: skip

    phase = Phase.MOVE
    cites = ("fader2007", "cox1972", "schmitt2011", "keaveney1995", "wright2010")
    owns = (
        Column(
            "leave_lift", "combined effect of the mechanisms on the hazard, log μ", unit="log-hazard", low=-3, high=3
        ),
        Column("other_rate", "part of the propensity to leave that is not due to failures", unit="1/week"),
        Column("strain", "accumulated hazard since joining", high=1e6),
        Column("stops", "whether the person leaves because of this week's failure", weekly=True),
        Column("left_firm", "firm that the person left this week; 0 none", dtype="int64", high=255, kept=True),
        Column("former_firm", "firm that the person left most recently; 0 none", dtype="int64", high=255, kept=True),
        Column("parting_damage", "damage at the end of the most recent relationship", kept=True),
    )
    series = (Series("stopped", "customers who left because of a failure [people]", "stops"),)
    reads = ("leave_rate", "joins", "commitment", "contagion", "rumour", "failed", "failure_rate", "staying",
             "damage")  # fmt: skip
    writes = ("next_provider", "closed", "came_by", "referred")

    def decide(self, row: Row, now: Now) -> None:
        row.left_firm, row.stops = 0, 0.0
        if not row.is_customer:
            return
        lift = row.contagion + row.rumour - row.commitment - now.centre.leave(now.week)
        row.leave_lift = clip(lift + np.log(self.referral_factor) * row.referred, -3.0, 3.0)
        leave_rate = leave_rate_of(row.leave_rate, self.faster(now.firms.customers)[row.provider])
        row.other_rate = remaining_hazard(leave_rate, row.failure_rate)
        leaves = self._leaves(row, now)
        if row.failed > 0 and not leaves and now.draw("stops", row) >= row.staying:
            row.stops = 1.0
        if leaves or row.stops > 0:
            row.left_firm = row.former_firm = row.provider
            row.parting_damage = max(row.damage, row.stops)

    def _leaves(self, row: Row, now: Now) -> bool:
        """Whether the person leaves for other reasons than a failure."""
        if self.law == "threshold":
            row.strain += -np.log1p(-row.other_rate) * np.exp(row.leave_lift) * now.dt
            return row.strain > -np.log(now.draw_once("patience", row, row.joins))
        # The lift is at most 3, so no hazard exceeds e³ times the base; most draws settle the matter by themselves.
        u = now.draw("leaves", row)
        return bool(u < CEILING * row.other_rate and u < hazard(row.other_rate, row.leave_lift, self.law))

    def faster(self, customers: npt.NDArray[Any]) -> Floats:
        """κ: how much faster customers of each firm leave than was observed; shape (firms + 1,) of both."""
        others = customers[1:].sum() - customers
        beside = np.divide(others, others[1], out=np.ones(len(others)), where=others[1] > 0)
        faster: Floats = 1.0 + self.to_rival * (beside - 1.0)
        return faster

    def pull(self, customers: npt.NDArray[Any]) -> Floats:
        """How far each firm attracts who leaves another one, where not to go to any has 1 - d; shape (firms + 1,)."""
        weight: Floats = self.to_rival * customers / max(customers[2:].sum(), 1)
        return weight

    def apply(self, row: Row, now: Now) -> None:
        left = row.left_firm
        if left == 0:
            return
        row.closed[left] = now.draw("winback", row) >= now.terms.winback
        whole = 0.0
        for firm in range(len(now.firms.reputation)):
            whole += self._weight(row, now, firm)
        place, reached, chosen = now.draw("destination", row) * whole, 0.0, 0
        for firm in range(len(now.firms.reputation) - 1):
            reached += self._weight(row, now, firm)
            if place > reached:
                chosen += 1
        row.next_provider = chosen
        row.came_by = 0
        row.referred = 0.0

    def _weight(self, row: Row, now: Now, firm: int) -> float:
        """How far a firm attracts the person, who has left another one; 0 stands for no firm."""
        if firm == 0:
            return 1.0 - self.to_rival
        if firm == row.left_firm or row.closed[firm]:
            return 0.0
        gap = now.firms.reputation[firm] - now.firms.reputation[row.left_firm]
        return self.pull(now.firms.customers)[firm] * np.exp(self.satisfaction_slope * gap)
