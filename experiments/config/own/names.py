"""What a user's file declares has names that are free and can be typed, and parameters that can be set."""

from __future__ import annotations

import dataclasses

from experiments.config.own.in_use import Parts
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.measures.measures import MEASURES
from simulation.mechanism import Mechanism
from simulation.mechanisms import shipped
from simulation.mistake import Mistake
from simulation.parameters import declarations
from simulation.world.wiring import declared_names, refuse_unwired

COLUMNS = (
    "identity", "point", "world", "arm", "seed", "state", "error", "seconds", "part", "budget", "spent", "minor_units",
    "strategy", "replicate", "weeks", "rivals", "events", "engine", "centring",
)  # fmt: skip
"""Columns of the tables of runs, which no measure may be called."""
KINDS = (bool, int, float, str)
"""What the value of a parameter may be."""


def refuse_names(parts: Parts) -> None:
    """Refuse parts that would stand in the way of others, or that no word could reach.

    Raises:
        Mistake: naming the part, and what is taken or wrong.
    """
    for kind in parts.mechanisms:
        _refuse_parameters(kind)
        for what, names in declared_names(kind).items():
            for name in names:
                _refuse_untypable(f"mechanism {kind.__name__}", name, what)
    touchpoints = [touchpoint.name for touchpoint in TOUCHPOINTS]
    refuse_unwired(list(shipped().values()), parts.mechanisms, touchpoints)
    taken = {*COLUMNS, *(one.name for one in MEASURES)}
    for measure in parts.measures:
        _refuse_untypable("measure", measure.name, "a measure")
        if measure.name in taken:
            raise Mistake("measure", measure.name, "is already the name of a measure or a column", "Rename it.")
        taken.add(measure.name)
    cases: set[str] = set()
    for one in parts.patterns:
        _refuse_untypable("pattern", one.name, "a pattern")
        if one.name in cases:
            raise Mistake("pattern", one.name, "is already the name of a pattern", "Rename it.")
        cases.add(one.name)


def _refuse_untypable(thing: str, name: object, what: str) -> None:
    if not isinstance(name, str) or not (name.isidentifier() and name.isascii()):
        allowed = f"cannot be the name of {what}, which is a word of plain letters, digits and _"
        raise Mistake(thing, name, allowed, "Rename it.")


def _refuse_parameters(kind: type[Mechanism]) -> None:
    thing = f"mechanism {kind.__name__}"
    for field in dataclasses.fields(kind):
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise Mistake(f"{thing}: {field.name}", "no default", "must have one", "Write it with parameter(...).")
    for name, one in declarations(kind).items():
        default = next(field.default for field in dataclasses.fields(kind) if field.name == name)
        _refuse_untypable(thing, name, "a parameter")
        if type(default) not in KINDS:
            raise Mistake(f"{thing}: {name}", default, "must be a number, a text, or true or false")
        if one.of_people:
            raise Mistake(f"{thing}: {name}", "of_people", "is only for mechanisms of the package", "Leave it out.")
    kind()
