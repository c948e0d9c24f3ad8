"""The section `boundary` of the configuration, and the ranges it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.config.held import in_doubt
from experiments.config.ranges import plausible
from experiments.config.setting import Setting, doubtful
from experiments.config.strategies import load
from simulation.mechanisms import registered
from simulation.mistake import Mistake


def ranges_of(setting: Setting, keys: Sequence[str] | None) -> dict[str, tuple[float, float]]:
    """The plausible ranges: of all parameters in doubt, and of those that are named, whoever gave them a value.

    Raises:
        Mistake: for a name that is no parameter or has no range.
    """
    named = plausible(setting.world, keys, "boundary.parameters") if keys else {}
    return {**in_doubt(doubtful(setting.world), setting.values), **named}


def current_value(values: Mapping[str, Any], key: str) -> float:
    """The value of a dotted key in a resolved configuration; of a lever that it leaves alone, what its strategy says.

    Raises:
        Mistake: the key has no value, as where null leaves it to something else.
    """
    found: Any = values
    for name in key.split("."):
        found = found[name]
    if found is None and key.startswith("levers."):
        _, strategy, lever = key.split(".")
        idle = next(one.idle for law in registered().values() for one in law.levers if one.name == lever)
        found = load(strategy, values["levers"]).levers.get(lever, idle)
    if found is None:
        allowed = "has no value of its own, from which a flip could be told"
        raise Mistake(key, "an interval", allowed, "Choose another parameter, or see courtship sweep.")
    return float(found)
