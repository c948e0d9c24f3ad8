"""How much a customer spends.

    spend ~ Gamma(p·purchases, ν)           ν: the person's own rate, mean spend in one purchase p / ν

The gamma-gamma law: the sum of n purchases of one person is again gamma, with n times the shape.

Source: Fader, Hardie & Lee (2005), Journal of Marketing Research 42. Grade A.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.inverse import gamma
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.purse import Purse


@dataclass(frozen=True)
class Spend(Mechanism):
    """Money spent with the firm in a week, and the margin it leaves."""

    shape: float = parameter(
        6.25, "shape of the spend in one purchase, p", unit="1", grade="A", source="CDNOW", allowed=(1e-3, 1e6)
    )

    phase = Phase.BUY
    after = ("purchase",)
    cites = ("fader2005rfm",)
    owns = (Column("spend", "money spent with the firm this week", unit="money", high=1e12, weekly=True),)
    reads = ("purchases", "spend_rate")

    def decide(self, rows: Rows, now: Now) -> None:
        rows.spend[:] = 0.0
        buys = np.flatnonzero(rows.purchases > 0)
        u = now.draw("spend", rows, buys)
        rows.spend[buys] = gamma(u, self.shape * rows.purchases[buys], rows.spend_rate[buys])

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        purse.earn(rows.spend * now.terms.margin)
