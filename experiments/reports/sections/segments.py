"""Who benefits by segment: what changes for the firm and for the customers, and what that is called."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.figures.segments import difference, heads
from experiments.results.comparison import Comparison
from experiments.results.sentences.comparison import PLANE
from experiments.statistics.equivalence import PairedDifference
from experiments.statistics.formatting import decimals, signed
from simulation.measures.outcome import SEGMENTS


@dataclass(frozen=True)
class SegmentRow:
    """One segment of one pair."""

    segment: str
    people: str
    firm: str
    customers: str
    side: str


def segment_rows(comparison: Comparison, b: int) -> list[SegmentRow]:
    """Light, middle and heavy buyers."""
    rows = []
    for i, (segment, people) in enumerate(zip(SEGMENTS, heads(comparison), strict=True)):
        firm, customers = (difference(comparison, column, i, b) for column in ("contribution", "surplus"))
        names = comparison.names[0], comparison.names[b]
        sides = _side(firm, names), _side(customers, names)
        rows.append(SegmentRow(segment, f"{people:,}", _told(firm), _told(customers), PLANE.get(sides, "undecided")))
    return rows


def _side(pair: PairedDifference, names: tuple[str, str]) -> int:
    return {names[1]: 1, names[0]: -1}.get(pair.verdict, 0)


def _told(pair: PairedDifference) -> str:
    if pair.difference is None or pair.ci_low is None or pair.ci_high is None:
        return "nobody"
    digits = decimals((pair.ci_high - pair.ci_low) / 2 or pair.difference)
    ends = f"{signed(pair.ci_low, digits)} to {signed(pair.ci_high, digits)}"
    return f"{signed(pair.difference, digits)} ({ends})"
