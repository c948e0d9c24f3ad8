"""Files of ties with a piece missing, doubled or out of its place: each is read, or refused in a sentence."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from experiments.inputs.networks.edge_list import Columns
from experiments.inputs.networks.read import read_edges
from simulation.mistake import Mistake

GRAPHML = """<graphml>
<key id="w" for="edge" attr.name="weight" attr.type="double"><default>2</default></key>
<key id="n" for="node" attr.name="name"><default>nn</default></key>
<key id="c" attr.name="colour"/>
<graph edgedefault="undirected">
<node id="a"><data key="n">ann</data><port name="p"/></node>
<node id="g"><graph><node id="b"><data key="n">bob</data></node></graph></node>
<edge source="a" target="b"><data key="w">3</data></edge>
</graph>
</graphml>"""
TEXTS = {
    "a.csv": 'source,target,weight\na,"b",1\nb,c,2\n',
    "a.edges": "# Nodes: 3 Edges: 2\n# From To\n0 1 1\n1 2 2\n",
    "a.net": '*Network x\n*Vertices 3\n1 "ann"\n2 bob 0.1 0.2\n*Arcs :1 "likes"\n1 2 0.5\n*Edges\n2 3\n',
    "a.graphml": GRAPHML,
}


def damaged(text: str) -> Iterator[str]:
    """Each line left out, twice, or cut."""
    lines = text.splitlines(keepends=True)
    for k, line in enumerate(lines):
        for instead in ("", line * 2, line[: len(line) // 2] + "\n"):
            yield "".join([*lines[:k], instead, *lines[k + 1 :]])


def taken_apart(text: str) -> Iterator[str]:
    """Well-formed still: each tag left out around what it holds, and each attribute."""
    root = ElementTree.fromstring(text)
    places = [(k, name) for k, one in enumerate(root.iter()) for name in (None, *one.attrib)]
    for k, name in places:
        other = copy.deepcopy(root)
        one = list(other.iter())[k]
        if name is not None:
            del one.attrib[name]
        else:
            for parent in other.iter():
                if one in list(parent):
                    at = list(parent).index(one)
                    parent[at : at + 1] = list(one)
                    break
        yield ElementTree.tostring(other, encoding="unicode")


@pytest.mark.parametrize("name", TEXTS)
def test_a_damaged_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    files = [*damaged(TEXTS[name]), *(taken_apart(GRAPHML) if name == "a.graphml" else ())]
    for weight in (None, "weight"):
        read = 0
        for text in files:
            path.write_text(text, encoding="utf-8")
            try:
                edges = read_edges(str(path), Columns(weight=weight))
            except Mistake:
                continue
            assert max(edges.source.max(), edges.target.max()) < len(edges.labels)
            read += 1
        assert 0 < read < len(files)


def test_a_name_that_two_attributes_of_ties_have_says_which_no_more_than_a_column_twice(tmp_path: Path) -> None:
    twice = GRAPHML.replace('attr.name="colour"', 'for="edge" attr.name="weight"')
    (tmp_path / "a.graphml").write_text(twice, encoding="utf-8")
    assert read_edges(str(tmp_path / "a.graphml"), Columns()).source.size == 1
    with pytest.raises(Mistake, match="attribute 'weight': given it twice, must be declared once"):
        read_edges(str(tmp_path / "a.graphml"), Columns(weight="weight"))
