"""To which channel a new customer is credited: by the first touch, by the last one, or by all of them alike.

    first: the channel of the first touch        last: what brought the person        linear: c's touches / all touches

over the touches on the way from nobody to the focal firm since the person was its customer last. None of the three says
what a channel causes: the last touch is often one that reaches those who would have come anyway. That shows only when
the channel's money is burnt (see `channels`, `winback`) or its talk falls on deaf ears (see `acquisition`).

Source: the three rules are common practice; that they mislead: Blake, Nosko & Tadelis (2015), Econometrica 83; Li &
Kannan (2014), Journal of Marketing Research 51.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation import exact_sums
from simulation.draws import Floats

RULES = ("first", "last", "linear")


def credited_customers(first_touch: npt.NDArray[Any], came_by: npt.NDArray[Any], touches: npt.NDArray[Any]) -> Floats:
    """New customers by rule and channel, shape (rules, channels).

    Args:
        first_touch: number of the channel of the first touch, shape (K,).
        came_by: number of the channel that brought each person, shape (K,).
        touches: by channel, shape (K, channels).
    """
    channels = touches.shape[1]
    first = np.where(first_touch > 0, first_touch, came_by)
    share = touches / np.maximum(touches.sum(axis=1, keepdims=True), 1)
    by = [np.bincount(number, minlength=channels + 1)[1:].astype(np.float64) for number in (first, came_by)]
    return np.array([*by, exact_sums.totals(np.ascontiguousarray(share.T))])


class Attribution:
    """Who has been won by the focal firm, and who gets the credit.

    Args:
        channels: how many there are.

    Attributes:
        won: people who came from nobody, by rule and channel, shape (rules, channels).
    """

    def __init__(self, channels: int) -> None:
        self.won: Floats = np.zeros((len(RULES), channels))

    def credit(self, values: Mapping[str, npt.NDArray[Any]], moved: npt.NDArray[np.intp]) -> None:
        """Count those who join the focal firm this week; who comes from a rival came by no channel.

        Args:
            values: the columns of people, before they move.
            moved: rows of those who change firm.
        """
        new = moved[(values["next_provider"][moved] == 1) & (values["came_by"][moved] > 0)]
        new = new[values["provider"][new] == 0]
        if len(new):
            self.won += credited_customers(*(values[name][new] for name in ("first_touch", "came_by", "touches")))
