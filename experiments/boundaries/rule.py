"""The section `boundary` of the configuration, and the ranges it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from experiments.config.building import Setting, doubtful
from experiments.sweeps.ranges import plausible
from simulation.mistake import Mistake

MOST = 100


def refuse_unruly(values: Mapping[str, Any]) -> None:
    """Refuse a section `boundary` that cannot be followed.

    Raises:
        Mistake: naming the key.
    """
    rule = values["boundary"]
    if rule["points"] is not None and rule["points"] != 0 and not 2 <= rule["points"] <= MOST:
        advice = "0 leaves the map out of compare."
        raise Mistake("boundary.points", rule["points"], f"must be 0 or between 2 and {MOST}", advice)
    for key, least in (("space", 0), ("flips", 0), ("levels", 2)):
        if not least <= rule[key] <= 100 * MOST:
            raise Mistake(f"boundary.{key}", rule[key], f"must be between {least} and {100 * MOST}")
    given = rule["parameters"]
    if given and (len(given) < 2 or len(set(given)) < len(given)):
        advice = "The first two span the map; boundary.flips says how many are moved alone."
        raise Mistake("boundary.parameters", given, "must be two different keys or more", advice)


def ranges_of(setting: Setting, keys: Sequence[str] | None) -> dict[str, tuple[float, float]]:
    """The plausible ranges: of all parameters in doubt, and of those that are named whatever their grade.

    Raises:
        Mistake: for a name that is no parameter or has no range.
    """
    named = plausible(setting.world, keys, "boundary.parameters") if keys else {}
    return {**doubtful(setting.world), **named}


def current(values: Mapping[str, Any], key: str) -> float:
    """The value of a dotted key in a resolved configuration."""
    return float(reduce(lambda section, name: section[name], key.split("."), values))  # type: ignore[arg-type]
