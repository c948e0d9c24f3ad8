"""What a run is: the hash of everything that its numbers depend on, and of nothing else.

    world  = laws, terms, people (and the content of their log), ties, weeks, the status quo and the rivals
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

from experiments.folder import file_hash
from simulation.mistake import Mistake

WORLD = ("market", "mechanism", "population", "community", "weeks", "rivals")
POINT = (*WORLD, "levers", "seed")


def digest(content: Any) -> str:
    """SHA-256 of plain values, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def point_key(values: Mapping[str, Any]) -> str:
    """What tells one point from another: values as they were asked for, whatever files hold at the moment."""
    return digest({key: values[key] for key in POINT})


def world_key(values: Mapping[str, Any], levers: Mapping[str, Mapping[str, float]], log: str | None) -> str:
    """What tells one world from another.

    Args:
        values: a resolved configuration.
        levers: of the status quo and of the rivals, by the name or path they were given by.
        log: hash of the log of purchases, None without one.
    """
    return digest([{key: values[key] for key in WORLD}, levers, log])


def run_key(world: str, strategy: str, levers: Mapping[str, float], seed: int) -> str:
    """What tells one run from another."""
    return digest([world, strategy, levers, seed])


def log_hash(values: Mapping[str, Any]) -> str | None:
    """Hash of the log that a configuration names.

    Raises:
        Mistake: when it cannot be read.
    """
    file = values["population"]["file"]
    if not file:
        return None
    try:
        return file_hash(Path(file).expanduser())
    except OSError as error:
        raise Mistake("population.file", file, f"cannot be read: {error.strerror}") from None
