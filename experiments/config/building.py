"""From checked values to a world: the only place where configuration becomes objects of the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from omegaconf import DictConfig, OmegaConf

from experiments.config.schema import GRAPHS
from experiments.config.strategies import load, stem
from experiments.population import people_of
from simulation.mechanisms import registered
from simulation.mistake import Mistake
from simulation.parameters import declarations
from simulation.strategy import Strategy
from simulation.terms import Terms
from simulation.world import World
from simulation.checks import refuse_explosive, refuse_unpayable

ENGINES = ("columns", "agents")


@dataclass(frozen=True)
class Setting:
    """A configuration, and what it means.

    Args:
        values: the resolved configuration as plain values.
        world: what compared strategies share.
        strategy: the one strategy of verbs that take one.
        strategies: the strategies of verbs that compare.
        levers: of every strategy in use, by the name or path it was given by.
    """

    values: dict[str, Any]
    world: World
    strategy: Strategy
    strategies: tuple[Strategy, ...]
    levers: dict[str, dict[str, float]]


def built(config: DictConfig, frozen: Mapping[str, Mapping[str, float]] | None = None) -> Setting:
    """Make the world that a configuration describes, and refuse what cannot work.

    Args:
        config: composed and typed.
        frozen: levers of strategies by the name or path they were given by, as an earlier run wrote them down; they
            stand for the files, which may have changed since.

    Raises:
        Mistake: for every value out of range, unknown name, or combination that the model refuses.
    """
    values: dict[str, Any] = OmegaConf.to_container(config, resolve=True)  # type: ignore[assignment]
    for key in ("weeks",):
        if values[key] < 1:
            raise Mistake(key, values[key], "must be at least 1 week")
    if values["weeks"] > 5200:
        raise Mistake("weeks", values["weeks"], "must be at most 5200 (a century)")
    if values["engine"] not in ENGINES:
        raise Mistake("engine", values["engine"], f"must be one of {', '.join(ENGINES)}")
    terms = Terms(**{k: v for k, v in values["market"].items() if k != "as_is"})
    people = people_of(values["population"])
    laws = {name: kind(**values["mechanism"][name]) for name, kind in registered().items()}
    laws["spend"] = dataclasses.replace(laws["spend"], shape=people.spend_shape)
    mechanisms = tuple(laws.values())

    def strategy(given: str) -> Strategy:
        known = (frozen or {}).get(given)
        chosen = load(given, values["levers"]) if known is None else Strategy(stem(given), known)
        chosen.check(mechanisms)
        return chosen

    world = World(
        mechanisms=mechanisms,
        terms=terms,
        people=people,
        network=_network(values["community"]),
        weeks=values["weeks"],
        as_is=strategy(values["market"]["as_is"]),
        rivals=tuple(strategy(given) for given in values["rivals"]),
    )
    refuse_explosive(world)
    refuse_unpayable(world)
    strategies = tuple(strategy(given) for given in values["strategies"])
    names = {values["market"]["as_is"], values["strategy"], *values["strategies"], *values["rivals"]}
    given = {name: dict(strategy(name).levers) for name in sorted(names)}
    return Setting(values, world, strategy(values["strategy"]), strategies, given)


def _network(values: Mapping[str, Any]) -> Any:
    if values["graph"] not in GRAPHS:
        raise Mistake("community.graph", values["graph"], f"must be one of {', '.join(GRAPHS)}")
    kind = GRAPHS[values["graph"]]
    given = {f.name: values[f.name] for f in dataclasses.fields(kind) if f.name in values}
    if "degree" in given and kind in (GRAPHS["small_world"], GRAPHS["scale_free"]):
        if given["degree"] != int(given["degree"]):
            raise Mistake("community.degree", given["degree"], "must be a whole number for this graph")
        given["degree"] = int(given["degree"])
    return kind(**given)


def doubtful(world: World) -> dict[str, tuple[float, float]]:
    """The grade-C parameters of a world with their plausible ranges, by dotted key.

    Parameters of mechanisms that are off are left out: nothing depends on them.
    """
    space = {}
    for name, declaration in declarations(world.terms).items():
        if declaration.doubtful and _matters(world.terms, name):
            space[f"market.{name}"] = (declaration.low, declaration.high)
    for mechanism in world.mechanisms:
        for name, declaration in declarations(mechanism).items():
            if mechanism.enabled and declaration.doubtful:
                space[f"mechanism.{mechanism.name}.{name}"] = (declaration.low, declaration.high)
    return {key: (float(low), float(high)) for key, (low, high) in space.items()}  # type: ignore[arg-type]


def _matters(terms: Terms, name: str) -> bool:
    return not (name == "wallet_share" and terms.kind == "contractual")


def moved(world: World, point: Mapping[str, float]) -> World:
    """The same world at another point of the doubtful space."""
    market = {key.removeprefix("market."): value for key, value in point.items() if key.startswith("market.")}
    by_name: dict[str, dict[str, float]] = {}
    for key, value in point.items():
        if key.startswith("mechanism."):
            _, mechanism, name = key.split(".")
            by_name.setdefault(mechanism, {})[name] = value
    mechanisms = tuple(dataclasses.replace(m, **by_name.get(m.name, {})) for m in world.mechanisms)
    return dataclasses.replace(world, terms=dataclasses.replace(world.terms, **market), mechanisms=mechanisms)
