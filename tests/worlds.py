"""Small worlds in which one mechanism can be seen at work: everything else is switched off or costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from simulation.community import RandomGraph, SmallWorld
from simulation.draws import Draws, Floats, luck
from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.market.touchpoint import TouchpointDesign
from simulation.mechanism import Mechanism
from simulation.mechanisms import registered
from simulation.people.people import People, Reference, Traits, shared_out
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.world import World

AS_IS = Strategy("as_is", {"acquisition_share": 0.163, "cadence": 0.30})
GIFTS = {"gift_rate": 0.03, "gift_size": 0.054}
RELATIONSHIP = Strategy(
    "relationship", {**AS_IS.levers, **GIFTS, "encounter_share": 0.30, "listening": 0.5, "sincerity": 0.8}
)
EVERY_LEVER = Strategy(
    "every lever",
    {
        **RELATIONSHIP.levers,
        "encounter_share": 0.6,
        "gift_rate": 0.2,
        "gift_conditional": 0.3,
        "cadence": 0.5,
        "self_service": 0.5,
        "hosting": 0.7,
        "co_creation": 0.5,
        "referral_reward": 1.0,
        "allocate_by_value": 0.5,
        "allocate_by_need": 0.3,
        "allocate_by_trust": 0.8,
        "dedicated_share": 0.1,
        "deal_rate": 0.2,
        "deal_depth": 0.2,
        "cross_selling": 0.4,
        "contract_offer": 0.5,
        "content_share": 0.2,
        "search_share": 0.2,
        "social_share": 0.1,
        "prospect_email_share": 0.1,
        "incentive": 1.0,
        "winback_offers": 0.05,
        "ask": 0.3,
        "ask_views": 0.1,
        "remind": 0.1,
        "purpose_stated": 0.5,
        "lessons": 0.2,
    },
)
IDLE = Strategy("idle")
MONEYLESS = Centre(quarterly_envelope=(0.0,))
"""Nothing is added, nothing is taken out, and there is no money: what costs nothing happens all the same."""

POOLED = (
    TouchpointDesign("service", "need", cost=0.435, share=1.0, warmth=0.6),
    TouchpointDesign("email", "firm", "cadence", cost=0.011, warmth=0.1, ideal=0.31),
    TouchpointDesign("store", "purchase", warmth=0.2),
)
"""One touchpoint of each initiative, enough to see a mechanism at work."""

FREE = tuple(replace(touchpoint, cost=0.0) for touchpoint in POOLED)
UNCOSTED = {"cost": 0.0, "invitation_cost": 0.0, "listening_cost": 0.0, "overhead": 0.0}
"""Encounters without a price."""

STILL: dict[str, dict[str, float]] = {"contact": {"quality_relief": 0.0}}
"""Parameters that differ from the defaults unless a test says them: needs come at their rate, whatever quality is."""

MONOPOLY = Terms(firms=1, focal_share=1.0, rival_share=0.0, touchpoints=FREE, overdraft=0.0)
"""One firm, which everybody is with, and which nobody lends money."""
LENT = replace(MONOPOLY, overdraft=0.5)
"""The same firm with an account that it may overdraw."""


@dataclass(frozen=True)
class Alike:
    """People who do not differ in anything, all with one firm, or shared out among all where that is None."""

    size: int
    leaves: float = 0.0
    buys: float = 0.0
    spend_rate: float = 1.0
    spend_shape: float = 6.25
    firm: int | None = 1
    persistence: float = 0.0

    def enlarged(self, least: int) -> Alike:
        """The same: more of them would say no more."""
        return self

    def traits(self, draws: Draws, terms: Terms) -> Traits:
        same = np.ones(self.size)
        return Traits(
            provider=self._provider(draws, terms),
            leave_rate=self.leaves * same,
            buy_rate=self.buys * same,
            spend_rate=self.spend_rate * same,
            lost=np.zeros(self.size, dtype=np.bool_),
        )

    def _provider(self, draws: Draws, terms: Terms) -> Any:
        if self.firm is not None:
            return np.full(self.size, self.firm, dtype=np.int64)
        return shared_out(draws.of("people.provider", 0, luck(np.arange(self.size))), terms)

    @property
    def segments(self) -> tuple[str, ...]:
        return ("alike",)

    def leave_rate(self, u: Floats, segment: Any = None) -> Floats:
        return np.full_like(u, self.leaves)


def laws(
    only: Iterable[str] | None = None, without: Iterable[str] = (), **parameters: Mapping[str, Any]
) -> tuple[Mechanism, ...]:
    """All registered mechanisms; those not in `only`, and those in `without`, are off.

    Args:
        only: names of those that are on, None for all.
        without: names of those that are off all the same.
        parameters: by mechanism, the values that differ from the defaults.
    """
    known = registered()
    named = {*(only or ()), *without, *parameters}
    assert named <= set(known), f"no such mechanism: {sorted(named - set(known))}"
    on = (set(known) if only is None else set(only)) - set(without)
    given = {name: {"enabled": name in on, **STILL.get(name, {}), **parameters.get(name, {})} for name in known}
    return tuple(law(**given[name]) for name, law in known.items())


def world(
    only: Iterable[str] | None = None,
    *,
    without: Iterable[str] = (),
    people: People | None = None,
    size: int = 1000,
    weeks: int = 52,
    terms: Terms | None = None,
    network: RandomGraph | None = None,
    as_is: Strategy = AS_IS,
    rivals: tuple[Strategy, ...] = (),
    **parameters: Mapping[str, Any],
) -> World:
    """A world with the reference population unless told otherwise; see `laws` for the mechanisms.

    Args:
        only: names of the mechanisms that are on, None for all.
        without: names of those that are off all the same.
        people: source of people.
        size: number of people of the reference population.
        weeks: length of a run.
        terms: the market; the default one has two firms, and one with free touchpoints when `only` is given.
        network: generator of the community.
        as_is: the status quo.
        rivals: strategies of the rivals.
        parameters: by mechanism, the values that differ from the defaults.
    """
    if terms is None:
        terms = Terms() if only is None else MONOPOLY
    people = people or Reference(size=size)
    network = network or SmallWorld(degree=12 if people.size > 12 else 2)
    return World(laws(only, without, **parameters), terms, people, network, weeks, as_is, rivals)


def market(
    a_world: World, strategy: Strategy | None = None, seed: int = 1, centre: Centre = MONEYLESS, **more: Any
) -> Market:
    """A market that has not begun, without money unless a centre is given."""
    return Market(a_world, strategy or a_world.as_is, seed, centre, **more)


def ran(
    a_world: World, strategy: Strategy | None = None, seed: int = 1, centre: Centre = MONEYLESS, **more: Any
) -> Market:
    """A market at its end, with verified books."""
    return market(a_world, strategy, seed, centre, **more).run()


def watched(a_market: Market, each_week: Callable[[Market], Any]) -> Floats:
    """What a function sees at the end of each week, shape (weeks, …)."""
    seen = []
    while a_market.week < a_market.world.weeks:
        a_market.step()
        seen.append(np.array(each_week(a_market)))
    a_market.ledger.verify()
    return np.array(seen)


def errors_off(sample: Any, expected: float) -> float:
    """How many standard errors the mean of independent values lies from what is expected; 0 where all are equal."""
    values = np.asarray(sample, dtype=np.float64)
    gap, error = abs(float(values.mean()) - expected), float(values.std(ddof=1)) / np.sqrt(values.size)
    return gap / error if error > 0 else (0.0 if gap < 1e-12 else np.inf)


def one_week(a_market: Market) -> dict[str, Any]:
    """The columns of people after one week, copied."""
    a_market.step()
    return {name: column.copy() for name, column in a_market.population.values.items()}
