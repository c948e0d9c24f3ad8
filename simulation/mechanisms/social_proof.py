"""People take what others around them do as a sign of what is right.

    n_f = neighbours who are with firm f / neighbours           last week's; 0 for those who know nobody

A firm is easier to join if many neighbours are its customers; acquisition says by how much.

Source: Cialdini (1984), Influence (direction); in a real network of adopters most of it is likeness, so it is off by
default. A guess. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows

if TYPE_CHECKING:
    from simulation.community import Community


@dataclass(frozen=True)
class SocialProof(Mechanism):
    """With whom one's neighbours are; off by default."""

    enabled: bool = parameter(False, "whether the mechanism acts; off, because data do not identify it", unit="-")

    phase = Phase.SPREAD
    cites = ("cialdini1984",)
    owns = (Column("neighbour_share", "share of neighbours who are customers of the firm", per="firm", kept=True),)

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        firm = rows.provider.astype(np.int64)
        weak, strong = community.heard_about(firm, topics=rows.neighbour_share.shape[1] - 1)
        rows.neighbour_share[:] = ((weak + strong) / np.maximum(community.degree, 1)).T
