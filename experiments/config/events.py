"""Events as users write them: `events: [{week: 104, set: {cadence: 0.1}}, {week: 52, shock: {trust: 0.3}}]`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from simulation.market.events import Event
from simulation.mistake import Mistake, nearest

KEYS = ("week", "until", "set", "shock", "who")


def scheduled(given: Sequence[Any]) -> tuple[Event, ...]:
    """The events of a configuration, in the order of their weeks.

    Args:
        given: mappings with `week` and `set` (levers of the focal firm) or `shock` (sizes by name), and perhaps `until`
            (the week from which it is over) and `who` (focal, rivals or all).

    Raises:
        Mistake: naming the event and what is wrong with it, also for two that set one lever from the same week on:
            nothing says which of them counts. Where they begin in different weeks, the later one does while it lasts.
    """
    events = [_event(number, one) for number, one in enumerate(given)]
    first: dict[tuple[int, str], int] = {}
    for number, event in enumerate(events):
        for lever, _ in event.levers:
            if (before := first.setdefault((event.week, lever), number)) != number:
                other = f"is also set by events[{before}], from the same week {event.week} on"
                raise Mistake(f"events[{number}].set.{lever}", dict(event.levers)[lever], other, "Leave one out.")
    return tuple(sorted(events, key=lambda event: event.week))


def _event(number: int, given: Any) -> Event:
    key = f"events[{number}]"
    if not isinstance(given, Mapping):
        raise Mistake(key, given, "must be a mapping such as {week: 104, set: {cadence: 0.1}}")
    for name in given:
        if name not in KEYS:
            raise Mistake(f"{key}.{name}", given[name], "there is no such key", nearest(str(name), KEYS))
    week, until = given.get("week"), given.get("until")
    if isinstance(week, bool) or not isinstance(week, int):
        raise Mistake(f"{key}.week", week, "must be a whole number of weeks")
    if until is not None and (isinstance(until, bool) or not isinstance(until, int)):
        raise Mistake(f"{key}.until", until, "must be a whole number of weeks")
    levers, shocks = _numbers(f"{key}.set", given.get("set")), _numbers(f"{key}.shock", given.get("shock"))
    if not levers and not shocks:
        raise Mistake(key, dict(given), "must set levers or contain a shock", "Add set: {...} or shock: {...}.")
    who = given.get("who")
    if who is not None and not shocks:
        raise Mistake(f"{key}.who", who, "applies only to shocks; levers are set for the focal firm", "Leave it out.")
    return Event(week, math.inf if until is None else until, levers, shocks, who)


def _numbers(key: str, given: Any) -> tuple[tuple[str, float], ...]:
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        raise Mistake(key, given, "must map names to numbers, such as {cadence: 0.1}")
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Mistake(f"{key}.{name}", value, "must be a number")
    found = [(str(name).removeprefix("levers."), float(value)) for name, value in given.items()]
    if len(dict(found)) < len(found):
        raise Mistake(key, dict(given), "contains one of them twice", "Leave one out.")
    return tuple(found)
