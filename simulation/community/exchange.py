"""Communities from and to networkx, for graphs that users bring and for looking at small communities.

Nodes become rows in sorted order, or in the order of their insertion where they cannot be sorted.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import chain
from typing import TYPE_CHECKING, Any

import networkx as nx  # type: ignore[import-untyped,unused-ignore]
import numpy as np

from simulation.community.edges import Bools
from simulation.community.limits import refuse_beyond_networkx
from simulation.community.triangles import Integers

if TYPE_CHECKING:
    from simulation.community.csr import Community


def nodes_in_order(graph: nx.Graph) -> list[Hashable]:
    """The nodes of a graph in the order of the community's rows; row r is the r-th of them."""
    nodes: list[Any] = list(graph)
    try:
        return sorted(nodes)
    except TypeError:  # nodes of mixed kinds have no order but that of insertion
        return nodes


def edges_of(graph: nx.Graph) -> tuple[int, Integers, Integers, Bools]:
    """Size, source, target and strong of a graph; directed ties count as ties, a missing `strong` as weak."""
    row = {node: number for number, node in enumerate(nodes_in_order(graph))}
    ends = np.fromiter(
        (row[node] for node in chain.from_iterable(graph.edges())), dtype=np.int64, count=2 * graph.number_of_edges()
    )
    strong = (bool(mark) for _, _, mark in graph.edges(data="strong", default=False))
    return len(row), ends[0::2], ends[1::2], np.fromiter(strong, dtype=np.bool_, count=graph.number_of_edges())


def graph_of(community: Community) -> nx.Graph:
    """A networkx graph with one node per row and the edge attribute `strong`.

    Raises:
        Mistake: more than 100,000 people or 5 million ties.
    """
    refuse_beyond_networkx(community.size, int(community.degree.sum(dtype=np.int64)) // 2)
    source, target, strong = community.edges()
    graph = nx.empty_graph(community.size)
    ties = zip(source.tolist(), target.tolist(), strong.tolist(), strict=True)
    graph.add_edges_from((one, other, {"strong": mark}) for one, other, mark in ties)
    return graph
