"""Where firm and customer meet: what a touchpoint costs, how well it works, how warm it is, how often is too often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulation.parameters import check, parameter

Initiative = Literal["need", "firm", "invitation", "purchase"]


@dataclass(frozen=True)
class TouchpointDesign:
    """One touchpoint as the market knows it; the Mesa agent `Touchpoint` is a firm's own instance of it.

    Args:
        name: a short noun, the purpose under which its cost is booked.
        initiative: who starts a contact: a customer's need, the firm's cadence, an invitation that a mechanism makes,
            or a purchase.
        lever: for the firm's initiative the lever that says how often.
    """

    name: str
    initiative: Initiative
    lever: str = ""
    cost: float = parameter(0.0, "cost of one contact", unit="weekly revenue", grade="C", source="worked specification")
    share: float = parameter(
        0.0, "share of all needs that come to this touchpoint, in proportion to the others", unit="share", grade="C",
        source="guess"
    )  # fmt: skip
    capacity: float = parameter(
        1.0, "contacts a week that can be served, per initial customer", unit="1/week", grade="C", source="guess"
    )
    quality: float = parameter(
        1.0, "value of a contact at this touchpoint, as a multiple of the firm's quality", unit="factor", grade="C",
        source="guess",
    )  # fmt: skip
    variability: float = parameter(
        1.0, "variability of experiences at this touchpoint, as a multiple of the usual", unit="factor", grade="C",
        source="guess"
    )  # fmt: skip
    failure: float = parameter(
        1.0, "chance that a contact at this touchpoint fails, as a multiple of the usual", unit="factor", grade="C",
        source="guess"
    )  # fmt: skip
    warmth: float = parameter(0.0, "how relational a contact is", unit="share", grade="C", source="guess")
    ideal: float = parameter(
        0.0, "contacts a week that please customers most; 0: no ideal point", unit="1/week", grade="B",
        source="Godfrey et al. 2011",
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self, f"touchpoint.{self.name}")


TOUCHPOINTS = (
    TouchpointDesign("personal", "need", cost=1.087, share=0.30, capacity=0.04, warmth=0.8),
    TouchpointDesign("dedicated", "need", cost=2.174, capacity=0.04, failure=0.5, warmth=1.0),
    TouchpointDesign("self_service", "need", cost=0.054, share=0.40, quality=0.95, warmth=0.1),
    TouchpointDesign(
        "automated", "need", cost=0.109, share=0.30, quality=0.85, variability=1.5, failure=1.3, warmth=0.2
    ),
    TouchpointDesign("community", "need", cost=0.027, quality=0.95, variability=1.5, failure=1.2, warmth=0.6),
    TouchpointDesign("email", "firm", "cadence", cost=0.011, failure=0.2, warmth=0.1, ideal=0.31),
    TouchpointDesign("letter", "firm", "letters", cost=0.163, failure=0.2, warmth=0.2, ideal=0.77),
    TouchpointDesign("call", "firm", "calls", cost=1.087, capacity=0.3, warmth=0.8, ideal=0.23),
    TouchpointDesign("co_creation", "invitation", cost=0.163, capacity=0.1, warmth=0.9, ideal=0.05),
    TouchpointDesign("store", "purchase", warmth=0.2),
)
"""All touchpoints, mandatory service first; costs are 2, 4, 0.10, 0.20, 0.05, 0.02, 0.30, 2 and 0.30 CDNOW dollars.

Needs cost 0.37 weekly revenues on average. Only contact that the firm starts has an ideal frequency: 3 calls, 4 e-mails
and 10 letters a quarter (Godfrey, Seiders & Voss 2011, Journal of Marketing 75).
"""
