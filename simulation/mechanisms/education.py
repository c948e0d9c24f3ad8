"""Customers who take lessons understand the offer better, and can help others.

    K(t + dt) = ρ·K + k·[taught]·(1 - ρ·K),   ρ = 2^(-dt / h)                                    K: knowledge
    P(taught) = lessons, each week

Customers who understand the offer gain more trust from a good contact (by the factor 1 + u·K in the equation of trust)
and have more answers for others (by the factor 1 + K in that of answers). Each lesson has a cost, and the programme has
an overhead. Off by default: a firm's own data cannot separate learning from prior interest.

Source: Eisingerich & Bell (2008), Journal of Service Research 10 (customer education goes with trust; a survey).
Direction B, sizes are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulation.column import Column
from simulation.fading import share_left
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row


@dataclass(frozen=True)
class Education(Mechanism):
    """Lessons and what is left of them."""

    enabled: bool = parameter(
        False, "whether the mechanism acts; a log cannot separate learning from prior interest", unit="-"
    )
    learning: float = parameter(
        0.3, "share of the missing knowledge that one lesson supplies, k", unit="share", low=0.1, high=0.5, grade="C",
        source="guess",
    )  # fmt: skip
    half_life: float = parameter(
        52.0, "weeks until half of the knowledge is forgotten or out of date", unit="week", low=13, high=104, grade="C",
        source="guess",
    )  # fmt: skip
    insight: float = parameter(
        0.2, "how much more a good contact achieves with fully informed customers, u", unit="share", low=0.0, high=0.5,
        grade="C", source="guess; direction Eisingerich & Bell 2008",
    )  # fmt: skip
    cost: float = parameter(
        0.109, "cost of one lesson", unit="weekly revenue", low=0.02, high=0.4, grade="C", source="guess"
    )
    overhead: float = parameter(
        0.001, "weekly cost of the lesson programme, per customer", unit="weekly revenue", low=0.0, high=0.003,
        grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "gifts", "encounters")
    cites = ("eisingerich2008",)
    owns = (
        Column("taught", "whether the customer has a lesson this week", weekly=True),
        Column("knowledge", "how well the customer understands the offer"),
        Column(
            "understanding",
            "how much more a good contact achieves because of this knowledge",
            unit="share",
            weekly=True,
        ),
    )
    series = (
        Series("lessons", "lessons that customers took [contact]", "taught"),
        Series("knowledge", "mean knowledge of the firm's customers [1]", "knowledge", "mean"),
    )
    levers = (Lever("lessons", "chance a week that a customer has a lesson", "1/week"),)
    purposes = ("education",)

    def decide(self, row: Row, now: Now) -> None:
        row.taught = row.is_customer and now.draw("education", row) < now.lever("lessons", row)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if now.levers["lessons"][purse.firm] == 0:
            return
        purse.spend_overhead("education", self.overhead)
        wanted = (rows.taught > 0) & purse.customers
        granted = purse.grant("education", wanted, self.cost, lambda: now.draw("education.order", rows))
        rows.taught[wanted & ~granted] = 0.0

    def apply(self, row: Row, now: Now) -> None:
        row.understanding = 0.0
        if row.is_customer:
            kept = row.knowledge * share_left(now.dt, self.half_life)
            row.knowledge = kept + self.learning * row.taught * (1.0 - kept)
            row.understanding = self.insight * row.knowledge
