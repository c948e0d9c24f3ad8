"""A network as Pajek writes it: numbered vertices with labels, then arcs or edges between their numbers.

    *Vertices 3
    1 "ann"
    2 "bob"
    *Edges
    1 2 0.5

A vertex without a label is called by its number, and one that no tie names is a person too. Labels need not differ in
Pajek, so two that are equal are refused. A third number of a tie is its weight. The reader is our own, because that of
networkx folds vertices of one label into one person.

Source: Batagelj & Mrvar, Pajek: program for analysis and visualization of large networks, reference manual, §4.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from experiments.inputs.networks.crawl import WEIGHT
from experiments.inputs.networks.edge_list import Columns, EdgeList, Ties, weighed
from experiments.inputs.networks.names import person, refuse_shared
from simulation.mistake import Mistake

_PLACE = re.compile(r"-?[\d.]+(?:[eE][-+]?\d+)?")
_DRAWN = frozenset({
    "ellipse", "box", "diamond", "triangle", "cross", "house", "man", "woman", "empty", "x_fact", "y_fact", "phi", "r",
    "q", "ic", "bc", "bw", "lc", "la", "lr", "lphi", "fos", "font",
})  # fmt: skip
"""What may follow the label of a vertex beside its place: its shape, and how it is drawn, such as ic Red."""
TIES, LISTS = ("*arcs", "*edges"), ("*arcslist", "*edgeslist")


def read_pajek(path: Path, columns: Columns) -> EdgeList:
    """Read a Pajek network.

    Raises:
        Mistake: a line that cannot be understood, with its number.
    """
    if columns.strength is not None or columns.weight not in (None, WEIGHT):
        key, given = ("weight", columns.weight) if columns.strength is None else ("strength", columns.strength)
        raise Mistake(f"community.{key}_column", given, f"must be left out, or be {WEIGHT}")
    reader = _Reader(path, columns)
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if (stripped := line.strip()) and not stripped.startswith("%"):
            reader.take(stripped, f"{path}, line {number}")
    return reader.edges()


class _Reader:
    """What has been read so far."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path, self.columns = path, columns
        self.part, self.count = "", 0
        self.node: dict[str, int] = {}  # by number of the vertex
        self.label: dict[str, str] = {}  # likewise
        self.ties, self.weights = Ties(columns.weight is not None), False
        self.relations: set[str] = set()

    def take(self, line: str, where: str) -> None:
        if line.startswith("*"):
            self._begin(line.split(), where)
        elif self.part == "*vertices":
            self._vertex(line, where)
        elif self.part in TIES:
            one, *others = line.split()
            self._tie(one, others[0] if others else "", others[1:2], where)
        elif self.part in LISTS:
            one, *others = line.split()
            for other in others:
                self._tie(one, other, [], where)
        elif self.part != "*network":
            raise Mistake(where, line[:40], "must be a part of a Pajek network", "It begins with *Vertices.")

    def _begin(self, words: list[str], where: str) -> None:
        self.part = words[0].lower()
        if self.part == "*vertices":
            if self.count:
                raise Mistake(where, "a second *Vertices", "must be one network", "Save each network in its own file.")
            told = words[1] if len(words) > 1 else ""
            if len(words) != 2 or not told.isdecimal() or int(told) < 1:
                given, advice = " ".join(words), "Two-mode networks are not read: save the projection."
                raise Mistake(where, given, "must give the number of vertices", advice)
            self.count = int(told)
            self.node = {str(number): number - 1 for number in range(1, self.count + 1)}
        elif self.part in (*TIES, *LISTS):
            self.relations.add(words[1] if len(words) > 1 and words[1].startswith(":") else "one without a number")
            if len(self.relations) > 1:
                advice = "Save each relation in its own file, or remove the numbers if all ties are of one kind."
                raise Mistake(where, f"the relations {' and '.join(sorted(self.relations))}", "must be one", advice)
        elif self.part != "*network":
            advice = "Save the network with its ties as *Edges or *Arcs."
            raise Mistake(where, words[0], f"must be one of *Vertices, {', '.join((*TIES, *LISTS))}", advice)

    def _vertex(self, line: str, where: str) -> None:
        try:
            number, *more = shlex.split(line, comments=False) if '"' in line else line.split()
        except ValueError:
            raise Mistake(where, line[:40], "must have paired quotes") from None
        self._known(number, where)
        if number in self.label:
            raise Mistake(where, f"vertex {number} again", "must be listed once", "Give each vertex its own number.")
        alone = len(more) == 2 and _PLACE.fullmatch(more[1])  # a place has two numbers or three
        if len(more) > 1 and '"' not in line and (alone or not (_PLACE.fullmatch(more[1]) or more[1] in _DRAWN)):
            advice = "Put a label of several words in quotation marks."
            raise Mistake(where, f"'{more[1]}' after the label", "must be a position or a shape", advice)
        self.label[number] = person(more[0], where) if more else number

    def _tie(self, one: str, other: str, weight: list[str], where: str) -> None:
        for end in (one, other):
            self._known(end, where)
        self.weights |= bool(weight)
        wanted = self.columns.weight is not None
        told = weighed(weight[0] if weight else 1.0, f"{where}, weight") if wanted else None
        self.ties.add(self.node[one], self.node[other], told)

    def _known(self, number: str, where: str) -> None:
        if number not in self.node:
            raise Mistake(where, number or "nothing", f"must be the number of a vertex, 1 to {self.count}")

    def edges(self) -> EdgeList:
        """Everything that was read."""
        if not self.count:
            raise Mistake(str(self.path), "no *Vertices", "must be a Pajek network")
        labels = [self.label.get(number, number) for number in self.node]
        refuse_shared(labels, str(self.path), "vertices")
        unused = (WEIGHT,) if self.weights and self.columns.weight is None else ()
        return self.ties.edges(str(self.path), labels, unused)


def _text(path: Path) -> str:
    """The text, which old versions of Pajek wrote in the code page of the machine."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        advice = "Save it again as Unicode UTF-8."
        raise Mistake(
            str(path), f"the byte 0x{error.object[error.start]:02x}", "must be text in UTF-8", advice
        ) from None
