"""One pair of strategies under the choices of implementation that an audit varies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from abmfact import Knobs

from experiments.config.composition import composed
from experiments.config.setting import built
from experiments.execution.jobs import run_replicate
from simulation.alignment.funding import with_own_envelopes
from simulation.alignment.reference import centre_of
from simulation.draws import Draws, luck
from simulation.market.terms import Terms
from simulation.people.people import Reference, Traits
from simulation.world.world import World

PAIR = "strategies=[cx_only,relationship]"


def run(params: Mapping[str, Any], seed: int, knobs: Knobs) -> dict[str, float]:
    """What `relationship` has more than `cx_only` in one pair.

    Args:
        params: values of the configuration by dotted key.
        seed: of the replicate.
        knobs: what is varied. `agent_order` deals people out to other rows, so that everybody has other luck and other
            friends, and names the rivals in reverse; `pop_scale` simulates so many times as many of the same firm's
            customers. Two things are not varied: the order of activation, which changes no bit and is far too slow
            to be tried at this size (tests/test_engines.py holds small worlds against each other), and the week, which
            is the step of contacts, budgets and draws.

    Returns:
        `profit` [money per initial customer], `retention` [percentage points].
    """
    size = round(params["population.size"] * knobs.pop_scale)
    words = [f"{key}={value}" for key, value in {**params, "population.size": size}.items()]
    setting = built(composed([PAIR, *words]).values)
    world = setting.world if knobs.agent_order == "default" else rivals_reversed(setting.world)
    centre = centre_of(world)
    if knobs.agent_perm_seed is not None:
        world = replace(world, people=PermutedPeople(**vars(world.people), order=knobs.agent_perm_seed))
    one, other = run_replicate(world, with_own_envelopes(world, seed, centre), setting.strategies, seed)
    return {
        "profit": other.measures["profit"] - one.measures["profit"],
        "retention": 100.0 * (other.measures["retention"] - one.measures["retention"]),
    }


def rivals_reversed(world: World) -> World:
    """The same market with its rivals in reverse."""
    own, *rivals = world.terms.brand_shares
    terms = replace(world.terms, shares=(own, *reversed(rivals)))
    strategies = world.strategies(world.as_is)[1:]
    return replace(world, terms=terms, rivals=tuple(reversed(strategies)))


@dataclass(frozen=True)
class PermutedPeople(Reference):
    """The same people in other rows.

    Args:
        order: which other rows.
    """

    order: int = 0

    def traits(self, draws: Draws, terms: Terms) -> Traits:
        """The people of one replicate, each in another's row."""
        known = super().traits(draws, terms)
        places = np.argsort(Draws(self.order).of("audit.order", 0, luck(np.arange(self.size))))
        columns = {name: column for name, column in vars(known).items() if column is not None}
        return replace(known, **{name: column[places] for name, column in columns.items()})
