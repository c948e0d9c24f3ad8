"""A product that is used every week becomes a habit, and a habit makes switching costly.

    P(uses) = min(1, p·s / s₀)^(1 - H)                                            s: satisfaction, s₀ = 0.6
    H(t + dt) = ρ·H + a·[uses]·(1 - ρ·H),   ρ = 2^(-dt / h)                        H: habit
    inertia = b·H                                                                 in the equation of commitment

At first, use is a decision that depends on satisfaction; a habit needs no decision. It binds by its own strength, so
that a satisfied and an indifferent user can stay for different reasons. For products that are used rather than bought,
such as software; off by default. The status quo has the same habits, so the alignment removes their mean effect.

Source: Lally, van Jaarsveld, Potts & Wardle (2010), European Journal of Social Psychology 40 (automaticity approaches
its ceiling in 18 to 254 days, median 66); Polites & Karahanna (2012), MIS Quarterly 36 (habit and inertia hold users).
Form A, rate B, effect on leaving is a guess, C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.fading import share_left
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.row import Row

NEUTRAL = 0.6


def probability_of_use(satisfaction: Floats, habit: Floats, rate: float) -> Floats:
    """Weekly probability of using, any shape; deliberate without a habit, certain with a full one."""
    deliberate = np.clip(rate * satisfaction / NEUTRAL, 1e-9, 1.0)
    chance: Floats = np.power(deliberate, 1.0 - habit)
    return chance


@dataclass(frozen=True)
class Usage(Mechanism):
    """Use in a week, habit and inertia."""

    enabled: bool = parameter(
        False, "whether the mechanism acts; for products that are used rather than bought", unit="-"
    )
    rate: float = parameter(
        0.7, "chance that a customer without a habit uses the product in a week, at middling satisfaction, p",
        unit="probability", low=0.4,
        high=0.95, grade="C", source="guess",
    )  # fmt: skip
    forming: float = parameter(
        0.27, "share of the gap to a full habit that one week of use closes, a", unit="share", low=0.08, high=0.7,
        grade="C", source="95 % of the ceiling after 66 days, 18-254 days: Lally et al. 2010",
    )  # fmt: skip
    half_life: float = parameter(
        13.0, "weeks until half of an unused habit is gone", unit="week", low=4, high=52, grade="C",
        source="guess",
    )  # fmt: skip
    hold: float = parameter(
        0.3, "b, how strongly a full habit keeps a customer", unit="log-hazard", low=0.0, high=0.6, grade="C",
        source="guess; direction Polites & Karahanna 2012", allowed=(0.0, 3.0),
    )  # fmt: skip

    phase = Phase.EXPERIENCE
    after = ("satisfaction",)
    cites = ("lally2010", "polites2012")
    owns = (
        Column("uses", "whether the customer uses the product this week", weekly=True),
        Column("habit", "strength of the habit of using the product"),
        Column("inertia", "how strongly the habit keeps the customer", unit="log-hazard", high=3.0),
    )
    series = (
        Series("users", "customers who used the product [people]", "uses"),
        Series("habit", "mean habit of the firm's customers [1]", "habit", "mean"),
    )
    reads = ("satisfaction",)

    def apply(self, row: Row, now: Now) -> None:
        row.uses = 0.0
        if not row.is_customer:
            return
        row.uses = now.draw("usage", row) < probability_of_use(row.satisfaction, row.habit, self.rate)
        kept = share_left(now.dt, self.half_life) * row.habit
        row.habit = kept + self.forming * row.uses * (1.0 - kept)
        row.inertia = self.hold * row.habit
