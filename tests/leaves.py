"""Every key of the schema with another value than its own, that a world can have."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from experiments.config.schema import DESIGNS, GRAPHS, POPULATION
from simulation.market.terms import Terms
from simulation.mechanisms import registered
from simulation.parameters import Declaration, declarations
from simulation.people.people import Persistent

SAID: dict[str, Any] = {
    "market.kind": "non_contractual", "market.as_is": "neglect", "market.shares": [0.4, 0.6], "market.firms": 3,
    "community.graph": "scale_free", "community.degree": 14, "community.delimiter": ";", "community.unknown": "drop",
    "population.source": "segments", "population.size": 61, "population.ensemble": False, "population.prospects": 0.5,
    "weeks": 9, "seed": 1, "centring": "quick", "engine": "agents", "replicates": 3,
    "rivals": ["neglect"], "events": [{"week": 2, "shock": {"economy": 0.5}}],
    "mechanism.contagion.ratio": 1.5,
    # A second copy of a touchpoint's share would exceed all needs.
    **{f"touchpoint.{name}.share": 0.05 for name in ("dedicated", "community", "email", "letter", "call", "store")},
}  # fmt: skip
"""Keys for which a number a little off, the other truth or another choice would not do."""


def declared() -> dict[str, Declaration]:
    """What is declared of the keys of the world, by dotted key."""
    owners: dict[str, Any] = {"market": Terms} | {f"population.{name}": law for name, law in POPULATION.items()}
    owners |= {f"{kind}.{one.name}": one for kind, designs in DESIGNS.items() for one in designs}
    owners |= {f"mechanism.{name}": law for name, law in registered().items()}
    owners |= {"population": Persistent}
    found = {f"{owner}.{name}": each for owner, of in owners.items() for name, each in declarations(of).items()}
    return found | {f"community.{name}": each for g in GRAPHS.values() for name, each in declarations(g).items()}


def another(key: str, values: Mapping[str, Any], known: Mapping[str, Declaration]) -> Any:
    """Another value of a key; None where only a text of the user's own could be."""
    if key in SAID:
        return SAID[key]
    value = values[key]
    if isinstance(value, bool):
        return not value
    found = known.get(key)
    if found is not None and found.choices:
        return next(choice for choice in reversed(found.choices) if choice != value)
    if found is None or isinstance(value, str):
        return None
    low, high = found.allowed
    if isinstance(value, int):
        return value + 1
    if value is None:
        return low + 0.1 if math.isfinite(low) else 0.1
    up = value * 1.25 + (0.05 if value == 0 else 0.0)
    return up if up <= high else max(low, value * 0.8)
