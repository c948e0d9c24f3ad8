"""Values of any type of Arrow as texts: as a CSV has them, or such that no role of a log takes them for its own.

Every type has a text, because a column that the log does not use must not be able to do harm: where it is no customer,
day or amount, nobody asks what it means, and where it is one, the text is refused like any other.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.table import encodable

CUT = {2: 2**11, 4: 2**24, 8: 2**53}
"""By bytes of a binary number: from where on it cannot tell every whole number from the next."""
_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_FIRST, _LAST = (np.datetime64(day, "s").astype(np.int64) for day in ("0001-01-02", "9999-12-30"))


def unpacked(table: pa.Table) -> pa.Table:
    """The same values without encodings, extensions and objects: an object's parts are columns such as customer.id."""
    while True:
        columns = [_plain(column) for column in table.columns]
        table = pa.Table.from_arrays(columns, names=table.column_names)
        if not any(pa.types.is_struct(kind) for kind in table.schema.types):
            return table
        table = table.flatten()


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column in the type that its values have."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        chunks = [_plain(pa.chunked_array([chunk.dictionary])).take(chunk.indices) for chunk in column.chunks]
        parts = [part for chunk in chunks for part in chunk.chunks]
        return pa.chunked_array(parts, parts[0].type if parts else pa.null())
    if pa.types.is_run_end_encoded(kind):
        return _plain(pa.chunked_array([pc.run_end_decode(chunk) for chunk in column.chunks], kind.value_type))
    if isinstance(kind, pa.BaseExtensionType):
        name = kind.extension_name
        if name in ("arrow.uuid", "arrow.bool8"):
            return _said(column.to_pylist())
        if name.startswith("pandas."):  # periods and intervals, which pandas itself can write
            return _said(list(column.to_pandas()))
        return _plain(pa.chunked_array([chunk.storage for chunk in column.chunks], kind.storage_type))
    if pa.types.is_string_view(kind):
        return column.cast(pa.large_string())
    if pa.types.is_binary_view(kind):
        return column.cast(pa.large_binary())
    if pa.types.is_decimal32(kind) or pa.types.is_decimal64(kind):
        return column.cast(pa.decimal128(kind.precision, kind.scale))
    return column


def _said(values: list[object]) -> pa.ChunkedArray:
    return pa.chunked_array(
        [pa.array([None if nothing(value) else encodable(str(value)) for value in values], pa.string())]
    )


def nothing(value: object) -> bool:
    """Whether a value of Python stands for nothing."""
    return value is None or (bool(pd.api.types.is_scalar(value)) and bool(pd.isna(value)))  # type: ignore[call-overload]


def texts(values: pa.Array) -> pa.Array:
    """The text of each value.

    Args:
        values: of a type that `unpacked` leaves, shape (n,).

    Returns:
        Strings, shape (n,).
    """
    try:
        return _texts(values)
    except (pa.ArrowException, ArithmeticError, ValueError, TypeError):  # values that Python has no object for
        wide = 1 << 30
        shown = [
            values.slice(k, 1).to_string(
                window=wide, container_window=wide, element_size_limit=wide, skip_new_lines=True
            )
            if values[k].is_valid
            else None
            for k in range(len(values))
        ]
        return pa.array(shown, pa.string())


def _texts(values: pa.Array) -> pa.Array:
    kind = values.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _legible(values)
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return _of_bytes(values)
    if pa.types.is_floating(kind):
        return pa.array([number(value) for value in values.to_numpy(zero_copy_only=False)], pa.string())
    if pa.types.is_timestamp(kind):
        return pa.array(_moments(values), pa.string())
    if pa.types.is_date(kind):
        days = values.to_numpy(zero_copy_only=False).astype("datetime64[D]")
        return pa.array(np.datetime_as_string(days), pa.string())
    if pa.types.is_time(kind):
        return values.cast(pa.string())
    if pa.types.is_duration(kind):  # with its unit, or it would be a number
        return pc.binary_join_element_wise(values.cast(pa.int64()).cast(pa.string()), kind.unit, " ")
    return pa.array([None if value is None else str(value) for value in values.to_pylist()], pa.string())


def _legible(values: pa.Array) -> pa.Array:
    """Strings, some of which may hold bytes that are no UTF-8, as not every writer of Parquet looks."""
    try:
        values.validate(full=True)
    except pa.ArrowInvalid:
        raw = values.cast(pa.large_binary()).to_pylist()
        values = pa.array(
            [None if one is None else one.decode("utf-8", "backslashreplace") for one in raw], pa.string()
        )
    return values.cast(pa.string())


def _of_bytes(values: pa.Array) -> pa.Array:
    """Bytes are a text where all of them are; else their digits, which keep apart what differs."""
    try:
        return values.cast(pa.large_binary()).cast(pa.large_string()).cast(pa.string())
    except pa.ArrowInvalid:
        return pa.array([None if one is None else f"0x{one.hex()}" for one in values.to_pylist()], pa.string())


def number(value: float | np.floating) -> str | None:
    """The shortest digits of a number, whole ones without a point; None for not a number.

    Whole numbers whose last digits the type may have cut are written with an exponent, as a spreadsheet writes them: as
    an amount that is the same number, and as an identity it is refused.
    """
    plain = float(value)
    if np.isnan(plain):
        return None
    if not plain.is_integer():
        return str(value)
    exact = abs(plain) < CUT[getattr(value, "itemsize", 8)]
    return str(int(plain)) if exact else np.format_float_scientific(plain, trim="-")


def _moments(values: pa.Array) -> list[str]:
    """ISO 8601, with the offset that the zone has at each moment; without a time of day where none has any."""
    per, zone = _PER_SECOND[values.type.unit], values.type.tz
    raw = values.cast(pa.int64()).to_numpy(zero_copy_only=False)
    seconds = raw // per
    if zone is None:
        at_midnight = bool((raw % (86_400 * per) == 0).all())
        return list(np.datetime_as_string(seconds.astype("datetime64[s]"), unit="D" if at_midnight else "s"))
    written = np.datetime_as_string(seconds.astype("datetime64[s]"), unit="s").astype(object)
    try:
        clock = pa.array([0], values.type).to_pandas().dt.tz
    except (pa.ArrowException, LookupError, ValueError):  # a zone that this machine does not know tells no day
        return [f"{text} in {zone}" for text in written]
    inside = (seconds >= _FIRST) & (seconds <= _LAST)
    moments = pd.DatetimeIndex(seconds[inside].astype("datetime64[s]")).tz_localize("UTC").tz_convert(clock)
    local = moments.tz_localize(None)
    minutes = ((local - moments.tz_convert("UTC").tz_localize(None)) // pd.Timedelta(minutes=1)).to_numpy()
    pairs = zip(np.datetime_as_string(local.to_numpy(), unit="s"), minutes, strict=True)
    written[inside] = [f"{text}{'-' if m < 0 else '+'}{abs(m) // 60:02d}:{abs(m) % 60:02d}" for text, m in pairs]
    return list(written)
