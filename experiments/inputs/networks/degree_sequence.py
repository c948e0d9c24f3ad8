"""A sequence of degrees of one's own, for graphs that are otherwise random.

The sequence stands for its distribution: for another number of people it is stretched or shortened to the quantiles at
(i − ½)/N, so that 34 people of a survey can lend their degrees to 5,000. For as many people as there are degrees, every
degree is used once. Who gets which is settled by draw.
"""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np

from experiments.inputs.delimited import positions, records
from experiments.inputs.networks.edge_list import Columns, Integers
from experiments.inputs.networks.read import read_edges
from experiments.inputs.networks.user_network import file_of
from experiments.inputs.paths import user_path
from simulation.community import Community
from simulation.mistake import Mistake

COLUMN = "degree"


def own_degrees(file: str | None, degrees_file: str | None, columns: Columns, size: int) -> tuple[int, ...]:
    """The degree of each of N people, from a file of degrees or from the ties of another file.

    Args:
        file: of ties, `community.file`.
        degrees_file: of degrees, `community.degrees_file`.
        columns: how the file is to be read.
        size: number of people.

    Raises:
        Mistake: both files or none are named, or one cannot be used.
    """
    if degrees_file is not None and file is not None:
        raise Mistake("community.degrees_file", degrees_file, "must not be given together with community.file")
    if degrees_file is not None:
        columns.refuse_unread(("delimiter",), "a file of degrees")
        degrees = _listed(user_path(degrees_file), columns.delimiter)
    elif file is not None:
        columns.refuse_unread(("source", "target", "delimiter"), "degrees, to which all ties and people are alike")
        edges = read_edges(file_of(file), columns)
        degrees = Community.from_edges(len(edges.labels), edges.source, edges.target).degree.astype(np.int64)
    else:
        advice = f"Add community.degrees_file=degrees.csv (a column '{COLUMN}') or community.file=edges.csv."
        raise Mistake("community.degrees_file", "nothing", "must be given with community.law=given", advice)
    return tuple(stretched(degrees, size).tolist())


def stretched(degrees: Integers, size: int) -> Integers:
    """Quantiles of degrees for N people, with an even sum where N differs from the number of degrees; shape (N,)."""
    if degrees.size == size:
        return degrees
    place = ((np.arange(size) + 0.5) / size * degrees.size).astype(np.int64)
    taken: Integers = np.sort(degrees)[place]
    taken[0] += taken.sum() % 2  # a tie has two ends
    return taken


def _listed(path: Path, delimiter: str) -> Integers:
    rows = iter(records(path, delimiter, "a file of degrees"))
    _, header = next(rows, (1, []))
    if not header:
        raise Mistake(str(path), "an empty file", f"must have a line that names the column '{COLUMN}', and degrees")
    (place,) = positions(path, header, [COLUMN], delimiter, f"Name one column '{COLUMN}'.")
    degrees = array("q")
    for line, fields in rows:
        text = fields[place].strip() if len(fields) == len(header) else ""
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            thing, advice = f"{path}, line {line}, column '{COLUMN}'", "One whole number a line."
            raise Mistake(thing, text or "nothing", "must be a number of ties from 0", advice)
        degrees.append(int(text))
    if not degrees:
        raise Mistake(str(path), "a header and no rows", "must hold degrees")
    return np.frombuffer(degrees, dtype=np.int64)
