"""What customers would answer when they are asked whether they recommend the firm: promoters less detractors.

    answer = k·s + ν·ε on the scale from 0 to 10, rounded     s: satisfaction, ε ~ N(0, 1)
    score = 100·mean( Φ((k·s - 8.5)/ν) - Φ((6.5 - k·s)/ν) )     9 and 10 promote, 0 to 6 detract

The score is the one that is expected of so satisfied customers, so answers need not be drawn. Satisfaction has a unit
of its own and the score has another: k says how they hang together, and is found once for a world, as that with which
the customers of the pilots have at their end the score that the firm observes under the status quo. The score rises
with k, so there is one such k; were satisfaction stated in other units, k would be in others and every score the same.
What is in doubt is the noise, ν: how far an answer is from what the customer feels. Much noise blurs the difference
between two strategies.

Source: Reichheld (2003), Harvard Business Review 81 (the score); the link to satisfaction is invented here. Grade C.
"""

from __future__ import annotations

import math

import numpy as np

from simulation import exact_sums
from simulation.draws import Floats
from simulation.quantiles import rank

PROMOTES, DETRACTS = 8.5, 6.5
LEAST, MOST = 1e-3, 1e6
"""Points of the scale per unit of satisfaction between which the one that is looked for is taken to lie."""
HALVINGS = 60


def expected_score(satisfaction: Floats, scale: float, noise: float) -> float:
    """Share of promoters less share of detractors that is expected [points]; NaN where nobody is asked.

    Args:
        satisfaction: of each customer, shape (N,).
        scale: k, points of the scale per unit of satisfaction.
        noise: ν, standard deviation of an answer [points of the scale].
    """
    if not len(satisfaction):
        return float("nan")
    felt = scale * satisfaction
    promotes, detracts = rank((felt - PROMOTES) / noise), rank((DETRACTS - felt) / noise)
    return 100.0 * exact_sums.mean(promotes - detracts)


def fitting_scale(satisfaction: Floats, observed: float, noise: float) -> float:
    """The scale k at which so satisfied customers have the observed score, by halving its logarithm; see above.

    Args:
        satisfaction: of the customers of the status quo, shape (N,), not negative.
        observed: their score [points].
        noise: ν.
    """
    low, high = math.log(LEAST), math.log(MOST)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if expected_score(satisfaction, float(np.exp(middle)), noise) < observed:
            low = middle
        else:
            high = middle
    return float(np.exp(0.5 * (low + high)))
