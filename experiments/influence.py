"""Which doubtful parameters part the winners: what the points of the doubtful space say about each of them.

    ρ = Spearman's correlation of the parameter with b's lead in profit over the points

With many parameters the largest of idle ones is not near 0: with m of them at n points it stays below
z(1 - 0.05 / 2m) / sqrt(n - 1) in nineteen designs of twenty, and only what lies beyond that stands out.

Source: Saltelli et al. (2008), Global sensitivity analysis: the primer, §1.2 (rank correlation); Dunn (1961), J. Am.
Stat. Assoc. 56 (many at once).
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special, stats

from experiments.comparison import Comparison
from simulation.draws import Floats
from simulation.measures import MEASURES

ERROR = 0.05


def correlations(comparison: Comparison, b: int = 1) -> dict[str, float]:
    """Rank correlation of each doubtful parameter with b's lead in profit, strongest first; {} without a space."""
    if comparison.space is None:
        return {}
    gain = lead(comparison, b)
    found = {}
    for key in comparison.space.ranges:
        values = np.array([place[key] for place in comparison.space.places])
        varied = len(values) > 2 and np.ptp(values) > 0 and np.ptp(gain) > 0
        found[key] = float(stats.spearmanr(values, gain).statistic) if varied else 0.0
    return dict(sorted(found.items(), key=lambda pair: -abs(pair[1])))


def lead(comparison: Comparison, b: int = 1) -> Floats:
    """Mean profit of b less that of the first strategy at each point, shape (points,) [money per initial customer]."""
    assert comparison.space is not None
    gain: Floats = comparison.space.differences("profit", b).mean(axis=1)
    return gain


def by_luck(points: int, parameters: int) -> float:
    """The correlation that the strongest of so many idle parameters exceeds in one design of twenty, at most 1."""
    if points < 3 or parameters < 1:
        return 1.0
    return min(1.0, float(special.ndtri(1 - ERROR / (2 * parameters))) / math.sqrt(points - 1))


def won_by_half(comparison: Comparison, key: str, b: int = 1) -> tuple[float | None, float | None]:
    """Share of points that b wins in the lower and the upper half of a parameter's range; None where no point lies."""
    assert comparison.space is not None
    low, high = comparison.space.ranges[key]
    upper = np.array([place[key] > (low + high) / 2 for place in comparison.space.places])
    won = lead(comparison, b) > comparison.margin(MEASURES[0])
    lower, higher = (float(won[half].mean()) if half.any() else None for half in (~upper, upper))
    return lower, higher
