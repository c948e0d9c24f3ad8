"""Where people stand in a drawing: as far apart as there are ties between them, as well as a plane allows.

    stress = Σ_{i<j} w (‖x_i − x_j‖ − d)²,  w = d^(−2)        d: ties on the shortest way from i to j

Stress is lowered by majorisation from the eigenvectors of classical scaling, so that a drawing has no luck in it. Each
component is laid out by itself; components stand in rows, the largest first, and people without ties in a block.

Source: Gansner, Koren & North (2004), Graph drawing by stress majorization, Graph Drawing 2004, LNCS 3383.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import eigh
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, shortest_path

from simulation.community import Community
from simulation.draws import Floats

STEPS = 200  # of majorisation; drawings stop changing visibly after some 50
GAP = 1.2  # between components, in lengths of a tie
CLOSEST = 0.55  # between people without ties


def layout_of_network(community: Community) -> Floats:
    """A place for every person, in lengths of a tie, shape (N, 2); for some hundreds of people.

    Args:
        community: stored ties; a complete one stands in a circle.
    """
    size = community.size
    if community.complete:
        angle = 2 * np.pi * np.arange(size) / size
        return np.column_stack([np.cos(angle), np.sin(angle)])
    ones = np.ones(community.neighbour.size)
    ties = csr_array((ones, community.neighbour, community.start), (size, size))
    group = connected_components(ties, directed=False)[1]
    members = [np.flatnonzero(group == k) for k in range(int(group.max()) + 1)]
    tied = sorted((rows for rows in members if rows.size > 1), key=lambda rows: -rows.size)
    alone = np.flatnonzero(community.degree == 0)
    blocks = [(rows, _component(ties[rows][:, rows])) for rows in tied]
    if alone.size:
        across = int(np.ceil(np.sqrt(alone.size)))
        blocks.append((alone, CLOSEST * np.column_stack(np.divmod(np.arange(alone.size), across)[::-1]).astype(float)))
    place = np.zeros((size, 2))
    for (rows, at), corner in zip(blocks, _packed([at for _, at in blocks]), strict=True):
        place[rows] = at - at.min(axis=0) + corner
    return place


def _component(ties: csr_array) -> Floats:
    """Stress majorisation of one connected component, its longer side across; shape (n, 2)."""
    distance = shortest_path(ties, directed=False, unweighted=True)
    size = len(distance)
    place = _scaled(distance)
    with np.errstate(divide="ignore"):
        weight = np.where(distance > 0, distance**-2.0, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.pinv(laplacian)
    for _ in range(STEPS):
        apart = np.linalg.norm(place[:, None] - place[None], axis=2)
        pull = -weight * distance / np.maximum(apart, 1e-9)
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        place = inverse @ (pull @ place)
    centred = place - place.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1]
    signs = np.where(turned[np.abs(turned).argmax(axis=0), np.arange(2)] < 0, -1.0, 1.0)
    return np.asarray(turned * signs if size > 2 else turned, dtype=np.float64)


def _scaled(distance: Floats) -> Floats:
    """Classical scaling: the plane that keeps squared distances best, shape (n, 2)."""
    size = len(distance)
    if size == 2:
        return np.array([[0.0, 0.0], [1.0, 0.0]])
    squared = distance**2
    gram = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    values, vectors = eigh(gram, subset_by_index=[size - 2, size - 1])
    place: Floats = vectors * np.sqrt(np.maximum(values, 0.0))
    # People with the same ties would stand on one spot, from which nothing could part them.
    turn = 2.399963 * np.arange(size)
    return place + 1e-2 * np.column_stack([np.cos(turn), np.sin(turn)])


def _packed(blocks: list[Floats]) -> list[Floats]:
    """Lower left corners of blocks in rows that together are about twice as wide as high, the first row on top."""
    sizes = [at.max(axis=0) - at.min(axis=0) + GAP for at in blocks]
    wide = max(max(float(one[0]) for one in sizes), float(np.sqrt(2 * sum(float(one.prod()) for one in sizes))))
    corners, x, y, high = [], 0.0, 0.0, 0.0
    for one in sizes:
        if x + float(one[0]) > wide + 1e-9:
            x, y, high = 0.0, y - high, 0.0
        corners.append(np.array([x, y - float(one[1])]))
        x, high = x + float(one[0]), max(high, float(one[1]))
    return corners
