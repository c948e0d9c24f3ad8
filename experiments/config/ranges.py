"""The plausible range of any declared parameter, whatever its grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.config.axes import Axis
from simulation.mistake import Mistake, nearest
from simulation.parameters import settable
from simulation.people.people import Observed
from simulation.world.world import World


def refuse_whole(axes: Sequence[Axis], settings: Mapping[str, Any]) -> None:
    """Refuse intervals of keys that take whole numbers, between which there is nothing to vary by a little.

    Args:
        axes: what varies.
        settings: the configuration at the beginning of every axis.

    Raises:
        Mistake: naming the key.
    """
    for axis in axes:
        value: Any = settings
        for name in axis.key.split("."):
            value = value[name]
        if axis.interval is not None and isinstance(value, int):
            low, high = axis.interval
            advice = "List its values in a sweep: courtship sweep."
            given, allowed = f"interval({low:g},{high:g})", "takes whole numbers only, and no interval"
            raise Mistake(axis.key, given, allowed, advice)


def plausible(
    world: World, keys: Sequence[str], asked_by: str = "sensitivity.parameters"
) -> dict[str, tuple[float, float]]:
    """Ranges from the declarations.

    Args:
        world: whose parameters they are.
        keys: dotted, such as mechanism.trust.half_life.
        asked_by: key of the configuration that names them.

    Raises:
        Mistake: for a key that is no parameter, or one that is a setting and not in doubt.
    """
    owners: dict[str, Any] = {"market": world.terms}
    owners |= {"population": world.people} if isinstance(world.people, Observed) else {}
    owners |= {f"channel.{design.name}": design for design in world.terms.channels}
    owners |= {f"touchpoint.{design.name}": design for design in world.terms.touchpoints}
    owners |= {f"mechanism.{mechanism.name}": mechanism for mechanism in world.mechanisms}
    known = {f"{prefix}.{name}": found for prefix, owner in owners.items() for name, found in settable(owner).items()}
    ranges = {}
    for key in keys:
        if key not in known:
            raise Mistake(asked_by, key, "there is no such parameter", nearest(key, known))
        low, high = known[key].low, known[key].high
        if low is None or high is None:
            advice = f"Give one on the command line: {key}=interval(low,high)."
            raise Mistake(asked_by, key, "has no plausible range", advice)
        ranges[key] = (float(low), float(high))
    return ranges
