"""Parameter sets that agree with what was observed: the prior, weighed by the distance in standard errors.

    weight of a set  ∝  e^(-d²/2),      d² = Σ ((S_j - T_j) / σ_j)²,      prior: even over the plausible ranges

In words: what the statistics do not speak of keeps its whole plausible range, and what they do speak of is narrowed as
far as their errors allow, jointly. Sets are points of a Sobol sequence in a box that closes in on where the weight is,
round by round, so that enough of them carry weight even where the data are sharp.

Source: a synthetic likelihood, Wood (2010), Nature 466; importance weights, Robert & Casella (2004), Monte Carlo
statistical methods, ch. 14; systematic resampling, Kitagawa (1996), J. Comput. Graph. Stat. 5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulation.draws import Floats

SETS = 2**14
ENOUGH, AIM = 400.0, 100.0
"""Effective number of sets from which quantiles are read, and from which it is seen where to look closer."""
ROUNDS, TAIL = 24, 0.004


@dataclass(frozen=True, eq=False)
class Accepted:
    """Weighed sets.

    Args:
        x: shape (sets, parameters), from -1 to 1.
        weight: adds up to 1, shape (sets,).
    """

    x: Floats
    weight: Floats

    @property
    def effective(self) -> float:
        """How many equally weighted sets they are worth."""
        return float(1.0 / np.sum(self.weight**2))

    def quantiles(self, probability: float) -> Floats:
        """One quantile of each parameter, shape (parameters,)."""
        return np.array([self._quantile(column, probability) for column in self.x.T])

    def _quantile(self, column: Floats, probability: float) -> float:
        order = np.argsort(column, kind="stable")
        reached = np.cumsum(self.weight[order]) - 0.5 * self.weight[order]
        return float(np.interp(probability, reached, column[order]))

    def resampled(self, count: int) -> Floats:
        """Equally likely sets, shape (count, parameters)."""
        places = (np.arange(count) + 0.5) / count
        chosen = np.searchsorted(np.cumsum(self.weight), places)
        return self.x[np.minimum(chosen, len(self.x) - 1)]


def accepted_sets(distance: Callable[[Floats], Floats], parameters: int, seed: int) -> Accepted:
    """Weigh sets over the whole prior.

    Args:
        distance: d² of sets, shape (sets, parameters) from -1 to 1 → (sets,).
        parameters: how many.
        seed: of the sequence of sets.
    """
    from scipy.stats import qmc  # a second that whoever only reads a calibration need not wait

    low, high = -np.ones(parameters), np.ones(parameters)
    for number in range(ROUNDS):
        sequence = qmc.Sobol(parameters, rng=seed + number)
        x = low + (high - low) * sequence.random(SETS)
        depth = distance(x) / 2.0
        found = Accepted(x, _weights(depth, 1.0))
        if found.effective >= ENOUGH:
            break
        # Too sharp for the box: a flatter weight finds where the sharp one lies, and the box closes in on it.
        eased = Accepted(x, _weights(depth, _easing(depth)))
        low, high = eased.quantiles(TAIL), eased.quantiles(1.0 - TAIL)
    return found


def _weights(depth: Floats, power: float) -> Floats:
    raw = np.exp(-power * (depth - depth.min()))
    weight: Floats = raw / raw.sum()
    return weight


def _easing(depth: Floats) -> float:
    """The power of the weights at which just enough sets count."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = 0.5 * (low + high)
        enough = 1.0 / np.sum(_weights(depth, middle) ** 2) >= AIM
        low, high = (middle, high) if enough else (low, middle)
    return low
