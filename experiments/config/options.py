"""The resolved configuration with typed keys: it is read by attribute, so that a wrong name is found early.

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

    own: str | None = sections.key(None, "Python file with mechanisms, measures or series of your own")
    own_hash: str | None = sections.key(None, "hash that the file of `own` must have; run folders set it, you need not")
    strategy: str = sections.key("cx_only", "strategy of the focal firm, for run and sweep")
    strategies: list[str] = field(
        default_factory=lambda: ["cx_only", "relationship"], metadata={"doc": "the strategies to compare"}
    )
    rivals: list[str] = field(
        default_factory=list, metadata={"doc": "strategies of the rivals, in the order of the firms"}
    )
    events: list[Any] = field(default_factory=list, metadata={"doc": "shocks and changes of levers during the run"})
    weeks: int = sections.key(260, "weeks to simulate")
    seed: int = sections.key(0, "seed of all random draws")
    replicates: int | None = sections.key(
        None, "runs of each strategy; null: compare adds runs until it is precise enough"
    )
    engine: str = sections.key("columns", "columns (fast) or agents (one object per person, the reference)")
    centring: str = sections.key("thorough", "how the model is aligned with observed totals: thorough or quick")
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
MEANINGS: dict[str, str] = {
    f"{prefix}{one.name}": one.metadata["doc"]
    for prefix, kind in (("", Options), *((f"{key}.", kind) for key, kind in SECTIONS.items()))
    for one in fields(kind)
    if "doc" in one.metadata
} | {
    "market.kind": "contractual, non_contractual or repertoire",
    "market.as_is": "strategy of the status quo, whose totals the model reproduces",
    "market.shares": "share of people with each firm in week 0, in place of focal_share and rival_share; []: not given",
}
"""What each key of the options means, by its dotted name."""
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
