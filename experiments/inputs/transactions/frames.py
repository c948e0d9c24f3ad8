"""Tables in memory: pandas, Polars and Arrow, through the interfaces that they share, as the bytes of a Parquet file.

A table is kept by its content, so that it has a hash like a file, workers can read it, and a run can be computed again.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from experiments.inputs.hashes import Content, hash_of
from experiments.inputs.paths import is_file
from simulation.mistake import Mistake

KEPT = Path("outputs") / "inputs"
"""Where tables are kept by their hash, from where the program was called."""


def as_arrow(table: Any) -> pa.Table:
    """Any table as one of Arrow's; an index of pandas that has a name is a column.

    Raises:
        Mistake: it cannot be understood as a table.
    """
    try:
        if isinstance(table, pa.Table):
            return table
        if isinstance(table, pd.DataFrame):
            return _of_pandas(table)
        if hasattr(table, "__arrow_c_stream__"):
            return pa.table(table)
        from pyarrow.interchange import from_dataframe

        return from_dataframe(table)
    except (pa.ArrowException, TypeError, ValueError, NotImplementedError) as error:
        raise Mistake("population", type(table).__name__, f"cannot be read as a table: {error}") from None


def _of_pandas(frame: pd.DataFrame) -> pa.Table:
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    frame = frame.set_axis([str(name) for name in frame.columns], axis=1)
    arrays = []
    for place in range(frame.shape[1]):
        column = frame.iloc[:, place]
        try:
            arrays.append(pa.array(column, from_pandas=True))
        except (pa.ArrowException, TypeError):  # values of several types: each as its text
            texts = [None if value is None or value is pd.NaT or value != value else str(value) for value in column]
            arrays.append(pa.array(texts, pa.string()))
    return pa.Table.from_arrays(
        [array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array for array in arrays],
        names=list(frame.columns),
    )


def as_content(table: Any) -> Content:
    """A table as the bytes of a Parquet file, which are the same for the same values."""
    buffer = io.BytesIO()
    plain = as_arrow(table).replace_schema_metadata(None)
    if len(set(plain.column_names)) < plain.num_columns:
        twice = next(name for name in plain.column_names if plain.column_names.count(name) > 1)
        raise Mistake("population", f"column '{twice}' twice", "must be there once", "Rename one of the two.")
    pa.parquet.write_table(plain, buffer)
    data = buffer.getvalue()
    digest = hash_of(data)
    return Content(KEPT / f"{digest[:32]}.parquet", data, digest)


def is_kept(path: Path) -> bool:
    """Whether a file is a table that was kept here."""
    return path.parent.parts[-2:] == KEPT.parts and path.suffix == ".parquet"


def kept(table: Any) -> Path:
    """Keep a table by its content; returns where."""
    found = as_content(table)
    if not is_file(found.path):
        found.path.parent.mkdir(parents=True, exist_ok=True)
        partial = found.path.with_suffix(".partial")
        partial.write_bytes(found.data)
        partial.replace(found.path)
    return found.path
