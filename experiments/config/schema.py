"""The typed configuration, derived from the declarations of `simulation`: nothing is declared a second time here.

Each dataclass of the model with declared parameters gets a mirror that Hydra can fill; levers get one optional number
for each shipped strategy. Ranges are checked when the model's own dataclasses are made (see `building`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from dataclasses import field, make_dataclass
from typing import Any, get_type_hints

from experiments.config.options import SECTIONS, Options
from experiments.config.roles import refuse_nameless
from experiments.config.sections import Log, Network
from simulation.community import Blocks, Complete, Configuration, OwnNetwork, ScaleFree, SmallWorld
from simulation.market.channel import CHANNELS
from simulation.market.terms import Terms
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.mechanisms import registered
from simulation.parameters import declarations, settable
from simulation.people.heterogeneity import Buying, Spending, YearlyChurn
from simulation.people.people import Persistent
from simulation.people.segments import HighEnd

GRAPHS = {
    "small_world": SmallWorld,
    "scale_free": ScaleFree,
    "blocks": Blocks,
    "complete": Complete,
    "configuration": Configuration,
    "from_file": OwnNetwork,
}
POPULATION = {"churn": YearlyChurn, "buying": Buying, "spending": Spending, "high_end": HighEnd}
"""Laws of parametric people; the last one where they are of two segments."""
DESIGNS: dict[str, tuple[Any, ...]] = {"channel": CHANNELS, "touchpoint": TOUCHPOINTS}
"""Declared once for all of a kind, with values of its own for each: `channel.search.reach`."""


def mirror(owner: type[Any], *more: tuple[str, Any, Any]) -> type[Any]:
    """A dataclass with the declared parameters of `owner`, and further fields (name, type, default)."""
    values = {f.name: f.default for f in dataclasses.fields(owner)}
    fields: list[Any] = [(name, type(values[name]), field(default=values[name])) for name in settable(owner)]
    for name, kind, default in more:
        made = field(default_factory=default) if callable(default) else field(default=default)
        fields.append((name, kind, made))
    return make_dataclass(owner.__name__, fields)


def mirror_of(instance: Any) -> type[Any]:
    """A dataclass with the declared parameters of one instance, and its values as defaults."""
    fields: list[Any] = [
        (name, type(getattr(instance, name)), field(default=getattr(instance, name)))
        for name in settable(instance)
        if name not in getattr(instance, "unused", ())
    ]
    return make_dataclass(type(instance).__name__, fields)


def fillable(section: type[Any]) -> type[Any]:
    """A dataclass with the fields of a section of the options, which are frozen, that Hydra can fill."""
    return make_dataclass(section.__name__, _fields(section))


def _fields(section: type[Any], without: Collection[str] = ()) -> list[Any]:
    """The fields of a static dataclass but for some, as `make_dataclass` takes them."""
    kinds = get_type_hints(section)
    kept = (one for one in dataclasses.fields(section) if one.name not in without)
    return [
        (one.name, kinds[one.name], field(default=one.default, default_factory=one.default_factory)) for one in kept
    ]


def nested(name: str, members: dict[str, type[Any]]) -> type[Any]:
    """A dataclass whose fields are dataclasses."""
    return make_dataclass(name, _sections(members))


def _sections(members: dict[str, type[Any]]) -> list[Any]:
    return [(key, kind, field(default_factory=kind)) for key, kind in members.items()]


def community() -> type[Any]:
    """One section for all generators: each reads the keys that it declares."""
    owned = {name: graph for graph in reversed(GRAPHS.values()) for name in declarations(graph)}
    kinds: dict[str, Any] = {"int": int, "float": float, "str": str, "float | None": float | None}
    fields: list[Any] = []
    for name, graph in owned.items():
        declared = next(f for f in dataclasses.fields(graph) if f.name == name)
        kind = float if name == "degree" else kinds[str(declared.type)]
        fields.append((name, kind, field(default=declared.default)))
    return make_dataclass("Community", fields, bases=(fillable(Network),))


def levers(strategies: tuple[str, ...]) -> type[Any]:
    """For each shipped strategy every lever, null where the strategy's own value holds."""
    names = [lever.name for mechanism in registered().values() for lever in mechanism.levers]
    one = make_dataclass("Levers", [(name, float | None, field(default=None)) for name in names])
    return nested("Strategies", dict.fromkeys(strategies, one))


def schema(strategies: tuple[str, ...]) -> type[Any]:
    """The whole configuration, with the defaults of the declarations.

    Args:
        strategies: names of the shipped strategies.
    """
    market = mirror(Terms, ("kind", str, "contractual"), ("as_is", str, "as_is"), ("shares", list[float], list))
    laws = {name: mirror(law) for name, law in POPULATION.items()}
    population = make_dataclass("Population", _sections(laws), bases=(mirror(Persistent), fillable(Log)))
    sections = {
        "levers": levers(strategies),
        "population": population,
        "community": community(),
        "market": market,
        **{kind: nested(kind, {one.name: mirror_of(one) for one in designs}) for kind, designs in DESIGNS.items()},
        "mechanism": nested("Mechanisms", {name: mirror(kind) for name, kind in registered().items()}),
    }
    static = {key: fillable(kind) for key, kind in SECTIONS.items() if key not in sections}
    whole = make_dataclass("Courtship", [*_fields(Options, SECTIONS), *_sections({**sections, **static})])
    refuse_nameless(leaves_of(whole))
    return whole


def leaves_of(section: type[Any], prefix: str = "") -> Iterator[str]:
    """Dotted keys of all values of a nested dataclass."""
    for one in dataclasses.fields(section):
        if isinstance(one.type, type) and dataclasses.is_dataclass(one.type):
            yield from leaves_of(one.type, f"{prefix}{one.name}.")
        else:
            yield f"{prefix}{one.name}"
