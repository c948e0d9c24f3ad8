"""The jobs that workers do: pure functions of what they are given, so that it does not matter who does them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from experiments.config.building import moved
from simulation.centre import Centre
from simulation.centring import centred_quickly
from simulation.draws import Draws
from simulation.market import Market
from simulation.measures import MEASURES
from simulation.mistake import Mistake
from simulation.outcome import Outcome, outcome
from simulation.strategy import Strategy
from simulation.world import World

Engine = Literal["columns", "agents"]


def simulated(world: World, centre: Centre, strategies: Sequence[Strategy], seed: int, engine: Engine) -> list[Market]:
    """One replicate: every strategy meets the same people, ties and luck."""
    traits = world.people.traits(Draws(seed), world.terms)
    community = world.community(seed)
    markets = [Market(world, strategy, seed, centre, traits, community) for strategy in strategies]
    for market in markets:
        if engine == "agents":
            from simulation.model import Courtship

            Courtship.over(market, engine="agents").run_model()
        else:
            market.run()
    return markets


def replicate(
    world: World, centre: Centre, strategies: Sequence[Strategy], seed: int, engine: Engine = "columns"
) -> list[Outcome]:
    """One replicate of each strategy, in order."""
    return [outcome(market) for market in simulated(world, centre, strategies, seed, engine)]


def point(
    world: World, centre: Centre, place: dict[str, float], strategies: Sequence[Strategy], seeds: Sequence[int]
) -> npt.NDArray[np.float64]:
    """All measures at one point of the doubtful space, which is centred anew.

    Args:
        world: the world at its defaults.
        centre: of that world; its constants are where the centring of the point starts from.
        place: value of each doubtful parameter, by dotted key.
        strategies: what is compared.
        seeds: one for each replicate.

    Returns:
        Shape (replicates, strategies, measures); NaN where a measure is undefined, and everywhere where the status quo
        cannot be as it was observed.
    """
    there = moved(world, place)
    try:
        centre = centred_quickly(there, centre)
    except Mistake:
        return np.full((len(seeds), len(strategies), len(MEASURES)), np.nan)
    outcomes = [replicate(there, centre, strategies, seed) for seed in seeds]
    return np.array([[[o.measures[m.name] for m in MEASURES] for o in pair] for pair in outcomes])
