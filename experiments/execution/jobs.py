"""The jobs that workers do: pure functions of what they are given, so that it does not matter who does them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from experiments.config.setting import moved
from simulation.alignment.centring import centre_world_quickly
from simulation.alignment.funding import with_own_envelopes
from simulation.draws import Draws, Floats
from simulation.market.centre import Centre
from simulation.measures.measures import measures_of
from simulation.measures.outcome import Outcome, outcome
from simulation.mistake import Mistake
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.world import World


def simulate_markets(
    world: World, centre: Centre, strategies: Sequence[Strategy], seed: int, engine: str
) -> list[Market]:
    """One replicate: every strategy meets the same people, ties and luck."""
    traits = world.people.traits(Draws(seed), world.terms)
    community = world.community(seed)
    markets = [Market(world, strategy, seed, centre, traits, community) for strategy in strategies]
    for market in markets:
        if engine == "agents":
            from simulation.mesa_model.model import Courtship

            Courtship.over(market, engine="agents").run_model()
        else:
            market.run()
    return markets


def run_replicate(
    world: World, centre: Centre, strategies: Sequence[Strategy], seed: int, engine: str = "columns"
) -> list[Outcome]:
    """One replicate of each strategy, in order."""
    return [outcome(market) for market in simulate_markets(world, centre, strategies, seed, engine)]


def run_point(
    world: World, centre: Centre, place: dict[str, float], strategies: Sequence[Strategy], seeds: Sequence[int]
) -> npt.NDArray[np.float64]:
    """All measures at one point of the parameter space, which is centred anew.

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
        centre = centre_world_quickly(there, centre)
    except Mistake:
        return np.full((len(seeds), len(strategies), len(measures_of(there))), np.nan)
    outcomes = [run_replicate(there, with_own_envelopes(there, seed, centre), strategies, seed) for seed in seeds]
    return np.array([[[*o.measures.values()] for o in pair] for pair in outcomes])


@dataclass(frozen=True, eq=False)
class RunSummary:
    """What a run is kept as.

    Args:
        measures: in the order of `measures_of` the world, shape (measures,); NaN where undefined.
        fingerprint: of its books, weekly series and measures; equal where not one bit differs.
    """

    measures: Floats
    fingerprint: str


def summarise_run(outcome: Outcome) -> RunSummary:
    """An outcome reduced."""
    digest = hashlib.sha256(np.ascontiguousarray(outcome.ledger).tobytes())
    for name in sorted(outcome.series):
        digest.update(np.ascontiguousarray(outcome.series[name]).tobytes())
    measures = np.array([*outcome.measures.values()])
    digest.update(measures.tobytes())  # what people are worth at the end shows in no series
    return RunSummary(measures, digest.hexdigest())


def run_summaries(
    world: World,
    centre: Centre,
    strategies: Sequence[Strategy],
    seed: int,
    engine: str,
    off: str | None = None,
    weeks: int | None = None,
) -> list[RunSummary]:
    """One replicate of some strategies; the centring stays what it was.

    Args:
        world: with everything on.
        centre: of that world.
        strategies: that are run.
        seed: of the replicate.
        engine: that runs it.
        off: a mechanism that is off for everybody, None for none.
        weeks: only so many, None for all.
    """
    there = world if off is None else world.switched(off, False)
    there = there if weeks is None else replace(there, weeks=weeks)
    return [summarise_run(outcome) for outcome in run_replicate(there, centre, strategies, seed, engine)]
