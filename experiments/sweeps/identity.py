"""What a run is: the hash of everything that its numbers depend on, and of nothing else.

    world  = all that `config.roles` says changes the world, files by their content, levers of status quo and rivals
    run    = world, name and levers of the strategy, seed

Who computes, in how many processes, which engine, which other points a sweep has: none of that is in it. So equal runs
of different points are one run, and a sweep that grows computes only what is new.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from experiments.config.nested import merged
from experiments.config.roles import RUN, WORLD, part
from experiments.inputs.hashes import file_hash
from experiments.inputs.paths import user_path
from simulation.mistake import Mistake


def digest(content: Any) -> str:
    """SHA-256 of plain values, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def point_key(values: Mapping[str, Any]) -> str:
    """What tells one point from another: values as they were asked for, whatever files hold at the moment."""
    return digest(part(values, *RUN))


def world_key(values: Mapping[str, Any], levers: Mapping[str, Mapping[str, float]], contents: Mapping[str, str]) -> str:
    """What tells one world from another.

    Args:
        values: a resolved configuration.
        levers: of the status quo and of the rivals, by the name or path they were given by.
        contents: hash of each file that the configuration names, by key.
    """
    return digest([merged(part(values, WORLD), contents), levers])  # the content counts, not where it lies


def run_key(world: str, strategy: str, levers: Mapping[str, float], seed: int) -> str:
    """What tells one run from another."""
    return digest([world, strategy, levers, seed])


def content_of(key: str, file: str) -> str:
    """Hash of a file.

    Raises:
        Mistake: when it cannot be read.
    """
    try:
        return file_hash(user_path(file))
    except OSError as error:
        raise Mistake(key, file, f"cannot be read: {error.strerror}") from None
