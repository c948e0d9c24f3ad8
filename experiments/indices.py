"""Sensitivity indices: which parameters a number depends on, over their whole ranges at once.

    Morris   EE_i = (f(x + Δ e_i) - f(x)) / Δ along n trajectories;  μ*_i = mean |EE_i|,  σ_i = sd EE_i
    Sobol    S1_i = Var(E(f | x_i)) / Var f,   ST_i = E(Var(f | all but x_i)) / Var f

μ* is what a parameter does on average when it crosses its range, in the unit of f; σ is large beside it where the
effect depends on the others. S1 is the share of the variance that the parameter explains alone, ST with all its
interactions. The only file that imports SALib.

Source: Morris (1991), Technometrics 33; Campolongo, Cariboni & Saltelli (2007), Environ. Model. Softw. 22; Sobol'
(2001), Math. Comput. Simul. 55; Saltelli et al. (2010), Comput. Phys. Commun. 181.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulation.draws import Floats
from simulation.mistake import Mistake, nearest

METHODS = {"morris": ("mu_star", "sigma"), "sobol": ("ST", "S1")}
"""The indices of each method, the one by which parameters are ranked first."""
USUAL = {"morris": 10, "sobol": 128}
LEVELS = 4
ENDS = ("", "_low", "_high")
BARE = (("sigma", "_low"), ("sigma", "_high"))
"""What has no interval."""
LEAST = 4

Ranges = Mapping[str, tuple[float, float]]


def sample(ranges: Ranges, method: str, n: int, seed: int) -> Floats:
    """The points of a method.

    Args:
        ranges: ends of each parameter, by name.
        method: "morris" or "sobol".
        n: trajectories of Morris, or base points of Sobol.
        seed: of the design, at least 1.

    Returns:
        Shape (n · (parameters + 1), parameters) for Morris, (n · (parameters + 2), parameters) for Sobol.

    Raises:
        Mistake: when SALib is not installed, or n does not suit the method.
    """
    checked(method, n)
    problem = _problem(ranges)
    if method == "morris":
        from SALib.sample import morris

        return np.asarray(morris.sample(problem, n, num_levels=LEVELS, seed=seed), dtype=np.float64)
    from SALib.sample import sobol

    return np.asarray(sobol.sample(problem, n, calc_second_order=False, seed=seed), dtype=np.float64)


def analyze(
    ranges: Ranges, method: str, X: Floats, Y: Floats, *, resamples: int, confidence: float, seed: int
) -> pd.DataFrame:
    """The indices, with bootstrap intervals and with what half of the sample says.

    Blocks (trajectories, or base points with their neighbours) in which a value is NaN are left out.

    Args:
        ranges: as given to `sample`.
        method: as given to `sample`.
        X: what `sample` returned.
        Y: the value at each point, shape (points,).
        resamples: of the bootstrap.
        confidence: of each interval, in (0, 1).
        seed: of the bootstrap, at least 1.

    Returns:
        One row a parameter, the most influential first; for each index its value, `_low`, `_high` and `_half`, the
        value from the first half of the sample (σ of Morris has no interval). `blocks` and `undefined` count blocks.

    Raises:
        Mistake: when too few blocks are defined.
    """
    size = len(ranges) + (1 if method == "morris" else 2)
    whole: npt.NDArray[np.bool_] = np.asarray(~np.isnan(Y.reshape(-1, size)).any(axis=1))
    blocks, undefined = int(whole.sum()), int((~whole).sum())
    if blocks < LEAST:
        given = f"{blocks} of {len(whole)} blocks without an undefined value"
        raise Mistake("sensitivity", given, f"must be at least {LEAST}", "Raise sensitivity.n, or choose a measure.")
    keep = np.repeat(whole, size)
    X, Y = X[keep], Y[keep]
    found = _indices(ranges, method, X, Y, resamples, confidence, seed)
    half = blocks // 2 * size
    before = _indices(ranges, method, X[:half], Y[:half], 2, confidence, seed)
    for name in METHODS[method]:
        found[f"{name}_half"] = before[name]
    found = found.sort_values(METHODS[method][0], ascending=False, ignore_index=True, kind="stable")
    return found.assign(blocks=blocks, undefined=undefined)


def checked(method: str, n: int) -> None:
    """Refuse a method or a number of points that cannot be.

    Raises:
        Mistake: naming the key.
    """
    if method not in METHODS:
        raise Mistake("sensitivity.method", method, f"must be one of {', '.join(METHODS)}", nearest(method, METHODS))
    if not LEAST <= n <= 2**16:
        raise Mistake("sensitivity.n", n, f"must be between {LEAST} and {2**16}")
    if method == "sobol" and n & (n - 1):
        raise Mistake("sensitivity.n", n, "must be a power of 2 for method=sobol", f"Take {2 ** n.bit_length()}.")
    try:
        import SALib  # noqa: F401
    except ImportError:
        raise Mistake("sensitivity", "no SALib", "needs SALib", "Install courtship[analysis].") from None


def _problem(ranges: Ranges) -> dict[str, Any]:
    return {"num_vars": len(ranges), "names": list(ranges), "bounds": [list(ends) for ends in ranges.values()]}


def _indices(
    ranges: Ranges, method: str, X: Floats, Y: Floats, resamples: int, confidence: float, seed: int
) -> pd.DataFrame:
    problem = _problem(ranges)
    named = {"num_resamples": resamples, "conf_level": confidence, "seed": seed}
    table = pd.DataFrame({"parameter": list(ranges)})
    if np.ptp(Y) == 0:  # nothing depends on anything
        names = (f"{name}{end}" for name in METHODS[method] for end in ENDS if (name, end) not in BARE)
        return table.assign(**dict.fromkeys(names, 0.0))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SALib divides by variances that a resample may lack
        if method == "morris":
            from SALib.analyze import morris

            found = morris.analyze(problem, X, Y, num_levels=LEVELS, **named)
        else:
            from SALib.analyze import sobol

            found = sobol.analyze(problem, Y, calc_second_order=False, **named)
    for name in METHODS[method]:
        value = np.asarray(found[name], dtype=np.float64)
        table[name] = value
        if f"{name}_conf" in found:
            spread = np.asarray(found[f"{name}_conf"], dtype=np.float64)
            table[f"{name}_low"], table[f"{name}_high"] = value - spread, value + spread
    return table
