"""A network of one's own with its people in place, and what was left out on the way, in numbers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from experiments.inputs.networks.edge_list import EdgeList
from experiments.inputs.networks.from_networkx import is_hash
from experiments.inputs.networks.node_matching import Placing
from simulation.community import OwnNetwork, own_network
from simulation.mistake import Mistake


@dataclass(frozen=True)
class Intake:
    """What a list of ties held, and what became of it; counts of ties unless said otherwise.

    Args:
        origin: the file.
        nodes: people it names.
        listed: ties it lists.
        self_loops: from a person to the same person; left out.
        reciprocal: listed in both directions; one tie each.
        repeated: listed again in a direction in which they had been listed; merged, weights added.
        unknown: people it names that the log does not know, and who are left out.
        ties_of_unknown: ties left out with them.
        customers: people of the log whom it names; None without a log.
        prospects: people it names who became prospects; None without a log.
        strength: how strong ties were told: "marked", "heaviest" or "embedded".
        unused: columns or attributes that were not asked for.
        respelled: further spellings of ids that were met in another one; merged.
    """

    origin: str
    nodes: int
    listed: int
    self_loops: int
    reciprocal: int
    repeated: int
    unknown: int
    ties_of_unknown: int
    customers: int | None
    prospects: int | None
    strength: str
    unused: tuple[str, ...]
    respelled: int = 0


@dataclass(frozen=True, eq=False)
class Brought:
    """A network of one's own with its people in place.

    Args:
        network: row r is person r.
        intake: what was left out.
        edges: the ties as they were listed.
        placing: which node is which person.
    """

    network: OwnNetwork
    intake: Intake
    edges: EdgeList
    placing: Placing

    @property
    def size(self) -> int:
        """Number of people."""
        return self.placing.size

    @property
    def digest(self) -> str:
        """A short hash of the network: who is tied to whom, and how strongly; whatever it was made of."""
        community = self.network.community
        content = hashlib.sha256(f"{community.size}".encode())
        for column in (community.start, community.neighbour, community.strong):
            content.update(column.tobytes())
        return content.hexdigest()[:12]

    def name(self, row: int) -> str:
        """What a person is called in the network; nothing for those whom it does not name."""
        node = np.flatnonzero(self.placing.person == row)
        return str(self.edges.labels[node[0]]) if node.size else ""


def file_of(file: str | None) -> str:
    """The file of ties that `community.file` names.

    Raises:
        Mistake: none is named, or it was a graph in Python.
    """
    if file is None:
        raise Mistake("community.file", "nothing", "must be a file of ties", "Add community.file=edges.csv.")
    if is_hash(file):
        advice = "Give the graph again, or write it with networkx.write_graphml and name that file."
        raise Mistake("community.file", file, "was a networkx graph in Python and cannot be read again", advice)
    return file


def placed(edges: EdgeList, placing: Placing, strong_ties: float) -> Brought:
    """The ties of people, of whom it is known which node they are; see `Brought`."""
    source, target = placing.person[edges.source], placing.person[edges.target]
    known = (source >= 0) & (target >= 0)
    weight, strong = edges.weight, edges.strong
    if not known.all():
        source, target = source[known], target[known]
        weight = None if weight is None else weight[known]
        strong = None if strong is None else strong[known]
    network = own_network(placing.size, source, target, strong_ties, weight=weight, strong=strong)
    dropped = network.community.dropped
    proper = source != target
    listed_once = np.unique(source[proper] << 32 | target[proper]).size
    repeated = int(np.count_nonzero(proper)) - listed_once
    intake = Intake(
        origin=edges.origin,
        nodes=len(edges.labels),
        listed=int(edges.source.size),
        self_loops=dropped.self_loops,
        reciprocal=dropped.duplicates - repeated,
        repeated=repeated,
        unknown=placing.dropped,
        ties_of_unknown=int(known.size - np.count_nonzero(known)),
        customers=placing.customers,
        prospects=placing.prospects,
        strength="marked" if strong is not None else "heaviest" if weight is not None else "embedded",
        unused=edges.unused,
        respelled=edges.respelled,
    )
    return Brought(network, intake, edges, placing)
