"""The world that is meant when none is named: all mechanisms at their defaults, parametric people, a small world."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from simulation.alignment.centring import centre_world
from simulation.community import SmallWorld
from simulation.market.centre import Centre
from simulation.market.terms import Kind, Terms
from simulation.mechanism import Mechanism
from simulation.mechanisms import shipped
from simulation.mistake import Mistake
from simulation.parameters import is_whole
from simulation.people.people import Reference
from simulation.people.segments import Mixture
from simulation.strategy import Strategy
from simulation.world.world import LONGEST, World

CX_ONLY = Strategy("cx_only", {"acquisition_share": 0.163, "cadence": 0.30})
"""A great experience, again and again; the same levers as in the strategy of that name in the configuration."""

WEEKS = 260


def reference_world() -> World:
    """The world of `courtship run` without any option."""
    mechanisms = tuple(law() for law in shipped().values())
    as_is = Strategy("as_is", CX_ONLY.levers)
    return World(mechanisms, Terms(), Reference(), SmallWorld(), WEEKS, as_is)


def adjusted_world(world: World, size: int | None = None, weeks: int | None = None, kind: Kind | None = None) -> World:
    """The same world with another number of people, length or kind of market; None leaves it as it is.

    Raises:
        Mistake: no world, a number of weeks or people that is not whole or that there cannot be, or another size of
            people from a log.
    """
    if not isinstance(world, World):
        raise Mistake("world", world, "must be a World")
    if size is not None:
        if not isinstance(world.people, Reference | Mixture):
            raise Mistake("population_size", size, f"cannot change the {world.people.size} people of this world")
        world = replace(world, people=replace(world.people, size=_whole("population_size", size, "person")))
    if weeks is not None:
        world = replace(world, weeks=_whole("weeks", weeks, "week"))
        if world.weeks > LONGEST:
            raise Mistake("weeks", weeks, f"must be between 1 and {LONGEST} (a century)")
    return world if kind is None else replace(world, terms=replace(world.terms, kind=kind))


def _whole(key: str, given: Any, unit: str) -> int:
    if not is_whole(given) or given < 1:
        raise Mistake(key, given, f"must be at least 1 {unit}, in whole numbers")
    return int(given)


def centre_of(world: World) -> Centre:
    """`centre_world`, remembered for the worlds of late, so that a batch of replicates is centred once."""
    levers = tuple(sorted(world.as_is.levers.items()))
    people: Any = world.people  # hashable, as all parts of a world; people from a log are known by identity
    network: Any = world.network
    return _centre(world.mechanisms, world.terms, people, network, world.weeks, levers)


@lru_cache(maxsize=64)
def _centre(
    mechanisms: tuple[Mechanism, ...],
    terms: Terms,
    people: Any,
    network: Any,
    weeks: int,
    levers: tuple[tuple[str, float], ...],
) -> Centre:
    """What a centre depends on and nothing else: neither names nor the strategies of rivals."""
    return centre_world(World(mechanisms, terms, people, network, weeks, Strategy("as_is", dict(levers))))
