"""What goes on in a person who is away: seen in a small market, because no law declares it.

Only what such a person keeps can go on. Its columns are set to a value at which they would not rest, and then watched.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from functools import cache

from simulation.alignment.centring import centre_world_quickly
from simulation.column import Column
from simulation.community import SmallWorld
from simulation.market.terms import Terms
from simulation.mechanisms import registered
from simulation.people.people import Reference
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.world import World

PEOPLE, WEEKS, SEED = 300, 12, 1
AMONG, MOST = 0.3, 1.0
"""Where in their range columns begin, of which the part up to `MOST` counts."""
ENTERING = 0.3
"""Share of those with nobody who enter the market in a year: the others are absent until then."""
USUAL = {"acquisition_share": 0.163, "cadence": 0.30, "referral_reward": 0.5, "winback_offers": 0.1}


@dataclass(frozen=True)
class WeeklyChanges:
    """Columns that move from one week to the next, of those that stay with a person.

    Args:
        absent: of people who are not in the market.
        unattached: of people who are in the market and with no firm.
    """

    absent: frozenset[str]
    unattached: frozenset[str]


@cache
def weekly_changes() -> WeeklyChanges:
    """What moves in whom, every law on."""
    laws = tuple(law(enabled=True) for law in registered().values())
    world = World(
        laws,
        Terms(entry_rate=ENTERING),
        Reference(size=PEOPLE),
        SmallWorld(degree=12),
        4 * WEEKS,
        Strategy("usual", USUAL),
    )
    market = Market(world, world.as_is, SEED, centre_world_quickly(replace(world, weeks=WEEKS)))
    while market.week < WEEKS:
        market.step()
    columns = [column for law in registered().values() for column in law.owns if stays_with_person(column)]
    absent: set[str] = set()
    unattached: set[str] = set()
    for column in columns:
        watched = copy.deepcopy(market)
        values, alone = watched.population.values, watched.population["provider"] == 0
        if column.dtype == "float64":
            values[column.name][alone] = column.low + AMONG * (min(column.high, MOST) - column.low)
        before, out = values[column.name].copy(), values["absent"].copy()
        watched.step()
        moved = (before != values[column.name]).reshape(len(alone), -1).any(axis=1)
        moved &= alone & (values["next_provider"] == 0)
        absent |= {column.name} if (moved & out & values["absent"]).any() else set()
        unattached |= {column.name} if (moved & ~out).any() else set()
    return WeeklyChanges(frozenset(absent), frozenset(unattached))


def stays_with_person(column: Column) -> bool:
    """Whether a person has the same value with the next firm."""
    return column.of == "person" and not column.weekly and (column.kept or callable(column.initial))
