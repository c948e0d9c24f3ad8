"""What each part of the configuration changes, and which verbs read it: said once, here.

    world       who the people are, how they are tied, and the laws and terms under which they live
    levers      what a strategy does
    strategies  which strategies are run
    luck        which of all possible courses a run takes
    replicates  how many runs are made
    points      which points of a space are run
    computing   who computes; every number stays the same
    analysis    what is concluded from the runs
    output      what is written or served; every number stays the same

A run is known by its world, its levers and its luck (`sweeps.identity`), the result of a verb by everything that the
verb reads except computing and output (`values_hash`). A point of a sweep may vary in world, levers, luck and
strategies (`axes`); two run folders may be compared when world and luck agree (`reading`). All of them ask this table.

A section of the schema that has no line here is refused when the schema is made. A line may name a section, or one key
of a section that differs from the rest of it; the longest name decides. A new mechanism, channel or touchpoint belongs
to its section and needs no line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any


class Changes(Enum):
    """What a key changes; see the head of this file."""

    WORLD = "the world"
    LEVERS = "what a strategy does"
    STRATEGIES = "which strategies are run"
    LUCK = "the luck of every run"
    REPLICATES = "how many runs are made"
    POINTS = "which points are run"
    COMPUTING = "who computes"
    ANALYSIS = "what is concluded from the runs"
    OUTPUT = "what is written"


@dataclass(frozen=True)
class Role:
    """What a section or a key is for.

    Args:
        changes: see `Changes`.
        verbs: that read it.
    """

    changes: Changes
    verbs: tuple[str, ...]


WORLD, LEVERS, STRATEGIES, LUCK, REPLICATES, POINTS, COMPUTING, ANALYSIS, OUTPUT = Changes
SWEEPING = ("sweep", "sensitivity", "boundary")
COMPARING = ("compare", "explain", *SWEEPING)
SIMULATING = ("run", *COMPARING, "classroom")
LOOKING = ("plan", "cite")
DESCRIBING = (*SIMULATING, "calibrate", *LOOKING)
WITH_OWN = ("run", *COMPARING, "calibrate", *LOOKING, "validate")

ROLES: dict[str, Role] = {
    "population": Role(WORLD, (*DESCRIBING, "graph", "inspect")),
    "population.ensemble": Role(ANALYSIS, ("compare",)),
    "population.prospects": Role(WORLD, (*DESCRIBING, "graph")),
    "community": Role(WORLD, (*DESCRIBING, "graph")),
    "market": Role(WORLD, DESCRIBING),
    "channel": Role(WORLD, DESCRIBING),
    "touchpoint": Role(WORLD, DESCRIBING),
    "mechanism": Role(WORLD, DESCRIBING),
    "own": Role(WORLD, WITH_OWN),
    "own_hash": Role(WORLD, WITH_OWN),
    "events": Role(WORLD, DESCRIBING),
    "rivals": Role(WORLD, DESCRIBING),
    "weeks": Role(WORLD, DESCRIBING),
    "centring": Role(WORLD, (*SIMULATING, "calibrate")),
    "levers": Role(LEVERS, DESCRIBING),
    "strategy": Role(STRATEGIES, ("run", "sweep")),
    "strategies": Role(STRATEGIES, (*COMPARING, "classroom")),
    "seed": Role(LUCK, (*SIMULATING, "calibrate", "graph", "validate")),
    "replicates": Role(REPLICATES, ("run", *COMPARING)),
    "executor": Role(COMPUTING, ("run", *COMPARING, "calibrate", "validate")),
    "engine": Role(COMPUTING, ("run", *COMPARING)),
    "design": Role(POINTS, ("sweep",)),
    "precision": Role(ANALYSIS, ("compare",)),
    "precision.margin": Role(ANALYSIS, ("compare", "explain", "boundary")),
    "precision.confidence": Role(ANALYSIS, ("compare", "explain", "boundary")),
    "space": Role(ANALYSIS, ("compare",)),
    "space.held": Role(POINTS, ("compare", "boundary", "sensitivity", "calibrate")),
    "explain.replicates": Role(ANALYSIS, ("compare",)),
    "explain.orders": Role(ANALYSIS, ("explain",)),
    "boundary": Role(POINTS, ("boundary",)),
    "boundary.parameters": Role(POINTS, ("compare", "boundary")),
    "boundary.points": Role(POINTS, ("compare", "boundary")),
    "sensitivity": Role(POINTS, ("sensitivity",)),
    "sensitivity.measure": Role(ANALYSIS, ("sensitivity",)),
    "sensitivity.of": Role(ANALYSIS, ("sensitivity",)),
    "sensitivity.resamples": Role(ANALYSIS, ("sensitivity",)),
    "sensitivity.confidence": Role(ANALYSIS, ("sensitivity",)),
    "calibrate": Role(ANALYSIS, ("calibrate",)),
    "output.customers": Role(OUTPUT, ("run",)),
    "output.figures": Role(OUTPUT, ("run", "compare", "explain", "graph", *SWEEPING[1:], "calibrate", "validate")),
    "output.report": Role(OUTPUT, ("compare",)),
    "output.keep": Role(OUTPUT, ("run", "compare", "explain", "calibrate")),
    "output.attribution": Role(ANALYSIS, ("run",)),
    "output.weekly": Role(OUTPUT, SWEEPING),
    "classroom": Role(OUTPUT, ("classroom",)),
}
STATISTICS = ("calibrate.retention", "calibrate.nps", "calibrate.referrals")
"""What `calibrate` may be given beside a log: lists, or files of them."""
RUN = (WORLD, LEVERS, LUCK)
"""What the numbers of one run depend on."""
VARYING = (*RUN, STRATEGIES)
"""What may differ between the points of a sweep; all else says how the sweep is made."""
NUMBERLESS = (COMPUTING, OUTPUT)
"""What changes no number that a verb finds."""
RESUMABLE = (*NUMBERLESS, ANALYSIS, REPLICATES)
"""What may be asked otherwise of a store of runs tomorrow without making it another question."""


@cache
def role(key: str) -> Role:
    """What a dotted key is for.

    Raises:
        LookupError: for a key of a section that the table does not name.
    """
    name = key
    while name not in ROLES:
        name, _, _ = name.rpartition(".")
        if not name:
            raise LookupError(f"{key}: the table of roles does not say what this part of the schema changes")
    return ROLES[name]


def named_below(section: str) -> list[Role]:
    """What a section, a key, or whatever lies below it is for; nothing for a name that the table does not know."""
    found = [one for name, one in ROLES.items() if name.startswith(f"{section}.")]
    try:
        return [*found, role(section)]
    except LookupError:
        return found


def may_vary(key: str) -> bool:
    """Whether a key or a group may differ between the points of a sweep; an unknown one is refused where it is read."""
    name = key.partition("/")[0].partition("@")[0]
    found = named_below(name)
    return name.partition(".")[0] != "hydra" and (not found or any(one.changes in VARYING for one in found))


def of_the_world(key: str) -> bool:
    """Whether a key or a group says in which world, or with which levers, strategies are compared."""
    found = named_below(key.partition("/")[0].partition("@")[0])
    return not found or any(one.changes in (WORLD, LEVERS) and "compare" in one.verbs for one in found)


def refuse_nameless(leaves: Iterator[str]) -> None:
    """Check that the table says of every key of the schema what it changes, and names nothing else.

    Args:
        leaves: dotted keys of the schema.

    Raises:
        LookupError: naming the key.
    """
    keys = list(leaves)
    for key in keys:
        role(key)
    for name in ROLES:
        if not any(key == name or key.startswith(f"{name}.") for key in keys):
            raise LookupError(f"{name}: experiments/config/roles.py names what is not in the schema")


def part(values: Mapping[str, Any], *changes: Changes) -> dict[str, Any]:
    """The part of a resolved configuration that changes these things, without sections left empty."""
    return _kept(values, "", lambda key: role(key).changes in changes)


def concerning(values: Mapping[str, Any], verb: str) -> dict[str, Any]:
    """The part of a resolved configuration on which the numbers of a verb depend.

    Raises:
        LookupError: for a verb that reads nothing.
    """
    if not any(verb in one.verbs for one in ROLES.values()):
        raise LookupError(f"there is no verb {verb!r} that reads a configuration")
    found = _kept(values, "", lambda key: matters(key, verb))
    if "levers" in found:
        names = acting(values, verb)
        found["levers"] = {name: levers for name, levers in found["levers"].items() if name in names}
    return found


def acting(values: Mapping[str, Any], verb: str) -> set[str]:
    """The strategies that a verb lets act, rivals' too, by the name or path that they were given by."""
    given = {values["market"]["as_is"], *values["rivals"]}
    if verb in role("strategy").verbs:
        given.add(values["strategy"])
    if verb in role("strategies").verbs:
        given.update(values["strategies"])
    return given


def matters(key: str, verb: str) -> bool:
    """Whether the numbers of a verb depend on a key."""
    return verb in role(key).verbs and role(key).changes not in NUMBERLESS


def is_file(key: str) -> bool:
    """Whether a key names a file whose content counts, not its path."""
    return key.rpartition(".")[2] in ("file", "degrees_file") or key == "own" or key in STATISTICS


def _kept(values: Mapping[str, Any], prefix: str, wanted: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping) and _divided(key):
            if inner := _kept(value, f"{key}.", wanted):
                found[name] = inner
        elif wanted(key):
            found[name] = value
    return found


@cache
def _divided(section: str) -> bool:
    """Whether a key inside a section has a line of its own."""
    return any(name.startswith(f"{section}.") for name in ROLES)


def values_hash(values: Mapping[str, Any], verb: str) -> str:
    """Hash of a configuration: of what the numbers of a verb depend on, not of who computes or what is written.

    Args:
        values: a resolved configuration.
        verb: whose numbers they are; what it does not read makes no difference to it.
    """
    return hashlib.sha256(json.dumps(concerning(values, verb), sort_keys=True, default=str).encode()).hexdigest()
