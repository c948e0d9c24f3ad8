"""One contract for every published graph, and what each is known for."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from simulation.community import Blocks, Complete, Configuration, RandomGraph, ScaleFree, SmallWorld
from simulation.mistake import Mistake
from tests.luck import FIVE, FOUR
from tests.waiting import calls_of

GRAPHS: list[RandomGraph] = [
    SmallWorld(),
    SmallWorld(sampler="networkx"),
    ScaleFree(),
    Blocks(),
    Configuration(),
    Configuration(law="power_law"),
]


@pytest.mark.parametrize("graph", GRAPHS, ids=repr)
@pytest.mark.luck(3 * FIVE)
def test_every_graph_has_the_declared_ties_and_depends_on_nothing_but_the_seed(graph: RandomGraph) -> None:
    one, again, other = (graph.build(1200, seed) for seed in (-3, -3, 2**65))
    assert one.size == 1200
    assert one.mean_strong_degree == 5
    # Five standard errors of a mean, doubled in variance because a random tie counts at both of its ends.
    band = 5 * np.sqrt(2 * one.degree.var() / 1200)
    assert one.mean_degree + 2 * one.dropped.duplicates / 1200 == pytest.approx(12, abs=band)
    assert all(map(np.array_equal, one.edges(), again.edges()))
    assert not np.array_equal(one.neighbour[:1000], other.neighbour[:1000])
    speaks = np.arange(1200) % 7 == 0
    assert np.array_equal(one.heard(speaks), one.heard(speaks, "strong") + one.heard(speaks, "weak"))


@pytest.mark.luck(0.015)  # a spread of 0.004 from graph to graph, around 0.439
def test_the_small_world_is_clustered_and_the_two_samplers_agree() -> None:
    direct, reference = (SmallWorld(sampler=name).build(3000, 5) for name in ("direct", "networkx"))
    assert direct.clustering() == pytest.approx(0.434, abs=0.015)
    assert direct.clustering() == pytest.approx(reference.clustering(), abs=0.015)


def test_a_small_world_has_no_loop_over_people() -> None:
    """It is built for each replicate: twenty times the people take hardly a call more."""
    few, many = (calls_of(lambda size=size: SmallWorld().build(size, 1)) for size in (250, 5000))  # type: ignore[misc]
    assert many < 1.5 * few


def test_the_small_world_does_not_wait_for_networkx() -> None:
    code = """if True:
        import sys
        from simulation.community import SmallWorld
        SmallWorld().build(99, 1)
        print("networkx" in sys.modules)"""
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


@pytest.mark.luck(3 * FOUR)
def test_a_scale_free_graph_has_hubs_and_a_tail_of_exponent_3() -> None:
    """The largest hub has 300 ties on average and never fewer than 221 over 120 seeds."""
    degree = ScaleFree().build(5000, 1).degree
    assert degree.max() > 150
    assert degree[7:].min() >= 6, "who is there when it begins need not bring ties along"
    # P(k ≥ y) = m(m+1)/(y(y+1)) for m ties per newcomer (Bollobás et al. 2001); 4 standard errors
    for least in (12, 24, 48):
        share = 42 / (least * (least + 1))
        assert (degree >= least).mean() == pytest.approx(share, abs=4 * np.sqrt(share / 5000))


@pytest.mark.luck(2 * FOUR)
def test_blocks_keep_the_declared_share_of_ties_to_themselves() -> None:
    community = Blocks(blocks=7, degree=10, within_share=0.7).build(2000, 1)
    block = np.repeat(np.arange(7), [len(rows) for rows in np.array_split(np.arange(2000), 7)])
    source, target, _ = community.edges()
    assert (block[source] == block[target]).mean() == pytest.approx(0.7, abs=0.02)  # 4 standard errors of 10,000 ties
    assert community.mean_degree == pytest.approx(10, abs=0.4)  # 4 standard errors of a Poisson number of ties


@pytest.mark.luck(FOUR)
def test_one_block_is_a_random_graph_and_blocks_may_be_worlds_apart() -> None:
    assert Blocks(blocks=1, within_share=1.0).build(600, 1).mean_degree == pytest.approx(12, abs=0.8)
    apart = Blocks(blocks=2, within_share=1.0).build(600, 1)
    assert not apart.heard(np.arange(600) < 300)[300:].any()


def test_a_complete_community_of_a_million_costs_nothing() -> None:
    community = Complete().build(1_000_000, 1)
    assert community.mean_degree == 999_999
    assert community.heard(np.arange(1_000_000) < 10)[[0, 10]].tolist() == [9, 10]


@pytest.mark.parametrize(
    ("graph", "size", "words"),
    [
        (SmallWorld(degree=11), 100, "community.degree: given 11, must be an even number"),
        (SmallWorld(degree=0), 100, "community.degree: given 0"),
        (SmallWorld(), 12, "community.degree: given 12, must be below the 12 people"),
        (SmallWorld(rewiring=1.5), 100, "community.rewiring: given 1.5"),
        (SmallWorld(sampler="directt"), 100, "Did you mean direct"),
        (SmallWorld(sampler="networkx"), 100_001, "at most 100000 people"),
        (SmallWorld(strong_ties=-1), 100, "strong_ties: given -1"),
        (ScaleFree(degree=5), 100, "community.degree: given 5"),
        (ScaleFree(), 100_001, "at most 100000 people"),
        (Blocks(blocks=0), 100, "community.blocks: given 0, must be from 1 to the 100 people"),
        (Blocks(within_share=-0.1), 100, "community.within_share"),
        (Blocks(degree=-1), 100, "community.degree"),
        (Blocks(blocks=20), 100, "community.degree: given 12.0, must be small enough .* Groups have 5 to 5 people"),
        (Blocks(blocks=1), 100, "must be small enough"),
        (Blocks(blocks=100), 100, "must be small enough"),
        (Complete(strong_ties=5.0), 100, "must be 0 in a complete community"),
        (Complete(), 0, "community size: given 0"),
    ],
    ids=repr,
)
def test_impossible_graphs_are_refused_in_one_sentence(graph: RandomGraph, size: int, words: str) -> None:
    for asked in (lambda: graph.refuse(size), lambda: graph.build(size, 1)):
        with pytest.raises(Mistake, match=words):
            asked()
