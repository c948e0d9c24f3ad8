"""People differ in which brands they like; in a repertoire market they like several.

    p ~ Dirichlet(S·share_1, ..., S·share_F)            p_f: share of brand f in the person's purchases at rest

As gamma draws over their sum, in week 0. The provider was drawn in proportion to p by whoever made the people, so p is
drawn from its posterior given that one choice, and across people it is Dirichlet again. A person with a new favourite
transfers to it a share of the taste for the former one; a person who keeps the favourite keeps all tastes. Acts only if
`market.kind` is repertoire.

Source: Goodhardt, Ehrenberg & Chatfield (1984), Journal of the Royal Statistical Society A 147; S 1.55 for toothpaste.
Grade B. What is lost with the place of a favourite is a guess. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.quantiles import gamma


@dataclass(frozen=True)
class Tastes(Mechanism):
    """The share that each brand would have in a person's purchases if all treated the person alike."""

    concentration: float = parameter(
        1.55, "S; the larger, the more alike people's tastes are", unit="1", low=0.8, high=3.0, grade="B",
        source="Goodhardt et al. 1984", allowed=(1e-2, 1e4),
    )  # fmt: skip
    parting: float = parameter(
        0.5, "share of the taste for a favourite that the next favourite takes over", unit="share", low=0.2, high=0.8,
        grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.MARKET
    cites = ("goodhardt1984",)
    owns = (
        Column(
            "taste",
            "share of each brand in the person's purchases, before any effect of mechanisms",
            per="firm",
            kept=True,
        ),
    )
    reads = ("tenure", "former_firm")

    def decide(self, rows: Rows, now: Now) -> None:
        if now.terms.kind == "repertoire":
            (self._draw if now.week == 0 else self._part)(rows, now)

    def _draw(self, rows: Rows, now: Now) -> None:
        total = np.zeros(len(rows.provider))
        for firm, share in enumerate(now.terms.brand_shares, start=1):
            u = now.draw(f"taste.{firm}", rows)
            rows.taste[:, firm] = gamma(u, self.concentration * share + (rows.provider == firm), 1.0)
            total += rows.taste[:, firm]
        rows.taste[:, 1:] /= total[:, None]

    def _part(self, rows: Rows, now: Now) -> None:
        """Who joined another favourite last week than the one that was left."""
        parted = rows.is_customer & (rows.tenure == 0) & (rows.former_firm > 0) & (rows.former_firm != rows.provider)
        some = np.flatnonzero(parted)
        former, favourite = rows.former_firm[some], rows.provider[some]
        given = self.parting * rows.taste[some, former]
        rows.taste[some, former] -= given
        rows.taste[some, favourite] += given
