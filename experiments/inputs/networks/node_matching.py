"""Which node is which person.

    a population without ids    node k is person k, nodes in ascending order: as numbers where all are whole numbers
    the customers of a log      the node with the customer's id; what else there is, is refused, dropped or a prospect

Customers whom the network does not know, and prospects for whom no node is left, are people without ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.inputs.networks.edge_list import EdgeList, Integers
from experiments.inputs.networks.names import refuse_shared
from experiments.inputs.transactions.identities import bare
from simulation.mistake import Mistake, nearest

UNKNOWN = ("refuse", "drop", "prospects")
SHOWN = 3  # unknown ids in a message


@dataclass(frozen=True, eq=False)
class Placing:
    """Who stands where.

    Args:
        person: of each node, −1 where the node is left out, shape (nodes,).
        size: number of people.
        customers: nodes that are customers of the log; None without a log.
        prospects: nodes that are prospects; None without a log.
        dropped: nodes that were left out.
    """

    person: Integers
    size: int
    customers: int | None = None
    prospects: int | None = None
    dropped: int = 0


def in_order(labels: Sequence[Any]) -> Integers:
    """Positions of labels in ascending order: whole numbers by size, else text by letters, else as they came."""
    keys: Any = labels
    if all(isinstance(label, str) for label in labels):
        texts = [label.removeprefix("-") for label in labels]
        if all(text.isascii() and text.isdecimal() for text in texts):
            keys = [(int(label), label) for label in labels]
    try:
        return np.array(sorted(range(len(labels)), key=keys.__getitem__), dtype=np.int64)
    except TypeError:  # nodes of mixed kinds have no order but that of insertion
        return np.arange(len(labels))


def numbered(edges: EdgeList, size: int | None) -> Placing:
    """Node k is person k, for people who have no ids.

    Args:
        edges: the network.
        size: of the population; None: as many as there are nodes.

    Raises:
        Mistake: another number of people than of nodes.
    """
    nodes = len(edges.labels)
    if size is not None and size != nodes:
        advice = "Leave population.size out; it then follows the network."
        raise Mistake("population.size", size, f"must be the {nodes} people of {edges.origin}", advice)
    if nodes < 2:
        raise Mistake(edges.origin, f"{nodes} person", "must tie at least 2 people")
    person = np.empty(nodes, dtype=np.int64)
    person[in_order(edges.labels)] = np.arange(nodes)
    return Placing(person, nodes)


def matched(edges: EdgeList, ids: Sequence[Any], prospects: int, unknown: str) -> Placing:
    """The node with a customer's id is that customer.

    Args:
        edges: the network.
        ids: of the customers, in the order of their rows.
        prospects: people who never were customers; their rows follow.
        unknown: what to do with nodes that are no customers: "refuse", "drop", or make them "prospects".

    Raises:
        Mistake: no node is a customer, some are not and may not be, or there are more of them than prospects.
    """
    if unknown not in UNKNOWN:
        raise Mistake("community.unknown", unknown, f"must be one of {', '.join(UNKNOWN)}", nearest(unknown, UNKNOWN))
    row = {str(name): k for k, name in enumerate(ids)}
    names = [bare(str(label))[0] for label in edges.labels]  # nodes of a graph in Python are of any kind
    refuse_shared(names, edges.origin)
    person = np.array([row.get(name, -1) for name in names], dtype=np.int64)
    strangers = np.flatnonzero(person < 0)
    count, size = len(strangers), len(row) + prospects
    if count == len(names):
        raise Mistake(
            edges.origin, f"people such as {_some(names)}", f"must be customers of the log, such as {_some(list(row))}",
            "No id of the network is one of the log: are these the right columns, with ids written alike?",
        )  # fmt: skip
    if count and unknown == "refuse":
        given = f"{count} of {len(names)} ids that are not in the log, such as {_some([names[k] for k in strangers])}"
        advice = "Set community.unknown=drop to leave them out, or community.unknown=prospects."
        raise Mistake(edges.origin, given, "must be customers of the log", advice)
    if count > prospects and unknown == "prospects":
        share = int(np.ceil(100 * count / len(row))) / 100
        raise Mistake(
            edges.origin, f"{count} people who are not in the log", f"must not exceed the {prospects} prospects",
            f"Set population.prospects={share:g} or more (per customer), or community.unknown=drop.",
        )  # fmt: skip
    if unknown == "prospects":
        person[strangers[in_order([edges.labels[k] for k in strangers])]] = len(row) + np.arange(count)
    dropped = count if unknown == "drop" else 0
    return Placing(person, size, len(names) - count, count - dropped, dropped)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN])
