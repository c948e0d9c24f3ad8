"""Which kind of customer somebody is: the week-0 customers of the focal firm, cut up in several ways.

    value      thirds by expected spending, as it is before any mechanism: light, middle, heavy
    segment    the population's own named segments, where it has several
    thrift     tightwads and others
    deals      deal-seekers and others

All of them are known before a strategy acts, so the same people are compared.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulation.world.market import Market

BY_VALUE = ("light", "middle", "heavy")
TRAITS = {
    "thrift": ("premium", "thrift", ("tightwads", "no tightwads")),
    "deals": ("discounts", "deal_seeker", ("deal-seekers", "no deal-seekers")),
}
"""Segmentation: the mechanism that knows of it, its column, and names for where that is positive and for the rest."""


def value_third(market: Market, people: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    """Third of each of some people by expected spending, shape (K,); ties by id."""
    values = market.population.values
    expected = values["buy_rate"][people] / values["spend_rate"][people]
    place = np.argsort(np.lexsort((values["id"][people], expected)))
    return place * len(BY_VALUE) // max(len(people), 1)


def other_segmentations(
    market: Market, people: npt.NDArray[np.intp]
) -> dict[str, tuple[tuple[str, ...], npt.NDArray[np.int64]]]:
    """For each further segmentation the names of its segments, and which one each of some people is of, shape (K,)."""
    values, named = market.population.values, market.world.people.segments
    found = {"segment": (named, values["segment"][people])} if len(named) > 1 else {}
    for by, (mechanism, column, names) in TRAITS.items():
        if market.world.mechanism(mechanism).enabled:
            found[by] = (names, (values[column][people] <= 0).astype(np.int64))
    return found
