"""There and back: networkx graphs as communities."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from simulation.community.csr import Community
from simulation.community.edges import DroppedTies
from simulation.community.exchange import nodes_in_order
from simulation.mistake import Mistake


def test_a_graph_survives_the_way_there_and_back() -> None:
    graph = nx.karate_club_graph()
    nx.set_edge_attributes(graph, {(i, j): (i + j) % 3 == 0 for i, j in graph.edges()}, "strong")
    back = Community.from_networkx(graph).to_networkx()
    assert set(back.nodes) == set(graph.nodes)
    assert {(i, j, mark) for i, j, mark in back.edges(data="strong")} == {
        (min(i, j), max(i, j), mark) for i, j, mark in graph.edges(data="strong")
    }


def test_nodes_are_sorted_and_else_in_order_of_insertion() -> None:
    graph = nx.Graph([("eve", "bob"), ("bob", "ann")])
    assert nodes_in_order(graph) == ["ann", "bob", "eve"]
    assert Community.from_networkx(graph).degree.tolist() == [1, 2, 1]
    mixed = nx.Graph([("eve", 1), (1, "ann")])
    assert nodes_in_order(mixed) == ["eve", 1, "ann"]
    assert Community.from_networkx(mixed).degree.tolist() == [1, 2, 1]


def test_directed_and_parallel_ties_become_one_tie() -> None:
    graph = nx.MultiDiGraph([(0, 1), (1, 0), (1, 2), (1, 2), (2, 2)])
    community = Community.from_networkx(graph)
    assert community.degree.tolist() == [1, 2, 1]
    assert community.dropped == DroppedTies(self_loops=1, duplicates=2)


def test_a_missing_mark_is_a_weak_tie() -> None:
    graph = nx.Graph([(0, 1), (1, 2)])
    graph[0][1]["strong"] = True
    assert Community.from_networkx(graph).strong_degree.tolist() == [1, 1, 0]


def test_networkx_is_refused_what_it_cannot_hold() -> None:
    with pytest.raises(Mistake, match="at most 100000 people"):
        Community.from_edges(100_001, np.array([0]), np.array([1])).to_networkx()
    with pytest.raises(Mistake, match="at most 5000000 ties"):
        Community.fully_tied(5_000).to_networkx()
