"""Inverse distributions: they turn one keyed uniform into one outcome, so that a draw needs no generator."""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt
from scipy import special

from simulation.draws import Floats

MOST = 30.0
"""Largest mean of a Poisson count in one week; above it the sum below would lose its small terms."""


def normal(u: Floats) -> Floats:
    """Standard normal deviates."""
    return cast(Floats, special.ndtri(u))


def rank(deviate: Floats) -> Floats:
    """The uniforms that have these standard normal deviates."""
    return cast(Floats, special.ndtr(deviate))


def gamma(u: Floats, shape: Floats | float, rate: Floats | float) -> Floats:
    """Gamma deviates with mean shape / rate; never 0, which small shapes would round to."""
    deviate: Floats = np.maximum(special.gammaincinv(shape, u), 1e-12) / rate
    return deviate


def beta(u: Floats, alpha: float, beta: float) -> Floats:
    """Beta deviates."""
    return cast(Floats, special.betaincinv(alpha, beta, u))


def poisson(u: Floats, mean: Floats) -> Floats:
    """Poisson counts by summing the probabilities until they pass u; shape (N,), means are cut at `MOST`."""
    mean = np.minimum(mean, MOST)
    term = np.exp(-mean)
    count = np.zeros_like(term)
    some = np.flatnonzero(u > term)
    u, mean, term = u[some], mean[some], term[some]
    below = term.copy()
    for k in range(1, 200):
        above = u > below
        if not above.any():
            break
        count[some] += above
        term = term * (mean / k)
        below = below + term
    return count


def in_proportion(u: Floats, weights: Floats) -> npt.NDArray[np.int64]:
    """Inverse of a discrete law: which of several each row gets, in proportion to its weight.

    Args:
        u: uniforms, shape (K,).
        weights: shape (K, M + 1), not negative, those of index 0 ignored, the others not all 0 in a row.
    """
    whole = np.zeros(len(u))
    for k in range(1, weights.shape[1]):
        whole = whole + weights[:, k]
    chosen = np.zeros(len(u), dtype=np.int64)
    reached = np.zeros(len(u))
    for k in range(1, weights.shape[1]):
        reached = reached + weights[:, k] / whole
        last = ~(weights[:, k + 1 :] > 0).any(axis=1)
        chosen = np.where((chosen == 0) & ((u <= reached) | last), k, chosen)
    return chosen
