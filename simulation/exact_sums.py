"""Sums that depend neither on the order of their terms nor on the unit in which they are measured.

Floating-point addition is not associative, so a mean over customers would change with row order, chunks and workers.
Terms are therefore rounded to multiples of a power of two, the grain, and added as integers, which is exact: any order
gives the same bits. The grain follows from the largest term and the number n of terms that are not 0,

    g = 2^(e + ceil(log2 n) - bits)      with every |x| < 2^e,

so that the sum always fits and loses at most n·g/2, a share of n^2·2^-62 of the largest term at 62 bits. Sums that are
not finite because a term is not are returned as such.

Source: Demmel & Nguyen (2015), Parallel reproducible summation, IEEE Trans. Computers 64 (binned sums, of which this is
the case of one bin).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

BITS, BITS_OF_A_DOUBLE = 62, 53
"""What an integer sum may fill, and what integers that are kept as doubles may."""
SMALLEST = -960
"""Exponents below are treated as this one, so that no power of two of the module is infinite."""
MOST = 2.0**900
"""Sums of terms below it are finite, however many there are."""


def totals(values: Floats) -> Floats:
    """The sums over the last axis, shape (..., N) → (...)."""
    if values.shape[-1] == 0:
        return np.zeros(values.shape[:-1])
    largest = np.maximum(values.max(axis=-1), -values.min(axis=-1))
    if not np.isfinite(largest).all():
        plain: Floats = np.where(np.isfinite(largest), totals(np.where(np.isfinite(values), values, 0.0)),
                                 values.sum(axis=-1))  # fmt: skip
        return plain
    exponent = np.maximum(np.frexp(largest)[1], SMALLEST)
    shift = BITS - np.frexp(np.count_nonzero(values, axis=-1))[1] - exponent
    grains = values * np.ldexp(1.0, shift)[..., np.newaxis]
    whole_numbers = np.rint(grains, out=grains).astype(np.int64).sum(axis=-1)
    sums: Floats = np.ldexp(whole_numbers.astype(np.float64), -shift)
    return sums


def total(values: Floats) -> float:
    """The sum over all elements, any shape; `totals` of one row, whose time goes into scalars of NumPy."""
    largest = _largest(values) if values.size else 0.0
    if not 0.0 < largest < MOST:
        return float(totals(values.reshape(-1)))
    shift = _shift(values, largest, BITS)
    whole_number = int(np.rint(values * math.ldexp(1.0, shift)).astype(np.int64).sum())
    return math.ldexp(float(whole_number), -shift)


def mean(values: Floats, otherwise: float = 0.0) -> float:
    """The mean over all elements, `otherwise` where there are none."""
    return total(values) / values.size if values.size else otherwise


def of_runs(values: Floats, start: Integers) -> Floats:
    """The sums over runs of neighbouring elements, values[start[i] : start[i + 1]], shape (N + 1,) of start → (N,)."""
    if not values.size:
        return np.zeros(len(start) - 1)
    shift = _shift(values, _finite(_largest(values)), BITS)
    upto = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(np.rint(values * math.ldexp(1.0, shift)).astype(np.int64), out=upto[1:])
    return np.ldexp((upto[start[1:]] - upto[start[:-1]]).astype(np.float64), -shift)


def by_group(values: Floats, group: npt.NDArray[np.integer], groups: int) -> Floats:
    """The sums over the elements of each group, shape (N,) of both → (groups,)."""
    if not values.size:
        return np.zeros(groups)
    shift = _shift(values, _finite(_largest(values)), BITS_OF_A_DOUBLE)
    grains = np.rint(values * math.ldexp(1.0, shift))
    return np.ldexp(np.bincount(group, weights=grains, minlength=groups)[:groups], -shift)


def whole(values: npt.ArrayLike) -> Integers:
    """Numbers rounded to whole ones, any shape; for money in minor units.

    Raises:
        OverflowError: for what is not finite or does not fit into 64 bits, which a plain cast would turn into another
            number without a word.
    """
    rounded = np.rint(np.asarray(values, dtype=np.float64))
    if not (np.abs(rounded) < 2.0**BITS).all():
        raise OverflowError(f"{np.abs(rounded).max():g} minor units of money cannot be kept: the most is {2**BITS:g}")
    return rounded.astype(np.int64)


def _largest(values: Floats) -> float:
    return float(max(values.max(), -values.min()))


def _finite(largest: float) -> float:
    if not math.isfinite(largest):
        raise OverflowError(f"a term is {largest}: only finite numbers can be added up by groups")
    return largest


def _shift(values: Floats, largest: float, bits: int) -> int:
    """The power of two with which terms up to `largest` become integers whose sum fits into `bits`."""
    return bits - math.frexp(np.count_nonzero(values))[1] - max(math.frexp(largest)[1], SMALLEST)
