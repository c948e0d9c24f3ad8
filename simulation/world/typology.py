"""Relationships have names: one-night stand, dating, boyfriend or girlfriend, engaged, married, partner, damaged.

The first rule that matches:

    damaged               D > ½
    married               g = 4 with a contract
    partner               g = 4 without one; or g = 3, exclusive, more than 3 purchases and a contribution
    engaged               g = 3; or g = 2, exclusive and c > 1
    boyfriend/girlfriend  g ≥ 1 and exclusive
    one-night stand       at most 1 purchase in more than 13 weeks
    dating                everybody else

g is the stage of closeness, D the damage of an unrepaired failure, c commitment relative to the status quo in standard
deviations; exclusive is who sees nobody else (see `contract`). The rule is the model: it reads the state of a
relationship and changes nothing. Nobody is absorbed, every type can be left for every other and for the door.

Source: the metaphor is Fournier's (1998, Journal of Consumer Research 24); the thresholds are ours. Grade C.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.draws import Floats
from simulation.market.centre import Centre
from simulation.mechanisms.contract import commitment_above_usual, exclusive_customers

Types = npt.NDArray[np.int8]

TYPES = ("one-night stand", "dating", "boyfriend/girlfriend", "engaged", "married", "partner", "damaged")
"""Names of the types, from loose to close, and the one that is off."""
ONE_NIGHT_STAND, DATING, GOING_STEADY, ENGAGED, MARRIED, PARTNER, DAMAGED = range(len(TYPES))
NONE = len(TYPES)
"""No relationship with the focal firm: before somebody joined, or after somebody left."""

EVERY = 4
"""Weeks between two looks."""
COLUMNS = ("stage", "damage", "contract", "commitment", "exclusive_taste", "bought", "contributed", "tenure")


def relationship_type(
    *,
    stage: Floats,
    damage: Floats,
    contract: Floats,
    commitment: Floats,
    exclusive_taste: Floats,
    bought: Floats,
    contributed: Floats,
    tenure: Floats,
) -> Types:
    """The type of each relationship, an index into `TYPES`; all arrays of shape (N,).

    Args:
        stage: of closeness, 0 ... 4.
        damage: of an unrepaired failure, 0 ... 1.
        contract: 1 where there is one.
        commitment: relative to the status quo [sd].
        exclusive_taste: e, taste for seeing others too [sd].
        bought: purchases since joining.
        contributed: contributions since joining.
        tenure: since joining [week].
    """
    faithful = exclusive_customers(commitment, exclusive_taste)
    loyal = (stage >= 3) & (contributed >= 1) & faithful & (bought > 3)
    found = np.full(len(stage), DATING, dtype=np.int8)
    # From the last rule to the first, so that the first one that matches stays.
    found[(bought <= 1) & (tenure > 13)] = ONE_NIGHT_STAND
    found[(stage >= 1) & faithful] = GOING_STEADY
    found[(stage >= 3) | ((stage >= 2) & faithful & (commitment > 1.0))] = ENGAGED
    found[(stage >= 4) | loyal] = PARTNER
    found[(stage >= 4) & (contract > 0)] = MARRIED
    found[damage > 0.5] = DAMAGED
    return found


class Typology:
    """Counts of the focal firm's relationships by type, and how they came from one to the other.

    Args:
        weeks: length of the run.
        size: number of people.

    Attributes:
        moves: people by type now and type `EVERY` weeks before, shape (looks, types + 1, types + 1); the last row are
            those who have left since, the last column those who joined since; at first all have joined.
    """

    def __init__(self, weeks: int, size: int) -> None:
        looks = -(-weeks // EVERY)
        self.moves = np.zeros((looks, len(TYPES) + 1, len(TYPES) + 1), dtype=np.int64)
        self._before = np.full(size, NONE, dtype=np.int8)
        self._joins = np.zeros(size, dtype=np.int64)

    def look(self, week: int, values: Mapping[str, npt.NDArray[Any]], centre: Centre) -> None:
        """Write down the types at the end of a week, every `EVERY` weeks.

        Args:
            week: counted from 0.
            values: the columns of people.
            centre: of the world.
        """
        if week % EVERY:
            return
        own = np.flatnonzero(values["provider"] == 1)
        seen = {name: values[name][own] for name in COLUMNS}
        now = np.full(len(self._before), NONE, dtype=np.int8)
        above = commitment_above_usual(seen["commitment"], centre.commitment, centre.commitment_spread)
        now[own] = relationship_type(**{**seen, "commitment": above})
        joins = values["joins"]
        came_back = own[(joins != self._joins)[own]]
        ended = came_back[self._before[came_back] != NONE]
        here = self.moves[week // EVERY]
        np.add.at(here, (NONE, self._before[ended]), 1)  # left and came back: one relationship ended, another began
        self._before[came_back] = NONE
        np.add.at(here, (now, self._before), 1)
        here[NONE, NONE] = 0
        self._before, self._joins = now, joins.copy()


def counts(moves: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """People by look and type, shape (looks, types)."""
    people: npt.NDArray[np.int64] = moves[:, :NONE].sum(axis=2)
    return people
