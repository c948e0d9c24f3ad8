"""Chances that are dealt out in proportion to a weight, so that what is given to all together stays the same."""

from __future__ import annotations

import numpy as np

from simulation import exact_sums
from simulation.draws import Floats


def in_proportion_to(weight: Floats, share: float) -> Floats:
    """Chance of each person where some are chosen in proportion to a weight, shape (K,).

    Their sum is share·Σ weight: where that would be more than certain for some, the others get the rest of it.

    Args:
        weight: not negative, shape (K,).
        share: chance of a person of weight 1, from 0 to 1.
    """
    chance: Floats = share * weight
    sure = chance >= 1.0
    while (others := exact_sums.total(weight[~sure])) > 0.0 and chance.max() > 1.0:
        left = share * exact_sums.total(weight) - np.count_nonzero(sure)
        chance = np.where(sure, 1.0, weight * (left / others))
        sure |= chance >= 1.0
    return np.minimum(chance, 1.0)
