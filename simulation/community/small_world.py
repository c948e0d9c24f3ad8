"""A ring of neighbourhoods with short cuts.

    C(p) = 3(k − 2) / 4(k − 1) · (1 − p)³        k: ties per person, p: probability that a tie is a short cut

C is the clustering: the probability that two friends of a person know each other. A triangle survives when none of its
three ties has moved, hence the cube. With k = 12 and p = 0.14, C is 0.43. Asked for a clustering instead, p solves C.

Source: Watts & Strogatz (1998), Nature 393; C(p): Barrat & Weigt (2000), European Physical Journal B 13.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulation.community.csr import Community
from simulation.community.limits import refuse_beyond_networkx, refuse_size
from simulation.community.published import drawn_by_networkx
from simulation.community.random_graph import mean_degree, mean_strong_ties, refuse_odd
from simulation.community.sampler import sampled_small_world
from simulation.community.ties import with_strong_ties
from simulation.mistake import Mistake
from simulation.parameters import check, parameter


@dataclass(frozen=True)
class SmallWorld:
    """A ring of neighbourhoods with short cuts (Watts & Strogatz 1998, Nature 393)."""

    degree: int = mean_degree(12)
    rewiring: float = parameter(
        0.14, "probability that a tie is a short cut", unit="probability", low=0.04, high=0.4, grade="C",
        source="guess; a clustering of 0.4, range 0.15-0.6 as of social networks in Newman 2003, recalled",
    )  # fmt: skip
    clustering: float | None = parameter(
        None, "clustering coefficient to reach in place of a given rewiring; null: use rewiring", unit="probability"
    )
    strong_ties: float = mean_strong_ties()
    sampler: str = parameter(
        "direct", "direct (any size) or networkx (the reference, up to 100,000 people)", unit="-",
        choices=("direct", "networkx"),
    )  # fmt: skip

    placed: ClassVar[bool] = False

    @property
    def short_cuts(self) -> float:
        """Probability p that a tie is a short cut: as given, or such that the clustering is as asked.

        Raises:
            Mistake: a clustering that not even the unbroken ring has.
        """
        if self.clustering is None:
            return self.rewiring
        most = clustering_of(self.degree, 0.0)
        if not self.clustering <= most:
            allowed = f"must be from 0 to {most:.3f}, the clustering of a ring without short cuts"
            raise Mistake(
                "community.clustering", self.clustering, allowed, "With more ties per person it can be higher."
            )
        return 1.0 - float(np.cbrt(self.clustering / most)) if most else 1.0

    def refuse(self, size: int) -> None:
        """Stop at an odd degree, one that is not below `size`, or a clustering that no ring has."""
        refuse_odd(self.degree, size)
        check(self, "community")
        _ = self.short_cuts
        refuse_size(size)
        if self.sampler == "networkx":
            refuse_beyond_networkx(size)

    def build(self, size: int, seed: int) -> Community:
        """Build it."""
        self.refuse(size)
        if self.sampler == "direct":
            community = sampled_small_world(size, self.degree, self.short_cuts, seed)
        else:
            community = drawn_by_networkx("watts_strogatz_graph", size, seed, size, self.degree, self.short_cuts)
        return with_strong_ties(community, self.strong_ties, seed)


def clustering_of(degree: int, rewiring: float) -> float:
    """Clustering of a large small world, in [0, 0.75)."""
    return 3 * (degree - 2) / (4 * (degree - 1)) * (1 - rewiring) ** 3
