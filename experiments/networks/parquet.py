"""An edge list as a Parquet file: one tie a row. Ids of any kind are taken as the text that they are printed as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from experiments.networks.edge_list import Columns, EdgeList, Integers, marked, weighed
from simulation.draws import Floats
from simulation.mistake import Mistake, nearest


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
        if name not in names:
            advice = nearest(name, names) or "Name yours: community.source_column=... community.target_column=..."
            raise Mistake(f"{path}, column '{name}'", ", ".join(names), "must be among the columns", advice)
    table = pq.read_table(path, columns=list(dict.fromkeys(wanted)))
    ends = [_ids(table.column(name), f"{path}, column '{name}'") for name in (columns.source, columns.target)]
    together = pa.chunked_array([*ends[0].chunks, *ends[1].chunks], type=pa.string()).combine_chunks()
    coded = together.dictionary_encode()
    codes: Integers = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    rows = table.num_rows
    return EdgeList(
        str(path),
        coded.dictionary.to_pylist(),
        codes[:rows],
        codes[rows:],
        None
        if columns.weight is None
        else _weights(table.column(columns.weight), f"{path}, column '{columns.weight}'"),
        None if columns.strength is None else _marks(table.column(columns.strength), path, columns.strength),
        tuple(name for name in names if name not in wanted),
    )


def _ids(column: Any, thing: str) -> Any:
    """Ids as text; a float that is whole, as columns with gaps become in pandas, is the whole number."""
    if column.null_count:
        row = int(np.flatnonzero(column.is_null().to_numpy())[0]) + 1
        raise Mistake(f"{thing}, row {row}", "nothing", "must name a person")
    try:
        if pa.types.is_floating(column.type):
            column = column.cast(pa.int64())
        text = pc.utf8_trim_whitespace(column.cast(pa.string()))
    except pa.ArrowException:
        raise Mistake(thing, str(column.type), "must hold ids: text or whole numbers") from None
    if (empty := pc.index(text, "").as_py()) >= 0:
        raise Mistake(f"{thing}, row {empty + 1}", "nothing", "must name a person")
    return text


def _weights(column: Any, thing: str) -> Floats:
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        raise Mistake(thing, str(column.type), "must hold numbers")
    weight: Floats = column.to_numpy().astype(np.float64)
    if (wrong := np.flatnonzero(~((weight >= 0) & (weight < np.inf)))).size:
        weighed(weight[wrong[0]], f"{thing}, row {wrong[0] + 1}")
    return weight


def _marks(column: Any, path: Path, name: str) -> Any:
    return np.array([marked(v, f"{path}, row {k}, column '{name}'") for k, v in enumerate(column.to_pylist(), start=1)])
