"""What a week with a firm does to a customer: experience, the relationship, purchases."""

from __future__ import annotations

from math import exp, sqrt
from typing import TYPE_CHECKING

from simulation.mechanisms.progression import TOP
from simulation.mechanisms.reciprocity import NEUTRAL, Reciprocity
from simulation.mechanisms.satisfaction import BEST
from simulation.mechanisms.surplus import NEUTRAL as MIDDLING
from simulation.mechanisms.trust import SLOPE

if TYPE_CHECKING:
    from experiments.benchmarks.objects.customer import Customer
    from experiments.benchmarks.objects.firm import Firm
    from experiments.benchmarks.objects.market import ObjectMarket


def experienced(customer: Customer, firm: Firm, model: ObjectMarket) -> None:
    """Fatigue, satisfaction and expectation."""
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
    customer.contacts = contacts = touch + customer.unserved
    customer.value = 0.0
    if not contacts:
        return
    law = laws.satisfaction
    if not customer.unserved:
        fit = exp(-0.5 * ((customer.need - customer.known_need) / laws.needs.width) ** 2)
        offered = firm.quality * fit * exp(-fatigue.kappa * stock / max(contacts, 1.0))
        if encounter:
            offered *= 1.0 - law.polish
        customer.value = min(max(offered + model.random.gauss(0.0, law.variability), 0.0), BEST)
    gap = customer.value - customer.expectation
    satisfied = customer.satisfaction
    satisfied += law.rate * (customer.value + law.disconfirmation * gap - satisfied)
    customer.satisfaction = min(max(satisfied, 0.0), BEST)
    customer.expectation += law.expectation_rate * gap


def related(customer: Customer, firm: Firm, model: ObjectMarket) -> None:
    """Authenticity, gratitude, balance, investment, trust, commitment and stage."""
    laws, constants, random = model.laws, model.constants, model.random.random
    encounter, gift, contacts = customer.encounter, customer.gift, customer.contacts
    law = laws.reciprocity
    sincerity, for_gifts = firm.sincerity, grateful(customer, law)
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
    gratitude += grateful(customer, law)
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


def grateful(customer: Customer, law: Reciprocity) -> float:
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


def purchased(customer: Customer, firm: Firm, model: ObjectMarket) -> None:
    """Purchases, what they cost and what the customer has of it all."""
    laws, terms, random = model.laws, model.terms, model.random
    law = laws.purchase
    sold = customer.encounter
    for k, design in enumerate(model.touchpoints):
        sold = sold or (design.initiative == "firm" and customer.contact[k] > 0)
    lift = law.satisfaction_sensitivity * customer.satisfaction + law.commitment_sensitivity * customer.commitment
    if sold:
        lift += 2.0 * law.mail_lift * (1.0 - firm.sincerity)
    factor = exp(min(max(lift - model.centre.buy(model.week), -2.0), 1.5))
    if terms.kind == "non_contractual":
        factor /= 1.0 - terms.wallet_share + terms.wallet_share * factor
    rate = min(customer.buy_rate * factor, 30.0)
    u, term, count = random.random(), exp(-rate), 0
    below = term
    while u > below and count < 200:
        count += 1
        term *= rate / count
        below += term
    customer.purchases = count
    customer.bought += count
    customer.spend = random.gammavariate(laws.spend.shape * count, 1.0 / customer.spend_rate) if count else 0.0
    firm.purchases += count
    firm.margin += customer.spend * terms.margin
    if firm.index == 1:
        customer.surplus += surplus(customer, model)


def surplus(customer: Customer, model: ObjectMarket) -> float:
    """What a week brings the customer, discounted to week 0 [money]."""
    law, exchange, given = model.laws.surplus, model.laws.reciprocity, model.laws.contribution
    money = customer.spend * (law.worth * customer.satisfaction / MIDDLING - 1.0)
    weekly = customer.gift
    if customer.encounter:
        weekly += exchange.received - given.encounter * given.effort_factor
    for k, design in enumerate(model.touchpoints):
        if design.ideal and customer.recent[k] > design.ideal:
            weekly -= law.annoyance * (customer.recent[k] - design.ideal)
    gained: float = (money + weekly * model.centre.weekly_revenue) * model.discount
    return gained
