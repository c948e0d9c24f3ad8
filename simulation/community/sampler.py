"""The small world, drawn straight into arrays.

    person i ties to i + 1, …, i + k/2 on a ring of N; each tie keeps its far end with probability 1 − p and otherwise
    moves it to anybody else, all with the same probability

There is no loop over people and no generator: whether tie d of person i moves, and whereto, is a function of (seed, i,
d). A tie that moves onto another one is dropped, whereas Watts and Strogatz draw again; that loses about the share
p·k/N of the ties, nothing to speak of from a few hundred people on. With thousands of people it is several times
faster than networkx.

Source: Watts & Strogatz (1998), Collective dynamics of 'small-world' networks, Nature 393.
"""

from __future__ import annotations

import numpy as np

from simulation.community.csr import Community
from simulation.draws import Draws, luck


def sampled_small_world(size: int, degree: int, rewiring: float, seed: int) -> Community:
    """Draw a small world; all ties are weak.

    Args:
        size: number of people N, more than `degree`.
        degree: ties per person k, even.
        rewiring: probability p that a tie is moved, in [0, 1].
        seed: any integer.

    Returns:
        A community with a mean degree of k, less the few ties dropped as duplicates, which it reports.
    """
    person, lucks, draws = np.arange(size), luck(np.arange(size)), Draws(seed)
    ends = []
    for distance in range(1, degree // 2 + 1):
        end = person + distance
        end[end >= size] -= size
        moved = np.flatnonzero(draws.of("community.small_world.rewiring", 0, lucks, distance) < rewiring)
        place = draws.of("community.small_world.end", 0, lucks[moved], distance)
        # 1 to N − 1 steps further round the ring: everybody but oneself.
        end[moved] = (moved + 1 + np.floor(place * (size - 1)).astype(np.int64)) % size
        ends.append(end)
    return Community.from_edges(size, np.tile(person, len(ends)), np.concatenate(ends))
