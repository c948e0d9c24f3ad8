"""A graph as GraphML, as Gephi, igraph, yEd and networkx write it, read as a stream.

Nodes without ties are kept: they are people too. Nested graphs, ports and hyperedges are not looked at.

Source: http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from array import array
from pathlib import Path
from xml.parsers import expat

import numpy as np

from experiments.networks.edge_list import Columns, EdgeList, marked, weighed
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
        self.element: dict[str, str] = {}
        self.data: dict[str, str] = {}
        self.key, self.text, self.seen_graph = "", "", False

    def begun(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self.text = ""
        if tag == "graph":
            self.seen_graph = True
            self._refuse_unknown("edge", self.columns.weight)
            self._refuse_unknown("edge", self.columns.strength)
            self._refuse_unknown("node", self.columns.name)
        elif tag in ("node", "edge"):
            self.element, self.data = attributes, {}
        elif tag == "key":
            self.element = attributes
            kinds = ("node", "edge") if attributes.get("for", "all") == "all" else (attributes["for"],)
            for kind in kinds:
                self.names[kind, attributes.get("id", "")] = attributes.get("attr.name", attributes.get("id", ""))
        elif tag == "data":
            self.key = attributes.get("key", "")

    def written(self, text: str) -> None:
        self.text += text

    def ended(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "data":
            self.data[self.key] = self.text
        elif tag == "default":
            kind = self.element.get("for", "all")
            for one in ("node", "edge") if kind == "all" else (kind,):
                self.defaults[one, self.names[one, self.element.get("id", "")]] = self.text
        elif tag == "node":
            node = self._node(self.element.get("id", ""))
            if self.columns.name is not None:
                self.label[node] = self._attribute("node", self.columns.name).strip() or self._nameless()
        elif tag == "edge":
            self.source.append(self._node(self.element.get("source", "")))
            self.target.append(self._node(self.element.get("target", "")))
            if self.columns.weight is not None:
                where = f"{self._here()}, attribute '{self.columns.weight}'"
                self.weight.append(weighed(self._attribute("edge", self.columns.weight), where))
            if self.columns.strength is not None:
                where = f"{self._here()}, attribute '{self.columns.strength}'"
                self.strong.append(marked(self._attribute("edge", self.columns.strength), where))

    def edges(self) -> EdgeList:
        """Everything that was read."""
        if not self.seen_graph:
            raise Mistake(str(self.path), "XML without a graph", "must be GraphML")
        used = {self.columns.weight, self.columns.strength}
        return EdgeList(
            str(self.path),
            [self.label.get(node, name) for name, node in self.code.items()],
            np.frombuffer(self.source, dtype=np.int64),
            np.frombuffer(self.target, dtype=np.int64),
            np.frombuffer(self.weight, dtype=np.float64) if self.columns.weight is not None else None,
            np.frombuffer(self.strong, dtype=np.bool_) if self.columns.strength is not None else None,
            tuple(name for (kind, _), name in self.names.items() if kind == "edge" and name not in used),
        )

    def _node(self, name: str) -> int:
        if not name:
            raise Mistake(self._here(), "nothing", "must name a node")
        return self.code.setdefault(name, len(self.code))

    def _attribute(self, kind: str, name: str) -> str:
        for key, value in self.data.items():
            if self.names.get((kind, key)) == name:
                return value
        return self.defaults.get((kind, name), "")

    def _nameless(self) -> str:
        raise Mistake(f"{self._here()}, attribute '{self.columns.name}'", "nothing", "must name a person")

    def _refuse_unknown(self, kind: str, name: str | None) -> None:
        known = [attribute for (of, _), attribute in self.names.items() if of == kind]
        if name is not None and name not in known:
            given, allowed = ", ".join(known) or "none", f"must be among the attributes of {kind}s"
            raise Mistake(f"{self.path}, attribute '{name}'", given, allowed, nearest(name, known))

    def _here(self) -> str:
        return f"{self.path}, line {self.parser.CurrentLineNumber}"
