"""Which source of people, which graph and which market reads which keys of the world: declared once.

A key of the world may have readers of its own: `population.size` says nothing to a log, whose customers are counted,
and `community.exponent` nothing to a small world. Said on a command line or in Python where nobody reads it,
such a word is refused (`unread`); in a project file it may wait for the day on which it is read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from experiments.config.roles import acting
from experiments.config.schema import DESIGNS, GRAPHS
from experiments.config.sections import Network
from simulation.parameters import declarations

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
    "file": SOURCES,  # refused beside any other source, with the words that would read it
    "until": ("log", "cdnow"),
    "prospects": PURCHASES,
    "ensemble": ("calibrated",),
}
"""Sources that read a key of the section `population`; one that is not named here is about a log."""
MARKETS: dict[str, tuple[str, ...]] = {"wallet_share": ("non_contractual",)}
"""Kinds of market that read a key of the section `market`; one that is not named here is read by all."""


def reader(key: str, values: Mapping[str, Any], verb: str) -> str | None:
    """Who would read a key that nobody reads in this configuration, as the end of a sentence; None where it is read.

    Args:
        key: dotted, of the schema.
        values: a resolved configuration.
        verb: that reads it.
    """
    section, _, name = key.partition(".")
    if section == "population":
        own = values["population"]["source"]
        readers = PEOPLE.get(name.partition(".")[0], ("log",))
        if name == "size" and values["community"]["graph"] == "from_file":
            return None  # checked against the network
        return None if own in readers else f"population.source={' or '.join(readers)}, not by {own}"
    if section == "community":
        return _graph(name, values)
    if section == "market":
        own = values["market"]["kind"]
        readers = MARKETS.get(name, (own,))
        return None if own in readers else f"market.kind={' or '.join(readers)}, not by {own}"
    if section == "touchpoint":
        design, _, parameter = name.partition(".")
        known = next(one for one in DESIGNS["touchpoint"] if one.name == design)
        if parameter == "capacity" and known.initiative == "purchase" and values["touchpoint"][design]["cost"] == 0:
            return f"a {design} whose contacts cost something (touchpoint.{design}.cost)"
    if section == "levers" and verb != "classroom":
        strategy = name.partition(".")[0]
        return None if strategy in acting(values, verb) else f"a {verb} in which {strategy} acts"
    return None


def _graph(name: str, values: Mapping[str, Any]) -> str | None:
    own = values["community"]["graph"]
    if own not in GRAPHS or name in ("file", "degrees_file") or name in read(values):  # files are refused in `building`
        return None
    others = [graph for graph in GRAPHS if name in read(_with(values, graph=graph))]
    laws = [law for law in ("power_law", "given") if name in read(_with(values, graph="configuration", law=law))]
    if others:
        return f"community.graph={' or '.join(others)}, not by {own}"
    if laws:
        return f"community.graph=configuration with community.law={' or '.join(laws)}"
    return "a network beside a log"


def _with(values: Mapping[str, Any], **community: Any) -> dict[str, Any]:
    return {**values, "community": {**values["community"], "file": None, "degrees_file": None, **community}}


def read(values: Mapping[str, Any]) -> set[str]:
    """Names of the keys of the section `community` that its graph reads."""
    community = values["community"]
    graph = community["graph"]
    own = {"graph", *declarations(GRAPHS[graph])}
    of_files = {one.name for one in dataclasses.fields(Network)} - {"graph", "unknown"}
    of_law = {"power_law": {"degree", "exponent"}, "given": of_files}.get(community["law"], {"degree"})
    if graph == "from_file":
        beside_log = {"unknown"} if values["population"]["source"] in PURCHASES else set()
        return own | of_files - {"degrees_file"} | beside_log | {"strong_ties"}
    if graph == "configuration":
        brought = community["file"] is not None or community["degrees_file"] is not None
        return own - {"degree", "exponent"} | {"file", "degrees_file"} | (of_files if brought else of_law)
    return own - {"rewiring"} if graph == "small_world" and community["clustering"] is not None else own
