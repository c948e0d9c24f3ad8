"""A world is everything that compared strategies share: laws, terms, people and who knows whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulation.community import Community, RandomGraph
from simulation.draws import Draws, luck
from simulation.market.terms import MONEY, Terms
from simulation.measure import Measure
from simulation.mechanism import Mechanism
from simulation.people.people import People
from simulation.strategy import Strategy, levers

LONGEST = 5200
"""Weeks that a run may have."""


@dataclass(frozen=True)
class World:
    """What one run needs besides a strategy, a seed and the centring.

    Args:
        mechanisms: the laws, in any order; see `order_of_a_week`.
        terms: the market.
        people: the source of people.
        network: the community graph's generator.
        weeks: length of a run.
        as_is: the strategy under which observed rates arose.
        rivals: strategy of each rival firm; the last one serves for all that follow.
        measures: of the user's own, beside those of the package.
    """

    mechanisms: tuple[Mechanism, ...]
    terms: Terms
    people: People
    network: RandomGraph
    weeks: int
    as_is: Strategy
    rivals: tuple[Strategy, ...] = ()
    measures: tuple[Measure, ...] = ()

    def strategies(self, focal: Strategy, week: int = 0) -> tuple[Strategy, ...]:
        """The strategy of each firm in a week when the focal one follows `focal`.

        Rivals without a strategy of their own are as they are. Events change what the focal firm does; after the delay
        rivals take over its levers that can be copied.
        """
        for event in self.terms.events:
            if event.lasts(week):
                focal = focal.changed(dict(event.levers))
        others = self.rivals or (self.as_is,)
        rivals = [others[min(k, len(others) - 1)] for k in range(self.terms.firms - 1)]
        if week >= self.terms.copy_delay:
            copied = {name: lever.idle for name, lever in levers(self.mechanisms).items() if lever.copied}
            taken = {name: focal.levers.get(name, idle) for name, idle in copied.items()}
            rivals = [rival.changed(taken) for rival in rivals]
        return (focal, *rivals)

    def calm(self) -> World:
        """The same world as it is when nothing befalls everybody at once: the status quo in which rates were observed.

        All firms do as they always did, with the envelopes that they had; there are no events and no business cycle.
        """
        mechanisms = tuple(mechanism.calm() for mechanism in self.mechanisms)
        calm = replace(self, mechanisms=mechanisms, rivals=(self.as_is,), terms=replace(self.terms, events=()))
        return calm.with_equal(MONEY)

    def with_equal(self, equal: str) -> World:
        """The same world in which compared strategies have this in common, see `market.equal`."""
        return replace(self, terms=replace(self.terms, equal=equal))

    def turning_weeks(self) -> frozenset[int]:
        """Weeks from which some firm may do something else than before."""
        events = {int(week) for event in self.terms.events for week in (event.week, event.until) if week < self.weeks}
        return frozenset(events | {int(np.ceil(min(self.terms.copy_delay, self.weeks)))})

    def community(self, seed: int) -> Community:
        """The ties of one replicate.

        Generators put hubs or neighbours in consecutive rows; rows are dealt out by draw, so that who one is and
        whom one knows have nothing to do with each other. Where people have their own places in the network, they
        stay there.
        """
        community = self.network.build(self.people.size, seed)
        if self.network.placed:
            return community
        order = np.argsort(Draws(seed).of("community.place", 0, luck(np.arange(self.people.size))), kind="stable")
        return community.permuted(order)

    def mechanism(self, name: str) -> Mechanism:
        """The mechanism of that name."""
        return next(m for m in self.mechanisms if m.name == name)

    def switched(self, name: str, enabled: bool) -> World:
        """The same world with one mechanism on or off."""
        chosen = tuple(replace(m, enabled=enabled) if m.name == name else m for m in self.mechanisms)
        return replace(self, mechanisms=chosen)
