"""A networkx graph is known by the network that it is, and by all of it; what would change nothing is refused."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest

from experiments.config.composition import composed
from experiments.config.setting import Setting, built
from simulation.mistake import Mistake

HEAVY = ("community.weight_column=weight", "community.strong_ties=1")


def asked(graph: Any, *words: str) -> Setting:
    return built(composed(["community=from_file", *words]).values, graph=graph, to_run=False)


def name(graph: Any, *words: str) -> str:
    return str(asked(graph, *words).values["community"]["file"])


def ties(setting: Setting) -> Any:
    return np.stack([setting.world.community(1).neighbour, setting.world.community(1).strong])


def weighted(graph: Any, sign: int) -> Any:
    graph = nx.Graph(graph)
    nx.set_edge_attributes(graph, {tie: 100 + sign * sum(tie) for tie in graph.edges}, "weight")
    return graph


def test_two_graphs_have_one_name_exactly_where_they_are_one_network() -> None:
    club = nx.karate_club_graph()
    plain, light, heavy = (nx.Graph(club.edges(data=False)), weighted(club, -1), weighted(club, 1))
    assert name(plain) == name(light) == name(heavy), "weights were not asked for"
    assert (ties(asked(light, *HEAVY)) != ties(asked(heavy, *HEAVY))).any()
    assert name(light, *HEAVY) != name(heavy, *HEAVY)
    turned = nx.Graph()
    turned.add_edges_from(reversed(list(light.edges(data=True))))
    assert name(turned, *HEAVY) == name(light, *HEAVY), "the order of mentions is none of the network"


@pytest.mark.parametrize(
    "word",
    [
        "community.file=x.csv",
        "community.delimiter=tab",
        "community.source_column=from",
        "community.name_attribute=club",
    ],
)
def test_words_that_say_nothing_beside_a_graph_are_refused(word: str) -> None:
    with pytest.raises(Mistake, match=word.partition("=")[0]):
        asked(nx.path_graph(5), word)
