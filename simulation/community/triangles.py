"""Friends that two people share, counted for every tie.

    shared(i, j) = |neighbours of i ∩ neighbours of j|  =  number of triangles that the tie i–j closes

People are ranked by degree and every tie points from the lower to the higher rank; each triangle then has exactly one
corner from which two ties leave, so it is found once, and a hub with a million friends costs nothing because hardly a
tie leaves it: at most √(2·ties) ties leave anybody.

Source: Latapy (2008), Main-memory triangle computations for very large (sparse (power-law)) graphs, Theoretical
Computer Science 407.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

_PAIRS_AT_ONCE = 1 << 21  # bounds the working memory to some 100 MB


def shared_neighbours(size: int, source: Integers, target: Integers) -> Integers:
    """Count the neighbours that the two ends of each tie have in common.

    Args:
        size: number of people N.
        source: one end of each tie, a row in 0 … N−1, shape (T,).
        target: the other end, shape (T,); every tie is listed once, in either direction, without self-loops.

    Returns:
        Shared neighbours per tie [people], shape (T,), in the order given.
    """
    degree = np.bincount(source, minlength=size) + np.bincount(target, minlength=size)
    rank = np.empty(size, dtype=np.int64)
    rank[np.argsort(degree, kind="stable")] = np.arange(size)
    low, high = np.minimum(rank[source], rank[target]), np.maximum(rank[source], rank[target])
    key = (low << 32) | high
    order = np.argsort(key)
    key, high = key[order], high[order]
    leaving_end = np.cumsum(np.bincount(low, minlength=size))

    # Tie number t of a person pairs with the ties of the same person that follow it in the list.
    followers = leaving_end[low[order]] - 1 - np.arange(key.size)
    pairs_so_far = np.cumsum(followers)
    count = np.zeros(key.size, dtype=np.int64)
    begin = 0
    while begin < key.size:
        done = pairs_so_far[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(pairs_so_far, done + _PAIRS_AT_ONCE, side="right")))
        first = np.repeat(np.arange(begin, end), followers[begin:end])
        second = first + 1 + np.arange(first.size) - (pairs_so_far[first] - followers[first] - done)
        third_key = (high[first] << 32) | high[second]
        third = np.minimum(np.searchsorted(key, third_key), key.size - 1)
        closed = key[third] == third_key
        for side in (first, second, third):
            count += np.bincount(side[closed], minlength=key.size)
        begin = end
    shared = np.empty_like(count)
    shared[order] = count
    return shared


def local_clustering(size: int, source: Integers, target: Integers) -> npt.NDArray[np.float64]:
    """Share of each person's pairs of neighbours who know each other (Watts & Strogatz 1998, Nature 393).

    Returns:
        Values in [0, 1], shape (N,); 0 for people with fewer than two neighbours, as networkx has it.
    """
    shared = shared_neighbours(size, source, target)
    degree = np.bincount(source, minlength=size) + np.bincount(target, minlength=size)
    # Each triangle of a person is seen from two of the person's ties; the pairs are d(d−1)/2: the halves cancel.
    seen = np.bincount(source, weights=shared, minlength=size) + np.bincount(target, weights=shared, minlength=size)
    result: npt.NDArray[np.float64] = seen / np.maximum(degree * (degree - 1), 1)
    return result
