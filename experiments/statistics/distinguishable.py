"""Which of many rank correlations luck alone would not reach, and how many points it takes to tell.

    bound: (1 - error) quantile over permutations of the outcome of the largest |Spearman's ρ| among parameters
    points needed = 1 + ((z(1 - error / 2m) + z(power)) / ρ)²,   m parameters

With many parameters the largest correlation of idle ones is not near 0. Permuting the outcome breaks every tie between
it and the parameters and leaves everything else as it is: how many they are, how they hang together in the design, how
the outcome is distributed. What no more than `error` of the permutations reach with any parameter is told from luck,
for all parameters at once; that is exact with any number of them, because the outcome itself counts as one.

Source: Westfall & Young (1993), Resampling-based multiple testing (largest statistic); Phipson & Smyth (2010), Stat.
Appl. Genet. Mol. Biol. 9 (the outcome counts as a permutation); Fieller, Hartley & Pearson (1957), Biometrika 44
(variance of ρ).
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from scipy import special

from simulation.draws import Draws, Floats, luck

PERMUTATIONS = 1999
SIZE, POWER = 0.3, 0.8
"""A correlation that is worth finding, and how often a design that is large enough finds it."""


def rank_correlations(X: Floats, y: Floats) -> Floats:
    """Spearman's ρ of each column with the outcome, shape (parameters,); 0 where either does not vary.

    Args:
        X: shape (points, parameters).
        y: shape (points,).
    """
    return _unit(X).T @ _unit(y[:, np.newaxis])[:, 0]


def by_luck(X: Floats, y: Floats, error: float) -> float:
    """What the largest |ρ| of idle parameters exceeds with at most this probability; 1 where nothing can.

    Args:
        X: shape (points, parameters).
        y: the outcome at each point, shape (points,).
        error: probability that any idle parameter is named, in (0, 1).
    """
    points = len(y)
    if points < 3 or X.shape[1] == 0:
        return 1.0
    ids = luck(np.arange(PERMUTATIONS * points)).reshape(PERMUTATIONS, points)
    shuffled = np.argsort(Draws(points).of("permutation", 0, ids), axis=1)
    most = np.abs(_unit(X).T @ _unit(y[:, np.newaxis])[:, 0][shuffled].T).max(axis=0)
    rank = math.ceil((1 - error) * (PERMUTATIONS + 1))
    return 1.0 if rank > PERMUTATIONS else min(1.0, float(np.sort(most)[rank - 1]))


def points_needed(parameters: int, error: float) -> int:
    """How many points would tell a parameter of |ρ| = 0.3 from luck in four designs of five, in two figures.

    Args:
        parameters: how many are looked at.
        error: probability that any idle parameter is named, in (0, 1).
    """
    distance = float(special.ndtri(1 - error / (2 * max(parameters, 1))) + special.ndtri(POWER))
    needed = 1 + (distance / SIZE) ** 2
    step = 10 ** max(int(math.log10(needed)) - 1, 0)
    return int(math.ceil(needed / step) * step)


def _unit(columns: Floats) -> Floats:
    """Ranks of each column, centred and of length 1; 0 where it does not vary. Shape as given."""
    ranks = pd.DataFrame(columns).rank().to_numpy()  # scipy.stats ranks too, and takes half a second to import
    centred = ranks - ranks.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    unit: Floats = np.divide(centred, length, out=np.zeros_like(centred), where=length > 0)
    return unit
