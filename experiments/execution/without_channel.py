"""The same replicate in which a channel brings nobody, at the same cost: what is missing then is what it caused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from experiments.execution.jobs import run_replicate
from experiments.results.attribution import NAMES, customers_won
from simulation.market.centre import Centre
from simulation.market.channel import BOUGHT
from simulation.strategy import Strategy
from simulation.world.world import World


def world_without_channel(world: World, channel: str) -> World:
    """The same world in which a channel of the focal firm brings nobody, at the same cost."""
    bought = {NAMES[number - 1] for number in BOUGHT}
    change: dict[str, dict[str, Any]] = {"acquisition": {"deaf_to": channel}}
    if channel in bought:
        change = {"channels": {"burnt": channel}}
    elif channel == "winback":
        change = {"winback": {"burnt": True}}
    return replace(world, mechanisms=tuple(replace(m, **change.get(m.name, {})) for m in world.mechanisms))


def joined_without(world: World, centre: Centre, strategy: Strategy, seed: int, engine: str, channel: str) -> float:
    """How many join the focal firm in a replicate in which a channel brings nobody; a worker's job."""
    return customers_won(run_replicate(world_without_channel(world, channel), centre, (strategy,), seed, engine)[0])
