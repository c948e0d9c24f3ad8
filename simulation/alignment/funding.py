"""What firms may spend: a share of what those who are simulated would be expected to pay under the status quo.

    envelope = share · mean of revenue over the weeks of a quarter                        revenue: see `usual_spending`

Each replicate's own status quo is run once, and all strategies that meet these people get its envelopes: a firm whose
sample happens to lose few customers has the money that they bring. Where no replicate is meant, the pilots' envelopes
stand for it.

The unit of money is what a customer is expected to pay in a week at first. It is a fact about the world and not about a
sample, so it is taken from many more people than are simulated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from simulation.alignment.usual_spending import UsualSpending, usual_revenue, usual_spending
from simulation.draws import Draws, Floats
from simulation.market.centre import QUARTER, ByQuarter, Centre
from simulation.market.terms import Terms
from simulation.mistake import Mistake
from simulation.people.market_entry import entry_week
from simulation.people.people import Observed, People
from simulation.world.market import Market
from simulation.world.world import World

PLENTY = 100_000
MOST_DRAWS = 64
"""People from whom the unit of money is taken, and how often those of a small log are drawn for it."""


def with_own_envelopes(world: World, seed: int, centre: Centre) -> Centre:
    """The same constants with the envelopes of one replicate; a pure function.

    Args:
        world: its rivals' strategies and events are ignored, as they are in `centring`.
        seed: of the replicate.
        centre: of the world.
    """
    calm = world.calm()
    revenue = np.zeros((calm.weeks, calm.terms.firms + 1))

    market = Market(calm, calm.as_is, seed, centre)

    def give(market: Market) -> None:
        market.centre = with_envelopes(calm, centre, usual_revenue(market, centre)[np.newaxis])

    def watch(market: Market) -> None:
        revenue[market.week] = usual_revenue(market, centre)
        give(market)

    give(market)
    market.run(watch)
    return with_envelopes(calm, centre, revenue)


def with_envelopes(world: World, centre: Centre, revenue: Floats) -> Centre:
    """The same constants with each firm's share of its revenue under the status quo.

    Args:
        world: whose terms say which share.
        centre: in whose unit of money the envelopes are.
        revenue: of each firm, shape (weeks, firms + 1) [money].
    """
    quarters = np.array_split(revenue, range(QUARTER, len(revenue), QUARTER))
    means = np.array([quarter.mean(axis=0) for quarter in quarters]) * world.terms.budget_share / centre.weekly_revenue
    own, *rivals = (_by_quarter(means[:, firm]) for firm in range(1, means.shape[1]))
    return replace(centre, quarterly_envelope=own, rivals_envelopes=tuple(rivals))


def _by_quarter(means: Floats) -> ByQuarter:
    return tuple(float(mean) for mean in means)


def with_unit(world: World, centre: Centre) -> Centre:
    """The same constants with the unit of money, and what customers usually pay.

    Raises:
        Mistake: the focal firm has no customers who are expected to pay anything.
    """
    people: Any = world.people  # hashable, as all parts of a world; people from a log are known by identity
    found, unit = _usually(people, world.terms.of_people(), world.weeks)
    if not unit > 0:
        raise no_customers(world, found.customers)
    return replace(
        centre,
        loyalty=found.edges,
        usual_spending=found.by_loyalty,
        spending_of_others=found.others,
        weekly_revenue=unit,
    )


@lru_cache(maxsize=64)
def _usually(people: Any, terms: Terms, weeks: int) -> tuple[UsualSpending, float]:
    """What people usually spend, and the unit of money; remembered, for most worlds of a sweep have the same people."""
    drawn = [(Draws(-k), many) for k, many in _plenty(people)]
    some = [(many.traits(draws, terms), many.spend_shape) for draws, many in drawn]
    found = usual_spending(some)
    unit = found.mean
    if terms.kind == "repertoire" and found.customers > 0:  # everybody who is there buys some of everything
        entries = [
            entry_week(draws, traits, terms.entry_rate, weeks)
            for (draws, _), (traits, _) in zip(drawn, some, strict=True)
        ]
        there = float(np.mean(np.concatenate(entries) == 0))
        unit = terms.brand_shares[0] * found.of_all * there / found.customers
    return found, unit


def _plenty(people: People) -> Iterable[tuple[int, People]]:
    """Many people of the same kind, and who draws them; those of a log are the same each time, with other rates."""
    many = people.enlarged(PLENTY)
    return enumerate([many] * int(np.clip(np.ceil(PLENTY / many.size), 1, MOST_DRAWS)), start=1)


def no_customers(world: World, customers: float) -> Mistake:
    """What is wrong with a world whose focal firm has nobody who is expected to pay."""
    if isinstance(world.people, Observed):
        gone = "who are all presumed gone" if customers == 0 else "whose purchases are expected to be worth nothing"
        return Mistake(
            world.people.source, f"{len(world.people.frequency)} customers {gone}",
            "must hold customers who are expected to buy for money once more",
            "Take a log that reaches nearer to the last purchases, or set population.until to an earlier day.",
        )  # fmt: skip
    advice = "Raise market.focal_share, or take people from a log."
    return Mistake(
        "market.focal_share", world.terms.focal_share, "leaves the focal firm no customers to begin with", advice
    )
