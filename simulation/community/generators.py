"""Published graphs, by name: numbers in, a community out.

Each is a frozen set of parameters with `build(size, seed)`, a pure function of both, and `refuse(size)` for what cannot
be built. Which of its ties are strong follows one rule for all of them (`ties`). Those of this file are networkx's own,
up to 100,000 people, and receive their luck as a whole number; the small world has a file of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulation.community.csr import Community
from simulation.community.limits import refuse_beyond_networkx, refuse_size
from simulation.community.published import drawn_by_networkx
from simulation.community.random_graph import mean_degree, mean_strong_ties, refuse_odd
from simulation.community.ties import with_strong_ties
from simulation.community.triangles import Integers
from simulation.draws import Floats
from simulation.mistake import Mistake
from simulation.parameters import check, parameter


@dataclass(frozen=True)
class ScaleFree:
    """Newcomers prefer the well connected (Barabási & Albert 1999, Science 286); degrees fall as k⁻³.

    Everybody brings half of the degree along, so it is even. The mean is `degree` less (degree/2)²·2/N, because the
    first people have nobody to tie to.
    """

    degree: int = mean_degree(12)
    strong_ties: float = mean_strong_ties()

    placed: ClassVar[bool] = False

    def refuse(self, size: int) -> None:
        """Stop at an odd degree, one that is not below `size`, or more than 100,000 people."""
        refuse_odd(self.degree, size)
        check(self, "community")
        refuse_beyond_networkx(size)

    def build(self, size: int, seed: int) -> Community:
        """Build it; the early rows are the hubs."""
        self.refuse(size)
        community = drawn_by_networkx("barabasi_albert_graph", size, seed, size, self.degree // 2)
        return with_strong_ties(community, self.strong_ties, seed)


@dataclass(frozen=True)
class Blocks:
    """Groups that keep to themselves (Holland, Laskey & Leinhardt 1983, Social Networks 5).

    Everybody has on average degree·within_share ties in the own group and the rest elsewhere, all pairs alike. Groups
    are of one size, give or take a person, and numbered along the rows. networkx goes through all pairs of people,
    which takes 0.2 s at 5,000 people and a minute at 100,000.
    """

    blocks: int = parameter(
        20, "number of groups", unit="groups", low=5, high=100, grade="C", source="guess", allowed=(1, float("inf"))
    )
    degree: float = mean_degree(12.0)
    within_share: float = parameter(
        0.8, "share of ties within a person's own group; 1/blocks means no preference", unit="share",
        low=0.5, high=0.95, grade="C", source="guess",
    )  # fmt: skip
    strong_ties: float = mean_strong_ties()

    placed: ClassVar[bool] = False

    def refuse(self, size: int) -> None:
        """Stop at more groups than people, more ties than there are pairs for, or more than 100,000 people."""
        if not 1 <= self.blocks <= size:
            raise Mistake("community.blocks", self.blocks, f"must be from 1 to the {size} people")
        check(self, "community")
        members, density = self._densities(size)
        inside, outside = self._ties
        if density.max() > 1 or (inside and members.min() < 2) or (outside and self.blocks == 1):
            advice = f"Groups have {members.min()} to {members.max()} people: change blocks or within_share."
            raise Mistake(
                "community.degree", self.degree, "must be small enough for every tie to join a different pair", advice
            )
        refuse_beyond_networkx(size)

    def build(self, size: int, seed: int) -> Community:
        """Build it."""
        self.refuse(size)
        members, density = self._densities(size)
        community = drawn_by_networkx("stochastic_block_model", size, seed, members.tolist(), density.tolist(), None)
        return with_strong_ties(community, self.strong_ties, seed)

    @property
    def _ties(self) -> tuple[float, float]:
        """Ties per person within the own group, and elsewhere."""
        inside = self.degree * self.within_share
        return inside, self.degree * (1 - self.within_share)

    def _densities(self, size: int) -> tuple[Integers, Floats]:
        """People of each group, and the probability that two people of two groups are tied, shape (groups, groups)."""
        members = np.array([len(rows) for rows in np.array_split(np.arange(size), self.blocks)])
        inside, outside = self._ties
        pairs_outside = size**2 - int((members**2).sum())
        density = np.full((self.blocks, self.blocks), outside * size / pairs_outside if pairs_outside else outside)
        np.fill_diagonal(density, inside / np.maximum(members - 1, 1))
        return members, density


@dataclass(frozen=True)
class Complete:
    """Everybody talks to everybody: the mean field of Bass (1969), Management Science 15. All ties are weak."""

    strong_ties: float = parameter(0.0, "nothing but 0: no tie is more embedded than another", unit="ties")

    placed: ClassVar[bool] = False

    def refuse(self, size: int) -> None:
        """Stop at `strong_ties` other than 0."""
        if self.strong_ties:
            advice = "If everybody is tied to everybody, no tie is more embedded than another."
            raise Mistake("community.strong_ties", self.strong_ties, "must be 0 in a complete community", advice)
        refuse_size(size)

    def build(self, size: int, seed: int) -> Community:
        """Build it, at no cost and without luck."""
        self.refuse(size)
        return with_strong_ties(Community.fully_tied(size), self.strong_ties, seed)
