"""What cannot work is refused before it runs, with the sum shown."""

from __future__ import annotations

from typing import cast

import numpy as np

from simulation.draws import Draws
from simulation.mechanisms.contact import Contact
from simulation.mechanisms.contagion import Contagion
from simulation.mistake import Mistake
from simulation.people import Traits
from simulation.world import World

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
            f"leaving would explode: ln({contagion.ratio:g}) x {strong:.1f} strong ties x memory x hazard "
            f"{hazard:.4f} a week is {times:.2f} times the bound 1/e",
            "Lower ratio, half_life or community.strong_ties, or set mechanism.contagion.allow_explosive=true.",
        )  # fmt: skip


def refuse_unpayable(world: World) -> None:
    """Refuse an envelope that cannot pay for mandatory service.

    Raises:
        Mistake: showing both sums.
    """
    contact = cast(Contact, world.mechanism("contact"))
    if not contact.enabled:
        return
    needs = [touchpoint for touchpoint in world.terms.touchpoints if touchpoint.initiative == "need"]
    shares = sum(touchpoint.share for touchpoint in needs)
    dearness = sum(touchpoint.share * touchpoint.cost for touchpoint in needs) / shares if shares else 0.0
    mandatory = contact.inbound_rate * contact.service_cost * dearness
    if mandatory > world.terms.budget_share:
        raise Mistake(
            "market.budget_share", world.terms.budget_share,
            f"cannot pay for mandatory service, which needs {mandatory:.3f} of revenue",
            "Raise market.budget_share or lower mechanism.contact.inbound_rate.",
        )  # fmt: skip


def _pilot(world: World) -> Traits:
    return world.people.traits(Draws(PILOT_SEED), world.terms)


def _mean_hazard(traits: Traits) -> float:
    customers = traits.provider > 0
    return float(np.mean(traits.leave_rate[customers])) if customers.any() else 0.0
