"""The desk of one touchpoint of a firm: whom it serves this week, and who has to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.mechanisms.contact import USUAL_NEEDS
from simulation.sample import MEMORY, served_share

if TYPE_CHECKING:
    from experiments.benchmarks.object_model.customer import Customer
    from experiments.benchmarks.object_model.firm import Firm
    from simulation.market.touchpoint import TouchpointDesign


class ServiceQueue:
    """Where the customers of a firm queue.

    Args:
        firm: whose desk it is.
        number: of the touchpoint.
        design: of the touchpoint.

    Attributes:
        queue: who wants to be served this week.
    """

    def __init__(self, firm: Firm, number: int, design: TouchpointDesign) -> None:
        law = firm.model.laws.contact
        self.firm, self.number, self.capacity = firm, number, design.capacity * law.capacity
        self.for_needs = design.initiative == "need"
        self.cost = design.cost * law.service_cost if self.for_needs else design.cost
        self.queue: list[Customer] = []
        self.usual, self.weeks = 0.0, 0  # new requests of a customer in a week of late, and how many weeks that were

    def serve(self) -> None:
        """Serve those for whom there is room and money, who have waited before all others; the others wait."""
        queue, k = self.queue, self.number
        if not queue:
            return
        admitted, turned_away = self.admit()
        costs = [self.cost * customer.contact[k] for customer in admitted]
        turned_away += self.firm.refused(admitted, costs, [customer.waited[k] for customer in admitted])
        for customer in turned_away:
            customer.contact[k] = 0.0
        for customer in queue:
            waits = self.for_needs and not customer.contact[k]
            customer.waited[k] = customer.waited[k] + 1 if waits else 0
        queue.clear()

    def admit(self) -> tuple[list[Customer], list[Customer]]:
        """For whom there is room, and for whom not; each has the chance that a customer of the whole firm has."""
        firm, queue, k = self.firm, self.queue, self.number
        customers, heads = len(firm.customers), firm.model.heads
        again = sum(customer.waited[k] > 0 for customer in queue)
        self.weeks = min(self.weeks + 1, MEMORY)
        self.usual += ((len(queue) - again) / customers - self.usual) / self.weeks
        room = self.capacity * firm.staffed_for
        if self.for_needs:
            room *= firm.need_rate / USUAL_NEEDS
        first = served_share(again, room, customers, heads)
        then = served_share(self.usual * customers, room - first * again, customers, heads)
        if first == then == 1.0:
            return list(queue), []
        admitted: list[Customer] = []
        turned_away: list[Customer] = []
        for customer in queue:
            chance = first if customer.waited[k] else then
            (admitted if firm.model.random.random() < chance else turned_away).append(customer)
        return admitted, turned_away
