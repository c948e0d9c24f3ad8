"""Fewer customers, evenly chosen, where all of them would take longer to simulate than they add."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from simulation.draws import Draws, luck
from simulation.people.people import Observed
from simulation.world.world import World


def sampled_customers(count: int, most: int, seed: int) -> npt.NDArray[np.bool_]:
    """Which of some customers to keep, shape (count,): those with the lowest draws.

    Args:
        count: how many there are.
        most: how many to keep.
        seed: of the draws.
    """
    if count <= most:
        return np.ones(count, dtype=np.bool_)
    keep = np.zeros(count, dtype=np.bool_)
    draws = Draws(seed).of("calibrate.sample", 0, luck(np.arange(count)))
    keep[np.argsort(draws, kind="stable")[:most]] = True
    return keep


def subsampled_world(world: World, keep: npt.NDArray[np.bool_]) -> World:
    """The same world with some of its customers and as many fewer prospects.

    Args:
        world: its people are those of a log.
        keep: which customers, shape (customers,).
    """
    people = world.people
    assert isinstance(people, Observed)
    columns = {name: getattr(people, name)[keep] for name in ("frequency", "recency", "age", "value")}
    return replace(world, people=replace(people, **columns))
