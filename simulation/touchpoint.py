"""Where firm and customer meet: what a touchpoint costs, how warm it is and how often is too often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulation.parameters import check, parameter

Initiative = Literal["need", "firm", "purchase"]


@dataclass(frozen=True)
class TouchpointDesign:
    """One touchpoint as the market knows it; the Mesa agent `Touchpoint` is a firm's own instance of it.

    Args:
        name: a short noun, the purpose under which its cost is booked.
        initiative: who starts a contact: a customer's need, the firm's cadence, or a purchase.
    """

    name: str
    initiative: Initiative
    cost: float = parameter(0.0, "cost of one contact", unit="weekly revenue", grade="C", source="worked specification")
    share: float = parameter(1.0, "share of all needs that come here", unit="share", grade="C", source="guess")
    capacity: float = parameter(
        1.0, "contacts a week that can be served, per initial customer", unit="1/week", grade="C", source="guess"
    )
    warmth: float = parameter(0.0, "how relational a contact is", unit="share", grade="C", source="guess")
    ideal: float = parameter(
        0.0, "contacts a week that please most; 0: no ideal point", unit="1/week", grade="B",
        source="Godfrey et al. 2011",
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self, f"market.touchpoints.{self.name}")


SERVICE = TouchpointDesign("service", "need", cost=0.435, warmth=0.6)
EMAIL = TouchpointDesign("email", "firm", cost=0.011, warmth=0.1, ideal=0.31)
STORE = TouchpointDesign("store", "purchase", cost=0.0, warmth=0.2)
TOUCHPOINTS = (SERVICE, EMAIL, STORE)
"""The pooled touchpoints of the spine, mandatory service first: 0.8, 0.02 and 0 in CDNOW dollars."""
