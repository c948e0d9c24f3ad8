"""Points of the unit cube: Latin hypercube, Sobol, Halton, or independent; the same seed gives the same points.

Source: McKay, Beckman & Conover (1979), Technometrics 21 (Latin hypercube); Sobol' (1967), USSR Comput. Math. Math.
Phys. 7; Halton (1960), Numer. Math. 2; Owen (1998), J. Complexity 14 (scrambling).
"""

from __future__ import annotations

import math

import numpy as np

from simulation.draws import Draws, Floats, luck
from simulation.mistake import Mistake, nearest

KINDS = ("lhs", "sobol", "halton", "random")
MOST = 2**20


def unit_points(kind: str, points: int, dimensions: int, seed: int) -> Floats:
    """Points of a design, shape (points, dimensions), in [0, 1).

    Args:
        kind: one of `KINDS`; all but "lhs" keep their points when more are asked for.
        points: how many.
        dimensions: how many keys vary.
        seed: of the design.

    Raises:
        Mistake: for an unknown kind or a number of points that cannot be.
    """
    if not 1 <= points <= MOST:
        raise Mistake("design.n", points, f"must be between 1 and {MOST}")
    if seed < 0:
        raise Mistake("design.seed", seed, "must be at least 0")
    from scipy.stats import qmc  # half a second that whoever draws no points need not wait

    cube: Floats
    if kind == "lhs":
        cube = qmc.LatinHypercube(dimensions, rng=int(seed)).random(points)
    elif kind == "sobol":
        # A whole power of two is drawn, and cut: SciPy warns of any other number, which is as good as its first points.
        cube = qmc.Sobol(dimensions, rng=int(seed)).random_base2(math.ceil(math.log2(points)))[:points]
    elif kind == "halton":
        cube = qmc.Halton(dimensions, rng=int(seed)).random(points)
    elif kind == "random":
        ids = luck(np.arange(points))
        cube = np.column_stack([Draws(seed).of("design", axis, ids) for axis in range(dimensions)])
    else:
        raise Mistake("design.kind", kind, f"must be one of {', '.join(KINDS)}", nearest(kind, KINDS))
    return cube
