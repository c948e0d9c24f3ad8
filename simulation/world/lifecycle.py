"""The lifecycle of a customer: unaware, awareness, purchase, experience, loyalty, advocacy.

The step at which a person stands with the focal firm:

    unaware       has never been touched, told of it, or its customer
    awareness     has, and is not its customer (any more)
    purchase      is a customer and has bought at most once since joining
    experience    has bought again
    loyalty       ... and is committed above the average of the status quo
    advocacy      ... and has praised the firm within the last 26 weeks of the relationship

The rule is the model: it reads the state and changes nothing. People move down as well as up; what was bought before
week 0 counts. Those who have not entered the market yet are left out.

Source: awareness to advocacy is the standard funnel since Lavidge & Steiner (1961), Journal of Marketing 25; the
thresholds are ours. Grade C.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.draws import Floats
from simulation.market.centre import Centre

STEPS = ("unaware", "awareness", "purchase", "experience", "loyalty", "advocacy")
EVERY = 4
"""Weeks between two looks."""
RECENT = 26.0
Flags = npt.NDArray[np.bool_]


def lifecycle_step(
    *, customer: Flags, aware: Flags, bought: Floats, commitment: Floats, praised: Floats, tenure: Floats
) -> npt.NDArray[np.int8]:
    """The step of each person, an index into `STEPS`; all arrays of shape (N,).

    Args:
        customer: who is with the firm.
        aware: who has heard of it.
        bought: purchases since joining.
        commitment: above that of the status quo [log-hazard].
        praised: weeks since the person last praised a firm.
        tenure: weeks since joining.
    """
    again = customer & (bought > 1)
    loyal = again & (commitment > 0)
    advocate = loyal & (praised < np.minimum(tenure, RECENT))
    steps = aware.astype(np.int8)
    for number, reached in enumerate((customer, again, loyal, advocate), start=2):
        steps[reached] = number
    return steps


class Lifecycle:
    """Counts of people by step with the focal firm.

    Args:
        weeks: length of the run.
        size: number of people.

    Attributes:
        people: shape (looks, steps).
    """

    def __init__(self, weeks: int, size: int) -> None:
        self.people = np.zeros((-(-weeks // EVERY), len(STEPS)), dtype=np.int64)
        self._praised = np.full(size, -np.inf)

    def look(self, week: int, values: Mapping[str, npt.NDArray[Any]], centre: Centre) -> None:
        """Remember who praises, and every `EVERY` weeks write down the steps at the end of the week.

        Args:
            week: counted from 0.
            values: the columns of people.
            centre: of the world.
        """
        self._praised[np.flatnonzero(values["praises"] == 1)] = week
        if week % EVERY:
            return
        here = np.flatnonzero(~values["absent"])
        customer = values["provider"][here] == 1
        steps = lifecycle_step(
            customer=customer,
            aware=(values["aware"][here, 1] > 0) | (values["former_firm"][here] == 1),
            bought=values["bought"][here],
            commitment=values["commitment"][here] - centre.commitment,
            praised=week - self._praised[here],
            tenure=values["tenure"][here],
        )
        self.people[week // EVERY] = np.bincount(steps, minlength=len(STEPS))


def people_at_or_beyond(people: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """People who stand at each step or beyond it, from the counts by step, shape (..., steps)."""
    beyond: npt.NDArray[np.int64] = np.cumsum(people[..., ::-1], axis=-1)[..., ::-1]
    return beyond
