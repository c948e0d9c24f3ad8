"""Verbs that run nothing: what there is, what it means, what this machine is."""

from __future__ import annotations

import json
from typing import Any

from experiments.cli.output import records, tabled
from experiments.cli.words import VERBS, Words
from experiments.config.building import built
from experiments.config.composition import composed, default_values
from experiments.config.leaves import known_keys
from experiments.config.nested import flat
from experiments.config.shipped import groups, shipped
from experiments.inputs.yaml_file import written
from simulation.mistake import Mistake, nearest

FOLDERS = {
    "export": "courtship export FOLDER [FILE.xlsx] --xlsx",
    "report": "courtship report FOLDER",
    "replay": "courtship replay FOLDER",
    "resume": "courtship resume FOLDER [executor=... executor.workers=...] [--retry-failed]",
    "ls": "courtship ls [FOLDER]",
}
"""How verbs are called that take a folder and no configuration."""


def plan(words: Words) -> int:
    """The order of a week."""
    from experiments.config.reference import plan_table

    table = plan_table(built(composed(words.overrides, "plan").values).world.mechanisms)
    return tabled(words, table)


def schema(words: Words) -> int:
    """What the keys mean."""
    from experiments.config.reference import TABLES

    asked = words.overrides or ("parameters", "channels", "touchpoints", "levers")
    for name in asked:
        if name not in TABLES:
            raise Mistake("schema", name, f"must be one of {', '.join(TABLES)}", nearest(name, TABLES))
    if "--json" in words.flags:
        print(json.dumps({name: records(TABLES[name]()) for name in asked}, allow_nan=False))
        return 0
    for name in asked:
        tabled(words, TABLES[name]())
    return 0


def cite(words: Words) -> int:
    """The literature behind the mechanisms in use."""
    from experiments.results.literature import bibliography

    entries = bibliography(built(composed(words.overrides, "cite").values).world.mechanisms)
    print(json.dumps({"bibtex": entries}) if "--json" in words.flags else entries)
    return 0


def doctor(words: Words) -> int:
    """The state of this machine."""
    from experiments.cli.doctor import examined, spoken

    if words.overrides:
        raise Mistake("doctor", " ".join(words.overrides), "takes no words")
    found = examined()
    print(json.dumps(found) if "--json" in words.flags else spoken(found))
    return 0


def completion(words: Words) -> int:
    """A script for the shell."""
    from experiments.cli.completion import script

    if len(words.overrides) != 1:
        raise Mistake("completion", " ".join(words.overrides) or "nothing", "must be one shell: bash, zsh or fish")
    print(script(words.overrides[0]), end="")
    return 0


def show_configuration(words: Words) -> int:
    """The resolved configuration as YAML, and nothing is run."""
    print(written(composed(words.overrides, words.verb).values), end="")
    return 0


def show_help(words: Words) -> int:
    """Groups and keys, with defaults, units and ranges."""
    from experiments.config.reference import parameter_table

    print(f"courtship {words.verb}: {VERBS[words.verb]}\n")
    if words.verb in FOLDERS:
        print(FOLDERS[words.verb])
        return 0
    if words.verb == "validate":
        from experiments.validation.families import overview

        print(overview())
        return 0
    if words.verb == "schema":
        from experiments.config.reference import TABLES

        print(f"courtship schema [{'|'.join(TABLES)} ...]")
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
