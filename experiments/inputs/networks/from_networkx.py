"""A networkx graph in Python as an edge list; networkx itself is not needed for that, its owner has imported it."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from experiments.inputs.networks.edge_list import Columns, EdgeList, marked, refuse_empty, weighed
from experiments.inputs.networks.names import person
from simulation.mistake import Mistake, nearest

PREFIX = "networkx:"
"""What stands in `community.file` where the network was a graph in Python; the hash of the network follows."""


def is_hash(file: str) -> bool:
    """Whether `community.file` stands for a graph in Python, which cannot be read again."""
    return file.startswith(PREFIX)


def is_graph(value: object) -> bool:
    """Whether a value is a networkx graph of any kind; whoever holds one has imported networkx."""
    networkx: Any = sys.modules.get("networkx")
    return networkx is not None and isinstance(value, networkx.Graph)


def edges_of_graph(graph: Any, columns: Columns | None = None) -> EdgeList:
    """The ties of a networkx graph; directed and multiple ones are listed as they are.

    Raises:
        Mistake: no ties, or an attribute that is not there or cannot be used.
    """
    columns = columns or Columns()
    columns.refuse_unread(("weight", "strength"), "a networkx graph")
    columns.refuse_shared()
    ties = list(graph.edges(data=True))
    for node in graph:
        person(str(node), f"networkx graph, node {node!r}")
    code = {node: number for number, node in enumerate(graph)}
    used = [name for name in (columns.weight, columns.strength) if name is not None]
    known = sorted({str(name) for _, _, data in ties for name in data})
    for name in used:
        if name not in known:
            given, allowed = ", ".join(known) or "none", "must be among the attributes of edges"
            raise Mistake(f"networkx graph, attribute '{name}'", given, allowed, nearest(name, known))

    def told(name: str, what: Any) -> Any:
        return [what(data.get(name), f"networkx graph, edge {(one, other)}, {name}") for one, other, data in ties]

    edges = EdgeList(
        "networkx graph",
        list(code),
        np.fromiter((code[one] for one, _, _ in ties), dtype=np.int64, count=len(ties)),
        np.fromiter((code[other] for _, other, _ in ties), dtype=np.int64, count=len(ties)),
        None if columns.weight is None else np.array(told(columns.weight, weighed), dtype=np.float64),
        None if columns.strength is None else np.array(told(columns.strength, marked), dtype=np.bool_),
        tuple(name for name in known if name not in used),
    )
    return refuse_empty(edges)
