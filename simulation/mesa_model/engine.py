"""Two ways to let a week happen, with the same numbers bit for bit.

"columns" passes all rows to each hook at once and is for work. "agents" activates every customer, touchpoint and firm
one by one through Mesa's sets and is for reading, teaching and debugging; hooks in which nothing acts are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulation.mechanism import Phase

if TYPE_CHECKING:
    from simulation.mesa_model.model import Courtship


def all_at_once(model: Courtship) -> None:
    """One week on whole columns."""
    model.market.step()


def one_by_one(model: Courtship) -> None:
    """One week of activations: people in an order that is shuffled anew each time, firms in their own."""
    market = model.market
    market.open_week()
    for phase in Phase:
        if market.acting[phase, "decide"]:
            model.customers.shuffle_do("decide", phase)
        if market.acting[phase, "serve"]:
            model.touchpoints.do("serve", phase)
        if market.acting[phase, "settle"]:
            model.firms.do("settle", phase)
        market.connect(phase)
        if market.acting[phase, "apply"]:
            model.customers.shuffle_do("apply", phase)
    market.move()
    market.close_week()


ENGINES: dict[str, Callable[[Courtship], None]] = {"columns": all_at_once, "agents": one_by_one}
