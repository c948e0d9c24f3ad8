"""Former customers receive offers to come back.

    P(offer) = winback offers                to those who left the firm, are with nobody, and may return at all
    forgiven = 1 - D·2^(-t / h)              D: damage in which the person left, t weeks ago; h: its half-life

An offer costs money whether it is accepted or not. Acquisition describes its pull, which also depends on the trust in
the firm that the person still has. A person who left in anger is hard to win until the anger has faded.

Source: Thomas, Blattberg & Fox (2004), Journal of Marketing Research 41; Kumar, Bhagwat & Zhang (2015), Journal of
Marketing 79 (those who left over a failure come back more rarely). Directions B, sizes are guesses. Grade C.
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


def weight_of_offer(damage: Floats, weeks: Floats, half_life: float) -> Floats:
    """How far an offer counts, in [0, 1], so many weeks after leaving in some damage, any shape."""
    left: Floats = 1.0 - damage * np.exp2(-weeks / half_life)
    return left


@dataclass(frozen=True)
class Winback(Mechanism):
    """Offers to former customers."""

    cost: float = parameter(
        0.5, "cost of one offer", unit="weekly revenue", low=0.2, high=1.0, grade="C",
        source="guess; a letter and what it promises",
    )  # fmt: skip
    overhead: float = parameter(
        0.001, "weekly cost of the win-back programme, per customer", unit="weekly revenue", low=0.0, high=0.003,
        grade="C", source="guess",
    )  # fmt: skip
    half_life: float = parameter(
        26.0, "weeks until half of the damage at parting is forgotten", unit="week", low=13, high=52, grade="C",
        source="guess; as that of damage",
    )  # fmt: skip
    burnt: bool = parameter(
        False, "whether the focal firm's win-back offers are discarded, as an experiment that shows what they cause",
        unit="-"
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels")
    cites = ("thomas2004", "kumar2015")
    owns = (
        Column("offered", "firm that makes the person a win-back offer this week; 0 none", dtype="int64", high=255,
               kept=True),
        Column("forgiven", "how far the firm's offer counts", initial=1.0, kept=True),
    )  # fmt: skip
    reads = ("former_firm", "parting_damage", "tenure", "closed", "absent")
    levers = (Lever("winback_offers", "chance a week of a win-back offer to each former customer", "1/week"),)
    purposes = ("winback",)

    def decide(self, row: Row, now: Now) -> None:
        row.offered = 0
        firm = row.former_firm
        if firm == 0 or row.is_customer or row.absent or not now.in_use("winback_offers"):
            return
        row.forgiven = weight_of_offer(row.parting_damage, row.tenure, self.half_life)
        if not row.closed[firm] and now.draw("winback.offer", row) < now.levers["winback_offers"][firm]:
            row.offered = firm

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if now.levers["winback_offers"][purse.firm] == 0:
            return
        purse.spend_overhead("winback", self.overhead)
        wanted = rows.offered == purse.firm
        granted = purse.grant("winback", wanted, self.cost, lambda: now.draw("winback.order", rows))
        rows.offered[wanted & ~granted] = 0
        if self.burnt and purse.firm == 1:
            rows.offered[wanted] = 0
