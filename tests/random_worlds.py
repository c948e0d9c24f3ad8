"""Worlds drawn over everything that is doubtful: kinds of market, kinds of people, and all guesses at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args

import numpy as np

from experiments.config.setting import doubtful, moved
from experiments.execution.jobs import run_replicate
from experiments.statistics.latin_hypercube import latin_hypercube
from simulation.alignment.centring import centre_world_quickly
from simulation.community import Community, RandomGraph
from simulation.draws import Draws, Floats
from simulation.market.centre import Centre
from simulation.market.terms import Kind, Terms
from simulation.measures.outcome import Outcome
from simulation.mistake import Mistake
from simulation.parameters import declarations
from simulation.people.heterogeneity import Buying, GammaDropout, Spending, YearlyChurn
from simulation.people.people import Observed, People, Reference, Traits
from simulation.strategy import Strategy
from simulation.world.world import World
from tests.worlds import EVERY_LEVER, RELATIONSHIP, world

SIZE, WEEKS, SEED = 90, 15, 3
DRAWN = 6
"""Worlds: each kind of market with people as published and with people from a log."""
STRATEGIES = (RELATIONSHIP, EVERY_LEVER)


def observed(times: float = 1.0) -> Observed:
    """Customers of a log whose amounts are measured in another unit."""
    k = np.arange(SIZE, dtype=np.float64)
    frequency = np.floor(k % 7.0)
    return Observed(
        frequency=frequency, recency=np.where(frequency > 0, 20.0 + k % 19.0, 0.0), age=np.full(SIZE, 39.0),
        value=np.where(frequency > 0, times * (10.0 + k % 13.0), 0.0),
        buying=Buying(), dropout=GammaDropout(s=0.6, beta=11.7), spending=Spending(gamma=times * 15.4), prospects=0.5,
    )  # fmt: skip


def people(number: int, times: float = 1.0) -> People:
    """The people of a drawn world, their money in another unit."""
    law = Spending(gamma=times * 15.4)
    return observed(times) if number % 2 else Reference(SIZE, YearlyChurn(), Buying(), law)


@cache
def drawn(number: int) -> World:
    """One of `DRAWN` worlds."""
    kind: Kind = get_args(Kind)[number // 2]
    terms = Terms(kind=kind, entry_rate=0.1, focal_share=0.4, rival_share=0.4)
    here = world(people=people(number), weeks=WEEKS, terms=terms)
    for point in latin_hypercube(doubtful(here), 4 * DRAWN)[number::DRAWN]:
        found = moved(here, point)
        try:
            centre_world_quickly(found)
        except Mistake:  # a firm that cannot serve the customers whom it is said to have
            continue
        return found
    raise AssertionError("no drawn world can be as it is said to have been observed")


def in_another_unit(number: int, times: float) -> World:
    """A drawn world, its people's money in another unit."""
    here = drawn(number)
    there: People = people(number, times)
    kept = {name: getattr(here.people, name) for name, found in declarations(here.people).items() if found.doubtful}
    return replace(here, people=replace(there, **kept))  # type: ignore[type-var]


@cache
def centre_of(number: int) -> Centre:
    """The constants of a drawn world."""
    return centre_world_quickly(drawn(number))


@cache
def outcomes(number: int) -> tuple[Outcome, ...]:
    """What comes of `STRATEGIES` in a drawn world."""
    return tuple(run_replicate(drawn(number), centre_of(number), STRATEGIES, SEED))


def outcomes_in(
    a_world: World, strategies: Sequence[Strategy] = STRATEGIES, centre: Centre | None = None
) -> list[Outcome]:
    """What comes of strategies in another world, which is centred anew unless its constants are given."""
    return run_replicate(a_world, centre or centre_world_quickly(a_world), strategies, SEED)


@dataclass(frozen=True, eq=False)
class WithHermits:
    """The same people, and others whom nobody can reach: customers of nobody, lost for good, without ties.

    Args:
        others: those who can be reached.
        hermits: how many cannot.
    """

    others: People
    hermits: int

    @property
    def size(self) -> int:
        return self.others.size + self.hermits

    @property
    def spend_shape(self) -> float:
        return self.others.spend_shape

    @property
    def segments(self) -> tuple[str, ...]:
        return self.others.segments

    @property
    def persistence(self) -> float:
        return self.others.persistence

    def enlarged(self, least: int) -> People:
        return self.others.enlarged(least)

    def traits(self, draws: Draws, terms: Terms) -> Traits:
        known = self.others.traits(draws, terms)

        def and_for_hermits(column: Any, value: float) -> Any:
            return np.concatenate([column, np.full(self.hermits, value, dtype=column.dtype)])

        segment = None if known.segment is None else and_for_hermits(known.segment, 0)
        rank = None if known.leave_rank is None else and_for_hermits(known.leave_rank, 0.5)
        return Traits(
            and_for_hermits(known.provider, 0), and_for_hermits(known.leave_rate, 0.0),
            and_for_hermits(known.buy_rate, 0.0), and_for_hermits(known.spend_rate, 1.0),
            and_for_hermits(known.lost, True), segment, rank, *(
                None if one is None else and_for_hermits(one, 0.0) for one in (known.tenure, known.past_purchases)
            ),
        )  # fmt: skip

    def leave_rate(self, u: Floats, segment: Any = None) -> Floats:
        return self.others.leave_rate(u, segment)


@dataclass(frozen=True, eq=False)
class TiesOfOthers:
    """The ties that people would have without the hermits, who have none."""

    network: RandomGraph
    others: int

    placed = True

    def refuse(self, size: int) -> None:
        self.network.refuse(self.others)

    def build(self, size: int, seed: int) -> Community:
        source, target, strong = self.network.build(self.others, seed).edges()
        return Community.from_edges(size, source, target, strong)


def gaps(one: Outcome, other: Outcome) -> dict[str, float]:
    """Largest difference of each measure and series, and of the books in minor units; nothing where all is equal."""
    found = {f"measure {name}": gap(value, other.measures[name]) for name, value in one.measures.items()}
    found |= {f"series {name}": gap(values, other.series[name]) for name, values in one.series.items()}
    found |= {name: gap(getattr(one, name), getattr(other, name)) for name in ("ledger", "envelope", "interest")}
    return {name: most for name, most in found.items() if most}


def gap(one: Any, other: Any) -> float:
    """Largest absolute difference; infinite where only one is there or only one is defined."""
    one, other = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if one.shape != other.shape or (np.isnan(one) != np.isnan(other)).any():
        return float("inf")
    return float(np.max(np.abs(np.nan_to_num(one) - np.nan_to_num(other)), initial=0.0))


def alone(a_world: World) -> World:
    """The same with one firm only; whoever left it for good cannot be reached by anybody."""
    terms = replace(a_world.terms, firms=1, rival_share=0.0, winback=0.0, shares=())
    return replace(a_world, terms=terms, network=TiesOfOthers(a_world.network, a_world.people.size))


def sized(kind: Kind, size: int) -> World:
    """A world as published, of so many people, over a year."""
    return world(size=size, weeks=52, terms=Terms(kind=kind))
