"""What kind of relationship a person has with the focal firm: its names, colours and counts, in one place.

Colours run from light to dark with closeness in one hue, so that they are told apart in any kind of colour vision.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulation.market import Market

FOCAL = 1
OUTSIDE = ("with nobody", "with a rival")
INSIDE = ("stage 0, new", "stage 1", "stage 2", "stage 3", "stage 4, close")
KINDS = (*OUTSIDE, *INSIDE)
COLOURS = ("#E3E3E3", "#A6A6A6", "#E8B9D8", "#D18BB9", "#B45C96", "#8C3272", "#54124A")
Kinds = npt.NDArray[np.uint8]


def kind_of(market: Market) -> Kinds:
    """The kind of every person as its place in `KINDS`, shape (N,)."""
    values = market.population.values
    here = len(OUTSIDE) + np.rint(values["stage"])
    return np.where(values["provider"] == FOCAL, here, values["provider"] > 0).astype(np.uint8)


def counted(kinds: Kinds) -> npt.NDArray[np.int64]:
    """People of each kind, shape (len(KINDS),)."""
    return np.bincount(kinds, minlength=len(KINDS))
