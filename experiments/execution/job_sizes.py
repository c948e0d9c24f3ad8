"""How large jobs are, in simulated person-weeks: what the time left is reckoned from; no result depends on it."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.alignment.centring import PASSES, PILOT_SEEDS
from simulation.world.world import World


def run_size(world: World) -> float:
    """One run of one strategy [person-weeks]."""
    return float(world.people.size * world.weeks)


def centring_size(world: World, seeds: Sequence[int] = PILOT_SEEDS, passes: int = PASSES) -> float:
    """Centring a world: a first pass with one pilot, or with all where it is the only one, and the others with all.

    Args:
        world: that is centred.
        seeds: of the pilots.
        passes: over them.
    """
    return _pilots(len(seeds), passes) * run_size(world)


def _pilots(seeds: int, passes: int) -> int:
    return (1 if passes > 1 else seeds) + (passes - 1) * seeds


PILOTS = {"thorough": _pilots(len(PILOT_SEEDS), PASSES), "quick": _pilots(1, 1)}
"""Runs of pilots in each way of centring, by the word of the configuration."""


def centring_size_of(world: World, how: str) -> float:
    """Centring a world in the way that the configuration names, see `CENTRING`."""
    return PILOTS[how] * run_size(world)


def point_size(world: World, strategies: int, replicates: int) -> float:
    """A point of the parameter space: centred quickly; then each replicate has its own envelope and its strategies."""
    return centring_size_of(world, "quick") + replicates * (1 + strategies) * run_size(world)
