"""Advertising reaches people who are with nobody, with diminishing returns.

    a = a_max·(1 - exp(-spend per person / scale))          weekly probability that advertising alone makes one join

Source: diminishing returns are standard; a as in Goldenberg, Libai & Muller (2001), who use 0.0005-0.01 a week. The
scale is a guess chosen so that acquiring a customer costs about five times what keeping one for a year does. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.mechanism import Lever, Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.purse import Purse


def reached(spend: float, most: float, scale: float) -> float:
    """Weekly probability of joining by advertising at a spend per person [weekly revenue]."""
    return float(most * (1.0 - np.exp(-spend / scale)))


@dataclass(frozen=True)
class Advertising(Mechanism):
    """Spending on acquisition, and whom it reaches."""

    most: float = parameter(
        0.0042, "weekly probability of joining at unlimited spending", unit="probability", low=0.002, high=0.01,
        grade="C", source="range of Goldenberg et al. 2001", allowed=(0.0, 0.5),
    )  # fmt: skip
    scale: float = parameter(
        0.0092, "spend per person that reaches 63 % of that", unit="weekly revenue", low=0.005, high=0.018, grade="C",
        source="guess", allowed=(1e-9, 1e9),
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact",)
    cites = ("goldenberg2001",)
    owns = (Column("reach", "weekly probability that advertising alone makes a person join", of="firm"),)
    levers = (Lever("acquisition_share", "share of the envelope that is spent on winning customers", "share"),)
    purposes = ("advertising",)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        spent = purse.spend_share("advertising", float(now.levers["acquisition_share"][purse.firm]))
        firms.reach[purse.firm] = reached(spent / len(rows.provider), self.most, self.scale)
