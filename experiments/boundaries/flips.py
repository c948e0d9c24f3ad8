"""Along one parameter: where the difference between two strategies changes its sign.

    d(x): mean paired difference at each level, straight between levels          flip: d(x) = 0
    interval: all x next to the flip at which Student's interval of the difference holds 0

At each level replicates share their luck with all other levels, so the curve is smoother than its intervals say. The
interval is that of Fieller's argument: a value of x is not excluded while 0 is not excluded there.

Source: Fieller (1954), J. R. Stat. Soc. B 16 (inverting the test).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.pairs import t_interval
from simulation.draws import Floats


@dataclass(frozen=True)
class Flip:
    """Where the winner changes along one parameter.

    Args:
        at: value of the parameter; None where the difference keeps its sign over the range.
        ci_low: lower end of the interval; None from single replicates, or where it reaches the end of the range.
        ci_high: upper end, likewise.
        below: sign of the difference at the lower end of the range: 1 where the second strategy leads.
        above: sign at the upper end.
        crossings: how often the sign changes; `at` is the crossing closest to the default.
    """

    at: float | None
    ci_low: float | None
    ci_high: float | None
    below: int
    above: int
    crossings: int


@dataclass(frozen=True, eq=False)
class Line:
    """One parameter moved alone.

    Args:
        key: dotted.
        default: value at which everything else was compared.
        levels: ascending, shape (levels,).
        differences: second strategy less the first in profit, shape (levels, replicates); NaN where a run failed.
    """

    key: str
    default: float
    levels: Floats
    differences: Floats

    @property
    def mean(self) -> Floats:
        """Mean difference at each level, shape (levels,)."""
        return _over_replicates(self.differences)

    def band(self, confidence: float = 0.95) -> tuple[Floats, Floats]:
        """Student's interval at each level, both of shape (levels,); NaN below two replicates."""
        ends = np.full((2, len(self.levels)), np.nan)
        for k, row in enumerate(self.differences):
            defined = row[~np.isnan(row)]
            if defined.size > 1:
                low, _, high = t_interval(defined, confidence)
                ends[:, k] = low, high
        return ends[0], ends[1]

    def flip(self, confidence: float = 0.95) -> Flip:
        """Where the mean difference is 0; of several places the one closest to the default."""
        known = ~np.isnan(self.mean)
        x, mean = self.levels[known], self.mean[known]
        signs = np.sign(mean)
        below, above = (int(signs[0]), int(signs[-1])) if len(signs) else (0, 0)
        found = crossings(x, mean)
        if not found:
            return Flip(None, None, None, below, above, 0)
        at = min(found, key=lambda place: abs(place - self.default))
        low, high = (end[known] for end in self.band(confidence))
        # 0 is inside the interval where low · high <= 0; the nearest ends of that stretch are crossings of low or high.
        if np.isnan(low).any():
            return Flip(at, None, None, below, above, len(found))
        ends = sorted([*crossings(x, low), *crossings(x, high)])
        left = max((end for end in ends if end <= at), default=None)
        right = min((end for end in ends if end >= at), default=None)
        return Flip(at, left, right, below, above, len(found))


def crossings(x: Sequence[float] | Floats, y: Sequence[float] | Floats) -> list[float]:
    """Where a curve that is straight between its points is 0, in ascending order; a touch without crossing counts not.

    Args:
        x: ascending.
        y: of the same length.
    """
    found: list[float] = []
    last: int | None = None
    for k, value in enumerate(y):
        if value == 0:
            continue
        if last is not None and (value > 0) != (y[last] > 0):
            if k == last + 1:
                found.append(float(x[last] + (x[k] - x[last]) * y[last] / (y[last] - value)))
            else:  # it is 0 over a stretch: the middle
                found.append(float((x[last + 1] + x[k - 1]) / 2))
        last = k
    return found


def _over_replicates(differences: Floats) -> Floats:
    """Mean over the replicates that are there, NaN where none is."""
    there = ~np.isnan(differences)
    count = there.sum(axis=-1)
    total = np.where(there, differences, 0.0).sum(axis=-1)
    mean: Floats = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return mean
