"""From checked values to a world: the only place where configuration becomes objects of the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from experiments.config.checks import refuse_impossible
from experiments.config.contents import contents, refuse_changed
from experiments.config.ensemble import Ensemble, ensemble
from experiments.config.events import scheduled
from experiments.config.executors import refuse_unknown
from experiments.config.nested import with_keys
from experiments.config.options import Options, options_of
from experiments.config.own.in_use import Parts
from experiments.config.own.named import of_values, pinned
from experiments.config.own_network import brought
from experiments.config.population import intake_of, people_of
from experiments.config.schema import GRAPHS
from experiments.config.sections import Network
from experiments.config.strategies import load, stem
from experiments.inputs.networks.degree_sequence import own_degrees
from experiments.inputs.networks.edge_list import Columns
from experiments.inputs.networks.from_networkx import PREFIX
from experiments.inputs.networks.user_network import Brought
from simulation.alignment.centring import CENTRING
from simulation.market.channel import CHANNELS
from simulation.market.terms import Terms
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.mechanism import Mechanism
from simulation.mechanisms import registered, shipped
from simulation.mesa_model.engine import ENGINES
from simulation.mistake import Mistake, nearest
from simulation.parameters import declarations
from simulation.people.people import Observed
from simulation.strategy import Strategy
from simulation.world.checks import refuse_explosive, refuse_unpayable
from simulation.world.world import LONGEST, World

MOST = 100_000
SEED_STEP = 1_000_003
"""Replicates of one `seed` are seed·step, seed·step + 1, ...: two seeds never share a replicate."""


@dataclass(frozen=True)
class Ground:
    """A world before it is asked anything.

    Args:
        values: it was made of; as many people as there are.
        world: see `World`.
        strategy: a strategy by the name or path it was given by, checked against the laws.
        own: see `Setting`.
        contents: see `Setting`.
        parts: see `Setting`.
    """

    values: dict[str, Any]
    world: World
    strategy: Callable[[str], Strategy]
    own: Brought | None
    contents: dict[str, str]
    parts: Parts | None


@dataclass(frozen=True)
class Setting:
    """A configuration, and what it means.

    Args:
        values: the resolved configuration as plain values.
        world: what compared strategies share.
        strategy: the one strategy of verbs that take one.
        strategies: the strategies of verbs that compare.
        levers: of every strategy in use, by the name or path it was given by.
        own: the network that was brought along, None where the community is generated.
        ensemble: of a calibrated population, None for all others.
        contents: hash of each file that the world was read from, by key.
        intake: what was understood of the log that the people are from, plain values; None without one.
        presumed: customers whom the log names, and how many of them are presumed active; None without a log.
        parts: mechanisms and measures of a file of the user's own; None without one.
    """

    values: dict[str, Any]
    world: World
    strategy: Strategy
    strategies: tuple[Strategy, ...]
    levers: dict[str, dict[str, float]]
    own: Brought | None = None
    ensemble: Ensemble | None = None
    contents: Mapping[str, str] = field(default_factory=dict)
    intake: Mapping[str, Any] | None = None
    presumed: tuple[int, int] | None = None
    parts: Parts | None = None

    @cached_property
    def options(self) -> Options:
        """What the values say that no part of the model declares, in its types."""
        return options_of(self.values)

    def world_of(self, replicate: int) -> World:
        """The world of one replicate of a comparison, the same for all strategies."""
        return self.world if self.ensemble is None else self.ensemble.world(replicate)

    def seed_of(self, replicate: int) -> int:
        """The seed of one replicate, the same for all strategies."""
        return self.options.seed * SEED_STEP + replicate


def built(
    values: dict[str, Any],
    frozen: Mapping[str, Mapping[str, float]] | None = None,
    graph: Any = None,
    to_run: bool = True,
    own_laws: Sequence[Mechanism] = (),
) -> Setting:
    """Make the world that a configuration describes, and refuse what cannot work.

    Args:
        values: composed and typed.
        frozen: levers of strategies by the name or path they were given by, as an earlier run wrote them down; they
            stand for the files, which may have changed since.
        graph: a networkx graph that stands for community.file.
        to_run: refuse what cannot be run; else it is only looked at.
        own_laws: mechanisms of the user's own, beside those of the package.

    Raises:
        Mistake: for every value out of range, unknown name, or combination that the model refuses.
    """
    _refuse_unread(options_of(values).community)
    return meant(values, frozen, graph, to_run, own_laws)


def meant(
    values: dict[str, Any],
    frozen: Mapping[str, Mapping[str, float]] | None = None,
    graph: Any = None,
    to_run: bool = True,
    own_laws: Sequence[Mechanism] = (),
) -> Setting:
    """The same from plain values, typed already: a worker needs no Hydra; see `built`."""
    options = options_of(values)
    _refuse_impossible(values, options)
    found = ground(values, frozen, graph, own_laws, to_run)
    strategies = tuple(found.strategy(given) for given in options.strategies)
    names = {values["market"]["as_is"], options.strategy, *options.strategies, *options.rivals}
    given = {name: dict(found.strategy(name).levers) for name in sorted(names)}
    world, values = found.world, found.values
    many = ensemble(options.population, world, moved)
    people = world.people
    presumed = (len(people.frequency), round(people.active)) if isinstance(people, Observed) else None
    return Setting(
        values, world, found.strategy(options.strategy), strategies, given, found.own, many, found.contents,
        intake_of(options.population), presumed, found.parts,
    )  # fmt: skip


def ground(
    values: dict[str, Any],
    frozen: Mapping[str, Mapping[str, float]] | None = None,
    graph: Any = None,
    own_laws: Sequence[Mechanism] = (),
    to_run: bool = True,
) -> Ground:
    """The world alone, from the part of a configuration that changes it (`roles.WORLD`) and the levers of strategies.

    Args:
        values: see `meant`; `levers` is read for strategies that are not in `frozen`.
        frozen: see `built`.
        graph: see `built`.
        own_laws: see `built`.
        to_run: see `built`.
    """
    options = options_of(values)
    if not 1 <= options.weeks <= LONGEST:
        raise Mistake("weeks", options.weeks, f"must be between 1 and {LONGEST} (a century)")
    parts = of_values(values)
    values, kinds, before = pinned(values), shipped() if parts is None else registered(), contents(values)
    terms = Terms(
        **{k: v for k, v in values["market"].items() if k not in ("as_is", "shares")},
        shares=tuple(values["market"]["shares"]),
        channels=tuple(replace(design, **values["channel"][design.name]) for design in CHANNELS),
        touchpoints=tuple(replace(design, **values["touchpoint"][design.name]) for design in TOUCHPOINTS),
        events=scheduled(options.events),
    )
    own = brought(values, graph) if options.community.graph == "from_file" else None
    if own is not None and options.population.source in ("reference", "segments"):
        values = with_keys(values, "population", size=own.size)
    if own is not None and graph is not None:
        values = with_keys(values, "community", file=f"{PREFIX}{own.digest}")
    people = people_of(values["population"])
    laws = {name: dict(values["mechanism"][name]) for name in kinds}
    for name, kind in kinds.items():
        laws[name] |= {key: getattr(people, one.of_people) for key, one in declarations(kind).items() if one.of_people}
    mechanisms = (*(kind(**laws[name]) for name, kind in kinds.items()), *own_laws)

    def strategy(given: str) -> Strategy:
        known = (frozen or {}).get(given)
        chosen = load(given, values["levers"]) if known is None else Strategy(stem(given), known)
        chosen.check(mechanisms)
        return chosen

    world = World(
        mechanisms=mechanisms,
        terms=terms,
        people=people,
        network=_network(values["community"], options.community, people.size) if own is None else own.network,
        weeks=options.weeks,
        as_is=strategy(values["market"]["as_is"]),
        rivals=tuple(strategy(given) for given in options.rivals),
        measures=() if parts is None else parts.measures,
    )
    world.network.refuse(people.size)
    if to_run:
        refuse_explosive(world)
        refuse_unpayable(world)
    for event in terms.events:
        Strategy("of an event", dict(event.levers)).check(mechanisms)
    refuse_changed(values, before)
    return Ground(values, world, strategy, own, before, parts)


def _refuse_impossible(values: Mapping[str, Any], options: Options) -> None:
    """What no declaration says about single values that every verb reads."""
    refuse_impossible(values)
    for key, given, known in (("engine", options.engine, ENGINES), ("centring", options.centring, CENTRING)):
        if given not in known:
            raise Mistake(key, given, f"must be one of {', '.join(known)}", nearest(given, known))
    refuse_unknown(options.executor)


def _refuse_unread(community: Network) -> None:
    """A file that the graph does not read; only in a sweep over graphs it may belong to another of them."""
    if community.graph == "from_file" and community.degrees_file is not None:
        allowed, advice = "is not read by from_file", "Use community=own_degrees for the degrees alone."
        raise Mistake("community.degrees_file", community.degrees_file, allowed, advice)
    if community.graph in ("from_file", "configuration"):
        return
    for key, file in (("file", community.file), ("degrees_file", community.degrees_file)):
        if file is not None:
            advice = "Use community=from_file, or community=own_degrees for the degrees alone."
            raise Mistake(f"community.{key}", file, f"is not read by {community.graph}", advice)


def _network(values: Mapping[str, Any], community: Network, size: int) -> Any:
    graph = community.graph
    if graph not in GRAPHS:
        raise Mistake("community.graph", graph, f"must be one of {', '.join(GRAPHS)}", nearest(graph, GRAPHS))
    kind = GRAPHS[graph]
    given = {name: values[name] for name in declarations(kind)}
    named = community.file is not None or community.degrees_file is not None
    if kind is GRAPHS["configuration"] and (named or values["law"] == "given"):
        columns = Columns.of(vars(community))
        given |= {"law": "given", "degrees": own_degrees(community.file, community.degrees_file, columns, size)}
    if "degree" in given and kind in (GRAPHS["small_world"], GRAPHS["scale_free"]):
        if given["degree"] != int(given["degree"]):
            raise Mistake("community.degree", given["degree"], "must be a whole number for this graph")
        given["degree"] = int(given["degree"])
    return kind(**given)


def doubtful(world: World) -> dict[str, tuple[float, float]]:
    """The grade-C parameters of the market, its mechanisms and its people with their plausible ranges, by dotted key.

    Parameters of mechanisms that are off are left out: nothing depends on them. Guesses about the ties of the
    community, about channels and touchpoints (which have no range) and about the laws of parametric people are a choice
    of the question and stay as they were asked for; a sweep moves them.
    """
    space = {
        f"population.{name}": (declaration.low, declaration.high)
        for name, declaration in declarations(world.people).items()
        if declaration.doubtful and (name != "prospects" or _of_any_size(world))
    }
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


def _of_any_size(world: World) -> bool:
    """Whether there can be other numbers of people: a network that was brought along has places for some only."""
    try:
        world.network.refuse(world.people.size + 1)
    except Mistake:
        return False
    return True


def moved(world: World, point: Mapping[str, float]) -> World:
    """The same world at another point of the parameter space."""
    people: Any = world.people
    if numbers := _of_section(point, "population."):
        people = dataclasses.replace(people, **numbers)
    by_name: dict[str, dict[str, Any]] = {}
    for key, value in point.items():
        if key.startswith("mechanism."):
            _, mechanism, name = key.split(".")
            by_name.setdefault(mechanism, {})[name] = value
    mechanisms = tuple(dataclasses.replace(m, **by_name.get(m.name, {})) for m in world.mechanisms)
    terms = dataclasses.replace(world.terms, **_of_section(point, "market."))
    return dataclasses.replace(world, terms=terms, people=people, mechanisms=mechanisms)


def _of_section(point: Mapping[str, float], section: str) -> dict[str, Any]:
    return {key.removeprefix(section): value for key, value in point.items() if key.startswith(section)}
