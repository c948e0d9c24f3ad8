"""What customers put into a relationship ties them to it.

    I(t + dt) = ρ·I + i·contribution·(1 - I),   ρ = 2^(-dt / h)

Effort raises the value of its object: a customer who contributed has something to lose. It raises the contributor's own
commitment and nothing else, so that switching this mechanism off separates its effect from selection.

Source: Rusbult (1980), Journal of Experimental Social Psychology 16 (investment model); Norton, Mochon & Ariely (2012),
Journal of Consumer Psychology 22 (effort raises valuation). Direction A, size C.
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


def investment_after(investment: Floats, contribution: Floats, gain: float) -> Floats:
    """Investment after a contribution [weekly revenue], any shape; never above 1."""
    put_in: Floats = investment + np.minimum(gain * contribution, 1.0) * (1.0 - investment)
    return put_in


@dataclass(frozen=True)
class Investment(Mechanism):
    """What a customer would lose by leaving."""

    gain: float = parameter(
        0.75, "investment gained by a contribution worth one weekly revenue", unit="factor", low=0.0, high=1.9,
        grade="C",
        source="direction Norton et al. 2012",
    )  # fmt: skip
    half_life: float = parameter(
        52.0, "weeks until half of the investment no longer binds the customer", unit="week", low=26, high=104,
        grade="C", source="guess"
    )  # fmt: skip

    phase = Phase.RELATE
    after = ("contribution",)
    cites = ("rusbult1980", "norton2012")
    owns = (Column("investment", "what the customer has invested and would lose by leaving"),)
    series = (Series("investment", "mean investment of the firm's customers [1]", "investment", "mean"),)
    reads = ("contribution",)

    def apply(self, row: Row, now: Now) -> None:
        if row.is_customer:
            left = share_left(now.dt, self.half_life) * row.investment
            row.investment = investment_after(left, row.contribution, self.gain)
