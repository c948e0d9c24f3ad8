"""People differ in which brands they like; in a repertoire market they like several.

    p ~ Dirichlet(S·share_1, ..., S·share_F)            p_f: share of brand f in the person's purchases at rest

As gamma draws over their sum, in week 0 and for life. The provider was drawn in proportion to p by whoever made the
people, so p is drawn from its posterior given that one choice, and across people it is Dirichlet again. Only acts where
`market.kind` is repertoire.

Source: Goodhardt, Ehrenberg & Chatfield (1984), Journal of the Royal Statistical Society A 147; S 1.55 for toothpaste.
Grade B.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.inverse import gamma
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows


@dataclass(frozen=True)
class Tastes(Mechanism):
    """The share that each brand would have in a person's purchases if all treated the person alike."""

    concentration: float = parameter(
        1.55, "S; the larger, the more alike people's tastes are", unit="1", low=0.8, high=3.0, grade="B",
        source="Goodhardt et al. 1984", allowed=(1e-2, 1e4),
    )  # fmt: skip

    phase = Phase.MARKET
    cites = ("goodhardt1984",)
    owns = (Column("taste", "share of each brand in the person's purchases at rest", per="firm", kept=True),)

    def decide(self, rows: Rows, now: Now) -> None:
        if now.terms.kind != "repertoire" or now.week > 0:
            return
        total = np.zeros(len(rows.provider))
        for firm, share in enumerate(now.terms.brand_shares, start=1):
            u = now.draw(f"taste.{firm}", rows)
            rows.taste[:, firm] = gamma(u, self.concentration * share + (rows.provider == firm), 1.0)
            total += rows.taste[:, firm]
        rows.taste[:, 1:] /= total[:, None]
