"""Which numbers can be moved on the page: every lever, and the ten laws that matter; all else from the declarations."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulation.market.terms import Terms
from simulation.mechanism import Lever
from simulation.mechanisms import registered
from simulation.mistake import Mistake, nearest
from simulation.parameters import Declaration, declarations
from simulation.world.world import World

LAWS = (
    "market.budget_share",
    "market.margin",
    "mechanism.contact.inbound_rate",
    "mechanism.encounters.participation",
    "mechanism.encounters.cost",
    "mechanism.quality.scale",
    "mechanism.purchase.satisfaction_sensitivity",
    "mechanism.fatigue.half_life",
    "mechanism.progression.similarity",
    "mechanism.word_of_mouth.rate",
)
"""Those that a screening of all grade-C parameters or a flip of the answer singled out, and one for each big idea."""
SHOWN = 1.0
"""A lever that may be larger, such as the value of a gift, is moved up to here; a file may say more."""


@dataclass(frozen=True)
class Slider:
    """What a slider needs to know.

    Args:
        key: dotted key of a law, or name of a lever.
        label: name, meaning, unit, and grade where there is one: what is shown and what is read aloud.
        low: left end.
        high: right end.
        value: where it stands.
    """

    key: str
    label: str
    low: float
    high: float
    value: float

    @property
    def step(self) -> float:
        """About a hundred steps, each a power of ten."""
        span = self.high - self.low
        return float(f"1e{math.floor(math.log10(span / 50))}") if span > 0 else 1.0


def of_levers(levers: Iterable[Lever], values: Mapping[str, float]) -> list[Slider]:
    """A slider for every lever, in the order of the mechanisms."""
    found = []
    for lever in levers:
        value = values.get(lever.name, lever.idle)
        high = max(min(lever.high, max(SHOWN, lever.low)), value)
        label = f"{_spoken(lever.name)}: {lever.doc} [{lever.unit}]"
        found.append(Slider(lever.name, label, min(lever.low, value), high, value))
    return found


def of_laws(world: World) -> list[Slider]:
    """A slider over the plausible range of each of `LAWS`, widened to where it stands."""
    found = []
    for key in LAWS:
        declared, value = law(key, world)
        low, high = declared.low, declared.high
        if low is None or high is None:
            raise TypeError(f"{key} has no plausible range")
        label = f"{_spoken(key.partition('.')[2])}: {declared.doc} [{declared.unit}], grade {declared.grade}"
        found.append(Slider(key, label, min(low, value), max(high, value), value))
    return found


def law(key: str, world: World) -> tuple[Declaration, float]:
    """Declaration and value of a law.

    Raises:
        Mistake: when it is none of `LAWS`.
    """
    if key not in LAWS:
        raise Mistake("law", key, f"must be one of {', '.join(LAWS)}", nearest(key, LAWS))
    first, _, rest = key.partition(".")
    if first == "market":
        return declarations(Terms)[rest], float(getattr(world.terms, rest))
    mechanism, name = rest.split(".")
    return declarations(registered()[mechanism])[name], float(getattr(world.mechanism(mechanism), name))


def _spoken(name: str) -> str:
    words = name.replace(".", ", ").replace("_", " ")
    return words[0].upper() + words[1:]
