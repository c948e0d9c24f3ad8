"""A graph as GraphML, as Gephi, igraph, yEd and networkx write it, read as a stream.

Nodes without ties are kept: they are people too. A node that holds a graph is a group, not a person: the people are in
it, and so are ties of theirs. What names no person once and no tie between two of them is refused: an id that two nodes
share, an edge to a group or to nobody, a hyperedge. Ports are not looked at.

Source: http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

import numpy as np

from experiments.inputs.networks.edge_list import Columns, EdgeList, marked, weighed
from experiments.inputs.networks.names import person, refuse_shared
from simulation.mistake import Mistake, nearest


def read_graphml(path: Path, columns: Columns) -> EdgeList:
    """Read a GraphML file.

    Raises:
        Mistake: no XML, or an edge or attribute that cannot be used, with its line.
    """
    reader = _Reader(path, columns)
    try:
        with path.open("rb") as stream:
            reader.parser.ParseFile(stream)
    except OSError as error:
        raise Mistake(str(path), error.strerror or str(error), "must be readable") from None
    except expat.ExpatError as error:
        thing = f"{path}, line {error.lineno}, column {error.offset + 1}"
        raise Mistake(thing, expat.ErrorString(error.code), "must be GraphML") from None
    return reader.edges()


@dataclass
class _Element:
    """A node, edge or port that has begun and not ended.

    Args:
        attributes: of its tag.
        data: that were read of it, by key.
        group: whether a graph began inside.
    """

    attributes: dict[str, str]
    data: dict[str, str] = field(default_factory=dict)
    group: bool = False


class _Reader:
    """What has been read so far; expat calls the three methods below for each piece of the file."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path, self.columns = path, columns
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begun
        self.parser.CharacterDataHandler = self.written
        self.parser.EndElementHandler = self.ended
        self.names: dict[tuple[str, str], str] = {}  # of attributes, by kind of element and key
        self.defaults: dict[tuple[str, str], str] = {}  # by kind of element and name
        self.code: dict[str, int] = {}
        self.label: dict[int, str] = {}
        self.source, self.target, self.weight, self.strong = array("q"), array("q"), array("d"), array("b")
        self.begun_at: dict[str, int] = {}  # line of each node, groups included
        self.people: set[str] = set()
        self.owed: dict[str, int] = {}  # line in which an edge first named a node that had not been met
        self.open: list[_Element] = []  # what the present line lies in, outermost first
        self.declared: dict[str, str] = {}  # the key that is being declared
        self.default: str | None = None  # of that key
        self.key, self.text, self.seen_graph = "", "", False

    def begun(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self.text = ""
        if tag == "graph":
            if self.seen_graph and not self.open:
                advice = "Write each graph to its own file."
                raise Mistake(self._here(), "a second graph", "must be one network", advice)
            self.seen_graph = True
            self._refuse_unknown("edge", self.columns.weight)
            self._refuse_unknown("edge", self.columns.strength)
            self._refuse_unknown("node", self.columns.name)
            if self.open:
                self.open[-1].group = True
        elif tag == "hyperedge":
            raise Mistake(
                self._here(), "a hyperedge", "must be ties between two people", "Write one edge for each pair."
            )
        elif tag in ("node", "edge", "port"):
            self.open.append(_Element(attributes))
            if tag == "node":
                self._refuse_again(attributes.get("id", ""))
        elif tag == "key":
            self.declared = attributes
            self.default = None
        elif tag == "data":
            self.key = attributes.get("key", "")

    def written(self, text: str) -> None:
        self.text += text

    def ended(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "data" and self.open:
            self.open[-1].data[self.key] = self.text
        elif tag == "default":
            self.default = self.text
        elif tag == "key":
            self._declare(self.declared)
        elif tag in ("node", "edge", "port"):
            element = self.open.pop()
            if tag == "node" and not element.group:
                self._person(element)
            elif tag == "edge":
                self._tie(element)

    def _declare(self, key: dict[str, str]) -> None:
        identity, kind = key.get("id", ""), key.get("for", "all")
        for one in ("node", "edge") if kind == "all" else (kind,):
            name = self.names[one, identity] = key.get("attr.name", identity)
            if self.default is not None:
                self.defaults[one, name] = self.default

    def _person(self, element: _Element) -> None:
        name = element.attributes["id"]
        self.people.add(name)
        node = self.code.setdefault(name, len(self.code))
        if self.columns.name is None:
            self.label[node] = person(name, self._here())
        else:
            where = f"{self._here()}, attribute '{self.columns.name}'"
            self.label[node] = person(self._attribute("node", element, self.columns.name), where)

    def _tie(self, element: _Element) -> None:
        self.source.append(self._end(element.attributes.get("source", "")))
        self.target.append(self._end(element.attributes.get("target", "")))
        if self.columns.weight is not None:
            where = f"{self._here()}, attribute '{self.columns.weight}'"
            self.weight.append(weighed(self._attribute("edge", element, self.columns.weight), where))
        if self.columns.strength is not None:
            where = f"{self._here()}, attribute '{self.columns.strength}'"
            self.strong.append(marked(self._attribute("edge", element, self.columns.strength), where))

    def edges(self) -> EdgeList:
        """Everything that was read."""
        if not self.seen_graph:
            raise Mistake(str(self.path), "XML without a graph", "must be GraphML")
        for name, line in self.owed.items():
            if name not in self.people:
                group = name in self.begun_at
                given = f"an edge to {name}, {'a group' if group else 'which is no node'}"
                advice = f"Connect it to the people in {name}." if group else "Add the node, or take the edge out."
                raise Mistake(f"{self.path}, line {line}", given, "must be ties between two people", advice)
        labels = [self.label[node] for node in self.code.values()]
        refuse_shared(labels, str(self.path))
        used = {self.columns.weight, self.columns.strength}
        return EdgeList(
            str(self.path),
            labels,
            np.frombuffer(self.source, dtype=np.int64),
            np.frombuffer(self.target, dtype=np.int64),
            np.frombuffer(self.weight, dtype=np.float64) if self.columns.weight is not None else None,
            np.frombuffer(self.strong, dtype=np.bool_) if self.columns.strength is not None else None,
            tuple(name for (kind, _), name in self.names.items() if kind == "edge" and name not in used),
        )

    def _end(self, name: str) -> int:
        """The number of a person at one end of a tie."""
        if not name:
            raise Mistake(self._here(), "nothing", "must name a node")
        if name not in self.people:
            self.owed.setdefault(name, self.parser.CurrentLineNumber)
        return self.code.setdefault(name, len(self.code))

    def _refuse_again(self, name: str) -> None:
        if not name:
            raise Mistake(self._here(), "nothing", "must name a node")
        line = self.parser.CurrentLineNumber
        if (first := self.begun_at.setdefault(name, line)) != line or name in self.people:
            given, advice = f"the node {name} again, which is in line {first}", "Give one of the two another id."
            raise Mistake(self._here(), given, "must be a person with an id of their own", advice)

    def _attribute(self, kind: str, element: _Element, name: str) -> str:
        for key, value in element.data.items():
            if self.names.get((kind, key)) == name:
                return value
        return self.defaults.get((kind, name), "")

    def _refuse_unknown(self, kind: str, name: str | None) -> None:
        known = [attribute for (of, _), attribute in self.names.items() if of == kind]
        if name is not None and name not in known:
            given, allowed = ", ".join(known) or "none", f"must be among the attributes of {kind}s"
            raise Mistake(f"{self.path}, attribute '{name}'", given, allowed, nearest(name, known))
        if known.count(name or "") > 1:
            raise Mistake(
                f"{self.path}, attribute '{name}'", "it twice", "must be declared once", "Rename one of the two."
            )

    def _here(self) -> str:
        return f"{self.path}, line {self.parser.CurrentLineNumber}"
