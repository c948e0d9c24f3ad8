"""What kind of relationship a person has with the focal firm: its names, colours and counts, in one place.

Colours run from light to dark with closeness in one hue, so that they are told apart in any kind of colour vision; a
damaged relationship is of another hue.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulation.mechanisms.contract import commitment_above_usual
from simulation.world.market import Market
from simulation.world.typology import COLUMNS, DAMAGED, TYPES, relationship_type

FOCAL = 1
OUTSIDE = ("with nobody", "with a rival")
KINDS = (*OUTSIDE, *TYPES)
BROKEN = len(OUTSIDE) + DAMAGED
"""The kind that is no degree of closeness."""
COLOURS = ("#E3E3E3", "#A6A6A6", "#EBC6DF", "#DBA0C7", "#C678AC", "#A94F8F", "#6B1F5E", "#3A0A36", "#9A7B00")
Kinds = npt.NDArray[np.uint8]


def kind_of(market: Market) -> Kinds:
    """The kind of every person as its place in `KINDS`, shape (N,)."""
    values = market.population.values
    kinds = (values["provider"] > 0).astype(np.uint8)
    own = np.flatnonzero(values["provider"] == FOCAL)
    seen = {name: values[name][own] for name in COLUMNS}
    centre = market.centre
    above = commitment_above_usual(seen["commitment"], centre.commitment, centre.commitment_spread)
    types = relationship_type(**{**seen, "commitment": above})
    kinds[own] = len(OUTSIDE) + types
    return kinds


def people_by_type(kinds: Kinds) -> npt.NDArray[np.int64]:
    """People of each kind, shape (len(KINDS),)."""
    return np.bincount(kinds, minlength=len(KINDS))
