"""The command line that asks for a setting again: whole groups where they fit, and every other key that differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.config.composition import composed
from experiments.config.held import KEY, given
from experiments.config.nested import flat, with_keys
from experiments.config.options import options_of
from experiments.config.overrides import spelled, typed
from experiments.config.own.in_use import HASH, remembered
from experiments.config.readers import reader
from experiments.config.roles import matters
from experiments.config.shipped import folder, shipped
from experiments.inputs.networks.from_networkx import is_hash
from experiments.inputs.yaml_file import mapping

GROUPS = ("population", "market", "community")
ALWAYS = ("strategy", "strategies", "weeks", "seed")
"""Keys that are worth reading even where they have their defaults."""

SOURCE = "population.source"
"""From which the kind of market follows where nobody says it."""
NETWORK = "network.graphml"
"""What a network that was a graph in Python is called where it is to be asked for again on the command line."""


def command(values: Mapping[str, Any], verb: str = "compare") -> str:
    """What to type in a shell to run the same comparison; see `beforehand` for what has to be done before.

    Args:
        values: a resolved configuration.
        verb: of the command line.
    """
    if _in_python(values):
        values = with_keys(values, "community", file=NETWORK)
    wanted = flat(values)
    people = [next(spelled({SOURCE: wanted[SOURCE]}))]  # a log has no contracts unless they are asked for
    default = _shipped(tuple(people))
    asked = [group for group in GROUPS if any(default.get(key) != wanted[key] for key in wanted if _in(key, group))]
    if _shipped(()).get(SOURCE) != wanted[SOURCE] and "population" not in asked:
        asked.insert(0, "population")
    groups = [f"{group}={option}" for group in asked if (option := _option(group, values[group]))]
    base = {**_shipped((*groups, *people)), SOURCE: _shipped(tuple(groups)).get(SOURCE)}
    words = [
        next(spelled({key: value}))
        for key, value in wanted.items()
        if key != HASH  # which says what `own` is, and need not be typed
        and matters(key, verb)
        and (key in ALWAYS or base.get(key) != value)
        and reader(key, values, verb) is None
    ]
    implied = next(spelled({KEY: given(words)}))  # the words hold their parameters by themselves
    return typed("courtship", verb, *groups, *(word for word in words if word != implied))


def beforehand(values: Mapping[str, Any]) -> str:
    """What has to be done in Python before the command can be typed, in a sentence; empty where it can be at once."""
    written = f'networkx.write_graphml(graph, "{NETWORK}")'
    return f"The network was a graph in Python; first write it to a file: {written}." if _in_python(values) else ""


def _in_python(values: Mapping[str, Any]) -> bool:
    return is_hash(options_of(values).community.file or "")


@remembered
def _shipped(groups: tuple[str, ...]) -> Mapping[str, Any]:
    return flat(composed(groups).values)


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
