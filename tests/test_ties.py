"""Strong ties are the most embedded ones, whoever stands in which row."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.community.csr import Community
from simulation.community.ties import with_strong_ties
from simulation.mistake import Mistake


@pytest.fixture(scope="module")
def club() -> Community:
    return Community.from_networkx(nx.karate_club_graph())


@settings(max_examples=60)
@given(strong_ties=st.floats(0, 12), seed=st.integers(-5, 2**70))
def test_the_mean_is_met_and_no_weak_tie_is_more_embedded_than_a_strong_one(
    club: Community, strong_ties: float, seed: int
) -> None:
    marked = with_strong_ties(club, strong_ties, seed)
    assert marked.mean_strong_degree == 2 * round(min(strong_ties * 34 / 2, 78)) / 34
    graph = marked.to_networkx()
    shared = {True: [99], False: [-1]}
    for i, j, strong in graph.edges(data="strong"):
        shared[strong].append(len(set(graph[i]) & set(graph[j])))
    assert min(shared[True]) >= max(shared[False])
    assert marked.strong_degree.sum() == 2 * (len(shared[True]) - 1)


def test_two_cliques_and_a_bridge_have_a_weak_bridge() -> None:
    """Granovetter's picture: no strong tie is a bridge."""
    marked = with_strong_ties(Community.from_networkx(nx.barbell_graph(6, 0)), 5.0, seed=1)
    assert marked.strong_degree.tolist() == [5] * 12
    bridge = marked.heard(np.arange(12) == 5, "weak")
    assert bridge.tolist() == [0] * 6 + [1] + [0] * 5


def test_in_a_ring_the_nearest_are_the_strong_ones() -> None:
    ring = Community.from_networkx(nx.circulant_graph(60, [1, 2, 3, 4]))
    source, target, strong = with_strong_ties(ring, 4.0, seed=1).edges()
    distance = np.minimum(target - source, 60 - (target - source))
    assert np.array_equal(strong, distance <= 2)


@settings(max_examples=60)
@given(st.permutations(range(34)), st.integers(0, 9), st.floats(0, 9))
def test_permuting_people_with_their_ids_only_permutes_their_strong_ties(
    club: Community, order: list[int], seed: int, strong_ties: float
) -> None:
    rows = np.array(order)
    ids = np.arange(34) * 1000 + 7
    first = with_strong_ties(club, strong_ties, seed, ids).permuted(rows)
    then = with_strong_ties(club.permuted(rows), strong_ties, seed, ids[rows])
    assert all(map(np.array_equal, first.edges(), then.edges()))


def test_the_seed_decides_between_equals_only() -> None:
    ring = Community.from_networkx(nx.circulant_graph(100, [1, 2]))
    one, again, other = (with_strong_ties(ring, 1.0, seed).strong for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert one.sum() == other.sum() == 100


def test_marks_of_before_are_forgotten_and_what_was_dropped_is_not() -> None:
    community = Community.from_edges(3, [0, 1, 2, 0], [1, 2, 2, 1], [True] * 4)
    marked = with_strong_ties(community, 0.0, seed=0)
    assert not marked.strong.any()
    assert marked.dropped == community.dropped
    assert with_strong_ties(community, float("inf"), seed=0).strong.all()


@pytest.mark.parametrize("strong_ties", [-1.0, float("nan")])
def test_what_is_no_number_of_ties_is_refused(club: Community, strong_ties: float) -> None:
    with pytest.raises(Mistake, match=r"strong_ties: given .*, must be at least 0"):
        with_strong_ties(club, strong_ties, seed=0)


def test_a_complete_community_has_no_strong_ties() -> None:
    complete = Community.fully_tied(5)
    assert with_strong_ties(complete, 0.0, seed=0) is complete
    with pytest.raises(Mistake, match="must be 0 in a complete community"):
        with_strong_ties(complete, 5.0, seed=0)
