"""An edge list as a Parquet file: one tie a row. Columns of ids are read as that of the customers of a log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.inputs.networks.edge_list import Columns, EdgeList, Integers, marked, weighed
from experiments.inputs.networks.names import Names
from experiments.inputs.transactions.arrow import of_arrow
from simulation.draws import Floats
from simulation.mistake import Mistake, nearest

IDS = "must hold ids: text or whole numbers"


def read_parquet(path: Path, columns: Columns) -> EdgeList:
    """Read a Parquet file.

    Raises:
        Mistake: no Parquet, a column that is not there, or a value that cannot be used, with its row.
    """
    try:
        names = pq.read_schema(path).names
    except (pa.ArrowException, OSError) as error:
        raise Mistake(str(path), str(error).splitlines()[0], "must be a Parquet file") from None
    wanted = [columns.source, columns.target, *(c for c in (columns.weight, columns.strength) if c is not None)]
    for name in wanted:
        if names.count(name) > 1:
            raise Mistake(f"{path}, column '{name}'", "it twice", "must be there once", "Rename one of the two.")
    for name in wanted:
        if name not in names:
            advice = nearest(name, names) or "Name yours: community.source_column=... community.target_column=..."
            raise Mistake(f"{path}, column '{name}'", ", ".join(names), "must be among the columns", advice)
    table = pq.read_table(path, columns=list(dict.fromkeys(wanted)))
    people = Names()
    source, target = (
        _ends(table.select([name]), people, f"{path}, column '{name}'") for name in (columns.source, columns.target)
    )
    return EdgeList(
        str(path),
        people.labels,
        source,
        target,
        None
        if columns.weight is None
        else _weights(table.column(columns.weight), f"{path}, column '{columns.weight}'"),
        None if columns.strength is None else _marks(table.column(columns.strength), path, columns.strength),
        tuple(name for name in names if name not in wanted),
        people.respelled,
    )


def _ends(table: pa.Table, people: Names, thing: str) -> Integers:
    """The number of the person at one end of each tie; its column is read as that of the customers of a log."""
    kind = table.schema.types[0]
    if pa.types.is_nested(kind) or (pa.types.is_floating(kind) and not _whole(table.column(0))):
        raise Mistake(thing, str(kind), IDS)
    try:
        found = of_arrow(table, "Parquet")
    except pa.ArrowException:
        raise Mistake(thing, str(kind), IDS) from None
    if (empty := np.setdiff1d(np.arange(1, table.num_rows + 1), found.row)).size:
        raise Mistake(f"{thing}, row {empty[0]}", "nothing", "must name a person")
    (column,) = found.columns
    codes, first, place = np.unique(column.code, return_index=True, return_inverse=True)
    texts = column.texts.take(pa.array(codes)).to_pylist()
    number = np.empty(len(codes), dtype=np.int64)
    for k in np.argsort(first):
        number[k] = people.met(texts[k], f"{thing}, row {first[k] + 1}")
    return np.asarray(number[place], dtype=np.int64)


def _whole(column: Any) -> bool:
    values = column.to_numpy().astype(np.float64)
    there = values[np.isfinite(values)]
    return bool((there == np.floor(there)).all())


def _weights(column: Any, thing: str) -> Floats:
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        raise Mistake(thing, str(column.type), "must hold numbers")
    weight: Floats = column.to_numpy().astype(np.float64)
    if (wrong := np.flatnonzero(~((weight >= 0) & (weight < np.inf)))).size:
        weighed(weight[wrong[0]], f"{thing}, row {wrong[0] + 1}")
    return weight


def _marks(column: Any, path: Path, name: str) -> Any:
    return np.array([marked(v, f"{path}, row {k}, column '{name}'") for k, v in enumerate(column.to_pylist(), start=1)])
