"""Morris's elementary effects, each formed where both its ends are defined.

    EE_i = (f(x + Δ e_i) - f(x)) / Δ   along each trajectory       μ*_i = mean |EE_i|,   σ_i = sd EE_i

x is measured in ranges, so an effect is that of crossing the whole range, in the unit of f. A trajectory that enters a
region where f is undefined loses the effects there and keeps the others; SALib would lose all of it.

Source: Morris (1991), Technometrics 33; Campolongo, Cariboni & Saltelli (2007), Environ. Model. Softw. 22.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.statistics.paired import t_interval
from simulation.draws import Floats


def elementary_effects(X: Floats, Y: Floats, widths: Floats) -> Floats:
    """The effect of each parameter along each trajectory.

    Args:
        X: points of n trajectories, one after the other, shape (n · (parameters + 1), parameters).
        Y: value at each, shape (n · (parameters + 1),); NaN where undefined.
        widths: of the ranges, shape (parameters,).

    Returns:
        Shape (n, parameters) [unit of Y]; NaN where either end is undefined.
    """
    number = X.shape[1]
    steps = np.diff(X.reshape(-1, number + 1, number), axis=1) / widths
    rises = np.diff(Y.reshape(-1, number + 1), axis=1)
    moved = np.abs(steps).argmax(axis=2)  # each step moves one parameter
    size = np.take_along_axis(steps, moved[:, :, np.newaxis], axis=2)[:, :, 0]
    effects = np.empty_like(rises)
    np.put_along_axis(effects, moved, rises / size, axis=1)
    return effects


def indices(effects: Floats, confidence: float) -> pd.DataFrame:
    """Both indices of each parameter.

    Args:
        effects: shape (n, parameters).
        confidence: of Student's interval of μ*, in (0, 1), which ends at 0: μ* is a mean of sizes.

    Returns:
        One row a parameter: `mu_star` with its interval `_low` and `_high`, `sigma`, the `least` and the `most` |EE|,
        and `blocks`, how many effects are defined; NaN where none is, or for the interval and σ fewer than two.
    """
    rows = []
    for column in effects.T:
        there = column[~np.isnan(column)]
        size = np.abs(there)
        mean = float(size.mean()) if size.size else np.nan
        low, _, high = t_interval(size, confidence) if size.size > 1 else (np.nan,) * 3
        sigma = float(there.std(ddof=1)) if there.size > 1 else np.nan
        least, most = (float(size.min()), float(size.max())) if size.size else (np.nan, np.nan)
        rows.append((mean, np.maximum(low, 0.0), high, sigma, least, most, size.size))
    return pd.DataFrame(rows, columns=["mu_star", "mu_star_low", "mu_star_high", "sigma", "least", "most", "blocks"])
