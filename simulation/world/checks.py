"""What cannot work is refused before it runs, with the sum shown."""

from __future__ import annotations

from typing import cast

import numpy as np

from simulation import exact_sums
from simulation.draws import Draws
from simulation.mechanisms.contact import Contact
from simulation.mechanisms.contagion import Contagion
from simulation.mechanisms.failure import Failure
from simulation.mechanisms.recovery import Recovery
from simulation.mistake import Mistake
from simulation.people.people import Traits
from simulation.strategy import levers
from simulation.world.world import World

PILOT_SEED = -1


def refuse_explosive(world: World) -> None:
    """Refuse a contagion of leaving that has no fixed point; see `contagion`.

    Raises:
        Mistake: showing the product and its bound.
    """
    contagion = cast(Contagion, world.mechanism("contagion"))
    if not contagion.enabled or contagion.allow_explosive or contagion.ratio == 1:
        return
    strong = world.community(PILOT_SEED).mean_strong_degree
    hazard = _mean_hazard(_pilot(world))
    times = contagion.explosiveness(strong, hazard)
    if times > 1:
        raise Mistake(
            "mechanism.contagion.ratio", contagion.ratio,
            f"leaving would spread without limit: ln({contagion.ratio:g}) x {strong:.1f} strong ties x memory x hazard "
            f"{hazard:.4f} a week is {times:.2f} times the bound 1/e",
            "Lower ratio, half_life or community.strong_ties, or set mechanism.contagion.allow_explosive=true.",
        )  # fmt: skip


def refuse_unpayable(world: World) -> None:
    """Refuse an envelope that cannot pay for what a firm is bound to under the status quo: service and complaints.

    The less money there is and the more either costs, the surer it is refused; what a pilot makes of too little money
    depends on how it gets there.

    Raises:
        Mistake: showing the sums.
    """
    service, complaints = mandatory_costs(world)
    if service + complaints > world.terms.budget_share:
        raise Mistake(
            "market.budget_share", world.terms.budget_share,
            f"cannot pay for mandatory service and for complaints, which need {service:.3f} and {complaints:.3f} of "
            "revenue",
            "Raise market.budget_share, or lower mechanism.contact.inbound_rate or mechanism.recovery.handling_cost.",
        )  # fmt: skip


def mandatory_costs(world: World) -> tuple[float, float]:
    """What needs and the complaints of those whom failures drive away cost under the status quo [share of revenue].

        service = inbound rate·service cost·Σ share_k·cost_k / Σ share_k
        complaints = φ·h / P(stops | failure)·E(cost of a failure),    h = Σ l_i / Σ l_i / h_i,    l_i = 1 - (1 - h_i)^T

    φ: share of leaving that follows upon failures; h: observed propensity to leave of the customers of week 0, h_i, on
    average over the T weeks in which ever fewer of them are there; nobody is close.
    """
    contact, failure, recovery = (world.mechanism(name) for name in ("contact", "failure", "recovery"))
    if not contact.enabled:
        return 0.0, 0.0
    contact = cast(Contact, contact)
    needs = [touchpoint for touchpoint in world.terms.touchpoints if touchpoint.initiative == "need"]
    shares = sum(touchpoint.share for touchpoint in needs)
    dearness = sum(touchpoint.share * touchpoint.cost for touchpoint in needs) / shares if shares else 0.0
    service = contact.inbound_rate * contact.service_cost * dearness
    if not (failure.enabled and recovery.enabled):
        return service, 0.0
    failure, known = cast(Failure, failure), levers(world.mechanisms)
    resolved, fast = (world.as_is.levers.get(name, known[name].idle) for name in ("recovery", "fast_recovery"))
    stops, cost = cast(Recovery, recovery).expected(failure.minor_share, resolved, fast)
    traits = _pilot(world)
    rates = traits.leave_rate[(traits.provider == 1) & (traits.leave_rate > 0)]
    gone = -np.expm1(world.weeks * np.log1p(-rates))
    rate = exact_sums.total(gone) / exact_sums.total(gone / rates) if len(rates) else 0.0
    return service, failure.share * rate / stops * cost


def _pilot(world: World) -> Traits:
    return world.people.traits(Draws(PILOT_SEED), world.terms)


def _mean_hazard(traits: Traits) -> float:
    customers = traits.provider > 0
    return float(np.mean(traits.leave_rate[customers])) if customers.any() else 0.0
