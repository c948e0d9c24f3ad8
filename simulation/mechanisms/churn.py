"""Leaving, and where to.

    log μ = -C + contagion + rumour + ln f - c_h,     hazard = 1 - (1 - h)^(e^log μ)     f: 0.82 for the referred, or 1
    P(rival | leaves) = logistic( logit(d) + slope·(s̄_rival - s̄_own) )              else to nobody

h is the observed propensity of the match, a total under the status quo; c_h centres the multiplier so that the status
quo keeps it, contagion and rumour included: nothing is counted twice. No hazard is ever 0: nobody ever has a customer.

Source: proportional hazards on a heterogeneous base, Fader & Hardie (2007); referral Schmitt, Skiera & Van den Bulte
(2011), Journal of Marketing 75; parity Keaveney (1995), Journal of Marketing 59. Destination is a guess. Grade B and C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows

CEILING = 21.0


def hazard(leave_rate: Floats, log_multiplier: Floats) -> Floats:
    """Weekly probability of leaving under proportional hazards, any shape."""
    leaves: Floats = -np.expm1(np.log1p(-leave_rate) * np.exp(log_multiplier))
    return leaves


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

    to_rival: float = parameter(
        0.6, "chance that a leaver goes to a rival that is as good", unit="probability", low=0.3, high=0.9, grade="C",
        source="guess", allowed=(0.0, 0.999),
    )  # fmt: skip
    satisfaction_slope: float = parameter(
        2.0, "how much a rival's better satisfaction attracts leavers", unit="log-odds", low=0.0, high=4.0, grade="C",
        source="guess",
    )  # fmt: skip
    referral_factor: float = parameter(
        0.82, "hazard of those who came by a friend, as a multiple", unit="factor", low=0.7, high=1.0, grade="B",
        source="Schmitt et al. 2011",
    )  # fmt: skip

    phase = Phase.MOVE
    cites = ("fader2007", "schmitt2011", "keaveney1995")
    owns = (
        Column("leave_lift", "what the mechanisms do to the hazard, log μ", unit="log-hazard", low=-3, high=3),
        Column("left_firm", "firm left this week; 0 none", dtype="int64", high=255, kept=True),
    )
    reads = ("leave_rate", "commitment", "contagion", "rumour")
    writes = ("next_provider", "closed", "came_by", "referred")

    def decide(self, rows: Rows, now: Now) -> None:
        lift = rows.contagion + rows.rumour - rows.commitment - now.centre.leave
        lift += np.log(self.referral_factor) * rows.referred
        rows.leave_lift[:] = np.where(rows.is_customer, np.clip(lift, -3.0, 3.0), rows.leave_lift)
        # The lift is at most 3, so no hazard exceeds e³ times the base; most draws settle the matter by themselves.
        u = now.draw("leaves", rows)
        close = np.flatnonzero((u < CEILING * rows.leave_rate) & rows.is_customer)
        leavers = close[u[close] < hazard(rows.leave_rate[close], rows.leave_lift[close])]
        rows.left_firm[:] = 0
        rows.left_firm[leavers] = rows.provider[leavers]

    def apply(self, rows: Rows, now: Now) -> None:
        leavers = np.flatnonzero(rows.left_firm > 0)
        left = rows.left_firm[leavers]
        firms = len(now.firms.reputation) - 1
        back = now.draw("winback", rows, leavers) < now.terms.winback
        rows.closed[leavers, left] = ~back
        weights = np.zeros((len(leavers), firms + 1))
        weights[:, 0] = 1.0 - self.to_rival
        gap = now.firms.reputation[None, :] - now.firms.reputation[left][:, None]
        for firm in range(1, firms + 1):
            rival = np.exp(self.satisfaction_slope * gap[:, firm]) * (left != firm) * ~rows.closed[leavers, firm]
            weights[:, firm] = self.to_rival * rival / max(firms - 1, 1)
        rows.next_provider[leavers] = destination(now.draw("destination", rows, leavers), weights)
        rows.came_by[leavers] = 0
        rows.referred[leavers] = 0.0
