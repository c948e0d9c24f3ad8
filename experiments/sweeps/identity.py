"""What a run is: the hash of everything that its numbers depend on, and of nothing else.

    world  = laws, terms, people (and the content of their log), ties, weeks, status quo, rivals, how it is centred
    run    = world, name and levers of the strategy, seed

Who computes, in how many processes, which engine, which other points a sweep has: none of that is in it. So equal runs
of different points are one run, and a sweep that grows computes only what is new.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.inputs.hashes import file_hash
from simulation.mistake import Mistake

WORLD = ("market", "mechanism", "population", "community", "weeks", "rivals", "centring")
POINT = (*WORLD, "levers", "seed")
FILES = ("population.file", "community.file", "community.degrees_file")


def digest(content: Any) -> str:
    """SHA-256 of plain values, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def point_key(values: Mapping[str, Any]) -> str:
    """What tells one point from another: values as they were asked for, whatever files hold at the moment."""
    return digest({key: values[key] for key in POINT})


def world_key(values: Mapping[str, Any], levers: Mapping[str, Mapping[str, float]], contents: Mapping[str, str]) -> str:
    """What tells one world from another.

    Args:
        values: a resolved configuration.
        levers: of the status quo and of the rivals, by the name or path they were given by.
        contents: hash of each file that the configuration names, by key.
    """
    named = {key: {**values[key]} if isinstance(values[key], Mapping) else values[key] for key in WORLD}
    for key in contents:  # the content counts, not where it lies
        section, name = key.split(".")
        named[section][name] = contents[key]
    return digest([named, levers])


def run_key(world: str, strategy: str, levers: Mapping[str, float], seed: int) -> str:
    """What tells one run from another."""
    return digest([world, strategy, levers, seed])


def files(values: Mapping[str, Any]) -> dict[str, str]:
    """The files that a configuration names, by key: a log of purchases, ties, degrees."""
    named = {key: values[key.split(".")[0]].get(key.split(".")[1]) for key in FILES}
    return {key: str(file) for key, file in named.items() if file}


def content_of(key: str, file: str) -> str:
    """Hash of a file.

    Raises:
        Mistake: when it cannot be read.
    """
    try:
        return file_hash(Path(file).expanduser())
    except OSError as error:
        raise Mistake(key, file, f"cannot be read: {error.strerror}") from None
