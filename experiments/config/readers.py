"""Which source of people, which graph and which market reads which keys of the world: declared once.

A key of the world may have readers of its own: `population.size` says nothing to a log, whose customers are counted,
and `community.exponent` nothing to a small world. Said on a command line or in Python where nobody reads it,
such a word is refused (`unread`); in a project file it may wait for the day on which it is read.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

from experiments.config.companions import companion
from experiments.config.events import scheduled
from experiments.config.nested import with_keys
from experiments.config.options import options_of
from experiments.config.roles import acting
from experiments.config.schema import DESIGNS, GRAPHS
from experiments.config.sections import Network
from simulation.market.envelopes import YEAR
from simulation.market.terms import MONEY
from simulation.mechanisms import registered
from simulation.parameters import declarations

ANSWERING = ("sensitivity", "boundary")
"""Verbs whose answer says which of the keys that they were asked about belong to a mechanism that is off."""
PARAMETRIC = ("reference", "segments")
PURCHASES = ("log", "cdnow", "calibrated")
SOURCES = (*PARAMETRIC, *PURCHASES)
"""Where people come from: published laws, or their purchases."""
PEOPLE: dict[str, tuple[str, ...]] = {
    "source": SOURCES,
    "size": PARAMETRIC,
    "churn": PARAMETRIC,
    "buying": PARAMETRIC,
    "spending": PARAMETRIC,
    "high_end": ("segments",),
    "persistence": SOURCES,
    "file": SOURCES,  # refused beside any other source, with the words that would read it
    "until": ("log", "cdnow"),
    "prospects": PURCHASES,
    "ensemble": ("calibrated",),
}
"""Sources that read a key of the section `population`; one that is not named here is about a log."""
MARKETS: dict[str, tuple[str, ...]] = {"wallet_share": ("non_contractual",)}
"""Kinds of market that read a key of the section `market`; one that is not named here is read by all."""
LAWS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "mechanism.acquisition.proof": ("mechanism.social_proof.enabled", (True,)),
    "mechanism.progression.encounter_factor": ("mechanism.progression.law", ("driven",)),
    "mechanism.progression.plain_factor": ("mechanism.progression.law", ("driven",)),
    "mechanism.progression.readiness": ("mechanism.progression.law", ("driven",)),
    "mechanism.progression.ask_boost": ("mechanism.progression.law", ("driven",)),
    "mechanism.repertoire": ("market.kind", ("repertoire",)),
    "mechanism.tastes": ("market.kind", ("repertoire",)),
    "mechanism.word_of_mouth.threshold": ("mechanism.word_of_mouth.law", ("threshold",)),
}
"""What reads a mechanism, or one of its parameters, that not every law and not every market asks for."""
SHOCKED = {"trust": ("climate", "trust"), "failures": ("climate", "failure"), "climate": ("climate", "trust"),
           "economy": ("climate",)}  # fmt: skip
"""The law that brings a shock, and the law that feels it."""
RIVALS = "a market of 2 firms or more (market.firms)"
WITHOUT_INFLUENCE: dict[str, str] = {
    "mechanism.contagion.allow_explosive": "it lifts a refusal",
}
"""Keys of the world that no number of the runs table depends on, with the reason. `tests/test_walk.py` finds out."""


def reader(key: str, values: Mapping[str, Any], verb: str) -> str | None:
    """Who would read a key that nobody reads in this configuration, as the end of a sentence; None where it is read.

    Args:
        key: dotted, of the schema.
        values: a resolved configuration.
        verb: that reads it.
    """
    options = options_of(values)
    section, _, name = key.partition(".")
    if section == "population":
        own = options.population.source
        readers = PEOPLE.get(name.partition(".")[0], ("log",))
        if name == "size" and options.community.graph == "from_file":
            return None  # checked against the network
        return None if own in readers else f"population.source={' or '.join(readers)}, not by {own}"
    if section == "community":
        return _graph(name, values)
    if section == "market":
        own = values["market"]["kind"]
        readers = MARKETS.get(name, (own,))
        if name in ("focal_share", "rival_share") and _divided_otherwise(values["market"]):
            return "a market without market.shares, which divide it otherwise"
        if name in ("rival_share", "copy_delay") and values["market"]["firms"] == 1 and values["market"][name] != 0:
            return RIVALS
        if name == "equal" and values["market"]["equal"] != MONEY and options.weeks <= YEAR:
            return f"a run of more than {YEAR} weeks (weeks): in the first year both mean the same"
        if name == "entry_rate" and not _free(values):
            return "a market in which some people are with no firm in week 0"
        return None if own in readers else f"market.kind={' or '.join(readers)}, not by {own}"
    if section == "touchpoint":
        design, _, parameter = name.partition(".")
        known = next(one for one in DESIGNS["touchpoint"] if one.name == design)
        if parameter == "share" and known.initiative != "need":
            needed = [one.name for one in DESIGNS["touchpoint"] if one.initiative == "need"]
            return f"the touchpoints to which customers turn with a need ({', '.join(needed)})"
        if parameter == "capacity" and known.initiative == "purchase" and values["touchpoint"][design]["cost"] == 0:
            return f"a {design} whose contacts cost something (touchpoint.{design}.cost)"
    if section == "mechanism":
        return _law(key, values, verb)
    if key == "events":
        return _events(values, verb)
    if key == "rivals":
        given = len(options.rivals)
        return None if given < values["market"]["firms"] else f"a market of {given + 1} firms or more (market.firms)"
    if section == "levers" and verb != "classroom":
        strategy, _, lever = name.partition(".")
        if strategy not in acting(values, verb):
            return f"a {verb} in which {strategy} acts"
        return None if lever == "" else _lever(lever, values, verb)
    return None if section == verb == "boundary" else companion(key, options)


def _taken(market: Mapping[str, Any]) -> float:
    """Share of people with any firm in week 0, apart from those whom a log names."""
    return float(market["focal_share"] + (market["rival_share"] if market["firms"] > 1 else 0.0))


def _free(values: Mapping[str, Any]) -> bool:
    """Whether anybody is with no firm in week 0, so that somebody can enter the market."""
    people = options_of(values).population
    return _taken(values["market"]) < 1 and (people.source not in PURCHASES or people.prospects > 0)


def _divided_otherwise(market: Mapping[str, Any]) -> bool:
    """Whether the shares of all firms contradict the share of the focal one."""
    shares, together = market["shares"], _taken(market)
    return bool(shares) and not math.isclose(market["focal_share"] * sum(shares), shares[0] * together, rel_tol=1e-6)


def _events(values: Mapping[str, Any], verb: str) -> str | None:
    """Who would read an event that comes too late, or that moves what only a law that is off would feel."""
    options = options_of(values)
    events = scheduled(options.events)
    last = max((event.week for event in events), default=-1)
    if last >= options.weeks:
        return f"runs of more than {last} weeks: the last event comes in week {last}, counted from 0"
    for event in events:
        if event.who == "rivals" and values["market"]["firms"] == 1 and event.shocks:
            return f"{RIVALS} (what happens in week {event.week})"
        felt = [_law(f"mechanism.{law}.{shock}", values, verb) for shock, _ in event.shocks for law in SHOCKED[shock]]
        felt += [_lever(lever, values, verb) for lever, _ in event.levers]
        if (who := next(filter(None, felt), None)) is not None:
            return f"{who} (what happens in week {event.week})"
    return None


def _law(key: str, values: Mapping[str, Any], verb: str) -> str | None:
    mechanism = key.rpartition(".")[0]
    for name in (mechanism, key):
        if name in LAWS:
            asked, choices = LAWS[name]
            own = _at(values, asked)
            if own not in choices:
                return f"{asked}={' or '.join(str(choice).lower() for choice in choices)}, not by {str(own).lower()}"
    if verb in ANSWERING or key.endswith(".enabled") or _at(values, f"{mechanism}.enabled"):
        return None
    return f"{mechanism}.enabled=true"


def _lever(lever: str, values: Mapping[str, Any], verb: str) -> str | None:
    owner = next((law.name for law in registered().values() if lever in {one.name for one in law.levers}), None)
    return None if owner is None else _law(f"mechanism.{owner}.{lever}", values, verb)  # none is refused elsewhere


def _at(values: Mapping[str, Any], key: str) -> Any:
    found: Any = values
    for name in key.split("."):
        found = found[name]
    return found


def _graph(name: str, values: Mapping[str, Any]) -> str | None:
    community = options_of(values).community
    own = community.graph
    if own not in GRAPHS or name in ("file", "degrees_file") or name in read(values):  # files are refused in `building`
        return None
    others = [graph for graph in GRAPHS if name in read(_with(values, graph=graph))]
    laws = [law for law in ("power_law", "given") if name in read(_with(values, graph="configuration", law=law))]
    if community.strength_column and name in ("weight_column", "strong_ties"):
        return "ties that are not marked (community.strength_column)"
    if others:
        return f"community.graph={' or '.join(others)}, not by {own}"
    if laws:
        return f"community.graph=configuration with community.law={' or '.join(laws)}"
    return "a small world without community.clustering" if name == "rewiring" else "a network beside a log"


def _with(values: Mapping[str, Any], **community: Any) -> dict[str, Any]:
    return with_keys(values, "community", **{"file": None, "degrees_file": None, **community})


def read(values: Mapping[str, Any]) -> set[str]:
    """Names of the keys of the section `community` that its graph reads."""
    options, declared = options_of(values), values["community"]
    community, graph = options.community, options.community.graph
    own = {"graph", *declarations(GRAPHS[graph])}
    of_files = {one.name for one in dataclasses.fields(Network)} - {"graph", "unknown"}
    of_law = {"power_law": {"degree", "exponent"}, "given": of_files}.get(declared["law"], {"degree"})
    if graph == "from_file":
        beside_log = {"unknown"} if options.population.source in PURCHASES else set()
        heaviest = set() if community.strength_column else {"strong_ties", "weight_column"}
        return own | of_files - {"degrees_file", "strong_ties", "weight_column"} | beside_log | heaviest
    if graph == "configuration":
        brought = community.file is not None or community.degrees_file is not None
        return own - {"degree", "exponent"} | {"file", "degrees_file"} | (of_files if brought else of_law)
    return own - {"rewiring"} if graph == "small_world" and declared["clustering"] is not None else own
