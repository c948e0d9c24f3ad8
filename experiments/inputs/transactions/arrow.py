"""Parquet and Arrow as a table of texts: what is typed there keeps its value, and 7, 7.0 and "7" are one identity."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.feather
import pyarrow.parquet

from experiments.inputs.transactions.table import Column, Table, coded
from experiments.inputs.transactions.values import texts, unpacked
from simulation.mistake import Mistake


def read_parquet(data: bytes, source: str) -> Table:
    """Read a Parquet file.

    Raises:
        Mistake: it cannot be read.
    """
    return _whole(lambda: pa.parquet.ParquetFile(pa.BufferReader(data)).read(), "Parquet", source)


def read_feather(data: bytes, source: str) -> Table:
    """Read an Arrow (Feather) file.

    Raises:
        Mistake: it cannot be read.
    """
    return _whole(lambda: pa.feather.read_table(pa.BufferReader(data)), "Arrow", source)


def _whole(read: Callable[[], pa.Table], form: str, source: str) -> Table:
    """The table in a file; what is damaged in it may show only when its values are looked at."""
    try:
        table = read()
        table.validate()
        return of_arrow(table, form)
    except (pa.ArrowException, OSError, UnicodeError) as error:
        raise Mistake(source, str(error).splitlines()[0], f"must be a whole {form} file") from None


def of_arrow(table: pa.Table, form: str) -> Table:
    """A table of typed columns; rows are counted from 1."""
    table = unpacked(table)
    columns = tuple(_column(str(name).strip(), table.column(k)) for k, name in enumerate(table.column_names))
    row = np.arange(1, table.num_rows + 1, dtype=np.int64)
    return Table(form, columns, row, width=len(columns)).without_blanks()


def _column(name: str, array: pa.ChunkedArray) -> Column:
    kind = array.type
    if pa.types.is_null(kind) or not len(array):
        return coded(name, pa.nulls(len(array), pa.string()))
    if pa.types.is_nested(kind):
        return coded(name, pa.chunked_array([texts(chunk) for chunk in array.chunks]))
    once = array.dictionary_encode().unify_dictionaries().combine_chunks()
    if isinstance(once, pa.ChunkedArray):
        once = once.chunk(0)
    numeric = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    return _merged(coded(name, pa.DictionaryArray.from_arrays(once.indices, texts(once.dictionary)), numeric))


def _merged(column: Column) -> Column:
    """Distinct values may have one text, as 0.0 and -0.0 or moments of one second have."""
    if len(pc.unique(column.texts)) == len(column.texts):
        return column
    once = column.texts.dictionary_encode()
    again = np.append(once.indices.to_numpy(zero_copy_only=False), -1).astype(np.int32)
    distinct = once.dictionary
    numbers = None if column.numbers is None else np.ones(len(distinct), dtype=np.bool_)
    return Column(column.name, again[column.code], distinct, numbers)
