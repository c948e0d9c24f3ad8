"""The plausible range of any declared parameter, whatever its grade."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulation.mistake import Mistake, nearest
from simulation.parameters import settable
from simulation.world import World


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
