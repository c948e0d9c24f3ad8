"""What a case found: one or several points, each with its target, its band and the error of what was simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from simulation.draws import Floats

Number = npt.ArrayLike


@dataclass(frozen=True, eq=False)
class Reading:
    """Simulated values against their bands, arrays of shape (K,).

    Args:
        at: where each point stands on the axis, in its unit.
        target: what is known.
        low: lower edge of the band.
        high: upper edge of the band.
        simulated: what the model gave.
        error: standard error of what the model gave; 0 where no luck is involved.
        axis: what `at` counts, with its unit; empty for a single number.
        unit: unit of the values.
        labels: names of the points where they are kinds and not places on an axis.
        freedom: degrees of freedom of `error`; infinite where it is known and not estimated.
        bound: whether the target is a bound, and not where the values should lie.
    """

    at: Floats
    target: Floats
    low: Floats
    high: Floats
    simulated: Floats
    error: Floats
    axis: str
    unit: str
    labels: tuple[str, ...] = ()
    freedom: float = np.inf
    bound: bool = False

    @property
    def inside(self) -> npt.NDArray[np.bool_]:
        """Which points are in their band, edges included; what is not a number is not."""
        here: npt.NDArray[np.bool_] = (self.low <= self.simulated) & (self.simulated <= self.high)
        return here

    @property
    def worst(self) -> int:
        """The point that is furthest out, in widths of its band."""
        width = np.maximum((self.high - self.low) / 2.0, 1e-300)
        out = np.maximum(self.low - self.simulated, self.simulated - self.high) / width
        return int(np.argmax(np.where(np.isnan(out), np.inf, out)))

    def beyond(self, centre: Floats) -> float:
        """Chance that luck alone puts some point outside of its band; a sum over points, hence never too low.

        Args:
            centre: where the values would lie on average, shape (K,).
        """
        lucky = self.error > 0
        if not lucky.any():
            return 0.0
        above, below = ((edge[lucky] / self.error[lucky]) for edge in (self.high - centre, centre - self.low))
        tail = special.ndtr if np.isinf(self.freedom) else lambda z: special.stdtr(self.freedom, z)
        return float(min(np.sum(tail(-above) + tail(-below)), 1.0))


def within(
    target: Number, simulated: Number, tolerance: Number | tuple[Number, Number], error: Number = 0.0, *,
    at: Number | None = None, axis: str = "", unit: str = "share", labels: Sequence[str] = (), freedom: float = np.inf,
) -> Reading:  # fmt: skip
    """A reading whose band is the target give or take a tolerance.

    Args:
        target: shape (K,) or a number, as all that follow.
        simulated: what the model gave.
        tolerance: half the width of the band; two of them where it reaches less far down than up.
        error: see `Reading`, as all that follow.
        at: 0, 1, 2, ... by default.
        axis: see `Reading`.
        unit: see `Reading`.
        labels: see `Reading`.
        freedom: see `Reading`.
    """
    known = np.atleast_1d(np.asarray(target, dtype=np.float64))
    down, up = tolerance if isinstance(tolerance, tuple) else (tolerance, tolerance)
    down, up, values, errors = (_like(known, each) for each in (down, up, simulated, error))
    places = np.arange(known.size, dtype=np.float64) if at is None else _like(known, at)
    return Reading(places, known, known - down, known + up, values, errors, axis, unit, tuple(labels), freedom)


def between(
    target: Number, simulated: Number, low: Number, high: Number, error: Number = 0.0, *,
    at: Number | None = None, axis: str = "", unit: str = "share", labels: Sequence[str] = (), freedom: float = np.inf,
) -> Reading:  # fmt: skip
    """A reading whose band has edges of its own; see `within`."""
    known = np.asarray(target, dtype=np.float64)
    gaps = (known - np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64) - known)
    return within(
        known, simulated, gaps, error, at=at, axis=axis, unit=unit, labels=labels, freedom=freedom
    )  # fmt: skip


def _like(known: Floats, given: Number) -> Floats:
    values: Floats = np.broadcast_to(np.asarray(given, dtype=np.float64), known.shape).copy()
    return values


def standard_error(sample: Floats) -> Floats:
    """Standard error of the mean over the first axis, shape (…)."""
    found: Floats = np.std(sample, axis=0, ddof=1) / np.sqrt(len(sample))
    return found
