"""One firm's week: serve those who came, spend the levers, buy quality as planned, and see how customers feel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from experiments.benchmarks.object_model.books import FirmAccounts
from experiments.benchmarks.object_model.desk import ServiceQueue
from simulation.mechanisms.encounters import NEUTRAL
from simulation.mechanisms.quality import FLOOR, bought, price

if TYPE_CHECKING:
    from experiments.benchmarks.object_model.customer import Customer
    from experiments.benchmarks.object_model.market import ObjectMarket
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
        self.ease = lever("ease", 0.0)
        self.customers: dict[Customer, None] = {}
        self.lost_for_good = 0
        self.desks = [ServiceQueue(self, k, design) for k, design in enumerate(model.touchpoints)]
        self.visitors: list[Customer] = []
        self.given: list[Customer] = []
        self.initial_customers = self.staffed_for = 0
        self.margin = self.reach = self.need_rate = self.seen_quality = 0.0
        self.quality, self.satisfaction, self.commitment, self.trust, self.alternative = 0.5, 0.6, 0.0, 0.5, 0.0
        self.expectation = 0.6
        self.purchases = self.joined = 0

    def found(self) -> None:
        """Count the customers of week 0, and open the books."""
        model = self.model
        self.initial_customers = len(self.customers)
        usual_cost = model.centre.usual_costs[0] if model.centre.usual_costs else 0.0
        self.books = FirmAccounts(model.given(self), usual_cost, self.initial_customers, model.terms)

    def open(self) -> None:
        """Begin a week."""
        model, books = self.model, self.books
        books.open()
        if books.begins:
            self.staffed_for = len(self.customers)
        law, better = model.laws.contact, self.quality - model.centre.quality if model.week else 0.0
        needs = law.inbound_rate * math.exp(-law.quality_relief * better) * (1.0 - law.ease_effect * self.ease)
        self.need_rate = min(needs, 1.0)
        self.purchases = self.joined = 0

    def serve(self) -> None:
        """Serve those who came, spend the levers, and what is planned on quality."""
        model, books = self.model, self.books
        laws, random, initial = model.laws, model.random.random, self.initial_customers
        fixed = model.terms.overhead_fixed
        overhead_heads = fixed * initial + (1.0 - fixed) * len(self.customers)
        for desk in self.desks:
            desk.serve()
        books.spend(self.ease * laws.contact.ease_cost * len(self.customers))

        spent = books.spend(self.acquisition_share * books.envelope)
        channels = laws.channels  # a touch, and that it converts, are one draw here: the same chance to be won
        people = max(model.size - self.lost_for_good, 1)
        touched = channels.most * (1.0 - math.exp(-spent / people / channels.scale))
        self.reach = laws.acquisition.conversion * touched

        if self.gift_rate:
            books.spend(laws.gifts.overhead * overhead_heads)
            cost = self.gift_size + laws.gifts.handling_cost
            for customer in self.refused(self.given, [cost] * len(self.given)):
                customer.gift = 0.0
            self.given.clear()

        if self.encounter_share:
            law = laws.encounters
            books.spend(law.overhead * overhead_heads)
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
        money = books.spend_on_quality(heads)
        missing = max(price(self.seen_quality, laws.quality.scale) * heads - money, 0.0)
        money += min(missing, laws.quality.matching_limit * books.envelope)  # new money, in no book
        self.quality = bought(money / heads, laws.quality.scale)

    def watch(self, other: Firm) -> None:
        """See another firm's quality, with a lag; what is missing is bought next week."""
        seen = max(self.seen_quality, self.quality) if self.model.week == 0 else self.seen_quality
        self.seen_quality = seen + (other.quality - seen) / self.model.laws.quality.matching_lag

    def refused(self, people: list[Customer], costs: list[float], waited: list[int] | None = None) -> list[Customer]:
        """Pay for as many as money allows, who have waited longest first, else in random order; returns the others."""
        books = self.books
        total = sum(costs)
        if total <= books.left:
            books.left -= total
            return []
        places = list(range(len(people)))
        self.model.random.shuffle(places)
        if waited:
            places.sort(key=lambda place: -waited[place])
        for served, place in enumerate(places):
            if costs[place] > books.left:
                return [people[p] for p in places[served:]]
            books.left -= costs[place]
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
