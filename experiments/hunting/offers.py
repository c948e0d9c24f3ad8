"""The status quo with levers moved: alone from a crumb to all that is allowed, or many at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulation.mechanism import Lever
from simulation.strategy import Strategy, levers
from simulation.world.world import World

DEPTHS = {"a crumb": 0.02, "a fifth": 0.2, "all": 1.0}
"""How far a lever is moved from where it does nothing towards the end of its range: holes are found at crumbs, where
something is rounded to nothing or paid for its kind and not for its size, and at the ends."""


def movable_levers(world: World) -> dict[str, Lever]:
    """The levers that can act in a world."""
    return levers(mechanism for mechanism in world.mechanisms if mechanism.enabled)


def single_lever_programmes(world: World) -> Iterator[tuple[str, str, Strategy]]:
    """Each lever moved alone to each depth, in both directions where it can be: its name, how far, and the strategy."""
    for name, lever in movable_levers(world).items():
        for how, share in DEPTHS.items():
            for end in {lever.low, lever.high} - {lever.idle}:
                value = lever.idle + share * (end - lever.idle)
                if value != world.as_is.levers.get(name, lever.idle):
                    yield name, how, programme_of(world, {name: value})


def programme_of(world: World, moved: Mapping[str, float]) -> Strategy:
    """The status quo with some levers moved."""
    return Strategy("adversary", {**world.as_is.levers, **moved})
