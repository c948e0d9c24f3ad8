"""The resolved configuration in the types of its keys: what is read by attribute, so that a wrong name is found early.

The fields of `Options` are the one list of keys and sections that nothing in `simulation` declares; `schema` takes
their names, types, defaults and order from here. What the model declares (market, mechanisms, levers, the laws of
people and of graphs) stays in the plain values, because a file of a user's own can add to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, TypeVar, get_type_hints

from experiments.config import sections

Section = TypeVar("Section")


@dataclass(frozen=True)
class Options:
    """What is asked, section by section; see `experiments.config.sections` for the keys of each."""

    own: str | None = None
    own_hash: str | None = None
    strategy: str = "cx_only"
    strategies: list[str] = field(default_factory=lambda: ["cx_only", "relationship"])
    rivals: list[str] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)
    weeks: int = 260
    seed: int = 0
    replicates: int | None = None
    engine: str = "columns"
    centring: str = "thorough"
    population: sections.Log = field(default_factory=sections.Log)
    community: sections.Network = field(default_factory=sections.Network)
    precision: sections.PrecisionRule = field(default_factory=sections.PrecisionRule)
    space: sections.Space = field(default_factory=sections.Space)
    explain: sections.Explain = field(default_factory=sections.Explain)
    boundary: sections.Boundary = field(default_factory=sections.Boundary)
    executor: sections.Executor = field(default_factory=sections.Executor)
    design: sections.Design = field(default_factory=sections.Design)
    sensitivity: sections.SensitivityRule = field(default_factory=sections.SensitivityRule)
    calibrate: sections.Calibrate = field(default_factory=sections.Calibrate)
    output: sections.Output = field(default_factory=sections.Output)
    classroom: sections.Classroom = field(default_factory=sections.Classroom)


SECTIONS: dict[str, Any] = {key: kind for key, kind in get_type_hints(Options).items() if is_dataclass(kind)}
"""The sections among the fields of `Options`, in their order."""
_NAMES: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(one.name for one in fields(kind)) for kind in (Options, *SECTIONS.values())
}


def options_of(values: Mapping[str, Any]) -> Options:
    """The options that resolved values hold; a key that an older run folder lacks takes its default."""
    made = {key: section_of(kind, values[key]) for key, kind in SECTIONS.items() if key in values}
    return section_of(Options, {**values, **made})


def section_of(kind: type[Section], values: Mapping[str, Any]) -> Section:
    """One section of the options; keys that its class does not declare belong to the model and are left out."""
    return kind(**{name: values[name] for name in _NAMES[kind] if name in values})
