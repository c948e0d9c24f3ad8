"""People are a sample of a firm's customers: what of all that is asked for the whole firm can serve.

    share = E min(W, R) / E W,   W ~ Normal(h·w, h·w·(1 - w/n)),   R = h·r, or Normal(h·r, h·r) where it varies too
          = 1 - ( g·Φ(g/σ) + σ·φ(g/σ) ) / (h·w),   g = h·(w - r),   σ² = h·w·(1 - w/n), and h·r more where R varies

with w what n customers of the sample ask for and r what there is room for, and h real customers for each one of it: a
customer asks once a week or not at all. The minimum of two random counts has a mean that depends on how large they are:
with room for 4, one in thirty of 2.4 requests is turned away, with room for 400 none of 240. So both are held against
each other at the size that the firm really has, and the number of people who are simulated decides only how exactly the
answer is known.

How much is asked for is what was asked for in the last quarter, for a single week of a small sample says little.

Source: mean of the minimum of normal variables: Clark (1961), Operations Research 9. Use here invented.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

MEMORY = 13
"""Weeks over which what customers ask for is averaged."""


def served_share(wanted: float, room: float, customers: float, heads: float, varies: bool = False) -> float:
    """Share of what is wanted that is served, from 0 to 1; 1 where nothing is wanted.

    Args:
        wanted: requests expected this week, counted in the sample.
        room: how many can be served, counted in the sample.
        customers: who could ask, counted in the sample.
        heads: real customers for each simulated one, above 0.
        varies: whether the room is a random count too.
    """
    if wanted <= 0.0:
        return 1.0
    if room <= 0.0 or math.isinf(room):
        return float(room > 0.0)
    gap = heads * (wanted - room)
    variance = heads * (wanted * max(1.0 - wanted / max(customers, 1.0), 0.0) + room * varies)
    if variance == 0.0:
        return min(room / wanted, 1.0)
    deviation = math.sqrt(variance)
    short = 0.5 * gap * math.erfc(-gap / deviation / math.sqrt(2.0))
    short += deviation * math.exp(-0.5 * (gap / deviation) ** 2) / math.sqrt(2.0 * math.pi)
    return min(max(1.0 - short / (heads * wanted), 0.0), 1.0)


@dataclass
class Demand:
    """What a firm's customers ask for: for each kind of request the mean per customer and week of the last quarter.

    Attributes:
        means: by kind of request, with the number of weeks behind it.
    """

    means: dict[str, tuple[float, int]] = field(default_factory=dict)

    def expected(self, kind: str, requests: float, customers: int) -> float:
        """Count a week's requests; how many are to be expected of as many customers."""
        mean, weeks = self.means.get(kind, (0.0, 0))
        weeks = min(weeks + 1, MEMORY)
        mean += (requests / max(customers, 1) - mean) / weeks
        self.means[kind] = mean, weeks
        return mean * customers
