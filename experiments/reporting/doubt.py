"""Where the answer flips: the parameters that part the winners over the doubtful space."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.comparison import Comparison
from experiments.influence import by_luck, correlations, won_by_half
from experiments.rounding import percent

FLIPS = 8


@dataclass(frozen=True)
class Parting:
    """A doubtful parameter that parts the winners: shares that b wins in both halves of its range."""

    key: str
    span: str
    correlation: float
    stands_out: bool
    lower: str
    upper: str


def partings(comparison: Comparison) -> list[list[Parting]]:
    """For each pair the parameters that part its winners most; [] without a doubtful space."""
    if comparison.space is None:
        return []
    return [_partings(comparison, b) for b in range(1, len(comparison.names))]


def _partings(comparison: Comparison, b: int) -> list[Parting]:
    assert comparison.space is not None
    luck = by_luck(len(comparison.space.places), len(comparison.space.ranges))
    found = []
    for key, correlation in list(correlations(comparison, b).items())[:FLIPS]:
        low, high = comparison.space.ranges[key]
        lower, upper = won_by_half(comparison, key, b)
        span = f"{low:g} to {high:g}"
        found.append(Parting(key, span, correlation, abs(correlation) > luck, percent(lower), percent(upper)))
    return found
