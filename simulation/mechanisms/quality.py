"""What is left of the envelope buys quality, with diminishing returns; a rival sees it and is as good at once.

    Q = 1 - exp(-(money / customers) / scale)                  customers: at least a quarter of those in week 0

The floor keeps a firm that has lost nearly everybody from becoming perfect for the few.

Source: saturating response is standard in marketing (concave response of spending); the scale is a guess and decides
much. Parity: Keaveney (1995), and the mission of the model: if the rival is as good, quality alone retains nobody.
Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.purse import Purse

if TYPE_CHECKING:
    from simulation.community import Community

FLOOR = 0.25


def bought(money: float, scale: float) -> float:
    """Quality in [0, 1) that a weekly spend per customer buys [weekly revenue]."""
    return float(1.0 - np.exp(-money / scale))


@dataclass(frozen=True)
class Quality(Mechanism):
    """Quality of a firm this week, and parity among firms."""

    scale: float = parameter(
        0.0163, "weekly spend per customer that buys 63 % of perfect quality", unit="weekly revenue", low=0.008,
        high=0.027, grade="C", source="guess; decisive", allowed=(1e-9, 1e9),
    )  # fmt: skip
    parity: bool = parameter(True, "whether rivals match the focal firm's quality at once", unit="-")

    phase = Phase.CONTACT
    after = ("contact", "channels", "gifts", "encounters")
    cites = ("keaveney1995",)
    owns = (Column("quality", "quality of what the firm delivers", of="firm", initial=0.5),)
    purposes = ("quality",)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        customers = max(float(purse.customers.sum()), FLOOR * purse.initial_customers, 1.0)
        firms.quality[purse.firm] = bought(purse.share_rest("quality") / customers, self.scale)

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        if self.parity:
            firms.quality[2:] = np.maximum(firms.quality[2:], firms.quality[1])
