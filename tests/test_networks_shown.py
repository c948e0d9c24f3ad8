"""A community in numbers against networkx, its drawing, and the verb that shows both."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from experiments.analyses.network.description import describe_network
from experiments.analyses.network.layout import layout_of_network
from experiments.api import run
from experiments.cli.main import main
from experiments.figures.community import drawing
from experiments.figures.degrees import degrees
from simulation.community import Community, Complete, ScaleFree, SmallWorld, with_strong_ties
from tests.luck import FOUR

ISLANDS = nx.disjoint_union_all([nx.barbell_graph(5, 2), nx.path_graph(4), nx.star_graph(6), nx.empty_graph(7)])


@pytest.fixture(scope="module")
def islands() -> Community:
    return with_strong_ties(Community.from_networkx(ISLANDS), 1.0, seed=1)


def test_the_numbers_are_those_of_networkx(islands: Community) -> None:
    report = describe_network(islands)
    assert (report.people, report.ties, report.isolated) == (len(ISLANDS), ISLANDS.number_of_edges(), 7)
    assert report.clustering == pytest.approx(nx.average_clustering(ISLANDS))
    assert report.components == nx.number_connected_components(ISLANDS) - 7
    assert report.largest_component == 12 / len(ISLANDS)
    assert report.strong_ties == round(len(ISLANDS) / 2)
    json.dumps(report.as_json(), allow_nan=False)


def test_a_complete_and_an_empty_community_are_described() -> None:
    complete = describe_network(Complete().build(5000, 1))
    assert (complete.ties, complete.components, complete.clustering) == (5000 * 4999 // 2, 1, 1.0)
    nobody = describe_network(Community.from_edges(3, [], []))
    assert (nobody.ties, nobody.components, nobody.isolated, nobody.largest_component) == (0, 0, 3, 0.0)


@pytest.mark.luck(2 * FOUR)
@pytest.mark.parametrize("target", [0.0, 0.1, pytest.param(0.3, marks=pytest.mark.luck(0.0015)), 0.5, 0.65])
def test_a_small_world_has_the_clustering_that_is_asked_for(target: float) -> None:
    assert SmallWorld(clustering=target).build(4000, 3).clustering() == pytest.approx(target, abs=0.015)


def test_a_clustering_that_no_ring_has_is_refused() -> None:
    with pytest.raises(ValueError, match="community.clustering: given 0.7, must be from 0 to 0.682"):
        SmallWorld(clustering=0.7).build(100, 1)
    with pytest.raises(ValueError, match="community.clustering: given 1.2"):
        SmallWorld(clustering=1.2).build(100, 1)


def test_a_layout_puts_friends_near_and_nobody_on_anybody(islands: Community) -> None:
    place = layout_of_network(islands)
    assert np.array_equal(place, layout_of_network(islands))
    apart = np.linalg.norm(place[:, None] - place[None], axis=2)
    assert apart[np.triu_indices(len(place), 1)].min() > 0.2
    source, target, _ = islands.edges()
    assert apart[source, target].mean() == pytest.approx(1, abs=0.2)
    assert np.isfinite(layout_of_network(Complete().build(9, 1))).all()
    line = layout_of_network(Community.from_edges(2, [0], [1]))
    assert np.linalg.norm(line[0] - line[1]) == pytest.approx(1)


def test_pictures_say_what_they_show(islands: Community) -> None:
    picture = drawing(islands, describe_network(islands), str)
    assert "the largest of 3 connected groups holds 40\u00a0%, and 7 have no ties" in picture.caption
    assert picture.file("svg") == drawing(islands, describe_network(islands), str).file("svg")
    for community in (ScaleFree().build(1000, 1), Complete().build(50, 1)):
        assert degrees(community, describe_network(community)).file("svg").startswith(b"<?xml")


def test_the_verb_writes_a_folder_that_can_be_replayed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edges, folder = tmp_path / "edges.csv", tmp_path / "found"
    edges.write_text("source,target\nann,bob\nbob,cid\ncid,ann\ncid,dan\nann,ann\n")
    words = ["graph", "community=from_file", f"community.file={edges}", f"hydra.run.dir={folder}"]
    assert main([*words, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["people"], said["ties"], said["intake"]["self_loops"]) == (4, 4, 1)
    assert sorted(path.name for path in (folder / "figures").iterdir()) == [
        "degrees.png", "degrees.svg", "network.png", "network.svg",
    ]  # fmt: skip
    assert json.loads((folder / "manifest.json").read_text())["network"]["self_loops"] == 1
    assert main(["replay", str(folder), "--quiet"]) == 0
    edges.write_text("source,target\nann,bob\n")
    assert main(["replay", str(folder)]) == 2
    assert "has changed since the run" in capsys.readouterr().err


def test_a_graph_in_python_is_a_community() -> None:
    club = nx.karate_club_graph()
    result = run("community.weight_column=weight", "community.strong_ties=2", community=club, weeks=2, quiet=True)
    assert result.setting.world.people.size == 34
    assert result.setting.values["community"]["file"].startswith("networkx:")
    found = result.setting.world.community(1)
    assert np.array_equal(found.degree, [club.degree(node) for node in range(34)])
