"""A person's opinion of a firm moves towards the opinions of neighbours.

    s += w·(s̄ - s)          s: satisfaction; s̄: its mean over the neighbours who are with the same firm

A person without such a neighbour is not influenced. With nothing else at work, all people who are connected agree in
the end, on Σ d·s / Σ d: people with more neighbours, d, have more influence.

Source: DeGroot (1974), Journal of the American Statistical Association 69 (the law). In data it cannot be told from the
likeness of those who know each other (Shalizi & Thomas 2011), so it is off by default; w is a guess. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

if TYPE_CHECKING:
    from simulation.community import Community


@dataclass(frozen=True)
class Opinion(Mechanism):
    """Satisfaction is averaged along ties; off by default."""

    enabled: bool = parameter(False, "whether the mechanism acts; off, because data do not identify it", unit="-")
    weight: float = parameter(
        0.05, "weight of the neighbours' satisfaction in a person's own, w", unit="share/week", low=0.01, high=0.10,
        grade="C", source="guess; acts only where it is on", allowed=(0.0, 1.0),
    )  # fmt: skip

    phase = Phase.SPREAD
    cites = ("degroot1974", "shalizi2011")
    owns = (
        Column(
            "opinion_around",
            "mean satisfaction of the neighbours who are customers of the same firm",
            high=2,
            weekly=True,
        ),
    )
    reads = ("satisfaction",)
    writes = ("satisfaction",)

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        around = community.mean_of_alike(rows.satisfaction, rows.provider)
        rows.opinion_around[:] = np.where(rows.is_customer, around, 0.0)

    def apply(self, row: Row, now: Now) -> None:
        if row.is_customer:
            weight = 1.0 - np.power(1.0 - self.weight, now.dt)
            row.satisfaction += weight * (row.opinion_around - row.satisfaction)
