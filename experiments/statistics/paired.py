"""Pairs of replicates: two strategies under the same luck, and what their differences say.

    D[i] = b[i] - a[i],    interval = mean(D) ± t(n - 1) · sd(D) / sqrt(n)

Replicate i of both strategies shares its luck, so the difference is formed within the pair before anything is averaged,
and most of the luck cancels.

Source: Law (2015), Simulation modeling and analysis, 5th ed., §10.2 (paired t); Vargha & Delaney (2000), J. Educ.
Behav. Stat. 25 (half of the ties).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from simulation.mistake import Mistake

Floats = npt.NDArray[np.float64]


def defined_pairs(a: npt.ArrayLike, b: npt.ArrayLike) -> tuple[Floats, Floats, int]:
    """Both columns, shape (replicates,), without the pairs in which either is NaN, and how many those were."""
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if first.ndim != 1 or first.shape != second.shape:
        given = f"shapes {first.shape} and {second.shape}"
        advice = "Replicate i of one is paired with replicate i of the other."
        raise Mistake("replicates", given, "must be two columns of the same length", advice)
    # The square of a larger number is not finite, so no variance would be.
    if (np.abs(first) > 1e150).any() or (np.abs(second) > 1e150).any():
        raise Mistake("measure", "an infinite value", "must be finite", "Use NaN where a measure is undefined.")
    both = ~(np.isnan(first) | np.isnan(second))
    return first[both], second[both], int(both.size - both.sum())


def wins(differences: Floats, better: str = "high") -> float:
    """Share of the differences b - a, any shape, in which b is the better one, plus half of the ties."""
    signs = np.sign(differences) if better == "high" else -np.sign(differences)
    return float((1 + signs).mean() / 2)


def mean_and_error(values: Floats) -> tuple[float, float]:
    """The mean and its standard error, from at least two values, shape (n,)."""
    # Taken from the first value on, equal values have exactly that mean and an error of 0, whatever the rounding.
    steps = values - values[0]
    return float(values[0] + steps.mean()), float(steps.std(ddof=1)) / float(values.size) ** 0.5


def t_interval(values: Floats, confidence: float) -> tuple[float, float, float]:
    """Student's interval of a mean as (low, mean, high), from at least two values, shape (n,)."""
    mean, error = mean_and_error(values)
    half = float(special.stdtrit(values.size - 1, (1 + confidence) / 2)) * error  # the quantile of Student's t
    return mean - half, mean, mean + half


def check_judgeable(*, margin: float | None = None, confidence: float | None = None, better: str = "high") -> None:
    """Refuse a margin, confidence or direction that no comparison can be judged by."""
    if margin is not None and not 0 <= margin < np.inf:
        raise Mistake("margin", margin, "must be at least 0 and finite, in the unit of the measure")
    if confidence is not None and not 0 < confidence < 1:
        raise Mistake("confidence", confidence, "must lie between 0 and 1", "0.95 is usual.")
    if better not in ("high", "low"):
        raise Mistake("better", better, "must be high or low")
