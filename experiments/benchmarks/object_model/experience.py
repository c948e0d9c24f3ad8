"""What a customer experiences in a week with a firm: waiting, contacts and what repetition leaves of them."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from simulation.mechanisms.satisfaction import BEST

if TYPE_CHECKING:
    from experiments.benchmarks.object_model.customer import Customer
    from experiments.benchmarks.object_model.firm import Firm
    from experiments.benchmarks.object_model.market import ObjectMarket


def update_experience(customer: Customer, firm: Firm, model: ObjectMarket) -> None:
    """Waiting, fatigue, satisfaction and expectation."""
    waited_for(customer, model)
    laws, kept = model.laws, model.constants.exposure_kept
    contact, exposure, recent, encounter = customer.contact, customer.exposure, customer.recent, customer.encounter
    touch, stock = 0.0, 0.0
    fatigue, weight = laws.fatigue, 1.0 / laws.contact.memory
    renewed, similarity = 1.0, fatigue.similarity
    if encounter:
        renewed -= customer.renewal
        similarity *= 1.0 - customer.novelty
    for k, design in enumerate(model.touchpoints):
        times = contact[k]
        if times:
            touch += times
            stock += times * exposure[k]
            exposure[k] = exposure[k] * renewed * kept + similarity * times
        else:
            exposure[k] *= kept
        if design.ideal:
            recent[k] += (times - recent[k]) * weight
    customer.contacts = contacts = touch + customer.gave_up
    if contacts:
        satisfaction_after_contacts(customer, firm, stock / max(contacts, 1.0), model)
    customer.satisfaction = max(customer.satisfaction - laws.satisfaction.waiting * customer.waits, 0.0)


def waited_for(customer: Customer, model: ObjectMarket) -> None:
    """Who has waited for longer than patience lasts gives up, which is an experience too."""
    patience = model.laws.contact.patience
    customer.gave_up, customer.waits = False, 0
    for k, weeks in enumerate(customer.waited):
        if weeks > patience:
            customer.gave_up = True
            customer.waited[k] = 0
        elif weeks:
            customer.waits += 1


def satisfaction_after_contacts(customer: Customer, firm: Firm, stock: float, model: ObjectMarket) -> None:
    """Satisfaction and expectation after contacts of which so many like them are remembered."""
    laws, law = model.laws, model.laws.satisfaction
    customer.value = 0.0
    if not customer.gave_up:
        fit = exp(-0.5 * ((customer.need - customer.known_need) / laws.needs.width) ** 2)
        offered = firm.quality * fit * exp(-laws.fatigue.kappa * stock)
        if customer.encounter:
            offered *= 1.0 - law.polish
        customer.value = min(max(offered + model.random.gauss(0.0, law.variability), 0.0), BEST)
    gap = customer.value - customer.expectation
    satisfied = customer.satisfaction
    satisfied += law.rate * (customer.value + law.disconfirmation * gap - satisfied)
    customer.satisfaction = min(max(satisfied, 0.0), BEST)
    customer.expectation += law.expectation_rate * gap
