"""Purchases, the margin they leave, and what the customer has of it all."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from simulation.mechanisms.surplus import NEUTRAL as MIDDLING

if TYPE_CHECKING:
    from experiments.benchmarks.object_model.customer import Customer
    from experiments.benchmarks.object_model.firm import Firm
    from experiments.benchmarks.object_model.market import ObjectMarket


def purchase_and_costs(customer: Customer, firm: Firm, model: ObjectMarket) -> None:
    """Purchases, what they cost and what the customer has of it all."""
    laws, terms, random = model.laws, model.terms, model.random
    law = laws.purchase
    sold = customer.encounter
    for k, design in enumerate(model.touchpoints):
        sold = sold or (design.initiative == "firm" and customer.contact[k] > 0)
    lift = law.satisfaction_sensitivity * customer.satisfaction + law.commitment_sensitivity * customer.commitment
    selling = 2.0 * law.mail_lift * (1.0 - firm.sincerity) if sold else 0.0
    lift += selling
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
    customer.surplus += surplus(customer, 1.0 - exp(-selling), model)


def surplus(customer: Customer, induced: float, model: ObjectMarket) -> float:
    """What a week brings the customer, discounted to week 0 [money]; a share of the purchases was talked into."""
    law, exchange, given = model.laws.surplus, model.laws.reciprocity, model.laws.contribution
    gain = law.worth * customer.satisfaction / MIDDLING - 1.0
    money = customer.spend * (gain - induced * max(gain, 0.0))
    weekly = customer.gift
    if customer.encounter:
        weekly += exchange.received - given.encounter * given.effort_factor
    for k, design in enumerate(model.touchpoints):
        if design.ideal and customer.recent[k] > design.ideal:
            weekly -= law.annoyance * (customer.recent[k] - design.ideal)
    gained: float = (money + weekly * model.centre.weekly_revenue) * model.discount
    return gained
