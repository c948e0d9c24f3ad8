"""Who wins how much of the space of doubtful parameters.

    point p is won by b where  mean over replicates of (b - a)[p] > margin[p],  by a below -margin[p],  else tied

A verdict at the best guess of the parameters says nothing about the doubt in them. Over points drawn from the declared
ranges, the shares won say how much of what we cannot rule out favours whom. Wilson's interval speaks of points drawn
independently, so for a Latin hypercube, which spreads its points evenly, it is usually too wide rather than too narrow.
A point is judged by its mean, so few replicates blur the border: they move points near the margin, not those far away.

Source: Wilson (1927), J. Am. Stat. Assoc. 22; McKay, Beckman & Conover (1979), Technometrics 21 (Latin hypercube).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from experiments.statistics.paired import Floats, check_judgeable, wins
from simulation.mistake import Mistake


@dataclass(frozen=True)
class Share:
    """A share of the space in [0, 1] with its Wilson interval."""

    share: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True)
class SharesOfSpace:
    """The space divided; the shares add up to 1 and are None where the measure is undefined at every point."""

    a: Share | None
    b: Share | None
    tied: Share | None
    points: int  # points judged
    undefined: int  # points at which the measure is NaN in every replicate


def share_of_space(
    differences_per_point: npt.ArrayLike,
    margins: npt.ArrayLike,
    *,
    confidence: float,
    better: str = "high",
) -> SharesOfSpace:
    """Divide the points between a, b and neither.

    Args:
        differences_per_point: b - a, shape (points, replicates), in the unit of the measure; NaN replicates are left
            out, and points that are all NaN are counted as undefined.
        margins: smallest absolute difference that matters, at least 0; one for all or shape (points,).
        confidence: of each Wilson interval, in (0, 1).
        better: "high", or "low" for costs and churn.

    Raises:
        Mistake: no points, infinite differences, margins that do not fit, or an argument out of range.
    """
    check_judgeable(confidence=confidence, better=better)
    differences = _points(differences_per_point)
    each = np.asarray(margins, dtype=np.float64)
    if each.shape not in ((), (differences.shape[0],)) or not ((each >= 0) & (each < np.inf)).all():
        allowed = f"must be at least 0 and finite, one for all or one for each of {differences.shape[0]} points"
        raise Mistake("margins", each.tolist(), allowed)
    defined = ~np.isnan(differences).all(axis=1)
    points = int(defined.sum())
    undefined = int(defined.size - points)
    if points == 0:
        return SharesOfSpace(None, None, None, 0, undefined)
    gain = np.nanmean(differences[defined], axis=1) * (1 if better == "high" else -1)
    margin = np.broadcast_to(each, defined.shape)[defined]
    to_a, to_b = int((gain < -margin).sum()), int((gain > margin).sum())
    a, b, tied = (_share(count, points, confidence) for count in (to_a, to_b, points - to_a - to_b))
    return SharesOfSpace(a, b, tied, points, undefined)


def probability_b_beats_a(differences_per_point: npt.ArrayLike, better: str = "high") -> float | None:
    """The probability that b beats a in a random replicate at a random point of the space.

    The mean over points of the share of pairs that b wins plus half of the ties: every point weighs the same, however
    many of its replicates are defined. None where no point has a defined replicate.

    Args:
        differences_per_point: b - a, shape (points, replicates); NaN replicates are left out.
        better: "high", or "low" for costs and churn.

    Raises:
        Mistake: no points, infinite differences or an unknown direction.
    """
    check_judgeable(better=better)
    pairs = (row[~np.isnan(row)] for row in _points(differences_per_point))
    shares = [wins(row, better) for row in pairs if row.size]
    return float(np.mean(shares)) if shares else None


def _points(differences_per_point: npt.ArrayLike) -> Floats:
    differences = np.asarray(differences_per_point, dtype=np.float64)
    if differences.ndim != 2 or 0 in differences.shape:
        allowed = "must be points × replicates, at least 1 × 1"
        raise Mistake("differences_per_point", f"shape {differences.shape}", allowed)
    if np.isinf(differences).any():
        advice = "Use NaN where a measure is undefined."
        raise Mistake("differences_per_point", "an infinite value", "must be finite", advice)
    return differences


def _share(count: int, points: int, confidence: float) -> Share:
    # scipy.stats.binomtest has it too, but computes a p value each time and takes a second to import.
    p, z = count / points, float(special.ndtri((1 + confidence) / 2))
    shrink = 1 / (1 + z**2 / points)
    centre = shrink * (p + z**2 / (2 * points))
    half = shrink * z * (p * (1 - p) / points + (z / (2 * points)) ** 2) ** 0.5
    # At the ends the bound is exact, whatever rounding makes of the sum.
    return Share(p, centre - half if count else 0.0, centre + half if count < points else 1.0)
