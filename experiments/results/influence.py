"""Which doubtful parameters part the winners: what the points of the parameter space say about each of them.

    ρ = Spearman's correlation of the parameter with b's lead in profit over the points

Only those are named whose correlation luck would not reach among so many parameters, see `statistics.distinguishable`;
where there is none, it is said how many points would tell.

Source: Saltelli et al. (2008), Global sensitivity analysis: the primer, §1.2 (rank correlation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.results.comparison import Comparison
from experiments.statistics.distinguishable import by_luck, points_needed, rank_correlations
from simulation.draws import Floats

KEY = "space.points"
"""The key of a comparison that says how many points there are."""


@dataclass(frozen=True)
class Influence:
    """What a design says about its parameters.

    Args:
        correlations: of each with the lead, strongest first; {} without points.
        bound: what luck reaches among so many, see `distinguishable.by_luck`.
        points: that were judged.
        error: probability that any idle parameter is named.
    """

    correlations: dict[str, float]
    bound: float
    points: int
    error: float

    @property
    def named(self) -> dict[str, float]:
        """Those that are told from luck, strongest first."""
        return {key: value for key, value in self.correlations.items() if abs(value) > self.bound}

    @property
    def needed(self) -> int:
        """How many points would tell a correlation that is worth finding."""
        return points_needed(len(self.correlations), self.error)


def influence(places: Sequence[Mapping[str, float]], gain: Floats, confidence: float) -> Influence:
    """What points say about their parameters; those at which the lead is NaN are left out.

    Args:
        places: points, each with all parameters.
        gain: lead of the second strategy at each, shape (points,).
        confidence: that no idle parameter is named, in (0, 1).
    """
    known = ~np.isnan(gain)
    if not len(places) or known.sum() < 3 or np.ptp(gain[known]) == 0:
        return Influence(dict.fromkeys(places[0] if len(places) else (), 0.0), 1.0, int(known.sum()), 1 - confidence)
    X = np.array([list(place.values()) for place in places])[known]
    found = dict(zip(places[0], map(float, rank_correlations(X, gain[known])), strict=True))
    strongest = dict(sorted(found.items(), key=lambda pair: -abs(pair[1])))
    return Influence(strongest, by_luck(X, gain[known], 1 - confidence), int(known.sum()), 1 - confidence)


def influence_on(comparison: Comparison, b: int = 1) -> Influence:
    """What the parameter space says about b's lead in profit; nothing without a space or without points."""
    if comparison.space is None or not comparison.space.places:
        return Influence({}, 1.0, 0, 1 - comparison.single_confidence)
    return influence(comparison.space.places, lead(comparison, b), comparison.single_confidence)


def lead(comparison: Comparison, b: int = 1) -> Floats:
    """Mean profit of b less that of the first strategy at each point, shape (points,) [money per initial customer]."""
    assert comparison.space is not None
    gain: Floats = comparison.space.differences("profit", b).mean(axis=1)
    return gain


def won_by_half(comparison: Comparison, key: str, b: int = 1) -> tuple[float | None, float | None]:
    """Share of points that b wins in the lower and the upper half of a parameter's range; None where no point lies."""
    assert comparison.space is not None
    low, high = comparison.space.ranges[key]
    upper = np.array([place[key] > (low + high) / 2 for place in comparison.space.places])
    won = lead(comparison, b) > comparison.margin(comparison.measures[0])
    lower, higher = (float(won[half].mean()) if half.any() else None for half in (~upper, upper))
    return lower, higher
