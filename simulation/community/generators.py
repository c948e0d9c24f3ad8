"""The published graphs, by name: numbers in, a community out.

Each is a frozen set of parameters with one method, `build(size, seed)`, a pure function of both. Which of its ties are
strong follows one rule for all of them (`ties`). The small world is drawn straight into arrays; the others are
networkx's own, up to 100,000 people, and receive their luck as a whole number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from simulation.community.csr import Community
from simulation.community.published import drawn_by_networkx
from simulation.community.sampler import sampled_small_world
from simulation.community.ties import with_strong_ties
from simulation.mistake import Mistake, nearest


class RandomGraph(Protocol):
    """What can build a community."""

    def build(self, size: int, seed: int) -> Community:
        """Build the community of `size` people that belongs to `seed`."""


@dataclass(frozen=True)
class SmallWorld:
    """A ring of neighbourhoods with short cuts (Watts & Strogatz 1998, Nature 393).

    Clustering is near 3(k−2)/(4(k−1))·(1−p)³, with the defaults 0.43.
    """

    degree: int = 12  # ties per person, even; grade C
    rewiring: float = 0.14  # probability that a tie is a short cut [1]; grade C, gives a clustering of 0.4
    strong_ties: float = 5.0  # strong ties per person on average; grade C
    sampler: str = "direct"  # "direct" (any size) or "networkx" (the reference, up to 100,000 people)

    def build(self, size: int, seed: int) -> Community:
        """Build it.

        Raises:
            Mistake: an odd degree, one that is not below `size`, or a rewiring outside [0, 1].
        """
        _refuse_odd("small_world", self.degree, size)
        if not 0 <= self.rewiring <= 1:
            raise Mistake("community.rewiring", self.rewiring, "must be a probability from 0 to 1")
        if self.sampler == "direct":
            community = sampled_small_world(size, self.degree, self.rewiring, seed)
        elif self.sampler == "networkx":
            community = drawn_by_networkx("watts_strogatz_graph", size, seed, size, self.degree, self.rewiring)
        else:
            allowed = "must be direct or networkx"
            raise Mistake("community.sampler", self.sampler, allowed, nearest(self.sampler, ("direct", "networkx")))
        return with_strong_ties(community, self.strong_ties, seed)


@dataclass(frozen=True)
class ScaleFree:
    """Newcomers prefer the well connected (Barabási & Albert 1999, Science 286); degrees fall as k⁻³.

    The mean degree is `degree` less (degree/2)²·2/N, because the first people have nobody to tie to.
    """

    degree: int = 12  # ties per person on average, even: half of them are brought along; grade C
    strong_ties: float = 5.0  # strong ties per person on average; grade C

    def build(self, size: int, seed: int) -> Community:
        """Build it; the early rows are the hubs.

        Raises:
            Mistake: an odd degree, one that is not below `size`, or more than 100,000 people.
        """
        _refuse_odd("scale_free", self.degree, size)
        community = drawn_by_networkx("barabasi_albert_graph", size, seed, size, self.degree // 2)
        return with_strong_ties(community, self.strong_ties, seed)


@dataclass(frozen=True)
class Blocks:
    """Groups that keep to themselves (Holland, Laskey & Leinhardt 1983, Social Networks 5).

    Everybody has on average degree·within_share ties in the own group and the rest elsewhere, all pairs alike. Groups
    are of one size, give or take a person, and numbered along the rows. networkx goes through all pairs of people,
    which takes 0.2 s at 5,000 people and a minute at 100,000.
    """

    blocks: int = 20  # number of groups; grade C
    degree: float = 12.0  # ties per person on average; grade C
    within_share: float = 0.8  # share of the ties that stay in the own group [1]; 1/blocks is no preference; grade C
    strong_ties: float = 5.0  # strong ties per person on average; grade C

    def build(self, size: int, seed: int) -> Community:
        """Build it.

        Raises:
            Mistake: more groups than people, a share outside [0, 1], more ties than there are pairs for, or more than
                100,000 people.
        """
        if not 1 <= self.blocks <= size:
            raise Mistake("community.blocks", self.blocks, f"must be from 1 to the {size} people")
        if not 0 <= self.within_share <= 1:
            raise Mistake("community.within_share", self.within_share, "must be a share from 0 to 1")
        if not self.degree >= 0:
            raise Mistake("community.degree", self.degree, "must be at least 0 ties per person")
        members = np.array([len(rows) for rows in np.array_split(np.arange(size), self.blocks)])
        inside, outside = self.degree * self.within_share, self.degree * (1 - self.within_share)
        pairs_outside = size**2 - int((members**2).sum())
        density = np.full((self.blocks, self.blocks), outside * size / pairs_outside if pairs_outside else outside)
        np.fill_diagonal(density, inside / np.maximum(members - 1, 1))
        if density.max() > 1 or (inside and members.min() < 2) or (outside and not pairs_outside):
            advice = f"Groups have {members.min()} to {members.max()} people: change blocks or within_share."
            raise Mistake("community.degree", self.degree, "must leave room for every tie to be another pair", advice)
        community = drawn_by_networkx("stochastic_block_model", size, seed, members.tolist(), density.tolist(), None)
        return with_strong_ties(community, self.strong_ties, seed)


@dataclass(frozen=True)
class Complete:
    """Everybody talks to everybody: the mean field of Bass (1969), Management Science 15. All ties are weak."""

    strong_ties: float = 0.0  # nothing but 0: no tie is more embedded than another

    def build(self, size: int, seed: int) -> Community:
        """Build it, at no cost and without luck.

        Raises:
            Mistake: `strong_ties` is not 0.
        """
        return with_strong_ties(Community.fully_tied(size), self.strong_ties, seed)


def _refuse_odd(graph: str, degree: int, size: int) -> None:
    if degree < 2 or degree % 2:
        raise Mistake("community.degree", degree, "must be an even number of ties from 2", "Half go each way.")
    if degree >= size:
        raise Mistake("community.degree", degree, f"must be below the {size} people")
