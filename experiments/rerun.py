"""The command line that asks for a setting again: whole groups where they fit, and every other key that differs."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from experiments.config.composition import composed, folder, shipped
from experiments.config.nested import flat
from experiments.config.roles import matters

GROUPS = ("population", "market", "community")
ALWAYS = ("strategy", "strategies", "weeks", "seed")
"""Keys that are worth reading even where they have their defaults."""
RESERVED = ("null", "true", "false", "nan", "inf")
PLAIN = re.compile(r"[A-Za-z_./~-][\w./~:+-]*")


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
        f"{key}={written(value)}"
        for key, value in wanted.items()
        if matters(key, verb) and (key in ALWAYS or base.get(key) != value)
    ]
    return shlex.join(["courtship", verb, *groups, *words])


@cache
def _shipped(groups: tuple[str, ...]) -> Mapping[str, Any]:
    return flat(composed(groups).config)


def written(value: Any) -> str:
    """A value in Hydra's grammar."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{','.join(map(written, value))}]"
    if isinstance(value, str) and (not PLAIN.fullmatch(value) or value.lower() in RESERVED):
        escaped = re.sub(r"(\\*)'", r"\1\1\\'", value)
        return f"'{escaped}'"
    return str(value)


def _option(group: str, values: Mapping[str, Any]) -> str | None:
    """The shipped option of a group with the most keys, all of which have these values."""
    best, most = None, 0
    for option in shipped(group):
        content = yaml.safe_load((folder() / group / f"{option}.yaml").read_text(encoding="utf-8")) or {}
        fits = all(str(values.get(key)) == str(value) for key, value in content.items())
        if fits and len(content) > most:
            best, most = option, len(content)
    return best


def _in(key: str, *sections: str) -> bool:
    return key.partition(".")[0] in sections
