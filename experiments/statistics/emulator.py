"""A surface through the simulated statistics, so that ten thousand parameter sets can be weighed after a hundred runs.

    S_j(x) ≈ a_j + Σ b_jk x_k + Σ c_jk x_k² [+ Σ d_jkl x_k x_l]         x: parameters, each from -1 to 1 over its range

Fitted by least squares in which runs near the target count more, because the surface need only be right there. What it
misses is measured by leaving each run out in turn, and is added to the error of the statistic it stands for.

Source: Box & Wilson (1951), On the experimental attainment of optimum conditions, J. Royal Stat. Soc. B 13; as an
emulator in calibration, Kennedy & O'Hagan (2001), J. Royal Stat. Soc. B 63 (theirs is a Gaussian process).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.draws import Floats

RUNS_PER_TERM = 2.0
"""Fewest runs for each coefficient before products of parameters are worth fitting."""


@dataclass(frozen=True, eq=False)
class Emulator:
    """One surface for each statistic.

    Args:
        coefficients: shape (terms, statistics).
        products: whether products of two parameters are among the terms.
        error: root mean square of what is missed where a run was left out, shape (statistics,).
        explained: share of the variance of all runs that the surface explains, left out likewise, shape (statistics,).
    """

    coefficients: Floats
    products: bool
    error: Floats
    explained: Floats

    def at(self, x: Floats) -> Floats:
        """Statistics at points, shape (points, parameters) from -1 to 1 → (points, statistics)."""
        return np.asarray(terms(x, self.products) @ self.coefficients, dtype=np.float64)


def terms(x: Floats, products: bool) -> Floats:
    """Constant, parameters, squares and, if wanted, products, shape (points, terms)."""
    columns = [np.ones((len(x), 1)), x, x**2]
    if products:
        i, j = np.triu_indices(x.shape[1], 1)
        columns.append(x[:, i] * x[:, j])
    return np.concatenate(columns, axis=1)


def emulator(x: Floats, shown: Floats, weight: Floats) -> Emulator:
    """The surface through runs.

    Args:
        x: where they were, shape (runs, parameters), from -1 to 1.
        shown: their statistics, shape (runs, statistics), all defined.
        weight: how much each run counts, shape (runs,).
    """
    products = len(x) >= RUNS_PER_TERM * terms(x[:1], True).shape[1]
    design = terms(x, products)
    root = np.sqrt(weight)[:, np.newaxis]
    # A touch of ridge on everything but the constant keeps directions that no run explored from exploding.
    ridge = 1e-6 * weight.sum() * np.eye(design.shape[1])
    ridge[0, 0] = 0.0
    inverse = np.linalg.inv((root * design).T @ (root * design) + ridge)
    coefficients = inverse @ (design * weight[:, np.newaxis]).T @ shown
    leverage = np.minimum(np.einsum("ij,jk,ik->i", design, inverse, design) * weight, 0.95)
    missed = (shown - design @ coefficients) / (1.0 - leverage)[:, np.newaxis]
    error = np.sqrt(weight @ missed**2 / weight.sum())
    spread = weight @ (shown - weight @ shown / weight.sum()) ** 2 / weight.sum()
    return Emulator(coefficients, products, error, 1.0 - error**2 / np.maximum(spread, 1e-300))
