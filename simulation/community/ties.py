"""Which ties are strong: the most embedded ones.

    embeddedness(i, j) = friends that i and j share;  strong = the N·s/2 ties with the largest embeddedness

s is the mean number of strong ties per person. Where more ties have the embeddedness of the last strong one than there
is room for, a hash of the pair decides, so that neither rows nor the history of a generator can. One rule for every
graph, after the finding that the stronger a tie, the larger the share of acquaintances whom both ends have in common.

Source: Granovetter (1973), The strength of weak ties, American Journal of Sociology 78; confirmed in the calls of 4.6
million people by Onnela et al. (2007), PNAS 104.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulation.community.csr import Community
from simulation.community.edges import Bools
from simulation.community.triangles import Integers, shared_neighbours
from simulation.draws import Draws, luck
from simulation.mistake import Mistake


def with_strong_ties(community: Community, strong_ties: float, seed: int, ids: Integers | None = None) -> Community:
    """The same community with its most embedded ties marked strong and all others weak.

    Args:
        community: who talks to whom; its own marks are ignored.
        strong_ties: strong ties per person on average, at least 0; with as many as the mean degree all ties are strong.
        seed: decides between equally embedded ties, together with the ids of the pair.
        ids: ids of the people, shape (N,); the row numbers by default.

    Raises:
        Mistake: `strong_ties` is negative or no number, or the community is complete and it is not 0.
    """
    if not strong_ties >= 0:
        raise Mistake("strong_ties", strong_ties, "must be at least 0 ties per person")
    if community.complete:
        if strong_ties:
            advice = "Set strong_ties to 0: if everybody is tied to everybody, no tie is more embedded than another."
            raise Mistake("strong_ties", strong_ties, "must be 0 in a complete community", advice)
        return community
    source, target, _ = community.edges()
    ids = np.arange(community.size) if ids is None else np.asarray(ids, dtype=np.int64)
    wanted = round(min(strong_ties * community.size / 2, float(source.size)))
    strong = most_embedded(shared_neighbours(community.size, source, target), ids[source], ids[target], wanted, seed)
    return replace(Community.from_edges(community.size, source, target, strong), dropped=community.dropped)


def most_embedded(shared: Integers, ids: Integers, other_ids: Integers, wanted: int, seed: int) -> Bools:
    """Which `wanted` ties come first by shared neighbours, then by the hash of the pair; shape (T,).

    Args:
        shared: neighbours that the two ends have in common [people], shape (T,).
        ids: id of one end, shape (T,).
        other_ids: id of the other end, shape (T,).
        wanted: number of ties, at most T.
        seed: enters the hash.
    """
    if wanted == 0:
        return np.zeros(shared.size, dtype=np.bool_)
    last = np.partition(shared, shared.size - wanted)[shared.size - wanted]
    strong: Bools = shared > last
    equal = np.flatnonzero(shared == last)
    low, high = np.minimum(ids[equal], other_ids[equal]), np.maximum(ids[equal], other_ids[equal])
    hashed = Draws(seed).of_ties("community.strong_ties", 0, luck(low), luck(high))
    room = wanted - int(np.count_nonzero(strong))
    # Were two hashes equal here, both pairs would be taken: rather one tie too many than an order of rows.
    strong[equal[hashed <= np.partition(hashed, room - 1)[room - 1]]] = True
    return strong
