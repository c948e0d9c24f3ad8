"""What is wrong with a network is said in one sentence: what, where, what is allowed, what to do."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from omegaconf import OmegaConf

from experiments.config.composition import configured
from experiments.config.setting import built
from experiments.inputs.networks.edge_list import Columns, EdgeList
from experiments.inputs.networks.from_networkx import edges_of_graph
from experiments.inputs.networks.node_matching import matched
from simulation.mistake import Mistake

GOOD = "source,target,weight,kind\na,b,1,strong\nb,c,2,weak\n"
WEIGHT, KIND = "community.weight_column=weight", "community.strength_column=kind"
SLIP = "community.weight_column=wight"
GRAPHML = '<graphml><key id="d" for="edge" attr.name="weight"/><graph>{}</graph></graphml>'
NESTED = (
    "<graphml><graph><node id='a'/><node id='g'><graph><node id='b'/><edge source='a' target='b'/></graph></node>"
    "{}</graph></graphml>"
)
WIGHT = ["community.weight_column=wight"]
EDGE = '<edge source="a" target="b">{}</edge>'
NEGATIVE = EDGE.format('<data key="d">-3</data>')


@cache
def composition(group: str) -> Any:
    return configured([f"community={group}", *(["community.file=edges.csv"] if group == "from_file" else [])])


def refusal(words: list[str], group: str = "from_file") -> str:
    """What the words are refused with; composed once, because that is what takes time."""
    config = OmegaConf.merge(composition(group), OmegaConf.from_dotlist(words))
    values: Any = OmegaConf.to_container(config, resolve=True)
    with pytest.raises(Mistake) as caught:
        built(values, to_run=False).world.community(1)
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("name", "content", "words", "parts"),
    [
        ("a.csv", b"", [], ["a.csv", "is empty"]),
        ("a.csv", b"\n\n", [], ["a.csv", "an empty file"]),
        ("a.csv", b"source,target\n", [], ["no ties", "at least one tie"]),
        ("a.csv", b"source,target\na,b\na\n", [], ["line 3", "1 fields", "must have 2"]),
        ("a.csv", b"source,target\na,b\n,c\n", [], ["line 3", "column 'source'", "must name a person"]),
        ("a.csv", b"source,target\na,b\nc, \n", [], ["line 3", "column 'target'"]),
        ("a.csv", b"source;target\na;b\n", [], ["line 1", "set delimiter to ';'"]),
        ("a.csv", b"source,target\na,b\n", ["community.delimiter=X"], ["delimiter: given X"]),
        ("a.csv", b"sorce,target\na,b\n", [], ["column 'source'", "Did you mean sorce?"]),
        ("a.csv", b"a,b\nb,c\n", [], ["column 'source'", "community.source_column=..."]),
        ("a.csv", GOOD.encode(), ["community.weight_column=wieght"], ["column 'wieght'", "Did you mean weight?"]),
        ("a.csv", GOOD.replace("2", "nan").encode(), [WEIGHT], ["line 3", "'weight'", "given nan", "finite number"]),
        ("a.csv", GOOD.replace("2", "-2").encode(), [WEIGHT], ["line 3", "given -2"]),
        ("a.csv", GOOD.replace("2", "").encode(), [WEIGHT], ["line 3", "given nothing"]),
        ("a.csv", GOOD.replace("2", "many").encode(), [WEIGHT], ["line 3", "given many"]),
        ("a.csv", GOOD.replace("weak", "so-so").encode(), [KIND], ["line 3", "'kind'", "so-so", "strong or weak"]),
        ("a.csv", b"source,target\na,b\n\xff,c\n", [], ["line 3", "UTF-8"]),
        ("a.csv", b'source,target\na,"b\n', [], ["quotes"]),
        ("a.csv", GOOD.encode(), ["community.target_column=source"], ["target_column: given source", "source_column"]),
        ("a.csv", GOOD.encode(), ["community.weight_column=target"], ["weight_column: given target", "target_column"]),
        ("a.txt", b"# c\n0 1\n1\n", [], ["line 3", "1 fields", "must have 2"]),
        ("a.txt", b"# c\n0\n", [], ["line 2", "ids of two people"]),
        ("a.txt", b"# c\nsource target\n0 1\n", [], ["line 2", "source target", "Take the comments"]),
        ("a.txt", b"# c\n0 1\n", ["community.weight_column=weight"], ["line 2, third field", "given nothing"]),
        ("a.txt", b"# c\n0 1\n", WIGHT, ["community.weight_column: given wight", "or be weight"]),
        ("a.txt.gz", b"\x1f\x8b", [], ["must end in one of", "Unpack it first"]),
        ("a.gml", b"graph [", [], ["must end in one of", "networkx.read_gml"]),
        ("a.net", b"0 1\n", [], ["line 1", "*Vertices"]),
        ("a.net", b"*Vertices 2\n1 ann smith 0.1 0.2\n2 bob\n*Edges\n1 2\n", [], ["line 2", "'smith'", "quotation"]),
        ("a.net", b"*Vertices 2\n*Arcs :1 \"likes\"\n1 2\n*Arcs :2 \"hates\"\n2 1\n", [], ["line 4", ":1 and :2"]),
        ("a.net", b"*Vertices 2\n*Arcs\n1 2\n*Arcs :2 \"hates\"\n2 1\n", [], ["line 4", ":2 and one without a number"]),
        ("a.net", b"*Vertices 2\n*Arcslist :1\n1 2\n*Arcslist :2\n2 1\n", [], ["line 4", ":1 and :2"]),
        ("a.net", b"*Vertices 2\n1 Store 12\n2 bob\n*Edges\n1 2\n", [], ["line 2", "'12'", "quotation"]),
        ("a.csv", b"source,target\n1,2\n\xef\xbb\xbfSource,Target\n3,4\n", [], ["line 3", "columns again"]),
        ("a.csv", b"source,target\n1,2\nsource,target\n3,4\n", [], ["line 3", "names of the columns again"]),
        ("a.edges", b"1 2\n2 3\nFromNodeId ToNodeId\n3 4\n", [], ["'FromNodeId ToNodeId'", "looks like a header"]),
        ("a.net", b"*Vertices many\n", [], ["line 1", "*Vertices many", "number of vertices"]),
        ("a.net", b"*Vertices 2\n*Matrix\n0 1\n1 0\n", [], ["line 2", "*Matrix", "*Edges"]),
        ("a.net", b"*Vertices 2\n*Edges\n1 3\n", [], ["line 3", "given 3", "1 to 2"]),
        ("a.net", b'*Vertices 2\n1 "a"\n1 "b"\n', [], ["line 3", "vertex 1 again"]),
        ("a.net", b'*Vertices 2\n1 "a"\n2 "a"\n*Edges\n1 2\n', [], ["vertices 1 and 2 both called a"]),
        ("a.net", b"*Vertices 2\n*Edges\n", [], ["no ties"]),
        ("a.csv", b"source,target\na,b\nb,NULL\n", [], ["line 3, column 'target'", "given NULL", "leave the tie out"]),
        ("a.csv", b"source,target\n8.8E+11,b\n", [], ["line 2", "given 8.8E+11", "is not a valid id", "again as text"]),
        ("a.txt", b"# c\n0 1\n1 nan\n", [], ["line 3", "given nan", "must name a person"]),
        ("a.net", b'*Vertices 2\n1 "a"\n2 "None"\n*Edges\n1 2\n', [], ["line 3", "given None"]),
        ("a.graphml", NESTED.format("<node id='#N/A'/>").encode(), [], ["line 1", "given #N/A"]),
        ("a.graphml", NESTED.format("<node id='a'/>").encode(), [], ["the node a again", "line 1"]),
        ("a.graphml", NESTED.format("<edge source='a' target='g'/>").encode(), [], ["to g, a group", "people in g"]),
        ("a.graphml", NESTED.format("<edge source='x' target='a'/>").encode(), [], ["x, which is no node"]),
        ("a.graphml", NESTED.format("<hyperedge/>").encode(), [], ["a hyperedge", "one edge for each pair"]),
        ("a.csv", b"source,target\na,a\n", [], ["1 person", "at least 2 people"]),
        ("a.csv", GOOD.encode(), ["population.size=5"], ["population.size: given 5", "the 3 people", "Leave"]),
        ("a.csv", GOOD.encode(), ["population.size=2"], ["population.size: given 2", "the 3 people"]),
        ("a.csv", GOOD.encode(), ["community.strong_ties=-1"], ["strong_ties: given -1"]),
        ("a.csv", GOOD.encode(), [WEIGHT, "community.strong_ties=-1"], ["community.strong_ties: given -1"]),
        ("a.edges", b"Source,Target\n0,1\n1,2\n", [], ["the line 'Source Target' above the ties", "no header"]),
        ("a.txt", b"# c\nfrom to weight\na b 1\nb c 1\n", [], ["the line 'from to' above the ties"]),
        ("a.edges", b"who whom\n0 1\n1 2\n", [], ["the line 'who whom' above the ties"]),
        ("a.edges", b'"Source","Target"\nu1,u2\nu2,u3\n', [], ["above the ties"]),
        ("a.edges", b"user_id friend_id\nu1 u2\nu2 u3\n", [], ["the line 'user_id friend_id' above the ties"]),
        ("a.edges", b"#7 u1\n#7 u2\nu1 u2\n", [], ["line 1", "given #7 u1", "may be a comment or a tie"]),
        ("a.csv", GOOD.encode(), ["community.degrees_file=nowhere.csv"], ["degrees_file", "not read by from_file"]),
        ("a.edges", b"u1 #7\n#7 u2\n", [], ["line 2", "given #", "after the first tie"]),
        ("a.graphml", GRAPHML.format(EDGE.format("")).replace("</graphml>", "<graph/></graphml>").encode(), [],
         ["a second graph", "one network"]),
        ("a.csv", GOOD.encode(), ["community.name_attribute=x"], ["name_attribute: given x, has no effect on a table"]),
        ("a.graphml", GRAPHML.format("").encode(), ["community.delimiter=X"], ["delimiter: given X", "GraphML"]),
        ("a.graphml", GRAPHML.format("").encode(), ["community.source_column=x"], ["source_column", "no effect"]),
        ("a.edges", b"0 1 0,5\n1 2 1,5\n", ["community.weight_column=weight"], ["line 1, third field: given 0,5"]),
        ("a.edges", b"a,b 0.5\nb,c 1.5\n", [], ["line 1: given a,b 0.5, must be two ids, separated by"]),
        ("a.edges", b"Anna Berg\tBob Blum\nBob Blum\tCleo Cohn\n", [], ["line 1", "two ids, separated by", "CSV"]),
        ("a.edges", b"Anna Berg,Bob Blum\nBob Blum,Cleo Cohn\n", [], ["line 1", "must be two ids, separated by"]),
        ("a.edges", b"Anna Berg Bob Blum\nBob Blum Cleo Cohn\n", [], ["must be two ids and a weight"]),
        ("a.edges", b"Mary Ann Lee, Juan Diaz\n", [], ["must be two ids, separated by"]),
        ("a.txt", b'# c\n{"source": 1, "target": 2}\n', [], ["must be two ids, separated by"]),
        ("a.edges", b"1,2 0.5\n2,3 0.5\n", [], ["line 1: given 1,2 0.5, must be two ids"]),
        ("a.edges", b"9 8\n" + b"".join(b"%d %d\n" % (k, k % 7 + 1) for k in range(1, 9)), [], ["a line of counts"]),
        ("a.edges", b"(0, 1)\n(1, 2)\n", [], ["line 1: given (0, 1), must be two ids"]),
        ("a.edges", b"1;2;0,5\n2;3;0,5\n", [], ["line 1: given 1;2;0,5, must be two ids"]),
        ("a.edges", b"4 3\n1 2\n2 3\n3 4\n", [], ["the line '4 3' above 3 ties of 4 people, looks like"]),
        ("a.edges", b"0 1\n", ["community.target_column=x"], ["target_column: given x, has no effect on a list of"]),
        ("a.net", b"*Vertices 2\n*Edges\n1 2\n", ["community.name_attribute=x"], ["name_attribute", "a Pajek network"]),
        ("a.xlsx", b"PK", [], ["must end in one of .csv"]),
        ("a.parquet", b"PAR1 it is not", [], ["a.parquet", "must be a Parquet file"]),
        ("a.graphml", b"<graphml><graph></graphml>", [], ["line 1", "column", "must be GraphML"]),
        ("a.graphml", b"<html></html>", [], ["XML without a graph"]),
        ("a.graphml", GRAPHML.format("").encode(), [], ["no ties"]),
        ("a.graphml", GRAPHML.format('\n<edge source="a"/>').encode(), [], ["line 2", "must name a node"]),
        ("a.graphml", GRAPHML.format(EDGE.format("")).encode(), [SLIP], ["Did you mean weight?"]),
        ("a.graphml", GRAPHML.format(NEGATIVE).encode(), [WEIGHT], ["line 1", "given -3"]),
        ("a.graphml", GRAPHML.format(EDGE.format("")).encode(), [WEIGHT], ["'weight'", "given nothing"]),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value)[:60],
)  # fmt: skip
def test_a_wrong_file_is_refused(tmp_path: Path, name: str, content: bytes, words: list[str], parts: list[str]) -> None:
    (tmp_path / name).write_bytes(content)
    sentence = refusal([f"community.file={tmp_path / name}", *words])
    assert [part for part in parts if part not in sentence] == [], sentence


@pytest.mark.parametrize(
    ("columns", "words", "parts"),
    [
        ({"source": ["a"], "goal": ["b"]}, [], ["column 'target'", "source, goal"]),
        ({"source": ["a", None], "target": ["b", "c"]}, [], ["column 'source', row 2", "must name a person"]),
        ({"source": ["a", " "], "target": ["b", "c"]}, [], ["column 'source', row 2"]),
        ({"source": [1.5], "target": [2]}, [], ["column 'source'", "ids"]),
        ({"source": [1.0, np.nan], "target": [2, 3]}, [], ["column 'source', row 2", "nothing"]),
        ({"source": ["a", "b"], "target": ["b", "<NA>"]}, [], ["column 'target', row 2", "given <NA>"]),
        ({"source": ["a"], "target": ["b"], "weight": [-1]}, [WEIGHT], ["column 'weight', row 1", "-1"]),
        ({"source": ["a"], "target": ["b"], "weight": [np.nan]}, [WEIGHT], ["row 1", "nan"]),
        ({"source": ["a"], "target": ["b"], "weight": ["1"]}, [WEIGHT], ["must hold numbers"]),
        ({"source": ["a"], "target": ["b"], "kind": ["?"]}, [KIND], ["row 1", "column 'kind'"]),
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, columns: dict[str, Any], words: list[str], parts: list[str]) -> None:
    pd.DataFrame(columns).to_parquet(tmp_path / "a.parquet")
    sentence = refusal([f"community.file={tmp_path / 'a.parquet'}", *words])
    assert [part for part in parts if part not in sentence] == [], sentence


def test_a_table_with_a_name_twice_is_refused(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"]), pa.array(["c"])], ["source", "target", "target"])
    pq.write_table(table, tmp_path / "a.parquet")
    assert "column 'target': given it twice" in refusal([f"community.file={tmp_path / 'a.parquet'}"])


def test_degrees_know_no_weights_and_no_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(GOOD)
    (tmp_path / "d.csv").write_text("degree\n1\n1\n")
    of_ties = [f"community.file={tmp_path / 'a.csv'}", WEIGHT]
    assert "weight_column: given weight, has no effect on degrees" in refusal(of_ties, "own_degrees")
    listed = [f"community.degrees_file={tmp_path / 'd.csv'}", "community.source_column=x"]
    assert "source_column: given x, has no effect on a file of degrees" in refusal(listed, "own_degrees")


def test_a_file_must_be_named_and_be_there(tmp_path: Path) -> None:
    assert "community.file: given nothing" in refusal(["community.file=null"])
    (tmp_path / "edges.csv").write_text(GOOD)
    assert "Did you mean edges.csv?" in refusal([f"community.file={tmp_path / 'edge.csv'}"])
    assert "it is a directory" in refusal([f"community.file={tmp_path}"])
    assert "was a networkx graph" in refusal(["community.file=networkx:0123"])


@pytest.mark.parametrize(
    ("group", "words", "parts"),
    [
        (
            "small_world",
            ["community.file={good}"],
            ["community.file", "is not read by small_world", "community=from_file"],
        ),
        ("configuration", ["community.law=given"], ["community.degrees_file: given nothing"]),
        ("configuration", ["community.file={good}", "community.degrees_file=x"], ["must not be given together"]),
        ("configuration", ["community.degrees_file={good}"], ["column 'degree'"]),
        ("configuration", ["community.degrees_file={bad}"], ["line 3, column 'degree'", "given -1"]),
        ("configuration", ["community.degrees_file={odd}", "population.size=3"], ["even number"]),
        ("small_world", ["community.graph=small_wrld"], ["Did you mean small_world?"]),
        ("small_world", ["population.size=null"], ["population.size"]),
    ],
)
def test_files_that_do_not_belong_to_a_graph_are_refused(
    tmp_path: Path, group: str, words: list[str], parts: list[str]
) -> None:
    texts = {"good": GOOD, "bad": "degree\n1\n-1\n", "odd": "degree\n1\n1\n1\n"}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text)
    paths = {name: tmp_path / f"{name}.csv" for name in texts}
    sentence = refusal([word.format(**paths) for word in words], group)
    assert [part for part in parts if part not in sentence] == [], sentence


@pytest.mark.parametrize(
    ("labels", "unknown", "parts"),
    [
        (["a", "x", "y"], "refuse", ["2 of 3 ids", "x, y", "community.unknown=drop"]),
        (["a", "x", "y"], "prospects", ["2 people", "the 1 prospects", "population.prospects=1 "]),
        (["x", "y"], "drop", ["x, y", "must be customers of the log, such as a, b", "written alike"]),
        (["a", "x"], "dropp", ["community.unknown: given dropp", "Did you mean drop?"]),
        (["a", "b", " a"], "drop", ["nodes 1 and 3 both called a"]),
    ],
)
def test_unknown_people_are_refused(labels: list[str], unknown: str, parts: list[str]) -> None:
    edges = EdgeList("edges.csv", labels, np.array([0]), np.array([1]))
    with pytest.raises(Mistake) as caught:
        matched(edges, ["a", "b"], 1, unknown)
    assert [part for part in parts if part not in str(caught.value)] == [], str(caught.value)


def test_a_wrong_graph_is_refused() -> None:
    with pytest.raises(Mistake, match="no ties"):
        edges_of_graph(nx.empty_graph(3))
    with pytest.raises(Mistake, match="node nan: given nan, must name a person"):
        edges_of_graph(nx.from_pandas_edgelist(pd.DataFrame({"source": [1.0, 2.0], "target": [2.0, np.nan]})))
    graph = nx.Graph([(0, 1)])
    with pytest.raises(Mistake, match="attribute 'weight'"):
        edges_of_graph(graph, Columns(weight="weight"))
    nx.set_edge_attributes(graph, -1.0, "weight")
    with pytest.raises(Mistake, match=r"edge \(0, 1\), weight: given -1"):
        edges_of_graph(graph, Columns(weight="weight"))
