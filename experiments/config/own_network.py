"""From the configuration to a network of one's own, matched with the people of the population."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.config.options import options_of
from experiments.config.population import ids_of, people_of
from experiments.inputs.networks.edge_list import Columns
from experiments.inputs.networks.from_networkx import edges_of_graph, is_hash
from experiments.inputs.networks.node_matching import matched, numbered
from experiments.inputs.networks.read import read_edges
from experiments.inputs.networks.user_network import Brought, file_of, placed
from simulation.mistake import Mistake


def brought(values: Mapping[str, Any], graph: Any = None) -> Brought:
    """The network that the configuration names, matched with its population.

    Args:
        values: the whole configuration.
        graph: a networkx graph that stands for the file.

    Raises:
        Mistake: for whatever is wrong with the file or does not fit the population, and for a file beside a graph.
    """
    options = options_of(values)
    community, population = options.community, options.population
    if graph is not None and community.file is not None and not is_hash(community.file):
        advice = "Leave one of them out."
        raise Mistake("community.file", community.file, "is not read beside a networkx graph", advice)
    columns = Columns.of(vars(community))
    edges = edges_of_graph(graph, columns) if graph is not None else read_edges(file_of(community.file), columns)
    if population.source in ("reference", "segments"):
        placing = numbered(edges, population.size)
    else:
        people, ids = people_of(values["population"]), ids_of(population)
        placing = matched(edges, ids, people.size - len(ids), community.unknown)
    return placed(edges, placing, float(values["community"]["strong_ties"]))
