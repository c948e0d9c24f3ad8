"""The section `boundary` of the configuration, and the ranges it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from experiments.config.building import Setting, doubtful
from experiments.config.held import in_doubt
from experiments.sweeps.ranges import plausible


def ranges_of(setting: Setting, keys: Sequence[str] | None) -> dict[str, tuple[float, float]]:
    """The plausible ranges: of all parameters in doubt, and of those that are named, whoever gave them a value.

    Raises:
        Mistake: for a name that is no parameter or has no range.
    """
    named = plausible(setting.world, keys, "boundary.parameters") if keys else {}
    return {**in_doubt(doubtful(setting.world), setting.values), **named}


def current(values: Mapping[str, Any], key: str) -> float:
    """The value of a dotted key in a resolved configuration."""
    return float(reduce(lambda section, name: section[name], key.split("."), values))  # type: ignore[arg-type]
