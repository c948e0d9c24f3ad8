"""The help of a verb: its groups and keys, with defaults, units and ranges."""

from __future__ import annotations

from typing import Any

from experiments.cli.output import records
from experiments.cli.registry import Verb
from experiments.config.composition import default_values
from experiments.config.leaves import known_keys
from experiments.config.nested import flat
from experiments.config.shipped import groups, shipped


def show_help(verb: Verb) -> int:
    """Groups and keys, with defaults, units and ranges."""
    from experiments.config.reference import parameter_table

    print(f"courtship {verb.name}: {verb.sentence}\n")
    if verb.name == "validate":
        from experiments.validation.families import overview

        print(overview())
        return 0
    if verb.name == "schema":
        from experiments.config.reference import TABLES

        print(f"courtship schema [{'|'.join(TABLES)} ...]")
        return 0
    if verb.usage:
        print(verb.usage)
        return 0
    print("groups (GROUP=OPTION)")
    for group in groups():
        print(f"  {group:<12} {', '.join(shipped(group))}")
    print(f"  {'strategies':<12} [{', '.join(shipped('levers'))}] or paths of YAML files\n\nkeys (KEY=VALUE)")
    rows = records(parameter_table())
    described = {row["key"] for row in rows}
    plain = [key for key in known_keys() if key not in described and not key.startswith("levers.")]
    defaults = flat(default_values())
    for key in plain:
        print(f"  {key:<32} {_as_text(defaults[key])}")
    print("  levers.STRATEGY.LEVER            overrides one lever of a shipped strategy; see courtship schema levers")
    for row in rows:
        span = "" if row["low"] is None else f"{row['low']:g} to {row['high']:g}, "
        grade = f" ({span}grade {row['grade']})" if row["grade"] else ""
        print(f"  {row['key']:<44} {_as_text(row['default']):<10} {row['meaning']} [{row['unit']}]{grade}")
    return 0


def _as_text(value: Any) -> str:
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
