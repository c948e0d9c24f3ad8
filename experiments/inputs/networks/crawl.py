"""An edge list as crawls are published: comments at the top, then one tie a line, without names of columns.

    # Nodes: 4 Edges: 3
    # FromNodeId    ToNodeId
    0    1

Two ids a line, between them white space or a comma; a third field is the weight. SNAP, KONECT, Network Repository and
networkx.write_edgelist write ties like this. Ids are text, as in a CSV.

Source: https://snap.stanford.edu/data
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from experiments.inputs.networks.edge_list import Columns, EdgeList, Ties, weighed
from experiments.inputs.networks.fields import comment, fields, is_number, without_attributes
from experiments.inputs.networks.first_lines import refuse_header, refuse_sizes
from experiments.inputs.networks.names import Names
from simulation.mistake import Mistake

COMMENTS, MATRIX_MARKET = ("#", "%"), "%%matrixmarket"
WEIGHT = "weight"
"""What the third field is called in `community.weight_column`."""


def is_crawl(path: Path) -> bool:
    """Whether a text opens with a comment, or with two whole numbers, which no columns are called."""
    first = next((line for _, line in _lines(path)), "")
    if first.startswith(COMMENTS):
        return True
    found = comment(first)
    return len(found) > 1 and all(field.isdecimal() for field in found[:2])


def read_crawl(path: Path, columns: Columns) -> EdgeList:
    """Read such a file.

    Raises:
        Mistake: a line that is no tie, or a weight that is wanted and not there.
    """
    if columns.strength is not None or columns.weight not in (None, WEIGHT):
        key, given = ("weight", columns.weight) if columns.strength is None else ("strength", columns.strength)
        advice = "This file has no column names; its third column is the weight. For others, use a CSV with a header."
        raise Mistake(f"community.{key}_column", given, f"must be left out, or be {WEIGHT}", advice)
    names, ties, width = Names(), Ties(columns.weight is not None), 0
    comments: list[tuple[int, list[str]]] = []
    top: list[str] = []
    thirds: set[str] = set()
    attributes = False
    for number, line in _lines(path):
        if line.startswith(COMMENTS):
            if ties.source and len(comment(line)[0]) > 1:  # as #1001; a mark alone begins a comment anywhere
                advice = "Take comments out, or save the ties as a CSV if an id begins so."
                raise Mistake(f"{path}, line {number}", line[:1], "must not start a line after the first tie", advice)
            comments.append((number, comment(line)))
            continue
        if not ties.source and {columns.source, columns.target} <= set(comment(line)):
            advice = "Take the comments out, so that the first line names the columns."
            raise Mistake(
                f"{path}, line {number}", line, "must be a tie: a file with comments names no columns", advice
            )
        line, more = without_attributes(line)
        attributes |= more
        found = fields(line, f"{path}, line {number}")
        if not top and comments and comments[0][1][0].casefold() == MATRIX_MARKET and not width:
            width = len(found)  # rows, columns and entries of a matrix
            continue
        top, width = top or found, len(found) if not ties.source else width
        if len(found) != width or len(found) < 2:
            allowed = f"must have {width}, like the lines above" if width > 1 else "must be the ids of two people"
            advice = "Ids must not contain white space."
            raise Mistake(f"{path}, line {number}", f"{len(found)} fields", allowed, advice)
        weight = None
        if columns.weight is not None:
            weight = weighed(found[2] if width > 2 else None, f"{path}, line {number}, third field")
        if weight is None and width > 2 and not is_number(found[2]) and not {",", "\t"} & set(line):
            thirds |= {found[2]} - {found[0], found[1]}
        one, other = (
            names.met(text, f"{path}, line {number}") if (known := names.number.get(text)) is None else known
            for text in found[:2]
        )
        ties.add(one, other, weight)
    refuse_sizes(path, ties, top)
    refuse_header(path, ties, names.labels)
    if thirds and 2 * sum(word in names.number for word in thirds) >= len(thirds):
        advice = "Names of several words need a CSV whose first line is source,target."
        raise Mistake(str(path), f"the line '{' '.join(top)}'", "must be two ids and a weight", advice)
    for number, words in comments:  # sorted, ids that begin with a mark stand on top
        if len(words) == width and len(words[0]) > 1 and any(text in names.number for text in words[:2]):
            advice = "Take comments out, or save the ties as a CSV if an id begins so."
            raise Mistake(f"{path}, line {number}", " ".join(words), "may be a comment or a tie", advice)
    beside = (WEIGHT, *(f"field {k}" for k in range(4, width + 1)))[: max(width - 2, 0)] + ("attributes",) * attributes
    edges = ties.edges(str(path), names.labels, tuple(name for name in beside if name != columns.weight))
    return replace(edges, respelled=names.respelled)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that hold something, with their numbers."""
    try:
        with path.open(encoding="utf-8-sig") as text:
            for number, line in enumerate(text, start=1):
                if stripped := line.strip():
                    yield number, stripped
    except UnicodeDecodeError as error:
        advice = "Save the file again in UTF-8."
        raise Mistake(
            str(path), f"the byte 0x{error.object[error.start]:02x}", "must be text in UTF-8", advice
        ) from None
