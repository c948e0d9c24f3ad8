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
from simulation.draws import Floats, luck
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows

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


def remaining_hazard(leave_rate: Floats, carried: Floats) -> Floats:
    """What of the observed propensity to leave is left to other reasons than failures, any shape [1/week]."""
    other: Floats = np.maximum(leave_rate - carried, LEAST * leave_rate)
    return other


def destination(u: Floats, weights: Floats) -> Floats:
    """Inverse of a discrete law: the first index whose cumulative weight reaches u.

    Args:
        u: uniforms, shape (N,).
        weights: shape (N, K), not all 0 in a row.
    """
    chosen = np.zeros(len(u))
    reached = np.zeros(len(u))
    whole = np.zeros(len(u))
    for k in range(weights.shape[1]):
        whole += weights[:, k]
    for k in range(weights.shape[1] - 1):
        reached = reached + weights[:, k]
        chosen += u * whole > reached
    return chosen


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

    def decide(self, rows: Rows, now: Now) -> None:
        lift = rows.contagion + rows.rumour - rows.commitment - now.centre.leave(now.week)
        lift += np.log(self.referral_factor) * rows.referred
        rows.leave_lift[:] = np.where(rows.is_customer, np.clip(lift, -3.0, 3.0), rows.leave_lift)
        other = remaining_hazard(self.rate(rows.leave_rate, rows.provider, now.firms.customers), rows.failure_rate)
        rows.other_rate[:] = np.where(rows.is_customer, other, rows.other_rate)
        leaves = self._leaves(rows, now)
        hit = np.flatnonzero(rows.failed > 0)
        rows.stops[:] = 0.0
        rows.stops[hit] = (now.draw("stops", rows, hit) >= rows.staying[hit]) & rows.is_customer[hit] & ~leaves[hit]
        leavers = np.flatnonzero(leaves | (rows.stops > 0))
        rows.left_firm[:] = 0
        rows.left_firm[leavers] = rows.former_firm[leavers] = rows.provider[leavers]
        rows.parting_damage[leavers] = np.maximum(rows.damage[leavers], rows.stops[leavers])

    def rate(self, leave_rate: Floats, provider: npt.NDArray[np.int64], customers: npt.NDArray[Any]) -> Floats:
        """Propensity to leave a firm of its size [1/week].

        Args:
            leave_rate: the observed one, h, shape (K,) [1/week].
            provider: the firm that each is with, shape (K,).
            customers: of each firm, shape (firms + 1,).
        """
        others = customers[1:].sum() - customers
        beside = np.divide(others, others[1], out=np.ones(len(others)), where=others[1] > 0)
        faster = 1.0 + self.to_rival * (beside - 1.0)
        chance: Floats = 1.0 - np.power(1.0 - leave_rate, faster.take(provider))
        return chance

    def pull(self, customers: npt.NDArray[Any]) -> Floats:
        """How far each firm attracts who leaves another one, where not to go to any has 1 - d; shape (firms + 1,)."""
        weight: Floats = self.to_rival * customers / max(customers[2:].sum(), 1)
        return weight

    def _leaves(self, rows: Rows, now: Now) -> npt.NDArray[np.bool_]:
        """Who leaves for other reasons than a failure, shape (N,)."""
        if self.law == "threshold":
            strain = -np.log1p(-rows.other_rate) * np.exp(rows.leave_lift) * now.dt
            rows.strain[:] += np.where(rows.is_customer, strain, 0.0)
            patience = -np.log(now.draws.of_ties("patience", 0, rows.luck, luck(rows.joins)))
            worn_out: npt.NDArray[np.bool_] = (rows.strain > patience) & rows.is_customer
            return worn_out
        # The lift is at most 3, so no hazard exceeds e³ times the base; most draws settle the matter by themselves.
        u = now.draw("leaves", rows)
        close = np.flatnonzero((u < CEILING * rows.other_rate) & rows.is_customer)
        leaves = np.zeros(len(u), dtype=np.bool_)
        leaves[close] = u[close] < hazard(rows.other_rate[close], rows.leave_lift[close], self.law)
        return leaves

    def apply(self, rows: Rows, now: Now) -> None:
        leavers = np.flatnonzero(rows.left_firm > 0)
        left = rows.left_firm[leavers]
        firms = len(now.firms.reputation) - 1
        back = now.draw("winback", rows, leavers) < now.terms.winback
        rows.closed[leavers, left] = ~back
        weights = np.zeros((len(leavers), firms + 1))
        weights[:, 0] = 1.0 - self.to_rival
        gap = now.firms.reputation[None, :] - now.firms.reputation[left][:, None]
        pull = self.pull(now.firms.customers)
        for firm in range(1, firms + 1):
            rival = np.exp(self.satisfaction_slope * gap[:, firm]) * (left != firm) * ~rows.closed[leavers, firm]
            weights[:, firm] = pull[firm] * rival
        rows.next_provider[leavers] = destination(now.draw("destination", rows, leavers), weights)
        rows.came_by[leavers] = 0
        rows.referred[leavers] = 0.0
