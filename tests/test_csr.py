"""The community against slow networkx loops and graphs whose counts are known."""

from __future__ import annotations

import pickle
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.community.csr import Community, Ties
from simulation.mistake import Mistake

TIES: tuple[Ties, ...] = ("all", "strong", "weak")


@st.composite
def communities(draw: st.DrawFn) -> Community:
    size = draw(st.integers(1, 25))
    if draw(st.integers(0, 9)) == 0:
        return Community.fully_tied(size)
    person = st.integers(0, size - 1)
    edges = draw(st.lists(st.tuples(person, person, st.booleans()), max_size=80))
    return Community.from_edges(size, *(np.array([edge[i] for edge in edges], dtype=np.int64) for i in (0, 1, 2)))


@st.composite
def speaking(draw: st.DrawFn) -> tuple[Community, np.ndarray]:
    community = draw(communities())
    return community, np.array(draw(st.lists(st.booleans(), min_size=community.size, max_size=community.size)))


def slowly_heard(community: Community, speaks: np.ndarray, ties: Ties) -> list[int]:
    graph = community.to_networkx()
    wanted = {"all": (True, False), "strong": (True,), "weak": (False,)}[ties]
    return [sum(bool(speaks[j]) and graph[i][j]["strong"] in wanted for j in graph[i]) for i in range(community.size)]


@settings(max_examples=50)
@given(communities(), st.integers(1, 3), st.randoms(use_true_random=False))
def test_what_is_heard_about_each_topic_is_what_is_heard_from_those_who_speak_about_it(
    community: Community, topics: int, luck: Random
) -> None:
    topic = np.array([luck.randint(0, topics) for _ in range(community.size)])
    weak, strong = community.heard_about(topic, topics)
    assert not weak[0].any()
    assert not strong[0].any()
    for one in range(1, topics + 1):
        assert np.array_equal(weak[one], community.heard(topic == one, ties="weak"))
        assert np.array_equal(strong[one], community.heard(topic == one, ties="strong"))


@settings(max_examples=50)
@given(communities(), st.randoms(use_true_random=False))
def test_the_mean_of_alike_neighbours_is_that_of_a_slow_loop_and_any_order_gives_the_same_bits(
    community: Community, luck: Random
) -> None:
    group = np.array([luck.randint(0, 2) for _ in range(community.size)])
    values = np.array([luck.random() for _ in range(community.size)])
    found, graph = community.mean_of_alike(values, group), community.to_networkx()
    for i in range(community.size):
        alike = [values[j] for j in graph[i] if group[j] == group[i] and j != i]
        assert found[i] == pytest.approx(np.mean(alike) if alike else values[i], abs=1e-10)
    order = np.array(luck.sample(range(community.size), community.size))
    assert np.array_equal(community.permuted(order).mean_of_alike(values[order], group[order]), found[order])


def test_the_karate_club_is_counted_as_zachary_did() -> None:
    club = Community.from_networkx(nx.karate_club_graph())
    assert (club.size, club.neighbour.size) == (34, 2 * 78)
    assert (club.degree[0], club.degree[33], club.degree[11]) == (16, 17, 1)
    assert club.mean_degree == pytest.approx(2 * 78 / 34)
    assert club.clustering() == pytest.approx(0.570638, abs=1e-6)
    assert club.mean_strong_degree == 0


def test_in_a_star_the_leaves_hear_the_hub_and_the_hub_hears_all() -> None:
    star = Community.from_edges(6, [0] * 5, [1, 2, 3, 4, 5])
    assert star.heard(np.arange(6) == 0).tolist() == [0, 1, 1, 1, 1, 1]
    assert star.heard(np.arange(6) != 0).tolist() == [5, 0, 0, 0, 0, 0]
    assert star.clustering() == 0


def test_a_complete_community_stores_nothing_and_counts_like_the_written_out_graph() -> None:
    complete, written = Community.fully_tied(40), Community.from_networkx(nx.complete_graph(40))
    assert complete.neighbour.size == complete.start.size == 0
    speaks = np.arange(40) % 3 == 0
    for ties in TIES:
        assert np.array_equal(complete.heard(speaks, ties), written.heard(speaks, ties))
        assert all(map(np.array_equal, complete.pairs_from(speaks, ties), written.pairs_from(speaks, ties)))
    assert all(map(np.array_equal, complete.edges(), written.edges()))
    assert complete.mean_degree == written.mean_degree == 39
    assert complete.clustering() == written.clustering() == 1
    assert (Community.fully_tied(1).mean_degree, Community.fully_tied(1).clustering()) == (0, 0)


@settings(max_examples=150)
@given(speaking())
def test_heard_equals_a_slow_networkx_loop(drawn: tuple[Community, np.ndarray]) -> None:
    community, speaks = drawn
    for ties in TIES:
        heard = community.heard(speaks, ties)
        assert heard.dtype == np.int32
        assert heard.tolist() == slowly_heard(community, speaks, ties)


@settings(max_examples=100)
@given(speaking())
def test_pairs_are_the_ties_of_those_who_speak(drawn: tuple[Community, np.ndarray]) -> None:
    community, speaks = drawn
    for ties in TIES:
        speaker, listener = community.pairs_from(speaks, ties)
        assert speaks[speaker].all()
        assert np.array_equal(np.lexsort((listener, speaker)), np.arange(speaker.size))
        assert np.array_equal(np.bincount(listener, minlength=community.size), community.heard(speaks, ties))


@settings(max_examples=100)
@given(speaking(), st.randoms(use_true_random=False))
def test_permuting_people_only_permutes_what_they_hear(drawn: tuple[Community, np.ndarray], random: Random) -> None:
    community, speaks = drawn
    order = np.array(random.sample(range(community.size), community.size))
    permuted = community.permuted(order)
    assert np.array_equal(permuted.degree, community.degree[order])
    assert np.array_equal(permuted.strong_degree, community.strong_degree[order])
    assert permuted.clustering() == pytest.approx(community.clustering(), abs=1e-12)
    assert permuted.dropped == community.dropped
    for ties in TIES:
        assert np.array_equal(permuted.heard(speaks[order], ties), community.heard(speaks, ties)[order])
    back = permuted.permuted(np.argsort(order))
    assert all(map(np.array_equal, back.edges(), community.edges()))


@settings(max_examples=60)
@given(communities())
def test_clustering_and_degrees_are_those_of_networkx(community: Community) -> None:
    graph = community.to_networkx()
    assert community.clustering() == pytest.approx(nx.average_clustering(graph), abs=1e-12)
    assert community.degree.tolist() == [graph.degree[i] for i in range(community.size)]
    strong = graph.edge_subgraph([(i, j) for i, j, mark in graph.edges(data="strong") if mark])
    assert community.strong_degree.tolist() == [len(strong.adj.get(i, ())) for i in range(community.size)]
    assert community.mean_strong_degree == pytest.approx(float(community.strong_degree.mean()))


def test_a_community_is_the_same_after_pickling_and_cannot_be_written_to() -> None:
    club = Community.from_networkx(nx.karate_club_graph())
    assert np.array_equal(pickle.loads(pickle.dumps(club)).neighbour, club.neighbour)
    with pytest.raises(ValueError, match="read-only"):
        club.strong[0] = True


def test_mistakes_name_what_is_wrong() -> None:
    club = Community.from_networkx(nx.karate_club_graph())
    with pytest.raises(Mistake, match="community size: given 0"):
        Community.from_edges(0, [], [])
    with pytest.raises(Mistake, match="community size"):
        Community.fully_tied(2**31)
    with pytest.raises(Mistake, match="must have the same length"):
        Community.from_edges(3, [0, 1], [1])
    with pytest.raises(Mistake, match="one bool for each of the 34 people"):
        club.heard(np.ones(33, dtype=np.bool_))
    with pytest.raises(Mistake, match="one bool for each"):
        club.heard(np.ones(34, dtype=np.int64))  # type: ignore[arg-type]
    with pytest.raises(Mistake, match="each of the 34 rows once"):
        club.permuted(np.zeros(34, dtype=np.int64))
