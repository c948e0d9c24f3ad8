"""The direct small world against networkx's."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from simulation.community.csr import Community
from simulation.community.sampler import sampled_small_world
from tests.luck import FIVE


def test_without_rewiring_it_is_the_ring_lattice() -> None:
    ring = sampled_small_world(50, 6, 0.0, seed=3)
    expected = Community.from_networkx(nx.watts_strogatz_graph(50, 6, 0.0))
    assert all(map(np.array_equal, ring.edges(), expected.edges()))


@pytest.mark.luck(3 * FIVE)
@pytest.mark.parametrize("rewiring", [0.05, 0.14, 0.5, 1.0])
def test_mean_degree_clustering_and_variance_are_those_of_watts_and_strogatz(rewiring: float) -> None:
    """Means of ten seeds each; the bands are five standard deviations as measured over 40 other seeds."""
    size, degree, seeds = 2000, 12, range(100, 110)
    ours = [sampled_small_world(size, degree, rewiring, seed) for seed in seeds]
    theirs = [Community.from_networkx(nx.watts_strogatz_graph(size, degree, rewiring, seed=seed)) for seed in seeds]
    assert {community.mean_degree for community in theirs} == {degree}
    for community in ours:  # what is missing was dropped, and hardly anything was
        assert community.mean_degree + 2 * community.dropped.duplicates / size == pytest.approx(degree)
    assert np.mean([community.mean_degree for community in ours]) > degree * (1 - 2 * rewiring * degree / size)
    our_clustering, their_clustering = (np.mean([c.clustering() for c in worlds]) for worlds in (ours, theirs))
    assert our_clustering == pytest.approx(their_clustering, abs=0.011)
    our_variance, their_variance = (np.mean([c.degree.var() for c in worlds]) for worlds in (ours, theirs))
    assert our_variance == pytest.approx(their_variance, rel=0.085)
    # Own ties stay at this end; those of others stay with 1 − p (binomial), moved ones arrive (Poisson).
    assert our_variance == pytest.approx(degree / 2 * rewiring * (2 - rewiring), rel=0.085)


@pytest.mark.luck(1e-5)
def test_rewired_ends_are_uniform_over_everybody_else() -> None:
    """Chi-square over the 40 other people, bound at six standard deviations of the statistic."""
    size, seeds = 41, 400
    steps = np.concatenate(
        [
            (target - source) % size
            for source, target, _ in (sampled_small_world(size, 2, 1.0, s).edges() for s in range(seeds))
        ]
    )
    steps = np.concatenate([steps, size - steps])  # ties have no direction
    seen = np.bincount(steps, minlength=size)[1:]
    expected = seen.sum() / (size - 1)
    assert ((seen - expected) ** 2 / expected).sum() / 2 < 20 + 6 * np.sqrt(40)


def test_same_seed_same_world_and_other_seed_other_world() -> None:
    one, again, other = (sampled_small_world(500, 8, 0.2, seed) for seed in (7, 7, 8))
    assert all(map(np.array_equal, one.edges(), again.edges()))
    assert not np.array_equal(one.neighbour, other.neighbour)


@pytest.mark.luck(1e-6)  # a spread of 0.0006
def test_the_clustering_of_a_hundred_thousand_people_is_the_published_one() -> None:
    """C(0)·(1 - p)³ and, where a moved tie closes a triangle of one side, up to 1 % more: 0.0042 on average."""
    community = sampled_small_world(100_000, 12, 0.14, seed=0)
    assert community.mean_degree == pytest.approx(12, abs=0.001)
    assert community.clustering() == pytest.approx(30 / 44 * 0.86**3 + 0.0042, abs=0.003)
