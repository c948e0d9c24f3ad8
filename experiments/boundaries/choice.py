"""Which two parameters the map is about, when nobody says: those that part the winners most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import stats

from experiments.influence import by_luck
from simulation.draws import Floats

FALLBACK = ("market.budget_share", "mechanism.encounters.cost")
"""What a firm can decide on and what it can find out; both decide much in the literature of this question."""


def ranked(places: Sequence[Mapping[str, float]], lead: Floats) -> dict[str, float]:
    """Rank correlation of each parameter with the lead over points, strongest first; NaN leads are left out.

    Args:
        places: points, each with all parameters.
        lead: of the second strategy at each, shape (points,).
    """
    known = ~np.isnan(lead)
    if known.sum() < 3 or np.ptp(lead[known]) == 0:
        return {}
    found = {}
    for key in places[0]:
        values = np.array([place[key] for place in places])[known]
        found[key] = float(stats.spearmanr(values, lead[known]).statistic) if np.ptp(values) > 0 else 0.0
    return dict(sorted(found.items(), key=lambda pair: -abs(pair[1])))


def two(correlations: Mapping[str, float], points: int, known: Sequence[str]) -> tuple[str, str]:
    """The two strongest where both are beyond luck; else those of `FALLBACK` where they are in doubt.

    Args:
        correlations: strongest first; may be {}.
        points: on which they rest.
        known: parameters that there are, at least two.
    """
    strongest = list(correlations)[:2]
    if len(strongest) == 2 and abs(correlations[strongest[1]]) > by_luck(points, len(correlations)):
        return strongest[0], strongest[1]
    if set(FALLBACK) <= set(known):
        return FALLBACK
    first, second = (strongest if len(strongest) == 2 else list(known))[:2]
    return first, second
