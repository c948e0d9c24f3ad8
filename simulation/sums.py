"""Sums that do not depend on the order of their terms.

Floating-point addition is not associative, so a mean over customers would change with row order, chunks and workers.
Terms are rounded to multiples of 2⁻³⁶ and added as 64-bit integers, which is exact: any order gives the same bits. The
rounding error of one term is below 1e-11; a sum may reach 1.3e8.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_GRAIN = 2.0**36
_FEW = 2.0**24
"""A coarser grain, for weekly sums that are made in doubles: exact up to 2²⁹."""


def grains(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Values as whole numbers of grains, any shape: doubles that add up exactly up to 2⁵³ of them."""
    return np.rint(values * _FEW)


def ungrained(counted: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Sums of `grains` in the unit of the values, any shape."""
    return counted / _FEW


def totals(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The sums over the last axis, shape (..., N) → (...)."""
    grains = values * _GRAIN
    sums: npt.NDArray[np.float64] = np.rint(grains, out=grains).astype(np.int64).sum(axis=-1) / _GRAIN
    return sums


def of_runs(values: npt.NDArray[np.float64], start: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The sums over runs of neighbouring elements, values[start[i] : start[i + 1]], shape (N + 1,) of start → (N,)."""
    upto = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(np.rint(values * _GRAIN).astype(np.int64), out=upto[1:])
    sums: npt.NDArray[np.float64] = (upto[start[1:]] - upto[start[:-1]]) / _GRAIN
    return sums


def total(values: npt.NDArray[np.float64]) -> float:
    """The sum over all elements, any shape."""
    return float(totals(values.reshape(-1)))


def mean(values: npt.NDArray[np.float64], otherwise: float = 0.0) -> float:
    """The mean over all elements, `otherwise` where there are none."""
    return total(values) / values.size if values.size else otherwise
