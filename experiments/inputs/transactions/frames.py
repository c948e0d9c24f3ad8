"""Tables in memory: pandas, Polars and Arrow, through the interfaces that they share, as the bytes of a Parquet file.

A table is kept by its content, so that it has a hash like a file, workers can read it, and a run can be computed again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from experiments.inputs.hashes import Content, file_hash, hash_of
from experiments.inputs.paths import is_file
from experiments.inputs.transactions.table import encodable, number_beside_texts
from experiments.inputs.transactions.values import nothing, number, texts, unpacked
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
        if type(table).__module__.partition(".")[0] == "polars":
            return _of_polars(table)
        if hasattr(table, "__arrow_c_stream__"):
            return pa.table(table)
        from pyarrow.interchange import from_dataframe

        return from_dataframe(table)
    except (pa.ArrowException, TypeError, ValueError, NotImplementedError) as error:
        raise Mistake("population", type(table).__name__, f"cannot be read as a table: {error}") from None


def _of_pandas(frame: pd.DataFrame) -> pa.Table:
    named = [level for level, name in enumerate(frame.index.names) if name is not None]
    columns = [pd.Series(frame.index.get_level_values(level)) for level in named]
    columns += [frame.iloc[:, place] for place in range(frame.shape[1])]
    names = [*(frame.index.names[level] for level in named), *frame.columns]
    return pa.Table.from_arrays([_typed(one) for one in columns], names=[encodable(str(name)) for name in names])


def _typed(column: pd.Series) -> pa.Array | pa.ChunkedArray:
    """A column in Arrow's type, or each value as its text where Arrow has no type that keeps all of them."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes = column.cat.codes.to_numpy()
        return _typed(pd.Series(column.cat.categories)).take(pa.array(codes, mask=codes < 0))
    try:
        found = pa.array(column, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        return _texts(column)
    mixed = column.dtype == object and pa.types.is_temporal(found.type) and _differ(column)
    return _texts(column) if mixed or pa.types.is_duration(found.type) else found


def _differ(values: Iterable[object]) -> bool:
    """Whether days stand among moments, which Arrow would cut, or moments have zones, which Arrow would make one."""
    there = [value for value in values if not nothing(value)]
    return len(set(map(type, there))) > 1 or any(getattr(value, "tzinfo", None) is not None for value in there)


def _of_polars(frame: Any) -> pa.Table:
    """Column by column, because some types of Polars are none of Arrow's, and objects arrive there as addresses."""
    columns = []
    for series in frame.iter_columns():
        try:
            found = None if str(series.dtype) == "Object" else pa.chunked_array(series)
        except pa.ArrowException:
            found = None
        columns.append(_texts(series.to_list()) if found is None else found)
    return pa.Table.from_arrays(columns, names=frame.columns)


def _texts(values: Iterable[object]) -> pa.Array:
    """The text of each value; of a number with a part such that nobody can take its point for one of thousands."""
    return pa.array([None if nothing(value) else encodable(_text(value)) for value in values], pa.string())


def _text(value: object) -> str:
    if isinstance(value, float | np.floating):
        return number_beside_texts(str(number(value)))
    return number_beside_texts(str(value)) if isinstance(value, Decimal) else str(value)


def as_content(table: Any) -> Content:
    """A table as the bytes of a Parquet file, which are the same for the same values."""
    buffer = io.BytesIO()
    plain = unpacked(as_arrow(table))
    kept = [_storable(column) for column in plain.columns]
    pa.parquet.write_table(pa.Table.from_arrays(kept, names=plain.column_names), buffer)
    data = buffer.getvalue()
    digest = hash_of(data)
    return Content(KEPT / f"{digest[:32]}.parquet", data, digest)


def _storable(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column that Parquet brings back as it is, whatever the library that wrote it."""
    kind = column.type
    if pa.types.is_timestamp(kind) and kind.unit == "s":  # Parquet counts milliseconds, and has no room for all of them
        try:
            return column.cast(pa.timestamp("ms", kind.tz))
        except pa.ArrowInvalid:
            pass
    elif not (pa.types.is_decimal(kind) and kind.scale < 0) and not (
        pa.types.is_nested(kind) or pa.types.is_time(kind) or pa.types.is_duration(kind) or pa.types.is_interval(kind)
    ):
        return column
    return pa.chunked_array([texts(chunk) for chunk in column.chunks], pa.string())


def is_kept(path: Path) -> bool:
    """Whether a file is a table that was kept here."""
    return path.parent.parts[-2:] == KEPT.parts and path.suffix == ".parquet"


def kept(table: Any) -> Path:
    """Keep a table by its content; returns where."""
    found = as_content(table)
    if not is_file(found.path) or file_hash(found.path) != found.hash:  # somebody may have written there since
        found.path.parent.mkdir(parents=True, exist_ok=True)
        partial = found.path.with_suffix(".partial")
        partial.write_bytes(found.data)
        partial.replace(found.path)
    return found.path
