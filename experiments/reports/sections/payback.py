"""What it costs week by week until it pays: the second strategy's lead in cash so far, at a few dates."""

from __future__ import annotations

from experiments.results.comparison import Comparison
from experiments.statistics.formatting import decimals, signed
from experiments.statistics.paired import t_interval

QUARTER, YEAR = 13, 52


def dates(weeks: int) -> list[int]:
    """The ends of the first quarters and of all years, and the last week; counted from 0."""
    ends = [QUARTER, 2 * QUARTER, *range(YEAR, weeks + 1, YEAR), weeks]
    return sorted({end - 1 for end in ends if 1 <= end <= weeks})


def payback_rows(comparison: Comparison, b: int) -> list[tuple[str, str, str]]:
    """Weeks that have passed, cumulative lead so far [money per initial customer], and its interval."""
    gained = comparison.cash_difference(b).cumsum(axis=1)
    confidence = comparison.single_confidence
    rows = []
    for week in dates(gained.shape[1]):
        low, mean, high = t_interval(gained[:, week], confidence)
        digits = decimals((high - low) / 2 or mean)
        rows.append((f"{week + 1}", signed(mean, digits), f"{signed(low, digits)} to {signed(high, digits)}"))
    return rows
