"""Along one parameter: where the difference between two strategies changes its sign.

    d(x): mean paired difference at each level, straight between levels          flip: d(x) = 0
    interval: all x next to the flip at which Student's interval of the difference holds 0
    shown: on both sides of it is a level whose interval lies beyond 0, for all levels at once

At each level replicates share their luck with all other levels, so the curve is smoother than its intervals say. The
interval is that of Fieller's argument: a value of x is not excluded while 0 is not excluded there. Noise crosses 0 too:
the mean of two strategies that do not differ changes its sign somewhere along almost every line. So a flip is only
called one where both winners are shown to lead. Where a level was run in one replicate, its interval borrows the spread
of the difference from the replicates at the defaults; without those, nothing is shown.

Source: Fieller (1954), J. R. Stat. Soc. B 16 (inverting the test); Dunn (1961), J. Am. Stat. Assoc. 56 (all levels).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import special

from experiments.statistics.paired import t_interval
from experiments.statistics.simultaneous import single_confidence
from simulation.draws import Floats


class State(StrEnum):
    """What a line says."""

    FLIPS = "flips"
    """The winner changes, and both are shown to lead somewhere."""
    CROSSES = "crosses, not shown"
    """The mean changes its sign, but luck may have made it."""
    KEEPS = "keeps"
    """One strategy is shown to lead at every level."""
    OPEN = "no flip, not shown everywhere"
    """The mean keeps its sign, but at some level luck may have made the lead."""
    EQUAL = "equal"
    """The strategies earn exactly the same at every level."""
    UNKNOWN = "unknown"
    """Nothing could be run at any level."""


@dataclass(frozen=True)
class Flip:
    """Where the winner changes along one parameter.

    Args:
        state: what is known.
        at: where the mean difference is 0, of several places the one closest to the default; None where it keeps its
            sign over the range or nothing is known.
        ci_low: lower end of its interval; None where that reaches the end of the range, or there is no interval.
        ci_high: upper end, likewise.
        below: sign of the mean difference at the lower end of the range: 1 where the second strategy leads.
        above: sign at the upper end.
        crossings: how often the sign changes.
    """

    state: State
    at: float | None
    ci_low: float | None
    ci_high: float | None
    below: int
    above: int
    crossings: int


@dataclass(frozen=True)
class Spread:
    """How much the difference of one pair varies by luck, as seen at the defaults.

    Args:
        deviation: standard deviation [money per initial customer].
        freedom: degrees of freedom behind it.
    """

    deviation: float
    freedom: int

    @classmethod
    def of(cls, differences: Floats) -> Spread | None:
        """From paired differences, shape (replicates,); None from fewer than two."""
        there = differences[~np.isnan(differences)]
        return cls(float(there.std(ddof=1)), len(there) - 1) if len(there) > 1 else None


@dataclass(frozen=True, eq=False)
class Line:
    """One parameter moved alone.

    Args:
        key: dotted.
        default: value at which everything else was compared.
        levels: ascending, shape (levels,).
        differences: second strategy less the first in profit, shape (levels, replicates); NaN where a run failed.
        spread: of one pair, for levels that were run in a single replicate.
    """

    key: str
    default: float
    levels: Floats
    differences: Floats
    spread: Spread | None = None

    @property
    def mean(self) -> Floats:
        """Mean difference at each level, shape (levels,)."""
        return _over_replicates(self.differences)

    def band(self, confidence: float) -> tuple[Floats, Floats]:
        """Student's interval at each level, both of shape (levels,); NaN where there is none."""
        ends = np.full((2, len(self.levels)), np.nan)
        for k, row in enumerate(self.differences):
            defined = row[~np.isnan(row)]
            if defined.size > 1:
                low, _, high = t_interval(defined, confidence)
                ends[:, k] = low, high
            elif defined.size == 1 and self.spread is not None:
                half = float(special.stdtrit(self.spread.freedom, (1 + confidence) / 2)) * self.spread.deviation
                ends[:, k] = defined[0] - half, defined[0] + half
        return ends[0], ends[1]

    def shown(self, confidence: float) -> Floats:
        """1 or -1 at each level where the lead of the second or first is told from 0, else 0; at all levels at once."""
        low, high = self.band(single_confidence(confidence, len(self.levels)))
        with np.errstate(invalid="ignore"):
            side: Floats = np.where(low > 0, 1.0, np.where(high < 0, -1.0, 0.0))
        return side

    def flip(self, confidence: float) -> Flip:
        """Where the mean difference is 0; of several places the one closest to the default."""
        known = ~np.isnan(self.mean)
        x, mean, side = self.levels[known], self.mean[known], self.shown(confidence)[known]
        if not len(x):
            return Flip(State.UNKNOWN, None, None, None, 0, 0, 0)
        below, above = int(np.sign(mean[0])), int(np.sign(mean[-1]))
        found = crossings(x, mean)
        if not found:
            state = State.EQUAL if not mean.any() else State.KEEPS if abs(side.sum()) == len(side) else State.OPEN
            return Flip(state, None, None, None, below, above, 0)
        at = min(found, key=lambda place: abs(place - self.default))
        before, after = side[x <= at], side[x >= at]
        both = (1 in before and -1 in after) or (-1 in before and 1 in after)
        low, high = (end[known] for end in self.band(confidence))
        # 0 is inside the interval where low · high <= 0; the nearest ends of that stretch are crossings of low or high.
        ends = [] if np.isnan(low).any() else [*crossings(x, low), *crossings(x, high)]
        left = max((end for end in ends if end <= at), default=None)
        right = min((end for end in ends if end >= at), default=None)
        return Flip(State.FLIPS if both else State.CROSSES, at, left, right, below, above, len(found))

    def joined(self, other: Line) -> Line:
        """The same line with the levels of another one that it does not have; what both have stays as it is here."""
        new = ~np.isin(other.levels, self.levels)
        width = max(self.differences.shape[1], other.differences.shape[1])
        rows = [np.pad(d, ((0, 0), (0, width - d.shape[1])), constant_values=np.nan)
                for d in (self.differences, other.differences[new])]  # fmt: skip
        levels = np.append(self.levels, other.levels[new])
        order = np.argsort(levels)
        return Line(self.key, self.default, levels[order], np.vstack(rows)[order], self.spread)


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
