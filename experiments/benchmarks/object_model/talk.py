"""What passes along ties: praise, complaints, and the example of those who leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.mechanisms.contagion import MOST
from simulation.mechanisms.word_of_mouth import NEUTRAL

if TYPE_CHECKING:
    from experiments.benchmarks.object_model.customer import Customer
    from experiments.benchmarks.object_model.firm import Firm
    from experiments.benchmarks.object_model.market import ObjectMarket


def speak(customer: Customer) -> None:
    """Tell the neighbours what was decided last week."""
    left, praised, blamed = customer.left, customer.praises, customer.complains
    customer.praises = customer.complains = None
    if left is not None:
        for friend in customer.strong:
            if friend.firm is left:
                friend.leavers += 1
    if praised is not None:
        index = praised.index
        for friend in customer.strong:
            friend.praise_strong[index] += 1
            friend.heard = True
        for friend in customer.weak:
            friend.praise_weak[index] += 1
            friend.heard = True
    if blamed is not None:
        for friend in customer.strong:
            if friend.firm is blamed:
                friend.complaints += 1


def hear(customer: Customer, firm: Firm, model: ObjectMarket) -> float:
    """What neighbours do to the hazard of leaving [log-hazard]; and decide what to tell them next week."""
    law, constants, random = model.laws.word_of_mouth, model.constants, model.random.random
    satisfied = customer.satisfaction
    well = law.rate * min(satisfied / NEUTRAL, 2.0) * (1.0 + customer.stage / 4.0)
    ill = law.rate / law.ratio * min(max((1.0 - satisfied) / (1.0 - NEUTRAL), 0.0), 3.0)
    customer.praises = firm if random() < well else None
    customer.complains = firm if random() < ill else None
    customer.defections = customer.defections * constants.defections_kept + customer.leavers
    lift: float = constants.contagion * min(customer.defections, MOST)
    heard = law.complaint_effect * customer.complaints - law.praise_effect * customer.praise_strong[firm.index]
    customer.rumour = customer.rumour * constants.rumour_kept + heard
    return lift + customer.rumour
