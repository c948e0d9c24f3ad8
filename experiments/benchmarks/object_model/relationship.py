"""What a week with a firm does to the relationship: gratitude and what was given, trust, commitment, closeness."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from simulation.mechanisms.progression import TOP
from simulation.mechanisms.reciprocity import NEUTRAL, Reciprocity
from simulation.mechanisms.trust import SLOPE

if TYPE_CHECKING:
    from experiments.benchmarks.object_model.customer import Customer
    from experiments.benchmarks.object_model.firm import Firm
    from experiments.benchmarks.object_model.market import ObjectMarket


def update_relationship(customer: Customer, firm: Firm, model: ObjectMarket) -> None:
    """Authenticity, gratitude, balance, investment, trust, commitment and stage."""
    laws, constants, random = model.laws, model.constants, model.random.random
    encounter, gift, contacts = customer.encounter, customer.gift, customer.contacts
    law = laws.reciprocity
    sincerity, for_gifts = firm.sincerity, gratitude_for(customer, law)
    if gift or encounter or (contacts and customer.authenticity != sincerity and random() < law.noticed):
        signal = sincerity
        if gift:
            x = (gift / law.gift_reference) ** law.size_elasticity
            meaning = 1.0 if customer.bought or not customer.joins else law.stranger
            signal += meaning * (1.0 - sincerity) * sincerity * x / (1.0 + x)
        customer.authenticity += law.learning * (signal - customer.authenticity)
    authenticity = customer.authenticity
    gratitude = max(customer.gratitude - for_gifts, 0.0) * constants.gratitude_kept
    customer.remembered_gifts *= constants.gratitude_kept**2
    balance = customer.balance * constants.balance_kept
    customer.investment *= constants.investment_kept
    if gift:
        customer.remembered_gifts += gift
        balance += gift
    gratitude += gratitude_for(customer, law)
    if encounter:
        gratitude += law.encounter_effect * authenticity / NEUTRAL
        balance += law.received - laws.contribution.encounter
        customer.investment += min(laws.investment.gain * laws.contribution.encounter, 1.0) * (
            1.0 - customer.investment
        )
    customer.gratitude, customer.balance = min(gratitude, 1.0), balance

    if contacts:
        trust_in(customer, firm, model)

    bond = laws.commitment
    wish = bond.satisfaction_sensitivity * (1.0 - bond.switching_cost) * customer.satisfaction
    wish += bond.trust_sensitivity * customer.trust[firm.index]
    wish += bond.investment_sensitivity * customer.investment + bond.gratitude_sensitivity * customer.gratitude
    wish += bond.stage_sensitivity * customer.stage
    for k, design in enumerate(model.touchpoints):
        if design.ideal:
            r = min(customer.recent[k] / design.ideal, 4.0)
            wish += bond.contact_sensitivity * (2.0 * r - r * r)
    wish -= bond.imbalance_sensitivity * abs(balance)
    customer.commitment = wish - bond.alternative_sensitivity * firm.alternative

    growth, stage, u = laws.progression, customer.stage, random()
    ready = customer.commitment - model.centre.commitment > -0.4 + 0.25 * stage
    met = growth.encounter_factor if encounter else growth.plain_factor
    if u < growth.up_rate * met * (1.0 + growth.readiness * ((1.5 if ready else 0.3) - 1.0)):
        customer.stage = min(stage + 1, int(TOP))
    elif stage and u > 1.0 - growth.down_rate * (1.0 + growth.readiness * ((0.5 if ready else 1.5) - 1.0)):
        customer.stage = stage - 1
    development = growth.development * firm.listening * customer.stage / TOP
    customer.novelty, customer.renewal = 1.0 - growth.similarity * (1.0 - development), growth.reset
    if encounter:
        customer.known_need += firm.listening * (customer.need - customer.known_need)


def gratitude_for(customer: Customer, law: Reciprocity) -> float:
    """Gratitude for the gifts that are remembered."""
    remembered = customer.remembered_gifts
    return law.gift_effect * sqrt(remembered / law.gift_reference) * customer.authenticity / NEUTRAL


def trust_in(customer: Customer, firm: Firm, model: ObjectMarket) -> None:
    """Trust in the own firm after a contact."""
    law, own = model.laws.trust, customer.trust[firm.index]
    if customer.value < law.breach * customer.expectation:
        own *= 1.0 - min(law.loss * (1.0 + law.betrayal * customer.stage), 0.95)
    else:
        warmth = float(customer.encounter)
        for k, design in enumerate(model.touchpoints):
            if customer.contact[k] and design.warmth > warmth:
                warmth = design.warmth
        sincere = (customer.authenticity - law.seen_through) / SLOPE
        gain = law.gain * (law.passive + (1.0 - law.passive) * warmth) * sincere
        own += gain * (1.0 - own) if gain > 0 else gain * own
    customer.trust[firm.index] = own
