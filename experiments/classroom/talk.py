"""Word of mouth as it travels: who said something about the focal firm this week, and who heard it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulation.market import Market

FOCAL = 1
MOST = 400
"""Lines drawn at most; more would hide each other, and a browser would have to draw them."""

Pairs = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


def heard(market: Market, column: str) -> Pairs:
    """Speakers and listeners of this week, rows of shape (P,), at most `MOST`.

    Args:
        market: after a week.
        column: "praises", which all acquaintances hear, or "complains", which close ones do.
    """
    values = market.population.values
    speaks = (values[column] > 0) & (values["provider"] == FOCAL)
    speaker, listener = market.community.pairs_from(speaks, ties="all" if column == "praises" else "strong")
    return speaker[:MOST], listener[:MOST]
