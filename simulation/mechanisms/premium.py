"""Customers who have long been satisfied pay a little more than the usual price; tightwads hardly do.

    c̄ ← c̄ + r·(s - c̄)                                           c̄: cumulative satisfaction, s: satisfaction
    price = 1 + m·w·(½ + 4·(c̄ - ½)³) - c_p                      w: 1, for tightwads the willing share

An inverse S: steep for the very unhappy and the very happy, flat between, at most m. The price is relative to what
customers pay on average under the status quo: c_p centres it, so that the revenue observed stays what it was. A premium
costs nothing to earn, so all of it is margin. That tightwads also buy less often is part of the purchase
equation.

Source: shape Homburg, Koschate & Hoyer (2005), Journal of Marketing 69 (experiments), tightwads Rick, Cryder &
Loewenstein (2008), Journal of Consumer Research 34. Form B, sizes C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.row import Row


def inverse_s(satisfaction: Floats) -> Floats:
    """Share of the highest premium that cumulative satisfaction earns, any shape; all of it from 1 on."""
    off = np.minimum(satisfaction, 1.0) - 0.5
    return 0.5 + 4.0 * off * off * off


@dataclass(frozen=True)
class Premium(Mechanism):
    """Price that each customer is ready to pay."""

    most: float = parameter(
        0.10, "highest premium, m", unit="share", low=0.05, high=0.15, grade="C",
        source="order Homburg et al. 2005", allowed=(0.0, 0.5),
    )  # fmt: skip
    tightwad_share: float = parameter(
        0.25, "share of people who are tightwads", unit="share", low=0.15, high=0.35, grade="C",
        source="Rick et al. 2008, reported: 24 %",
    )  # fmt: skip
    willingness: float = parameter(
        0.3, "share of the premium that tightwads pay", unit="share", low=0.0, high=0.6, grade="C", source="guess"
    )
    rate: float = parameter(
        0.02, "weight of one week in cumulative satisfaction", unit="share", low=0.01, high=0.04, grade="C",
        source="guess; a half-life of 34 weeks",
    )  # fmt: skip

    phase = Phase.BUY
    cites = ("homburg2005", "rick2008")
    owns = (
        Column("thrift", "how much more than average paying hurts; positive for tightwads", low=-1, kept=True),
        Column("cumulative_satisfaction", "satisfaction averaged over the past months", high=1.2, initial=0.6),
        Column("price", "price paid, relative to a usual price of 1", unit="factor", low=0.5, high=1.5, initial=1.0,
               weekly=True),
    )  # fmt: skip
    series = (Series("price", "mean price that the firm's customers pay [factor]", "price", "mean"),)
    reads = ("satisfaction",)

    def decide(self, row: Row, now: Now) -> None:
        if now.week == 0:
            row.thrift = (now.draw("premium.tightwad", row) < self.tightwad_share) - self.tightwad_share
        row.price = 1.0
        if not row.is_customer:
            return
        row.cumulative_satisfaction += self.rate * now.dt * (row.satisfaction - row.cumulative_satisfaction)
        willing = self.most * self.willingness if row.thrift > 0 else self.most
        row.price += willing * inverse_s(row.cumulative_satisfaction) - now.centre.premium(now.week)
