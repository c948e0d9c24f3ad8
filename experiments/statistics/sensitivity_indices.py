"""Sensitivity indices: which parameters a number depends on, over their whole ranges at once.

    Morris   EE_i = (f(x + Δ e_i) - f(x)) / Δ along n trajectories;  μ*_i = mean |EE_i|,  σ_i = sd EE_i
    Sobol    S1_i = Var(E(f | x_i)) / Var f,   ST_i = E(Var(f | all but x_i)) / Var f

μ* is what a parameter does on average when it crosses its range, in the unit of f; σ is large beside it where the
effect depends on the others. S1 is the share of the variance that the parameter explains alone, ST with all its
interactions. SALib draws both designs and computes Sobol's indices; this is the only file that imports it.

Source: Morris (1991), Technometrics 33; Campolongo, Cariboni & Saltelli (2007), Environ. Model. Softw. 22; Sobol'
(2001), Math. Comput. Simul. 55; Saltelli et al. (2010), Comput. Phys. Commun. 181.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd

from experiments.statistics.morris import elementary_effects, indices
from simulation.draws import Floats
from simulation.mistake import Mistake, nearest

METHODS = {"morris": ("mu_star", "sigma"), "sobol": ("ST", "S1")}
"""The indices of each method, the one by which parameters are ranked first."""
USUAL = {"morris": 10, "sobol": 128}
LEVELS = 4
ENDS = ("", "_low", "_high")
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
    check_design(method, n)
    problem = _problem(ranges)
    if method == "morris":
        from SALib.sample import morris

        return np.asarray(morris.sample(problem, n, num_levels=LEVELS, seed=seed), dtype=np.float64)
    from SALib.sample import sobol

    return np.asarray(sobol.sample(problem, n, calc_second_order=False, seed=seed), dtype=np.float64)


def analyze(
    ranges: Ranges, method: str, X: Floats, Y: Floats, *, resamples: int, confidence: float, seed: int
) -> pd.DataFrame:
    """The indices, with intervals and with what half of the sample says.

    Where a value is NaN, Morris loses the effects that need it, and Sobol the base point with its neighbours.

    Args:
        ranges: as given to `sample`.
        method: as given to `sample`.
        X: what `sample` returned.
        Y: the value at each point, shape (points,).
        resamples: of Sobol's bootstrap.
        confidence: of each interval, in (0, 1).
        seed: of the bootstrap, at least 1.

    Returns:
        One row a parameter, the most influential first; for each index its value, `_low`, `_high` and `_half`, the
        value from the first half of the sample (σ of Morris has no interval). `blocks` counts the trajectories or base
        points that the parameter's indices come from, `undefined` the others.

    Raises:
        Mistake: when too little is defined.
    """
    found = _morris(ranges, X, Y, confidence) if method == "morris" else _sobol(ranges, Y, resamples, confidence, seed)
    return found.sort_values(METHODS[method][0], ascending=False, ignore_index=True, kind="stable")


def _morris(ranges: Ranges, X: Floats, Y: Floats, confidence: float) -> pd.DataFrame:
    effects = elementary_effects(X, Y, np.array([high - low for low, high in ranges.values()]))
    if np.isnan(effects).all():
        _refuse(0, len(effects))
    found, half = indices(effects, confidence), indices(effects[: len(effects) // 2], confidence)
    for name in METHODS["morris"]:
        found[f"{name}_half"] = half[name]
    found.insert(0, "parameter", list(ranges))
    return found.assign(undefined=len(effects) - found["blocks"])


def _sobol(ranges: Ranges, Y: Floats, resamples: int, confidence: float, seed: int) -> pd.DataFrame:
    size = len(ranges) + 2
    whole: npt.NDArray[np.bool_] = np.asarray(~np.isnan(Y.reshape(-1, size)).any(axis=1))
    blocks, undefined = int(whole.sum()), int((~whole).sum())
    if blocks < LEAST:
        _refuse(blocks, len(whole))
    Y = Y[np.repeat(whole, size)]
    found = _shares(ranges, Y, resamples, confidence, seed)
    before = _shares(ranges, Y[: blocks // 2 * size], 2, confidence, seed)
    for name in METHODS["sobol"]:
        found[f"{name}_half"] = before[name]
    return found.assign(blocks=blocks, undefined=undefined)


def _refuse(blocks: int, of: int) -> NoReturn:
    given = f"{blocks} of {of} blocks without an undefined value"
    raise Mistake("sensitivity", given, f"must be at least {LEAST}", "Raise sensitivity.n, or choose a measure.")


def check_design(method: str, n: int) -> None:
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


def _shares(ranges: Ranges, Y: Floats, resamples: int, confidence: float, seed: int) -> pd.DataFrame:
    """Sobol's indices with symmetric bootstrap intervals."""
    table = pd.DataFrame({"parameter": list(ranges)})
    if np.ptp(Y) == 0:  # nothing depends on anything
        return table.assign(**{f"{name}{end}": 0.0 for name in METHODS["sobol"] for end in ENDS})
    from SALib.analyze import sobol

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SALib divides by variances that a resample may lack
        options = {"num_resamples": resamples, "conf_level": confidence, "seed": seed}
        found = sobol.analyze(_problem(ranges), Y, calc_second_order=False, **options)
    for name in METHODS["sobol"]:
        value, spread = (np.asarray(found[key], dtype=np.float64) for key in (name, f"{name}_conf"))
        table[name], table[f"{name}_low"], table[f"{name}_high"] = value, value - spread, value + spread
    return table
