"""A firm that states its values gains trust faster with people who share them, and more slowly with others.

    kinship = v·purpose·(shares ? 1 : -b)          shares ~ Bernoulli(0.64)

Kinship multiplies the gain of a good contact in the equation of trust by 1 + kinship, and has no other effect. A firm
that is seen through loses more because of it: a purpose that is stated but not practised makes things worse. Stating a
purpose costs money in proportion to how loudly it is stated. Off by default: a firm's own data cannot tell shared
values from satisfaction.

Source: 64 % of consumers who have a relationship with a brand name shared values as its reason, Freeman, Spenner & Bird
(2012), Harvard Business Review (a survey of stated reasons, no causal evidence); that values go with trust: Morgan &
Hunt (1994). Direction B, sizes are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

SHARE = 0.64


def shares(u: Floats) -> Floats:
    """Whether a person shares the values that firms of this kind state, 0 or 1."""
    return (u < SHARE).astype(np.float64)


@dataclass(frozen=True)
class SharedValues(Mechanism):
    """Who shares the values that a firm states."""

    enabled: bool = parameter(
        False, "whether the mechanism acts; off, because reasons that people state are no causal evidence", unit="-"
    )
    gain: float = parameter(
        0.2, "how much more a good contact achieves with people who share the firm's values, v", unit="share", low=0.0,
        high=0.5,
        grade="C", source="guess",
    )  # fmt: skip
    backlash: float = parameter(
        0.3, "loss with people who do not share them, relative to that gain, b", unit="share", low=0.0, high=1.0,
        grade="C",
        source="guess",
    )  # fmt: skip
    overhead: float = parameter(
        0.002, "weekly cost of a fully stated purpose, per customer", unit="weekly revenue", low=0.0,
        high=0.006, grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact",)
    cites = ("freeman2012", "morgan1994")
    owns = (
        Column("shares_values", "whether the person shares the values that firms state", initial=shares, kept=True),
        Column(
            "kinship",
            "how much more a good contact achieves because of shared values",
            unit="share",
            low=-1,
            weekly=True,
        ),
    )
    levers = (Lever("purpose_stated", "how loudly the firm says what it stands for", "share"),)
    purposes = ("purpose",)

    def decide(self, row: Row, now: Now) -> None:
        felt = 1.0 if row.shares_values > 0 else -self.backlash
        row.kinship = self.gain * now.lever("purpose_stated", row) * felt

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        stated = float(now.levers["purpose_stated"][purse.firm])
        if stated > 0:
            purse.spend_overhead("purpose", self.overhead * stated)
