"""Parquet and Arrow as a table of texts: what is typed there keeps its value, and 7, 7.0 and "7" are one identity."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.feather
import pyarrow.parquet

from experiments.inputs.transactions.table import Column, Table, coded
from simulation.mistake import Mistake


def read_parquet(data: bytes, source: str) -> Table:
    """Read a Parquet file.

    Raises:
        Mistake: it cannot be read.
    """
    try:
        table = pa.parquet.read_table(pa.BufferReader(data))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise Mistake(source, str(error).splitlines()[0], "must be a whole Parquet file") from None
    return of_arrow(table, "Parquet")


def read_feather(data: bytes, source: str) -> Table:
    """Read an Arrow (Feather) file.

    Raises:
        Mistake: it cannot be read.
    """
    try:
        table = pa.feather.read_table(pa.BufferReader(data))
    except (pa.ArrowInvalid, OSError) as error:
        raise Mistake(source, str(error).splitlines()[0], "must be a whole Arrow file") from None
    return of_arrow(table, "Arrow")


def of_arrow(table: pa.Table, form: str) -> Table:
    """A table of typed columns; rows are counted from 1."""
    while any(pa.types.is_struct(kind) for kind in table.schema.types):
        table = table.flatten()
    columns = tuple(_column(str(name).strip(), table.column(k)) for k, name in enumerate(table.column_names))
    row = np.arange(1, table.num_rows + 1, dtype=np.int64)
    return Table(form, columns, row, width=len(columns)).without_blanks()


def _column(name: str, array: pa.ChunkedArray) -> Column:
    kind = array.type
    if pa.types.is_dictionary(kind):
        array, kind = array.cast(kind.value_type), kind.value_type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return coded(name, array.cast(pa.string()))
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return coded(name, array.cast(pa.string()))
    if pa.types.is_null(kind) or pa.types.is_nested(kind):
        return coded(name, pa.nulls(len(array), pa.string()))
    once = array.dictionary_encode().unify_dictionaries().combine_chunks()
    if isinstance(once, pa.ChunkedArray):
        once = once.chunk(0) if once.num_chunks else pa.array([], once.type)
    values = once.dictionary
    numeric = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    texts = pa.array(_texts(values), pa.string())
    plain = coded(name, pa.DictionaryArray.from_arrays(once.indices, texts), numeric)
    return _merged(plain)


def _texts(values: pa.Array) -> list[str | None]:
    kind = values.type
    if pa.types.is_floating(kind):
        return [number(value) for value in values.to_numpy(zero_copy_only=False)]
    if pa.types.is_timestamp(kind):
        return _moments(values)
    if pa.types.is_date(kind):
        return [value.isoformat() for value in values.cast(pa.date32()).to_pylist()]
    return [None if value is None else str(value) for value in values.to_pylist()]


def number(value: float | np.floating) -> str | None:
    """The shortest digits of a number, whole ones without a point; None for not a number."""
    plain = float(value)
    if np.isnan(plain):
        return None
    return str(int(plain)) if plain.is_integer() and abs(plain) < 2**53 else str(value)


def _moments(values: pa.Array) -> list[str | None]:
    """ISO 8601, with the offset that the zone has at each moment; without a time of day where none has any."""
    zone = values.type.tz
    naive = pd.DatetimeIndex(values.cast(pa.timestamp("us", tz=zone), safe=False).to_pandas())
    if zone is None:
        at_midnight = bool((naive == naive.normalize()).all())
        return list(np.datetime_as_string(naive.to_numpy(), unit="D" if at_midnight else "s"))
    local = naive.tz_localize(None)
    minutes = ((local - naive.tz_convert("UTC").tz_localize(None)) // pd.Timedelta(minutes=1)).to_numpy()
    written = np.datetime_as_string(local.to_numpy(), unit="s")
    pairs = zip(written, minutes, strict=True)
    return [f"{text}{'-' if m < 0 else '+'}{abs(m) // 60:02d}:{abs(m) % 60:02d}" for text, m in pairs]


def _merged(column: Column) -> Column:
    """Distinct values may have one text, as 0.0 and -0.0 or moments of one second have."""
    if len(pc.unique(column.texts)) == len(column.texts):
        return column
    once = column.texts.dictionary_encode()
    again = np.append(once.indices.to_numpy(zero_copy_only=False), -1).astype(np.int32)
    return Column(column.name, again[column.code], once.dictionary, column.numeric)
