"""The parameter space: a Latin hypercube over the plausible ranges of all guesses about the market and the laws in use.

A verdict at the defaults says little while the defaults are guesses. At every point of the space the status quo is
centred anew, so that each world shows the same observed retention and purchases; then the strategies are compared.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

DESIGN_SEED = 20261122


def latin_hypercube(ranges: Mapping[str, tuple[float, float]], points: int) -> list[dict[str, float]]:
    """Points of the space, each parameter spread evenly over its range.

    Args:
        ranges: plausible range of each parameter, by dotted key.
        points: how many.
    """
    if not ranges or points < 1:
        return []
    from scipy.stats import qmc  # half a second that whoever draws no points need not wait

    sampler = qmc.LatinHypercube(len(ranges), rng=DESIGN_SEED)
    low, high = np.array(list(ranges.values())).T
    unit: npt.NDArray[np.float64] = sampler.random(points)
    places = low + unit * (high - low)
    return [dict(zip(ranges, map(float, place), strict=True)) for place in places]
