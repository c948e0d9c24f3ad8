"""The help of a verb: the names of the keys it reads on one screen, or in full what each key means."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from experiments.cli.output import records
from experiments.cli.registry import Verb
from experiments.config.composition import default_values
from experiments.config.leaves import known_keys
from experiments.config.nested import flat
from experiments.config.roles import role
from experiments.config.shipped import groups, shipped

WIDTH, INDENT = 80, 15
MANY = ("mechanism", "channel", "touchpoint")
"""Sections whose parts are listed without their keys."""


def show_help(verb: Verb, whole: bool = False) -> int:
    """Print the help of one verb.

    Args:
        verb: which one.
        whole: every key with its default, meaning, unit and range; otherwise what fits on one screen.
    """
    print(textwrap.fill(f"courtship {verb.name}: {verb.sentence}", WIDTH, subsequent_indent="  ") + "\n")
    if verb.name == "validate":
        from experiments.validation.registry import overview

        print(overview())
    elif verb.name == "schema":
        from experiments.config.reference import TABLES

        print(f"courtship schema [{'|'.join(TABLES)} ...]")
    elif verb.usage:
        print(verb.usage)
    else:
        print("\n".join(_every_key() if whole else _screen(verb)))
    return 0


def _screen(verb: Verb) -> Iterator[str]:
    keys = [key for key in known_keys() if not key.startswith("levers.") and verb.name in role(key).verbs]
    yield f"  courtship {verb.name} [PROJECT.yaml] [KEY=VALUE ...] [--quiet] [--json]\n"
    yield "groups: choose a shipped set of values by its name (GROUP=OPTION)"
    sections = {key.partition(".")[0] for key in keys}
    sections |= {"scenario"} if "market" in sections else set()
    for group in groups():
        if group in sections:
            yield from _row(group, shipped(group))
    for key in ("strategies", "strategy"):
        if key in keys:
            yield from _row(key, (*shipped("levers"), "or your own YAML"))
    yield "\nkeys that this verb reads (KEY=VALUE)"
    yield from _row("", [key for key in keys if "." not in key and key not in ("strategy", "strategies")])
    for section in dict.fromkeys(key.partition(".")[0] for key in keys if "." in key):
        below = [key.partition(".")[2] for key in keys if key.startswith(f"{section}.")]
        names = list(dict.fromkeys(name.partition(".")[0] for name in below)) if section in MANY else below
        if section == "mechanism":
            names = [f"one section for each of {len(names)} mechanisms; see courtship plan"]
        yield from _row(f"{section}.", names)
    yield f"\nThe meaning, unit and range of every key: courtship {verb.name} --help=full"


def _row(name: str, words: Iterable[str]) -> list[str]:
    text = ", ".join(words)
    return textwrap.wrap(text, WIDTH, initial_indent=f"  {name:<{INDENT - 3}} ", subsequent_indent=" " * INDENT,
                         break_long_words=False, break_on_hyphens=False)  # fmt: skip


def _every_key() -> Iterator[str]:
    from experiments.config.options import MEANINGS
    from experiments.config.reference import parameter_table

    yield "groups (GROUP=OPTION)"
    for group in groups():
        yield f"  {group:<12} {', '.join(shipped(group))}"
    yield f"  {'strategies':<12} [{', '.join(shipped('levers'))}] or paths of YAML files"
    yield "\nkeys (KEY=VALUE) with their defaults"
    rows = records(parameter_table())
    described = {row["key"] for row in rows}
    plain = [key for key in known_keys() if key not in described and not key.startswith("levers.")]
    defaults = flat(default_values())
    for key in plain:
        yield f"  {key:<32} {_as_text(defaults[key]):<10} {MEANINGS.get(key, '')}".rstrip()
    yield "  levers.STRATEGY.LEVER            overrides one lever of a shipped strategy; see courtship schema levers"
    for row in rows:
        span = "" if row["low"] is None else f"{row['low']:g} to {row['high']:g}, "
        grade = f" ({span}grade {row['grade']})" if row["grade"] else ""
        yield f"  {row['key']:<44} {_as_text(row['default']):<10} {row['meaning']} [{row['unit']}]{grade}"


def _as_text(value: Any) -> str:
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
