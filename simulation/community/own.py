"""A network of the user's own: people are on their nodes already, and every replicate meets the same ties.

A list of ties names some of them twice, in either direction; what it says of one tie is put together here:

    weight    the weights of all its mentions added up
    strong    strong where any mention is
    direction forgotten: who talks to somebody is also heard by them

Which ties are strong: those marked so; or else the heaviest, of equally heavy ones the more embedded; or else, as in
every other graph, the most embedded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import ClassVar

import numpy as np

from simulation.community.csr import Community
from simulation.community.edges import Bools, DroppedTies
from simulation.community.ties import most_embedded, with_strong_ties
from simulation.community.triangles import Integers, shared_neighbours
from simulation.draws import Floats
from simulation.mistake import Mistake

EXACT = Context(prec=2000)
"""Digits enough for the sum of any doubles."""
_SEED = 0  # of the hash that decides between ties that are equal in everything: one network, not one per replicate


@dataclass(frozen=True, eq=False)
class OwnNetwork:
    """A community that was brought along.

    Args:
        community: row r is person r.
    """

    community: Community

    placed: ClassVar[bool] = True

    def refuse(self, size: int) -> None:
        """Stop at another number of people."""
        if size != self.community.size:
            raise Mistake("community size", size, f"must be the {self.community.size} people of the network")

    def build(self, size: int, seed: int) -> Community:
        """The community, whatever the seed."""
        self.refuse(size)
        return self.community


def own_network(
    size: int,
    source: Integers,
    target: Integers,
    strong_ties: float,
    *,
    weight: Floats | None = None,
    strong: Bools | None = None,
) -> OwnNetwork:
    """Make a network of a list of ties.

    Args:
        size: number of people N.
        source: one end of each mention of a tie, a row in 0 … N−1, shape (E,).
        target: the other end, shape (E,).
        strong_ties: strong ties per person on average, where they are not marked.
        weight: of each mention, at least 0, shape (E,).
        strong: mark of each mention, shape (E,); wins over weights.

    Raises:
        Mistake: no number of people, or of strong ties, that there can be.
    """
    if strong is not None:
        return OwnNetwork(Community.from_edges(size, source, target, strong))
    if weight is None:
        return OwnNetwork(with_strong_ties(Community.from_edges(size, source, target), strong_ties, _SEED))
    if not strong_ties >= 0:
        raise Mistake("community.strong_ties", strong_ties, "must be at least 0 ties per person")
    one, other, heaviness, dropped = _merged(source, target, weight)
    wanted = round(min(strong_ties * size / 2, float(one.size)))
    embedded = shared_neighbours(size, one, other)
    # One whole number that ranks by weight first and by embeddedness among equals.
    rank = np.unique(heaviness, return_inverse=True)[1] * (int(embedded.max(initial=0)) + 1) + embedded
    community = Community.from_edges(size, one, other, most_embedded(rank, one, other, wanted, _SEED))
    return OwnNetwork(replace(community, dropped=dropped))


def _added(weight: Floats, tie: Integers, ties: int) -> Floats:
    """The weights of each tie's mentions, added up as decimals: three tenths are 0.3 in any order; shape (ties,)."""
    whole = np.bincount(tie, weights=weight, minlength=ties).astype(np.float64)
    if (weight == np.floor(weight)).all() and whole.max(initial=0.0) < 2.0**53:
        return whole
    mentions = np.bincount(tie, minlength=ties)
    heaviness: Floats = np.zeros(ties)
    alone = mentions[tie] == 1
    heaviness[tie[alone]] = weight[alone]
    sums: dict[int, Decimal] = {}
    for k, one in zip(tie[~alone].tolist(), weight[~alone].tolist(), strict=True):
        sums[k] = EXACT.add(sums.get(k, Decimal(0)), Decimal(repr(one)))
    heaviness[list(sums)] = [float(one) for one in sums.values()]
    return heaviness


def _merged(source: Integers, target: Integers, weight: Floats) -> tuple[Integers, Integers, Floats, DroppedTies]:
    """Every tie once, in ascending order: both ends, its weight, and how many mentions were left out or merged."""
    proper = source != target
    low, high = np.minimum(source, target)[proper], np.maximum(source, target)[proper]
    pair, tie = np.unique(low << 32 | high, return_inverse=True)
    heaviness = _added(weight[proper], tie, pair.size)
    dropped = DroppedTies(int(np.count_nonzero(~proper)), int(low.size - pair.size))
    return pair >> 32, pair & 0xFFFFFFFF, heaviness, dropped
