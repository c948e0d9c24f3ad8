"""What the sections allow that no mechanism declares: checked for every verb, whichever of them reads the section.

A project file serves all verbs, and a bad value is bad before the day on which it is read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from experiments.config.options import options_of
from simulation.mistake import Mistake, nearest

MANY = 100_000
BOUNDS: dict[str, tuple[float, float, str]] = {
    "seed": (0, 2**40 - 1, ""),
    "replicates": (1, MANY, ""),
    "precision.margin": (0, 1, "It is a share of the budget."),
    "space.points": (0, MANY, "0 leaves the space out."),
    "space.replicates": (1, MANY, ""),
    "explain.replicates": (0, 1000, "0 leaves the explanation out of compare."),
    "explain.orders": (2, 1000, ""),
    "boundary.points": (0, 100, "Use 0 in compare to leave the map out."),
    "boundary.space": (0, 10_000, ""),
    "boundary.flips": (0, 10_000, ""),
    "boundary.levels": (2, 10_000, ""),
    "design.n": (1, 2**20, ""),
    "design.seed": (0, 2**40, ""),
    "sensitivity.n": (4, 2**16, ""),
    "sensitivity.resamples": (2, MANY, ""),
    "sensitivity.seed": (1, 2**40, ""),
    "calibrate.members": (2, 1000, ""),
    "calibrate.replicates": (0, 10_000, ""),
    "calibrate.customers": (50, 10**7, ""),
    "calibrate.trials": (16, MANY, ""),
    "calibrate.repeats": (2, 1000, ""),
    "calibrate.seed": (0, 2**40, ""),
    "classroom.port": (0, 65535, "0 takes a free one."),
}
"""Least and most, and what else is worth knowing; null is allowed where the schema allows it."""
CONFIDENCES = {"precision.confidence": 0.95, "sensitivity.confidence": 0.95, "calibrate.confidence": 0.9}
"""Levels of confidence, each with the usual one."""
CHOICES = {
    "design.kind": ("grid", "lhs", "sobol", "halton", "random", "table", "one_at_a_time"),
    "sensitivity.method": ("morris", "sobol"),
}


def refuse_impossible(values: Mapping[str, Any]) -> None:
    """Refuse values that no verb could follow.

    Args:
        values: a resolved configuration.

    Raises:
        Mistake: naming the key.
    """
    _refuse_infinite("", values)
    for key, (low, high, advice) in BOUNDS.items():
        value = _at(values, key)
        if value is not None and not low <= value <= high:
            raise Mistake(key, value, f"must be between {low} and {high}", advice)
    for key, usual in CONFIDENCES.items():
        if not 0 < _at(values, key) < 1:
            raise Mistake(key, _at(values, key), "must lie between 0 and 1", f"{usual:g} is usual.")
    for key, choices in CHOICES.items():
        if (value := _at(values, key)) not in choices:
            raise Mistake(key, value, f"must be one of {', '.join(choices)}", nearest(str(value), choices))
    options = options_of(values)
    rule, boundary = options.precision, options.boundary
    if rule.block < 30:
        advice = "With smaller blocks, runs stop by chance and the interval is too narrow."
        raise Mistake("precision.block", rule.block, "must be at least 30 pairs", advice)
    if rule.maximum < rule.block or rule.maximum % rule.block:
        whole = max(1, rule.maximum // rule.block) * rule.block
        allowed = f"must be whole blocks of {rule.block} pairs"
        raise Mistake("precision.maximum", rule.maximum, allowed, f"Use {whole} or {whole + rule.block}.")
    width, points, named = rule.width, boundary.points, boundary.parameters
    if width is not None and not 0 < width < float("inf"):
        raise Mistake("precision.width", width, "must be above 0, in the unit of the measure")
    if points == 1:
        raise Mistake("boundary.points", points, "must be 0 or at least 2", "Use 0 in compare to leave the map out.")
    if named and (len(named) < 2 or len(set(named)) < len(named)):
        advice = "The first two span the map; boundary.flips says how many are varied one at a time."
        raise Mistake("boundary.parameters", named, "must be two different keys or more", advice)


def _refuse_infinite(key: str, value: Any) -> None:
    """Refuse what is no number or has no end, however deep it stands: comparisons with it are false without a word."""
    if isinstance(value, Mapping):
        for name, below in value.items():
            _refuse_infinite(f"{key}.{name}" if key else str(name), below)
    elif isinstance(value, (list, tuple)):
        for number, below in enumerate(value):
            _refuse_infinite(f"{key}[{number}]", below)
    elif isinstance(value, float) and not math.isfinite(value):
        raise Mistake(key, value, "must be a finite number")


def _at(values: Mapping[str, Any], key: str) -> Any:
    section, _, name = key.partition(".")
    return values[section][name] if name else values[section]
