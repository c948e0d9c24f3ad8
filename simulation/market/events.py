"""What is known to happen at a certain week: a campaign, a change of strategy, a shock.

An event belongs to the world: it befalls every compared strategy in the same week. The pilots that centre the status
quo do not see it, because the observed rates arose without it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from simulation.mistake import Mistake, nearest

Who = Literal["focal", "rivals", "all"]

SHOCKS: dict[str, tuple[str, Who, float, float]] = {
    "trust": ("share of all trust in the firm that is lost at once", "focal", 0.0, 1.0),
    "failures": ("factor that multiplies the risk of a failure", "focal", 0.0, 100.0),
    "climate": ("shift of the anchor of trust", "all", -1.0, 1.0),
    "economy": ("shift of the log of all purchase rates", "all", -3.0, 3.0),
}
"""What a shock can move: meaning, whom it hits unless said otherwise, smallest and largest size."""


@dataclass(frozen=True)
class Event:
    """Something that happens from `week` until before `until`.

    Args:
        week: first week, counted from 0.
        until: week from which it is over; infinity for good. A shock to trust happens in the first week only.
        levers: (lever, value) pairs that the focal firm follows meanwhile instead of its strategy's.
        shocks: (name, size) pairs, see `SHOCKS`.
        who: whom shocks hit; None: as `SHOCKS` says.
    """

    week: int
    until: float = math.inf
    levers: tuple[tuple[str, float], ...] = ()
    shocks: tuple[tuple[str, float], ...] = ()
    who: Who | None = None

    def __post_init__(self) -> None:
        if self.week < 0:
            raise Mistake("events.week", self.week, "must be at least 0")
        if not self.until > self.week:
            raise Mistake("events.until", self.until, f"must be after the event's week {self.week}")
        if self.who not in (None, "focal", "rivals", "all"):
            raise Mistake("events.who", self.who, "must be focal, rivals or all")
        for name, size in self.shocks:
            if name not in SHOCKS:
                raise Mistake("events.shock", name, f"must be one of {', '.join(SHOCKS)}", nearest(name, SHOCKS))
            low, high = SHOCKS[name][2:]
            if not low <= size <= high:
                raise Mistake(f"events.shock.{name}", size, f"must be between {low:g} and {high:g}")

    def lasts(self, week: int) -> bool:
        """Whether it is going on."""
        return self.week <= week < self.until

    def hits(self, shock: str, firm: int) -> bool:
        """Whether a shock of it reaches a firm."""
        who = self.who or SHOCKS[shock][1]
        return who == "all" or (who == "focal") == (firm == 1)


def shock(events: Iterable[Event], name: str, week: int, firm: int) -> list[float]:
    """Sizes of all shocks of one kind that a firm is under in a week."""
    return [
        size
        for event in events
        if event.lasts(week)
        for kind, size in event.shocks
        if kind == name and event.hits(name, firm)
    ]
