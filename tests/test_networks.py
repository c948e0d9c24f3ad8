"""A network of one's own: whatever the kind of file, the same ties between the same people, and what was left out."""

from __future__ import annotations

import datetime
import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from omegaconf import OmegaConf

from experiments.analyses.network.description import describe_network
from experiments.api import compare
from experiments.config.composition import configured
from experiments.config.setting import Setting, built
from experiments.inputs.networks.degree_sequence import stretched
from experiments.inputs.networks.edge_list import Columns
from experiments.inputs.networks.from_networkx import edges_of_graph
from experiments.inputs.networks.node_matching import in_order, matched
from experiments.inputs.networks.read import read_edges
from experiments.inputs.transactions.identities import bare, identities
from simulation.community import Community, Configuration, OwnNetwork, own_network
from simulation.draws import Draws, luck
from simulation.people.heterogeneity import Buying
from tests.waiting import calls_of

NAMES = ["ann", "bob", "cid", "dan", "eve", *(f"c{k:02d}" for k in range(75))]


def purchases(names: list[str]) -> str:
    """A log that can be fitted: Pareto/NBD customers of keyed luck, watched for a year."""
    lucks, draws = luck(np.arange(len(names))), Draws(4)
    rate = Buying(r=1.0, alpha=6.0).buy_rate(draws.of("rate", 0, lucks))
    life = -np.log(draws.of("life", 0, lucks)) * 60
    lines = []
    for k, who in enumerate(names):
        week = float(k % 8)
        end = min(week + life[k], 52.0)
        for number in range(200):
            lines.append(f"{who},{datetime.date(2024, 1, 1) + datetime.timedelta(days=int(7 * week))}")
            week -= np.log(draws.of("gap", number, lucks[k : k + 1])[0]) / rate[k]
            if week > end:
                break
    return "customer_id,date\n" + "\n".join(lines) + "\n"


@cache
def composition(*groups: str) -> Any:
    return configured(groups)


def asked(*words: str, community: str = "from_file", graph: Any = None) -> Setting:
    """What the words mean; groups are composed once, because that is what takes time."""
    groups = tuple(word for word in words if word.startswith("population="))
    config: Any = OmegaConf.merge(
        composition(f"community={community}", *groups), OmegaConf.from_dotlist([w for w in words if w not in groups])
    )
    values: Any = OmegaConf.to_container(config, resolve=True)
    return built(values, graph=graph, to_run=False)


def community_of(setting: Setting, seed: int = 7) -> Community:
    return setting.world.community(seed)


def same(one: Community, other: Community) -> bool:
    return one.size == other.size and all(map(np.array_equal, one.edges(), other.edges()))


@pytest.fixture(scope="module")
def club() -> Any:
    return nx.karate_club_graph()


@pytest.fixture
def files(club: Any, tmp_path: Path) -> Path:
    table = pd.DataFrame(
        [(i, j, data["weight"]) for i, j, data in club.edges(data=True)], columns=["source", "target", "w"]
    )
    table.to_csv(tmp_path / "club.csv", index=False)
    table.to_csv(tmp_path / "club.tsv", index=False, sep="\t")
    table.to_csv(tmp_path / "club.txt", index=False, sep=";")
    table.to_parquet(tmp_path / "club.parquet")
    nx.write_graphml(nx.relabel_nodes(club, str), tmp_path / "club.graphml")
    crawl = table.to_csv(index=False, header=False, sep="\t")
    (tmp_path / "crawl.txt").write_text(f"# Nodes: 34 Edges: 78\n# FromNodeId\tToNodeId\n{crawl}")
    (tmp_path / "bare.txt").write_text(crawl)
    nx.write_pajek(nx.relabel_nodes(club, str), tmp_path / "club.net")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("club.csv", ["community.weight_column=w"]),
        ("club.tsv", ["community.weight_column=w"]),
        ("club.txt", ["community.weight_column=w", "community.delimiter=;"]),
        ("club.parquet", ["community.weight_column=w"]),
        ("club.graphml", ["community.weight_column=weight"]),
        ("crawl.txt", ["community.weight_column=weight"]),
        ("bare.txt", ["community.weight_column=weight"]),
        ("club.net", ["community.weight_column=weight"]),
    ],
)
def test_every_kind_of_file_gives_the_same_network(club: Any, files: Path, file: str, words: list[str]) -> None:
    setting = asked(f"community.file={files / file}", "community.strong_ties=2", *words)
    found = community_of(setting)
    in_python = asked("community.strong_ties=2", "community.weight_column=weight", graph=club)
    assert same(found, community_of(in_python))
    assert (found.size, found.mean_degree, found.mean_strong_degree) == (34, 156 / 34, 2.0)
    assert np.array_equal(found.degree, [club.degree(node) for node in range(34)])
    assert setting.values["population"]["size"] == setting.world.people.size == 34


def test_groups_of_a_graph_are_not_people_and_ties_inside_them_count(tmp_path: Path) -> None:
    (tmp_path / "team.graphml").write_text(
        """<graphml><key for="node" id="d6" yfiles.type="nodegraphics"/><key id="w" for="edge" attr.name="weight"/>
        <graph edgedefault="undirected" id="G"><node id="a"/>
        <node id="team"><data key="d6"><ShapeNode><NodeLabel>team</NodeLabel></ShapeNode></data>
        <graph id="team:"><node id="b"/><node id="inner"><graph id="i"/></node>
        <node id="deep"><graph id="d"><node id="c"><port name="p"><data key="d6">x</data></port></node></graph></node>
        <edge id="e0" source="b" target="c"><data key="w">2</data></edge></graph></node>
        <edge id="e1" source="a" target="b"><data key="w">3</data></edge></graph></graphml>"""
    )
    edges = read_edges(str(tmp_path / "team.graphml"), Columns(weight="weight"))
    assert edges.labels == ["a", "b", "c"]
    assert (edges.source.tolist(), edges.target.tolist()) == ([1, 0], [2, 1])
    assert edges.weight is not None
    assert edges.weight.tolist() == [2.0, 3.0]


def test_people_without_ties_and_lists_of_ties_are_read_from_pajek(tmp_path: Path) -> None:
    (tmp_path / "a.net").write_text(
        '% of a survey\n*Network x\n*Vertices 5\n1 "ann b" 0.1 0.2\n2 bob\n*Arcslist\n1 2 3\n*Edges\n2 4 7\n'
    )
    edges = read_edges(str(tmp_path / "a.net"), Columns())
    assert edges.labels == ["ann b", "bob", "3", "4", "5"]
    assert (edges.source.tolist(), edges.target.tolist()) == ([0, 0, 1], [1, 2, 3])
    assert edges.unused == ("weight",)


def test_people_stay_on_their_nodes_in_every_replicate(files: Path) -> None:
    setting = asked(f"community.file={files / 'club.csv'}")
    assert same(community_of(setting, 1), community_of(setting, 2))
    assert community_of(setting).degree[[0, 33]].tolist() == [16, 17]
    generated = asked("population.size=34", community="small_world")
    assert not same(community_of(generated, 1), community_of(generated, 2))


def test_strong_ties_are_the_heaviest_up_to_their_mean(files: Path, club: Any) -> None:
    found = community_of(asked(f"community.file={files / 'club.csv'}", "community.weight_column=w",
                               "community.strong_ties=1"))  # fmt: skip
    weights = {True: [], False: []}  # type: ignore[var-annotated]
    for i, j, strong in zip(*found.edges(), strict=True):
        weights[bool(strong)].append(club[int(i)][int(j)]["weight"])
    assert len(weights[True]) == 17
    assert min(weights[True]) >= max(weights[False])


def test_weights_of_a_tie_add_up_over_both_directions() -> None:
    source, target = np.array([0, 1, 1, 2, 3]), np.array([1, 0, 2, 3, 3])
    weight = np.array([2.0, 2.0, 3.0, 1.0, 99.0])
    found = own_network(4, source, target, 0.5, weight=weight).community
    assert [one.tolist() for one in found.edges()] == [[0, 1, 2], [1, 2, 3], [True, False, False]]
    assert (found.dropped.self_loops, found.dropped.duplicates) == (1, 1)


TEXTS = [
    "% sym weighted\n% 3 3 3\n1 2 1 1001\n2 3 1 1002\n", "# 3\n1 2\n2 3\n", "1 2\n2 3\n# end\n", "-1 -2\n1 2\n2 3\n",
    "1,2,0.5\n2,3,0.5\n", "1, 2, 0.5\n2 ,3 ,0.5\n", "1\t2\t0,5\n2\t3\t0,5\n", "1 2 {'a': 1, 'b': 2}\n", "1 ,2\n2 ,3\n",
    "Ann Bob friend\nBob Cy friend\n", "Ann,Bob,\nBob,Cy,\n", "u1 u2 g1\nu2 u3 g2\n", "Ann,Bob,{'weight': 0.5}\n",
    "1\t2\t2024-01-05 10:00:00\n2\t3\t2024-01-06 10:00:00\n", "1,2,2024-01-05 10:00:00\n",
    "Ann,Bob,Ann\nBob,Cy,Cy\n", "Ann Bob Ann\nBob Cy Cy\n",
    "1\t2\t0.5\tclose friend\n2\t3\t0.5\ta friend\n",
]  # fmt: skip


def test_a_matrix_is_its_entries_and_attributes_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.edges").write_text("%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n1 2 0.5\n2 3 0.25\n")
    found = read_edges(str(tmp_path / "a.edges"), Columns(weight="weight"))
    assert found.weight.tolist() == [0.5, 0.25]
    (tmp_path / "b.edges").write_text("1 2 {'weight': 0.5}\n2 3 {}\n")
    assert read_edges(str(tmp_path / "b.edges"), Columns()).unused == ("attributes",)


@pytest.mark.parametrize("text", TEXTS)
def test_comments_and_numbers_of_crawls_are_what_they_are(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.edges").write_text(text)
    assert len(read_edges(str(tmp_path / "a.edges"), Columns()).source) == text.count("\n") - text.count(
        "%"
    ) - text.count("#")


def test_the_order_of_mentions_makes_no_tie_heavier() -> None:
    mentions = (
        [(0, 1, w) for w in (0.1, 0.2, 0.3)] + [(2, 3, w) for w in (0.1, 0.2, 0.3)] + [(2, 4, 0.05), (3, 4, 0.05)]
    )
    for turned in (1, -1):
        source, target, weight = (np.array(column) for column in zip(*mentions[::turned], strict=True))
        found = own_network(5, source, target, 0.4, weight=weight).community
        strong = [(i, j) for i, j, is_strong in zip(*(e.tolist() for e in found.edges()), strict=True) if is_strong]
        assert strong == [(2, 3)], "of equally heavy ties the more embedded"


@pytest.mark.parametrize(("small", "times", "whole"), [(0.1, 10, 1.0), (0.1, 3, 0.3), (0.7, 3, 2.1)])
def test_weights_of_mentions_add_up_as_they_are_written(small: float, times: int, whole: float) -> None:
    mentions = [(0, 1, small)] * times + [(2, 3, whole), (2, 4, 0.01), (3, 4, 0.01), (5, 6, 1e15)]
    source, target, weight = (np.array(column) for column in zip(*mentions, strict=True))
    found = own_network(7, source, target, 4 / 7, weight=weight).community
    strong = [(i, j) for i, j, is_strong in zip(*(e.tolist() for e in found.edges()), strict=True) if is_strong]
    assert strong == [(2, 3), (5, 6)], "of equally heavy ties the more embedded, beside one that is far heavier"


def test_equal_weights_are_told_apart_by_embeddedness() -> None:
    graph = nx.barbell_graph(6, 0)
    ends = np.array(graph.edges())
    found = own_network(12, ends[:, 0], ends[:, 1], 5.0, weight=np.ones(len(ends))).community
    assert same(found, own_network(12, ends[:, 0], ends[:, 1], 5.0).community)
    assert found.strong_degree.tolist() == [5] * 12


@pytest.mark.parametrize("marks", [("strong", "weak"), ("TRUE", "false"), ("1", "0"), (" Strong", "Weak ")])
def test_marks_say_which_ties_are_strong(tmp_path: Path, marks: tuple[str, str]) -> None:
    file = tmp_path / "marked.csv"
    file.write_text(f"from,to,kind,since\na,b,{marks[0]},1\nb,c,{marks[1]},2\nb,a,{marks[1]},3\n")
    setting = asked(f"community.file={file}", "community.source_column=from", "community.target_column=to",
                    "community.strength_column=kind")  # fmt: skip
    assert community_of(setting).edges()[2].tolist() == [True, False]
    assert setting.own is not None
    intake = setting.own.intake
    assert (intake.listed, intake.reciprocal, intake.repeated, intake.strength) == (3, 1, 0, "marked")
    assert intake.unused == ("since",)


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "messy.csv"
    file.write_text("source,target\n2,10\n10,2\n2,10\n2,2\n10,3\n\n7,7\n")
    setting = asked(f"community.file={file}")
    report = describe_network(community_of(setting), setting.own and setting.own.intake)
    assert report.intake is not None
    assert (report.intake.nodes, report.intake.listed) == (4, 6)
    assert (report.intake.self_loops, report.intake.reciprocal, report.intake.repeated) == (2, 1, 1)
    assert (report.people, report.ties, report.isolated, report.components) == (4, 2, 1, 1)
    assert report.largest_component == 0.75
    assert community_of(setting).degree.tolist() == [1, 1, 0, 2]  # nodes 2, 3, 7, 10: numbers, not letters


def test_nodes_are_ordered_as_numbers_or_letters_or_as_they_came() -> None:
    assert in_order(["10", "9", "-1"]).tolist() == [2, 1, 0]
    assert in_order(["10", "9", "x"]).tolist() == [0, 1, 2]
    assert in_order([(1, 2), (0, 5)]).tolist() == [1, 0]
    assert in_order(["b", 1, "a"]).tolist() == [0, 1, 2]


@pytest.fixture
def log(tmp_path: Path) -> list[str]:
    (tmp_path / "log.csv").write_text(purchases(NAMES))
    return ["population=from_transactions", f"population.file={tmp_path / 'log.csv'}", "population.amount=null"]


def test_nodes_are_the_customers_of_the_log(tmp_path: Path, log: list[str]) -> None:
    file = tmp_path / "edges.csv"
    file.write_text("source,target\neve,ann\nann,bob\n")
    setting = asked(*log, f"community.file={file}", "population.prospects=0.025")
    assert setting.world.people.size == 82
    found = community_of(setting)
    assert [one.tolist() for one in found.edges()[:2]] == [[0, 0], [1, 79]]  # people are numbered by their sorted ids
    assert not found.degree[80:].any()  # prospects
    assert setting.own is not None
    assert (setting.own.intake.customers, setting.own.intake.prospects) == (3, 0)
    assert [setting.own.name(row) for row in (0, 79, 81)] == ["ann", "eve", ""]


WRITTEN = ["Anna@Shop.de", "5100.0", "Zoe\u0308", "k\u200bim", "007", "7"]
"""Ids as exports write them; in a log they are those of six customers."""


def written_pairs() -> list[tuple[str, str]]:
    """Everybody tied to the next, whose id is written as it is counted."""
    return [(one, bare(other)[0]) for one, other in zip(WRITTEN, WRITTEN[1:] + WRITTEN[:1], strict=True)]


def as_table(path: Path) -> None:
    table = pd.DataFrame(written_pairs(), columns=["source", "target"])
    table.to_parquet(path) if path.suffix == ".parquet" else table.to_csv(path, index=False)


def as_crawl(path: Path) -> None:
    path.write_text("# ties\n" + "".join(f"{one} {other}\n" for one, other in written_pairs()), encoding="utf-8")


def as_pajek(path: Path) -> None:
    labels = "".join(f'{k} "{name}"\n' for k, name in enumerate(WRITTEN, start=1))
    path.write_text(f"*Vertices 6\n{labels}*Edgeslist\n1 2 3 4 5 6\n", encoding="utf-8")


def as_graphml(path: Path) -> None:
    nx.write_graphml(nx.cycle_graph(WRITTEN), path)


@pytest.mark.parametrize(
    ("ending", "write"),
    [("csv", as_table), ("parquet", as_table), ("edges", as_crawl), ("net", as_pajek), ("graphml", as_graphml)],
)
def test_an_id_is_the_same_person_in_a_log_and_in_any_file_of_ties(tmp_path: Path, ending: str, write: Any) -> None:
    customers = identities(WRITTEN)
    file = tmp_path / f"ties.{ending}"
    write(file)
    edges = read_edges(str(file), Columns())
    assert set(edges.labels) == set(customers.ids), "one person has one node, however often and however it is written"
    assert edges.respelled == (4 if ending in ("csv", "parquet", "edges") else 0)
    found = matched(edges, list(customers.ids), 0, "refuse")
    assert [customers.ids[row] for row in found.person] == edges.labels
    graph = matched(edges_of_graph(nx.cycle_graph(WRITTEN)), list(customers.ids), 0, "refuse")
    assert graph.person.tolist() == customers.customer.tolist()


def test_people_whom_the_log_does_not_know_are_dropped_or_prospects(tmp_path: Path, log: list[str]) -> None:
    file = tmp_path / "edges.csv"
    file.write_text("source,target\neve,zoe\nann,bob\nzoe,kim\nkim,ann\n")
    base = [*log, f"community.file={file}", "population.prospects=0.025"]
    dropped = asked(*base, "community.unknown=drop")
    assert dropped.own is not None
    assert (dropped.own.intake.unknown, dropped.own.intake.ties_of_unknown) == (2, 3)
    assert [one.tolist() for one in community_of(dropped).edges()[:2]] == [[0], [1]]
    prospects = asked(*base, "community.unknown=prospects")
    assert prospects.own is not None
    assert (prospects.own.intake.unknown, prospects.own.intake.prospects) == (0, 2)
    # kim before zoe: rows 80 and 81
    assert [one.tolist() for one in community_of(prospects).edges()[:2]] == [[0, 0, 79, 80], [1, 80, 81, 81]]


def test_graphml_of_others_is_read_with_names_defaults_and_people_without_ties(tmp_path: Path) -> None:
    file = tmp_path / "igraph.graphml"
    file.write_text(
        '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        '<key id="n" for="node" attr.name="name" attr.type="string"/>'
        '<key id="s" for="edge" attr.name="strong" attr.type="boolean"><default>false</default></key>'
        '<graph edgedefault="directed"><node id="n0"><data key="n">ann</data></node>'
        '<node id="n1"><data key="n">bob</data></node><node id="n2"><data key="n">al &amp; co</data></node>'
        '<edge source="n0" target="n1"><data key="s">true</data></edge>'
        '<edge source="n1" target="n0"/></graph></graphml>'
    )
    edges = read_edges(str(file), Columns(strength="strong", name="name"))
    assert edges.labels == ["ann", "bob", "al & co"]
    assert edges.strong is not None
    assert edges.strong.tolist() == [True, False]


def test_parquet_ids_of_any_kind_are_text(tmp_path: Path) -> None:
    file = tmp_path / "ids.parquet"
    pd.DataFrame({"source": [1.0, 2.0], "target": ["2", " 3 "]}).to_parquet(file)
    assert read_edges(str(file), Columns()).labels == ["1", "2", "3"]
    pd.DataFrame({"source": pd.Categorical(["a", "b"]), "target": ["b", "c"]}).to_parquet(file)
    assert read_edges(str(file), Columns()).labels == ["a", "b", "c"]


def test_own_degrees_are_met_and_stretched_to_other_sizes(files: Path, club: Any, tmp_path: Path) -> None:
    own = sorted(degree for _, degree in club.degree())
    words = [f"community.file={files / 'club.csv'}"]
    network = asked(*words, "population.size=34", community="configuration").world.network
    assert isinstance(network, Configuration)
    assert sorted(network.degrees) == own
    network = asked(*words, "population.size=3401", community="configuration").world.network
    assert isinstance(network, Configuration)
    assert np.mean(network.degrees) == pytest.approx(np.mean(own), rel=0.01)
    assert np.sum(network.degrees) % 2 == 0
    listed = tmp_path / "degrees.csv"
    listed.write_text("id,degree\n" + "".join(f"{k},{degree}\n" for k, degree in enumerate(own)))
    words = ["community.law=given", f"community.degrees_file={listed}", "population.size=34"]
    network = asked(*words, community="configuration").world.network
    assert isinstance(network, Configuration)
    assert sorted(network.degrees) == own
    assert stretched(np.array([5, 1]), 4).tolist() == [1, 1, 5, 5]


@pytest.mark.parametrize("degree", [2, 16, 33])
def test_ties_that_a_prescribed_degree_loses_are_reported(degree: int, tmp_path: Path) -> None:
    (tmp_path / "degrees.csv").write_text("degree\n" + f"{degree}\n" * 34, encoding="utf-8")
    words = ["community.law=given", f"community.degrees_file={tmp_path / 'degrees.csv'}", "population.size=34"]
    report = describe_network(community_of(asked(*words, community="configuration")))
    assert report.ties + report.left_out == 34 * degree / 2
    assert (report.left_out > 0) == any("left out" in name for name in report.table[""])


def test_the_work_of_a_network_grows_with_its_ties_and_no_faster(tmp_path: Path) -> None:
    def work(ties: int) -> int:
        size = ties // 10
        place = Draws(1).of("test", 0, luck(np.arange(ties)))
        table = pd.DataFrame({"source": np.arange(ties) % size, "target": (place * size).astype(int)})
        table.to_csv(tmp_path / f"{ties}.csv", index=False)
        reports: list[Any] = []
        words = f"community.file={tmp_path / f'{ties}.csv'}"
        calls = calls_of(lambda: reports.append(describe_network(community_of(asked(words)))))
        assert reports[0].people == size
        assert reports[0].mean_strong_degree == 5
        return calls

    work(1_000)  # what a process does once, such as composing the groups, is not counted
    assert work(20_000) < 4.4 * work(5_000)


def test_a_network_knows_how_many_people_it_has() -> None:
    network = OwnNetwork(Community.from_edges(3, [0], [1]))
    assert network.build(3, 1) is network.community
    with pytest.raises(ValueError, match="must be the 3 people of the network"):
        network.build(4, 1)


def test_a_comparison_of_a_graph_in_python_says_how_it_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    graph = nx.watts_strogatz_graph(60, 6, 0.1, seed=1)
    asked = (
        "weeks=4",
        "replicates=2",
        "space.points=0",
        "explain.replicates=0",
        "boundary.points=0",
        "executor=inline",
    )
    first = compare(*asked, community=graph, quiet=True)
    memo = first.memo().markdown
    assert 'first write it to a file: networkx.write_graphml(graph, "network.graphml")' in memo
    nx.write_graphml(graph, "network.graphml")
    line = shlex.split(re.search(r"To repeat it: `courtship compare (.*?)`", memo)[1])  # type: ignore[index]
    again = compare(*line, "executor=inline", quiet=True)
    assert (again.runs["profit"] == first.runs["profit"]).all()
