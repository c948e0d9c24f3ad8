"""The command line that asks for a setting again: whole groups where they fit, and every other key that differs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from experiments.config.composition import composed
from experiments.config.nested import flat
from experiments.config.overrides import spelled, typed
from experiments.config.roles import matters
from experiments.config.shipped import folder, shipped
from experiments.inputs.yaml_file import mapping

GROUPS = ("population", "market", "community")
ALWAYS = ("strategy", "strategies", "weeks", "seed")
"""Keys that are worth reading even where they have their defaults."""


def command(values: Mapping[str, Any], verb: str = "compare") -> str:
    """What to type in a shell to run the same comparison.

    Args:
        values: a resolved configuration.
        verb: of the command line.
    """
    default, wanted = _shipped(()), flat(values)
    asked = [group for group in GROUPS if any(default.get(key) != wanted[key] for key in wanted if _in(key, group))]
    groups = [f"{group}={option}" for group in asked if (option := _option(group, values[group]))]
    base = _shipped(tuple(groups))
    words = [
        next(spelled({key: value}))
        for key, value in wanted.items()
        if matters(key, verb) and (key in ALWAYS or base.get(key) != value)
    ]
    return typed("courtship", verb, *groups, *words)


@cache
def _shipped(groups: tuple[str, ...]) -> Mapping[str, Any]:
    return flat(composed(groups).config)


def _option(group: str, values: Mapping[str, Any]) -> str | None:
    """The shipped option of a group with the most keys, all of which have these values."""
    best, most = None, 0
    for option in shipped(group):
        content = mapping(folder() / group / f"{option}.yaml", group, option, "keys to values")
        fits = all(str(values.get(key)) == str(value) for key, value in content.items())
        if fits and len(content) > most:
            best, most = option, len(content)
    return best


def _in(key: str, *sections: str) -> bool:
    return key.partition(".")[0] in sections
