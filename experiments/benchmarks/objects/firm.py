"""One firm's week: serve those who came, spend the levers, buy quality with the rest, and see how customers feel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from simulation.mechanisms.encounters import NEUTRAL
from simulation.mechanisms.quality import FLOOR, bought, price

if TYPE_CHECKING:
    from experiments.benchmarks.objects.customer import Customer
    from experiments.benchmarks.objects.market import ObjectMarket
    from simulation.strategy import Strategy


class Firm(mesa.Agent):  # type: ignore[misc, unused-ignore]
    """A firm with its levers, its customers and its money of the week.

    Args:
        model: the market.
        index: 1 for the focal firm.
        strategy: its levers.
    """

    def __init__(self, model: ObjectMarket, index: int, strategy: Strategy) -> None:
        super().__init__(model)
        lever = strategy.levers.get
        self.index = index
        self.cadence = lever("cadence", 0.0)
        self.acquisition_share = lever("acquisition_share", 0.0)
        self.encounter_share = lever("encounter_share", 0.0)
        self.gift_rate, self.gift_size = lever("gift_rate", 0.0), lever("gift_size", 0.0)
        self.listening, self.sincerity = lever("listening", 0.0), lever("sincerity", NEUTRAL)
        self.customers: dict[Customer, None] = {}
        self.queues: list[list[Customer]] = [[] for _ in model.touchpoints]
        self.visitors: list[Customer] = []
        self.given: list[Customer] = []
        self.initial_customers = 0
        self.left = self.margin = self.reach = self.seen_quality = 0.0
        self.quality, self.satisfaction, self.commitment, self.trust, self.alternative = 0.5, 0.6, 0.0, 0.5, 0.0
        self.expectation = 0.6
        self.purchases = self.joined = 0

    def serve(self) -> None:
        """Spend the week's envelope."""
        model = self.model
        laws, random, initial = model.laws, model.random.random, self.initial_customers
        self.left = model.centre.envelope(model.week) * initial / model.firms[0].initial_customers
        envelope = self.left
        fixed = model.terms.overhead_fixed
        overhead_heads = fixed * initial + (1.0 - fixed) * len(self.customers)
        self.purchases = self.joined = 0
        for k, (design, queue) in enumerate(zip(model.touchpoints, self.queues, strict=True)):
            costs = [design.cost * customer.contact[k] for customer in queue]
            for customer in self.refused(queue, costs, int(design.capacity * initial)):
                customer.contact[k] = 0.0
                customer.unserved = design.initiative == "need"
            queue.clear()

        spent = self.spend(self.acquisition_share * envelope)
        channels = laws.channels  # a touch, and that it converts, are one draw here: the same chance to be won
        touched = channels.most * (1.0 - math.exp(-spent / model.size / channels.scale))
        self.reach = laws.acquisition.conversion * touched

        if self.gift_rate:
            self.spend(laws.gifts.overhead * overhead_heads)
            cost = self.gift_size + laws.gifts.handling_cost
            for customer in self.refused(self.given, [cost] * len(self.given)):
                customer.gift = 0.0
            self.given.clear()

        if self.encounter_share:
            law = laws.encounters
            self.spend(law.overhead * overhead_heads)
            full = law.cost + law.listening_cost * self.listening
            invited, costs = [], []
            for customer in self.visitors:
                if any(customer.contact) and random() < self.encounter_share:
                    willing = law.participation * customer.propensity * (1.0 + customer.gratitude)
                    customer.encounter = random() < min(willing * customer.authenticity / NEUTRAL, 0.95)
                    invited.append(customer)
                    costs.append(full if customer.encounter else law.invitation_cost)
            for customer in self.refused(invited, costs):
                customer.encounter = False
        self.visitors.clear()

        heads = max(len(self.customers), FLOOR * initial, 1.0)
        missing = max(price(self.seen_quality, laws.quality.scale) * heads - self.left, 0.0)
        money = self.left + min(missing, laws.quality.matching_limit * envelope)
        self.quality = bought(money / heads, laws.quality.scale)

    def watch(self, other: Firm) -> None:
        """See another firm's quality, with a lag; what is missing is bought next week."""
        seen = max(self.seen_quality, self.quality) if self.model.week == 0 else self.seen_quality
        self.seen_quality = seen + (other.quality - seen) / self.model.laws.quality.matching_lag

    def spend(self, cost: float) -> float:
        """Spend a sum, or what is left of it."""
        amount = min(cost, self.left)
        self.left -= amount
        return amount

    def refused(self, people: list[Customer], costs: list[float], most: int | None = None) -> list[Customer]:
        """Pay for as many as money and capacity allow, in random order; returns the others."""
        total = sum(costs)
        if total <= self.left and (most is None or len(people) <= most):
            self.left -= total
            return []
        places = list(range(len(people)))
        self.model.random.shuffle(places)
        for served, place in enumerate(places):
            if served == most or costs[place] > self.left:
                return [people[p] for p in places[served:]]
            self.left -= costs[place]
        return []

    def close(self) -> None:
        """See how customers feel at the end of the week; next week rivals are judged by it."""
        satisfaction = expectation = commitment = trust = 0.0
        index = self.index
        for customer in self.customers:
            satisfaction += customer.satisfaction
            expectation += customer.expectation
            commitment += customer.commitment
            trust += customer.trust[index]
        heads = len(self.customers) or 1
        self.expectation = expectation / heads
        self.satisfaction, self.commitment, self.trust = satisfaction / heads, commitment / heads, trust / heads
