"""What a firm decides to spend on quality buys it, with diminishing returns; a rival sees it and is as good at once.

    Q = (1 - exp(-(money / customers) / scale))·(1 + b·(1 - exp(-ideas / k)))

    customers: at least a quarter of those in week 0            ideas: useful ones of customers, per customer of week 0

Ideas that customers brought make the same money worth more, and the first ones the most. The floor of customers keeps a
firm that has lost nearly everybody from becoming perfect for the few. How much is spent is decided for a planning
period and kept, so that quality does not follow the luck of a week; see `account`.

Source: saturating response is standard in marketing (concave response of spending); the scale is a guess and decides
much. Parity: Keaveney (1995), and the mission of the model: if the rival is as good, quality alone retains nobody.
Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.ledger import PUT_BY
from simulation.mechanism import Lever, Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.purse import Purse

if TYPE_CHECKING:
    from simulation.community import Community

FLOOR = 0.25


def bought(money: float, scale: float) -> float:
    """Quality in [0, 1) that a weekly spend per customer buys [weekly revenue]."""
    return float(1.0 - np.exp(-money / scale))


def enriched(ideas: float, gain: float, scale: float) -> float:
    """By how much customers' ideas multiply it, from 1 to 1 + gain; ideas per initial customer."""
    return float(1.0 + gain * (1.0 - np.exp(-ideas / scale)))


@dataclass(frozen=True)
class Quality(Mechanism):
    """Quality of a firm this week, and parity among firms."""

    scale: float = parameter(
        0.0163, "weekly spend per customer that buys 63 % of perfect quality", unit="weekly revenue", low=0.008,
        high=0.027, grade="C", source="guess; decisive", allowed=(1e-9, 1e9),
    )  # fmt: skip
    ideas_gain: float = parameter(
        0.05, "how much better all the ideas of the world would make it, b", unit="share", low=0.0, high=0.1, grade="C",
        source="guess", allowed=(0.0, 0.2),
    )  # fmt: skip
    ideas_scale: float = parameter(
        0.3, "useful ideas per initial customer that bring 63 % of that, k", unit="idea", low=0.1, high=1.0, grade="C",
        source="guess", allowed=(1e-9, 1e9),
    )  # fmt: skip
    parity: bool = parameter(True, "whether rivals match the focal firm's quality at once", unit="-")

    phase = Phase.CONTACT
    last = True
    cites = ("keaveney1995",)
    owns = (Column("quality", "quality of what the firm delivers", of="firm", initial=0.5, high=1.2),)
    levers = (
        Lever("reserve", "share of what is left that is put by instead of buying quality; part of profit", "share",
              copied=False),
    )  # fmt: skip
    purposes = (PUT_BY, "quality")

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        customers = max(float(purse.customers.sum()), FLOOR * purse.initial_customers, 1.0)
        ideas = float(now.firms.ideas[purse.firm]) / max(purse.initial_customers, 1)
        kept = float(now.levers["reserve"][purse.firm])
        quality = bought(purse.pay_for_quality("quality", PUT_BY, kept, customers) / customers, self.scale)
        firms.quality[purse.firm] = quality * enriched(ideas, self.ideas_gain, self.ideas_scale)

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        if self.parity:
            firms.quality[2:] = np.maximum(firms.quality[2:], firms.quality[1])
