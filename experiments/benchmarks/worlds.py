"""What is measured: the reference world and the shipped strategies, at any size."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from experiments.benchmarks.object_model.laws import world_with_known_laws
from experiments.config.strategies import load
from simulation.alignment.centring import centre_world
from simulation.alignment.reference import adjusted_world, reference_world
from simulation.market.centre import Centre
from simulation.market.touchpoint import TouchpointDesign
from simulation.strategy import Strategy
from simulation.world.world import World

PILOT = 2_000
POOLED = (
    TouchpointDesign("service", "need", cost=0.435, share=1.0, warmth=0.6),
    TouchpointDesign("email", "firm", "cadence", cost=0.011, warmth=0.1, ideal=0.31),
    TouchpointDesign("store", "purchase", warmth=0.2),
)
"""One touchpoint of each initiative: what the peer knows too."""


def world(size: int, weeks: int) -> World:
    """The reference world at a size, with the mechanisms and touchpoints that the peer knows too."""
    whole = world_with_known_laws(reference_world())
    return adjusted_world(replace(whole, terms=replace(whole.terms, touchpoints=POOLED)), size, weeks)


@cache
def _pilot() -> Centre:
    return centre_world(world(PILOT, 52))


def centre(size: int) -> Centre:
    """The centre of a small world, with envelopes in proportion to the people: centring is not what is timed."""
    pilot = _pilot()
    own, *rivals = (
        tuple(size / PILOT * money for money in envelope)
        for envelope in (pilot.quarterly_envelope, *pilot.rivals_envelopes)
    )
    return replace(pilot, quarterly_envelope=own, rivals_envelopes=tuple(rivals))


def cx_only() -> Strategy:
    """The shipped strategy of that name."""
    return load("cx_only")


def relationship() -> Strategy:
    """The shipped strategy of that name."""
    return load("relationship")


def slightly_changed_strategy(lever: str = "cadence", by: float = 0.02) -> Strategy:
    """The strategy cx_only with one lever changed a little."""
    levers = cx_only().levers
    return Strategy(f"{lever} {by:+.0%}", {**levers, lever: levers[lever] * (1.0 + by)})
