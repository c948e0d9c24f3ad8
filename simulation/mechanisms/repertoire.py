"""In a repertoire market everybody buys several brands: one is the favourite, and no brand has a customer to itself.

    purchases of brand f that is not the own one ~ Poisson(λ·(1 - own share)·p_f·a_f / o)             p: tastes

λ is the rate in the category; own share, a and o are those of `purchase`. People outside the market buy nothing. If no
relationship raises or lowers purchases of the favourite, this is the NBD-Dirichlet: small brands have fewer buyers, who
also buy them slightly less often (double jeopardy). A person's provider is the favourite brand, with which there is a
relationship; purchases of other brands involve no relationship, depend on the satisfaction of those brands' customers,
and earn their margin all the same. Acts only if `market.kind` is repertoire.

Source: Goodhardt, Ehrenberg & Chatfield (1984), Journal of the Royal Statistical Society A 147. Grade B.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.quantiles import gamma, poisson


@dataclass(frozen=True)
class Repertoire(Mechanism):
    """Purchases of other brands than the favourite one."""

    shape: float = parameter(
        6.25, "shape of the spend in one purchase elsewhere", unit="1", grade="A", source="CDNOW", allowed=(1e-3, 1e6),
        of_people="spend_shape",
    )  # fmt: skip

    phase = Phase.BUY
    after = ("purchase",)
    cites = ("goodhardt1984",)
    owns = (
        Column("elsewhere", "purchases of each brand other than the person's own", unit="purchase", per="firm",
               kept=True,
               high=500.0),
        Column("spent_elsewhere", "money spent on each of these brands", unit="money", per="firm", kept=True,
               high=1e12),
    )  # fmt: skip
    series = (
        Series("casual_purchases", "purchases by people with another favourite [purchase]", "elsewhere", "brand"),
        Series("casual_revenue", "payments by people with another favourite [money]", "spent_elsewhere", "brand"),
    )
    reads = ("buy_rate", "spend_rate", "own_share", "competition", "taste", "absent")

    def decide(self, rows: Rows, now: Now) -> None:
        if now.terms.kind != "repertoire":
            return
        pull = now.firms.casual_pull
        left = (1.0 - rows.own_share) / np.maximum(rows.competition, 1e-12)
        for firm in range(1, rows.taste.shape[1]):
            rate = rows.buy_rate * rows.taste[:, firm] * pull[firm] * left
            rate = np.where((rows.provider == firm) | rows.absent, 0.0, rate)
            rows.elsewhere[:, firm] = poisson(now.draw(f"elsewhere.{firm}", rows), rate * now.dt)
            rows.spent_elsewhere[:, firm] = 0.0
            buys = np.flatnonzero(rows.elsewhere[:, firm] > 0)
            shape = self.shape * rows.elsewhere[buys, firm]
            spent = gamma(now.draw(f"elsewhere.spend.{firm}", rows, buys), shape, rows.spend_rate[buys])
            rows.spent_elsewhere[buys, firm] = spent

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if now.terms.kind == "repertoire":
            purse.earn(rows.spent_elsewhere[:, purse.firm] * now.terms.margin, casual=True)
