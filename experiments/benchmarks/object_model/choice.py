"""Whom a customer leaves for, and whom a person with nobody joins."""

from __future__ import annotations

from math import exp, log1p
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.benchmarks.object_model.customer import Customer
    from experiments.benchmarks.object_model.firm import Firm
    from experiments.benchmarks.object_model.market import ObjectMarket


def leaves_for(customer: Customer, firm: Firm, heard: float, model: ObjectMarket) -> Firm | None:
    """The firm of next week: the same one, a rival, or nobody.

    Args:
        customer: who chooses.
        firm: the present one.
        heard: what neighbours do to the hazard [log-hazard].
        model: the market.
    """
    law, random = model.laws.churn, model.random.random
    lift = heard - customer.commitment - model.centre.leave(model.week)
    if customer.referred:
        lift += model.constants.referred
    everybody, beside = sum(model.sizes), max(sum(model.sizes[1:]), 1)
    faster = 1.0 + law.to_rival * ((everybody - model.sizes[firm.index - 1]) / beside - 1.0)
    if random() >= 1.0 - exp(faster * log1p(-customer.leave_rate) * exp(min(max(lift, -3.0), 3.0))):
        return firm
    customer.referred = False
    if random() >= model.terms.winback:
        customer.lose_for_good(firm)
    firms, closed = model.firms, customer.closed
    pull = [law.to_rival * size / beside for size in model.sizes]
    rivals = [rival for rival in firms if rival is not firm and not closed[rival.index]]
    slope = law.satisfaction_slope
    weights = [pull[r.index - 1] * exp(slope * (r.satisfaction - firm.satisfaction)) for r in rivals]
    place = random() * (1.0 - law.to_rival + sum(weights)) - (1.0 - law.to_rival)
    for rival, weight in zip(rivals, weights, strict=True):
        if place <= 0.0:
            return None
        place -= weight
        if place <= 0.0:
            return rival
    return None


def firm_joined(customer: Customer, model: ObjectMarket) -> Firm | None:
    """The firm that wins a person who is with nobody, if any."""
    law, random = model.laws.acquisition, model.random.random
    stays, chances = 1.0, []
    for firm in model.firms:
        index, chance = firm.index, 0.0
        if not customer.closed[index]:
            ease = 0.5 + customer.trust[index]
            missed = 1.0 - firm.reach * ease
            if customer.heard:
                missed *= (1.0 - law.weak * ease) ** customer.praise_weak[index]
                missed *= (1.0 - law.strong * ease) ** customer.praise_strong[index]
            chance = 1.0 - missed
            stays *= 1.0 - chance
        chances.append(chance)
    if random() >= 1.0 - stays:
        return None
    chosen: Firm = model.random.choices(model.firms, chances)[0]
    index = chosen.index
    by_advertising = random() < chosen.reach * (0.5 + customer.trust[index]) / chances[index - 1]
    customer.referred = not by_advertising and customer.praise_strong[index] > 0
    return chosen
