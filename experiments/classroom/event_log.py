"""What happened to whom in which week: a few columns of everybody, kept as small as they can be.

A page cannot know in advance whose life somebody will ask for. Five bytes a person and week remember 2,000 people for
five years in 2.6 MB.
"""

from __future__ import annotations

import numpy as np

from experiments.classroom.relationship_types import kind_of
from simulation.world.market import Market

FOCAL = 1
EVENTS = ("purchases", "encounter", "gift", "failed", "resolved", "praises", "complains", "left", "joined")
"""Columns of the model, in the order of the bits; the last two are moves from and to the focal firm."""


class EventLog:
    """The weeks of one market, for everybody.

    Args:
        weeks: at most.
        people: number of people N.

    Attributes:
        provider: firm the person was with in the week, shape (weeks, N).
        kind: see `kinds`, shape (weeks, N).
        satisfaction: with the focal firm, in hundredths, shape (weeks, N).
        events: what happened with the focal firm, one bit for each of `EVENTS`, shape (weeks, N).
        week: weeks that are written.
    """

    def __init__(self, weeks: int, people: int) -> None:
        self.provider = np.zeros((weeks, people), dtype=np.uint8)
        self.kind = np.zeros((weeks, people), dtype=np.uint8)
        self.satisfaction = np.zeros((weeks, people), dtype=np.uint8)
        self.events = np.zeros((weeks, people), dtype=np.uint16)
        self.week = 0

    def note(self, market: Market) -> None:
        """Write a week down, before those who leave are gone; see `Market.step`."""
        values, week = market.population.values, market.week
        here = values["provider"] == FOCAL
        going = values["next_provider"]
        happened = np.zeros(len(here), dtype=np.uint16)
        for bit, name in enumerate(EVENTS[:-2]):
            happened |= ((values[name] > 0) & here).astype(np.uint16) << bit
        happened |= (here & (going != FOCAL)).astype(np.uint16) << EVENTS.index("left")
        happened |= (~here & (going == FOCAL)).astype(np.uint16) << EVENTS.index("joined")
        self.provider[week] = values["provider"]
        self.kind[week] = kind_of(market)
        self.satisfaction[week] = np.rint(100.0 * np.clip(values["satisfaction"], 0.0, 2.5)) * here
        self.events[week] = happened
        self.week = week + 1

    def times(self, row: int, event: str) -> int:
        """In how many weeks something happened to a person."""
        return int(np.count_nonzero(self.events[: self.week, row] >> EVENTS.index(event) & 1))
