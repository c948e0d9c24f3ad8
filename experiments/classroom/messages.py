"""Word of mouth as it travels: who said something about the focal firm this week, and who heard it.

Where more is said than can be drawn, lines are left out evenly over all speakers, and the page says how many are shown.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulation.world.market import Market

FOCAL = 1
MOST = 400
"""Lines drawn at most; more would hide each other, and a browser would have to draw them."""

Pairs = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


def messages_of_week(market: Market, column: str) -> Pairs:
    """All speakers and listeners of this week, rows of shape (P,).

    Args:
        market: after a week.
        column: "praises", which all acquaintances hear, or "complains", which close ones do.
    """
    values = market.population.values
    speaker, listener = market.community.pairs_from(
        values[column] == FOCAL, ties="all" if column == "praises" else "strong"
    )
    return speaker, listener


def messages_to_draw(pairs: Pairs) -> Pairs:
    """At most `MOST` of the pairs, evenly spread over all of them."""
    speaker, listener = pairs
    if len(speaker) <= MOST:
        return pairs
    some = np.linspace(0, len(speaker) - 1, MOST).round().astype(np.int64)
    return speaker[some], listener[some]


def left_out(*kinds: Pairs) -> str:
    """What the page says of lines that it leaves out; nothing where all are drawn."""
    whole = sum(len(speaker) for speaker, _ in kinds)
    drawn = sum(len(messages_to_draw(pairs)[0]) for pairs in kinds)
    return "" if drawn == whole else f"{drawn:,} of {whole:,} lines of talk are drawn"
