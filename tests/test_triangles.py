"""Shared friends against slow set intersections."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from simulation.community import triangles


def ends(graph: nx.Graph) -> tuple[np.ndarray, np.ndarray]:
    edges = np.array(list(graph.edges()), dtype=np.int64).reshape(-1, 2)
    return edges[:, 0], edges[:, 1]


@pytest.mark.parametrize(
    "graph",
    [
        nx.karate_club_graph(),
        nx.barabasi_albert_graph(300, 5, seed=1),
        nx.gnm_random_graph(50, 400, seed=2),
        nx.star_graph(20),
        nx.empty_graph(3),
    ],
    ids=["karate", "hubs", "dense", "star", "empty"],
)
@pytest.mark.parametrize("pairs_at_once", [7, 1 << 21])
def test_shared_neighbours_are_set_intersections(
    graph: nx.Graph, pairs_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triangles, "_PAIRS_AT_ONCE", pairs_at_once)  # blocks must not matter
    expected = [len(set(graph[i]) & set(graph[j])) for i, j in graph.edges()]
    source, target = ends(graph)
    assert triangles.shared_neighbours(len(graph), source, target).tolist() == expected
    assert triangles.shared_neighbours(len(graph), target, source).tolist() == expected


def test_the_instructor_and_the_president_of_the_karate_club() -> None:
    club = nx.karate_club_graph()
    shared = dict(zip(club.edges(), triangles.shared_neighbours(34, *ends(club)), strict=True))
    assert (shared[0, 1], shared[32, 33]) == (7, 10)
    assert sum(shared.values()) == 3 * 45  # Zachary's club has 45 triangles


def test_local_clustering_is_that_of_networkx() -> None:
    graph = nx.powerlaw_cluster_graph(400, 4, 0.6, seed=5)
    expected = [nx.clustering(graph, i) for i in range(400)]
    assert triangles.local_clustering(400, *ends(graph)) == pytest.approx(expected, abs=1e-14)


def test_a_hub_with_everybody_as_a_friend_takes_no_time() -> None:
    size = 300_000  # all pairs of the hub's friends would be 45 billion
    shared = triangles.shared_neighbours(size, np.zeros(size - 1, dtype=np.int64), np.arange(1, size))
    assert not shared.any()
