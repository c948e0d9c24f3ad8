"""The model of the peer: who acts when, who knows whom, and what is written down."""

from __future__ import annotations

import math
from typing import Any

import mesa
import numpy as np

from experiments.benchmarks.object_model.customer import Customer
from experiments.benchmarks.object_model.firm import Firm
from experiments.benchmarks.object_model.laws import Constants, Laws
from simulation.draws import Draws, luck
from simulation.market.centre import Centre
from simulation.mechanisms.needs import EVERY
from simulation.people.people import disposition
from simulation.quantiles import rank
from simulation.strategy import Strategy
from simulation.world.world import World

SERIES = ("customers", "satisfaction", "trust", "commitment", "purchases", "quality", "cohort", "joined")


class ObjectMarket(mesa.Model):  # type: ignore[misc, unused-ignore]
    """A market of objects with the people and ties of one replicate, and luck of its own from week 0 on.

    Args:
        world: laws, terms and people; all mechanisms on.
        strategy: of the focal firm.
        seed: of the replicate.
        centre: from `centring`.

    Attributes:
        series: weekly values of the focal firm by name; see `SERIES`.
    """

    def __init__(self, world: World, strategy: Strategy, seed: int, centre: Centre) -> None:
        super().__init__(rng=abs(seed))
        self.world, self.centre, self.terms = world, centre, world.terms
        self.touchpoints = world.terms.touchpoints
        self.laws = Laws.of(world)
        self.constants = Constants(self.laws)
        self.size, self.week = world.people.size, 0
        self.series: dict[str, list[float]] = {name: [] for name in SERIES}
        self.firms = [Firm(self, k, levers) for k, levers in enumerate(world.strategies(strategy), start=1)]
        traits = world.people.traits(Draws(seed), world.terms)
        own = disposition(Draws(seed), luck(np.arange(self.size)), traits, world.people.persistence)
        columns: Any = (traits.provider, traits.leave_rate, own, traits.buy_rate, traits.spend_rate, traits.lost)
        people = [Customer(self, *row) for row in zip(*(column.tolist() for column in columns), strict=True)]
        community = world.community(seed)
        for customer, first, last in zip(people, community.start[:-1], community.start[1:], strict=True):
            ties = zip(community.neighbour[first:last].tolist(), community.strong[first:last].tolist(), strict=True)
            for row, strong in ties:
                (customer.strong if strong else customer.weak).append(people[row])
        self.cohort = len(self.firms[0].customers)
        self.heads = self.terms.customers / max(self.cohort, 1)
        for firm in self.firms:
            firm.found()
        self.lost = 0
        self.customers = self.agents_by_type[Customer]

    def step(self) -> None:
        """One week."""
        self.drifting = self.week > 0 and self.week % EVERY == 0
        self.sizes = [len(firm.customers) for firm in self.firms]
        self.discount = (1.0 + self.terms.discount_rate) ** (-self.week / 52.0)
        for firm in self.firms:
            firm.open()
        self.customers.shuffle_do("plan")
        for firm in self.firms:
            firm.serve()
        focal = self.firms[0]
        for firm in self.firms:
            if firm is not focal:
                firm.watch(focal)
            others = [other.commitment for other in self.firms if other is not firm and other.customers]
            firm.alternative = max(others, default=0.0)
        self.customers.shuffle_do("live")
        self.customers.shuffle_do("choose")
        for firm in self.firms:
            firm.close()
        self.write_down(focal)
        self.week += 1

    def given(self, firm: Firm) -> list[float]:
        """What a firm is given in each week; a rival without an envelope of its own in proportion to its customers."""
        centre, weeks = self.centre, range(self.world.weeks)
        if firm.index > 1 and centre.rivals_envelopes:
            return [centre.rival_envelope(week, firm.index - 2) for week in weeks]
        size = firm.initial_customers / max(self.cohort, 1)
        return [centre.envelope(week) * size for week in weeks]

    def write_down(self, focal: Firm) -> None:
        """Keep the focal firm's week."""
        kept = 1.0 - self.lost / max(self.cohort, 1)
        means = (focal.satisfaction, focal.trust, focal.commitment)
        week = (len(focal.customers), *means, focal.purchases, focal.quality, kept, focal.joined)
        for name, value in zip(SERIES, week, strict=True):
            self.series[name].append(float(value))

    def leave_rate(self, disposition: float) -> float:
        """Propensity to leave of somebody who joins anew: in part the person's, the rest the match's."""
        kept = self.world.people.persistence
        own = math.sqrt(kept) * disposition + math.sqrt(1.0 - kept) * self.random.gauss(0.0, 1.0)
        return float(self.world.people.leave_rate(rank(np.array([own])))[0])

    def run_weeks(self) -> ObjectMarket:
        """All weeks of the world."""
        while self.week < self.world.weeks:
            self.step()
        return self
