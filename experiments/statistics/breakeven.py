"""When does a strategy that costs first have paid for itself?

    C(t) = sum over s = 0 … t of mean over replicates of (b - a)[s]
    breakeven = the first week from which C(t) >= 0 up to the horizon

Relationships are paid for before they pay: the cumulative difference dips, turns, and may cross zero (a J-curve).
A curve that crosses and falls back has not broken even, so only the last crossing counts, and only within the horizon.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulation.mistake import Mistake


@dataclass(frozen=True)
class Breakeven:
    """Where the cumulative difference breaks even and how far it fell before or after."""

    week: int | None  # counted from 0; None where it has not broken even by the horizon
    depth: float  # largest cumulative shortfall, >= 0, unit of the measure; 0 where there is no dip
    deepest_week: int | None  # first week in which that depth is reached; None where there is no dip


def breakeven_week(difference_by_week: npt.ArrayLike) -> Breakeven:
    """The first week from which b has caught up with a for good.

    Equal strategies, and a b that is never behind, break even in week 0. The week is a point estimate from the mean
    curve; whether the difference at the horizon is more than luck is the business of the paired interval.

    Args:
        difference_by_week: b - a per replicate and week, shape (replicates, weeks), in a unit that adds up over weeks
            and of which more is better for b (turn costs round); discount it first if present value is meant.

    Raises:
        Mistake: no replicate or no week, or a value that is not finite.
    """
    differences = np.asarray(difference_by_week)
    if differences.ndim != 2 or 0 in differences.shape:
        raise Mistake("difference_by_week", f"shape {differences.shape}", "must be replicates × weeks, at least 1 × 1")
    if not np.isfinite(differences).all():
        advice = "Only measures that are defined in every week can be cumulated."
        raise Mistake("difference_by_week", "NaN or infinity", "must be finite", advice)
    # Summed before they are divided, so that money in whole minor units is compared with zero exactly.
    cumulative = differences.sum(axis=0).cumsum()
    # 0.1 + 0.2 - 0.3 is not 0 in floats: what rounding alone can amount to is no shortfall.
    rounding = 0.0 if differences.dtype.kind in "biu" else float(np.finfo(np.float64).eps * np.abs(differences).sum())
    behind = np.flatnonzero(cumulative < -rounding)
    if behind.size == 0:
        return Breakeven(0, 0.0, None)
    week = int(behind[-1]) + 1
    depth = -float(cumulative.min()) / differences.shape[0]
    return Breakeven(week if week < cumulative.size else None, depth, int(cumulative.argmin()))
