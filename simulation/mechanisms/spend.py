"""How much a customer spends, and the margin on it.

    spend ~ Gamma(p·purchases, ν)·(1 + x·(b - 1))·price     ν: own rate, mean spend in one purchase p / ν; b: breadth
    margin = max(spend - (1 - M)·spend / price, 0) - [market.deals = margin]·d·spend     M: margin at the usual price

The gamma-gamma law: the sum of n purchases of one person is again gamma, with n times the shape. Each further category
(b: 1 to 4) makes a purchase larger by the share x. Goods cost what they cost at the usual price, so a premium is margin
in full. Where a price without a deal is below the cost of the goods the margin is booked as 0, not as a loss; with a
margin M above the highest premium that cannot happen. What a deal of depth d takes off is taken off the margin, as a
loss where it is more than that, if the market says so; else it is spending (see `discounts`).

Source: Fader, Hardie & Lee (2005), Journal of Marketing Research 42. Grade A; of breadth Kumar, George & Pancras
(2008), Journal of Retailing 84, size C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.quantiles import gamma


@dataclass(frozen=True)
class Spend(Mechanism):
    """Money spent with the firm in a week, and the margin it leaves."""

    shape: float = parameter(
        6.25, "shape of the spend in one purchase, p", unit="1", grade="A", source="CDNOW", allowed=(1e-3, 1e6),
        of_people="spend_shape",
    )  # fmt: skip
    breadth_gain: float = parameter(
        0.08, "how much more a purchase is worth with each further category, x", unit="share", low=0.0, high=0.20,
        grade="C", source="direction Kumar et al. 2008",
    )  # fmt: skip

    phase = Phase.BUY
    after = ("purchase",)
    cites = ("fader2005rfm", "kumar2008")
    owns = (
        Column("spend", "money spent with the firm this week", unit="money", high=1e12, weekly=True),
        Column("margin", "margin on that spending", unit="money", low=-1e12, high=1e12, weekly=True),
    )
    reads = ("purchases", "spend_rate", "price", "breadth", "deal")

    def decide(self, rows: Rows, now: Now) -> None:
        rows.spend[:] = rows.margin[:] = 0.0
        buys = np.flatnonzero(rows.purchases > 0)
        u = now.draw("spend", rows, buys)
        listed = gamma(u, self.shape * rows.purchases[buys], rows.spend_rate[buys])
        listed *= 1.0 + self.breadth_gain * (rows.breadth[buys] - 1.0)
        rows.spend[buys] = listed * rows.price[buys]
        rows.margin[buys] = np.maximum(listed * (rows.price[buys] - 1.0 + now.terms.margin), 0.0)
        if now.terms.deals == "margin":
            rows.margin[buys] -= rows.deal[buys] * rows.spend[buys]

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        purse.earn(rows.margin)
