"""Where thousands of people stand in a drawing: stress that looks at ties and at a few pivots only.

    stress = Σ_{ties, pivots} w (‖x_i − x_j‖ − d)²,  w = d^(−2)        d: ties on the shortest way from i to j

`layout` weighs every pair, which takes memory and time in N²; for thousands of people the distances to some pivots say
nearly as much. A drawing starts from the two widest directions of those distances, so it has no luck in it either.

Source: Brandes & Pich (2007), Eigensolver methods for progressive multidimensional scaling of large data, Graph Drawing
2006, LNCS 4372; Ortmann, Klimenta & Brandes (2017), A sparse stress model, Journal of Graph Algorithms and
Applications 21.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from simulation.community import Community
from simulation.draws import Floats

PIVOTS = 64
STEPS = 60
NEAR = 4.0
"""Weight of a tie beside that of a pivot, so that neighbourhoods hold together."""


def sparse_layout(community: Community) -> Floats:
    """A place for every person in the unit disc, shape (N, 2).

    Args:
        community: of any size; a complete one, and people without ties, stand in a spiral of even density.
    """
    size = community.size
    if community.complete or community.neighbour.size == 0:
        return _spiral(size)
    distance, pivots = _distances(community)
    place = _widest(distance)
    source, target, _ = community.edges()
    ends, others = np.concatenate([source, target]), np.concatenate([target, source])
    weight = np.where(distance > 0, np.maximum(distance, 1.0) ** -2.0, 0.0)
    total = weight.sum(axis=1) + NEAR * np.bincount(ends, minlength=size)
    for _ in range(STEPS):
        away = place[:, None] - place[pivots][None]
        apart = np.maximum(np.linalg.norm(away, axis=2), 1e-9)
        wish = (weight[..., None] * (place[pivots][None] + away * (distance / apart)[..., None])).sum(axis=1)
        along = place[ends] - place[others]
        length = np.maximum(np.linalg.norm(along, axis=1), 1e-9)
        target_place = NEAR * (place[others] + along / length[:, None])
        for axis in (0, 1):
            wish[:, axis] += np.bincount(ends, target_place[:, axis], minlength=size)
        place = wish / np.maximum(total, 1e-9)[:, None]
    return _in_the_disc(place)


def _distances(community: Community) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Ties to each pivot, shape (N, P), each pivot the person farthest from all before; unreachable is one more."""
    size = community.size
    ties = csr_array((np.ones(community.neighbour.size), community.neighbour, community.start), (size, size))
    pivots = [int(np.argmax(community.degree))]
    columns: list[Floats] = []
    nearest = np.full(size, np.inf)
    while True:
        found = shortest_path(ties, directed=False, unweighted=True, indices=pivots[-1])
        reached = np.isfinite(found)
        columns.append(np.where(reached, found, found[reached].max() + 1.0))
        nearest = np.minimum(nearest, columns[-1])
        if len(pivots) == min(PIVOTS, size) or nearest.max() == 0:
            return np.column_stack(columns), np.array(pivots)
        pivots.append(int(np.argmax(nearest)))


def _widest(distance: Floats) -> Floats:
    """The two widest directions of the squared, doubly centred distances, shape (N, 2)."""
    squared = distance**2
    centred = squared.mean(axis=0) + squared.mean(axis=1)[:, None] - squared - squared.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    place = centred @ vectors[:, ::-1][:, :2]
    place = place / max(float(np.abs(place).max()), 1e-9) * float(distance.max())
    if place.shape[1] < 2:
        place = np.column_stack([place, np.zeros(len(place))])
    apart: Floats = place + 1e-3 * _spiral(len(place))
    return apart


def _in_the_disc(place: Floats) -> Floats:
    """The same order of directions and distances from the middle, spread evenly over the unit disc.

    Short cuts draw everybody towards the middle; ranks of the radius give each person the same room.
    """
    centred = place - place.mean(axis=0)
    angle = np.arctan2(centred[:, 1], centred[:, 0])
    order = np.argsort(np.argsort(np.linalg.norm(centred, axis=1), kind="stable"), kind="stable")
    radius = np.sqrt((order + 0.5) / len(place))
    even: Floats = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return even


def _spiral(size: int) -> Floats:
    """Points of even density in the unit disc, shape (N, 2)."""
    turn = 2.399963 * np.arange(size)
    radius = np.sqrt((np.arange(size) + 0.5) / size)
    even: Floats = radius[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])
    return even
