"""An edge list as delimited text: a header, then one tie a line (measured: a million ties in 2 s).

Ids are those of `networks.names`. What cannot be understood is refused with its line and column.
"""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np

from experiments.inputs.delimited import positions, records
from experiments.inputs.networks.edge_list import STRENGTHS, Columns, EdgeList, marked, weighed
from experiments.inputs.networks.first_lines import REPEATED, plain
from experiments.inputs.networks.names import Names
from simulation.mistake import Mistake

WHAT = "a file of ties"
ADVICE = "Name yours: community.source_column=... community.target_column=..."


def read_text(path: Path, columns: Columns) -> EdgeList:
    """Read a CSV.

    Raises:
        Mistake: whatever is wrong with file, column or row, with its line.
    """
    rows = iter(records(path, columns.delimiter, WHAT))
    _, header = next(rows, (1, []))
    if not header:
        raise Mistake(str(path), "an empty file", "must have a line that names the columns, and ties")
    wanted = [columns.source, columns.target, *(c for c in (columns.weight, columns.strength) if c is not None)]
    places = positions(path, header, wanted, columns.delimiter, ADVICE)
    one, other, *more = places
    weight_at = more[0] if columns.weight is not None else None
    strength_at = more[-1] if columns.strength is not None else None
    names, named = Names(), {plain(name) for name in header}
    source, target, weight, strong = array("q"), array("q"), array("d"), array("b")
    both = (source, one, columns.source), (target, other, columns.target)
    for line, fields in rows:
        if len(fields) != len(header):
            allowed, advice = f"must have {len(header)} like line 1", "Put a field that holds the delimiter in quotes."
            raise Mistake(f"{path}, line {line}", f"{len(fields)} fields", allowed, advice)
        if fields[one] != fields[other] and {plain(field) for field in fields} == named:
            raise Mistake(f"{path}, line {line}", "the names of the columns again", "must appear only once", REPEATED)
        for ends, place, name in both:
            number = names.number.get(fields[place])
            if number is None:
                number = names.met(fields[place], f"{path}, line {line}, column '{name}'")
            ends.append(number)
        if weight_at is not None:
            weight.append(weighed(fields[weight_at], f"{path}, line {line}, column '{columns.weight}'"))
        if strength_at is not None:
            known = STRENGTHS.get(fields[strength_at])  # the usual spellings at once, the others in words
            if known is None:
                known = marked(fields[strength_at], f"{path}, line {line}, column '{columns.strength}'")
            strong.append(known)
    return EdgeList(
        str(path),
        names.labels,
        np.frombuffer(source, dtype=np.int64),
        np.frombuffer(target, dtype=np.int64),
        np.frombuffer(weight, dtype=np.float64) if weight_at is not None else None,
        np.frombuffer(strong, dtype=np.bool_) if strength_at is not None else None,
        tuple(name.strip() for place, name in enumerate(header) if place not in places),
        names.respelled,
    )
