"""A column of any type, in any place of a log: read as its CSV, or refused in one message; unused, it does no harm."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from experiments.inputs.transactions.arrow import of_arrow
from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.read_log import log_of_table, read_log
from experiments.inputs.transactions.reading import Reading
from simulation.mistake import Mistake
from tests.inputs.logs import bytes_read, same

ROLES = ("note", "customer_id", "date", "amount")
LOG = {"customer_id": list("abab"), "date": [f"2024-01-0{k}" for k in (1, 2, 3, 5)], "amount": [1.25, 2.5, 3.75, 5.5]}
FAR = 2**31 - 1


def zoned(hours: int, day: int, hour: int) -> datetime.datetime:
    zone = datetime.timezone(datetime.timedelta(hours=hours))
    return datetime.datetime(2024, 1, day, hour, 30, tzinfo=zone)


def integers(kind: pa.DataType, *values: int) -> pa.Array:
    """An array of a type that counts something, from the counts."""
    store = {4: pa.int32(), 8: pa.int64()}[kind.bit_width // 8]
    return pa.array(values or (1, 1, 2, FAR), store).view(kind)


def bad_text(kind: pa.DataType) -> pa.Array:
    """Strings of which one is no UTF-8, as some writers of Parquet leave them."""
    return pa.array([b"x", b"\xff\x01", b"y", None], pa.binary()).view(pa.string()).cast(kind)


TEXTS = pa.array(["x", "x", "y", None])
ARROW: dict[str, pa.Array] = {
    "null": pa.nulls(4),
    "boolean": pa.array([True, False, True, None]),
    **{str(kind): pa.array([1, 2, 3, None], kind) for kind in (pa.int8(), pa.uint8(), pa.int64(), pa.uint64())},
    **{str(kind): pa.array([1.5, 2, float("nan"), None], kind) for kind in (pa.float16(), pa.float32(), pa.float64())},
    "infinite": pa.array([1.5, 2, float("inf"), None]),
    **{str(kind): pa.array([Decimal("1.50"), Decimal("2.00"), Decimal(3), None], kind)
       for kind in (pa.decimal32(5, 2), pa.decimal64(9, 2), pa.decimal128(20, 2), pa.decimal256(60, 2))},
    **{str(kind): TEXTS.cast(kind) for kind in (pa.string(), pa.large_string(), pa.string_view())},
    **{f"broken {kind}": bad_text(kind) for kind in (pa.string(), pa.large_string(), pa.string_view())},
    **{str(kind): pa.array([b"x1", b"\xff1", b"y1", None], kind)
       for kind in (pa.binary(), pa.large_binary(), pa.binary_view(), pa.binary(2))},
    **{str(kind): integers(kind) for kind in (
        pa.date32(), pa.date64(), pa.time32("s"), pa.time32("ms"), pa.time64("us"), pa.time64("ns"),
        *(pa.duration(unit) for unit in ("s", "ms", "us", "ns")))},
    **{f"{unit} {zone}": integers(pa.timestamp(unit, zone), 1, 2, 10**9, 2**62) for unit in ("s", "ms", "us", "ns")
       for zone in (None, "UTC", "+02:00", "Europe/Berlin", "Mars/Base")},
    "timestamp of the lowest": integers(pa.timestamp("s"), -(2**63), 1, 2, 3),
    "interval": pa.array([(1, 2, 3), (1, 2, 3), (2, 2, 3), None], pa.month_day_nano_interval()),
    **{str(kind): pa.array([[1], [1], [2], None], kind) for kind in (
        pa.list_(pa.int8()), pa.large_list(pa.int8()), pa.list_(pa.int8(), 1), pa.list_view(pa.int8()))},
    "list of far days": pa.array([[1], [1], [FAR], None], pa.list_(pa.int32())).cast(pa.list_(pa.date32())),
    "list of categories": pa.array([["x"], ["x"], ["y"], None], pa.list_(pa.dictionary(pa.int32(), pa.string()))),
    "map": pa.array([[("k", 1)], [], [], None], pa.map_(pa.string(), pa.int8())),
    "struct": pa.array([{"a": 1, "b": {"c": "x"}}] * 3 + [None]),
    "union": pa.UnionArray.from_sparse(pa.array([0, 0, 0, 1], pa.int8()), [pa.array([1, 2, 3, 4]), TEXTS]),
    **{f"dictionary of {kind}": TEXTS.cast(kind).dictionary_encode() for kind in (pa.string(), pa.string_view())},
    "dictionary of days": pa.DictionaryArray.from_arrays(pa.array([0, 0, 1, None], pa.uint32()),
                                                         pa.array([1, FAR], pa.int32()).view(pa.date32())),
    "run-end encoded": pa.RunEndEncodedArray.from_arrays(pa.array([2, 4], pa.int32()), pa.array(["x", "y"])),
    "uuid": pa.array([uuid.UUID(int=k).bytes for k in (1, 1, 2, 3)], pa.uuid()),
    "bool8": pa.ExtensionArray.from_storage(pa.bool8(), pa.array([1, 0, 1, None], pa.int8())),
    "json": pa.array(['{"a": 1}', "2", "3", None], pa.json_()),
    "opaque": pa.ExtensionArray.from_storage(pa.opaque(pa.int8(), "a", "b"), pa.array([1, 2, 3, None], pa.int8())),
}  # fmt: skip
PANDAS: dict[str, Callable[[], Any]] = {
    "periods of days": lambda: pd.period_range("2024-01-01", periods=4, freq="D"),
    "periods of months": lambda: pd.period_range("2024-01", periods=4, freq="M"),
    "intervals": lambda: pd.interval_range(0, 4),
    "cut": lambda: pd.cut(pd.Series([1, 2, 3, 4]), 2),
    "sparse": lambda: pd.arrays.SparseArray([1, 0, 0, 2]),
    "complex": lambda: np.array([1j, 2j, 3, 4]),
    "timedelta": lambda: pd.to_timedelta([f"{k} days 02:00:00" for k in range(4)]),
    "categories of moments": lambda: pd.Categorical(pd.date_range("2024-01-01", periods=4)),
    "nullable": lambda: pd.array([1, 2, None, 3], "Int64"),
    "uuid": lambda: pd.Series([uuid.UUID(int=k) for k in (1, 1, 2, 3)], dtype=object),
    "wide integers": lambda: pd.Series([2**127 + k for k in (1, 1, 2, 3)], dtype=object),
    "mixed with NA": lambda: pd.Series(["x", 1, pd.NA, 2.5], dtype=object),
    "mixed with lists": lambda: pd.Series(["x", [1, 2], pd.NaT, {"a": 1}], dtype=object),
    "broken emoji": lambda: pd.Series(["a\ud83d", "a\ud83e", "b", None], dtype=object),
    "moments of several zones": lambda: pd.Series(
        [zoned(-5, 1, 23), zoned(9, 3, 1), zoned(0, 3, 0), zoned(-5, 2, 23)], dtype=object),
    "categories of several zones": lambda: pd.Categorical(
        pd.Series([zoned(-5, 1, 23), zoned(9, 3, 1), None, zoned(-5, 1, 23)], dtype=object)),
    "categories of numbers": lambda: pd.Categorical([2, 1, None, 2]),
    "moments, some without a zone": lambda: pd.Series(
        [datetime.datetime(2024, 1, 1, 23), zoned(-5, 1, 23), zoned(9, 3, 1), zoned(9, 4, 1)], dtype=object),
    "days and moments": lambda: pd.Series(
        [datetime.date(2024, 1, 1), datetime.datetime(2024, 1, 2, 23), datetime.date(2024, 1, 3), zoned(9, 4, 1)],
        dtype=object),
}  # fmt: skip
POLARS: dict[str, pl.Series] = {
    "Categorical": pl.Series(["x", "x", "y", None], dtype=pl.Categorical),
    "Enum": pl.Series(["x", "x", "y", None], dtype=pl.Enum(["x", "y"])),
    "Int128": pl.Series([2**100, 1, 2, None], dtype=pl.Int128),
    "Object": pl.Series([uuid.UUID(int=k) for k in (1, 1, 2, 3)], dtype=pl.Object),
    "Struct": pl.Series([{"a": "x"}] * 4, dtype=pl.Struct({"a": pl.Categorical})),
    "Array": pl.Series([[1]] * 4, dtype=pl.Array(pl.Int8, 1)),
    "List": pl.Series([["x"]] * 4, dtype=pl.List(pl.Categorical)),
    "Binary": pl.Series([b"\xff", b"x", b"y", None]),
    "Time": pl.Series([datetime.time(1)] * 4),
    "Duration": pl.Series([datetime.timedelta(1)] * 4),
    "Decimal": pl.Series([Decimal("1.50")] * 4, dtype=pl.Decimal(10, 2)),
}  # fmt: skip


def read_or_refused(read: Callable[[Any], Log], given: Any) -> Log | None:
    try:
        return read(given)
    except Mistake:
        return None


def read_at_once(table: pa.Table) -> Log:
    return log_of_table(of_arrow(table, "Arrow"), "the table", "", Reading())


def harmless(role: str, log: Log | None) -> None:
    """Assert that a column in no role changes nothing, and that a log adds up."""
    if role == "note":
        assert log is not None
        same(log, read_log(pd.DataFrame(LOG)))
    if log is not None and log.intake is not None:
        assert (log.intake.rows, log.intake.kept) == (4, 4)


@pytest.mark.parametrize("kind", ARROW)
def test_every_type_of_arrow_is_read_or_refused_in_one_piece_or_kept_in_two(kind: str) -> None:
    for role in ROLES:
        table = pa.table({**{name: pa.array(values) for name, values in LOG.items()}, role: ARROW[kind]})
        first = read_or_refused(read_at_once, table)
        kept = read_or_refused(read_log, pa.concat_tables([table[:2], table[2:]]))
        harmless(role, first)
        assert (first is None) == (kept is None), role
        if first is not None and kept is not None:
            same(first, kept)
    with pytest.raises(Mistake, match="a header and no rows"):
        read_log(pa.table({**LOG, "note": ARROW[kind]})[:0])


@pytest.mark.parametrize("kind", PANDAS)
def test_every_column_of_pandas_is_read_as_its_csv_or_refused(kind: str) -> None:
    for role in ROLES:
        frame = pd.DataFrame({**LOG, role: PANDAS[kind]()})
        log = read_or_refused(read_log, frame)
        harmless(role, log)
        text = frame.to_csv(index=False).encode("utf-8", "backslashreplace")
        as_text = read_or_refused(bytes_read, text)
        if log is not None and as_text is not None:
            same(log, as_text)
        else:
            assert log is None, f"only its CSV is refused as {role}"


@pytest.mark.parametrize("kind", POLARS)
def test_every_column_of_polars_is_read_or_refused(kind: str) -> None:
    for role in ROLES:
        frame = pl.DataFrame({**LOG, role: POLARS[kind]})
        log = read_or_refused(read_log, frame)
        harmless(role, log)
        if role == "customer_id" and kind in ("Categorical", "Enum", "Object", "Int128"):
            assert (log is None) == (None in POLARS[kind])
            assert log is None or log.ids.tolist() == [str(uuid.UUID(int=k)) for k in (1, 2, 3)]


@pytest.mark.parametrize(("kind", "last"), [("float16", 2**11 - 1), ("float32", 2**24 - 1), ("float64", 2**53 - 1)])
def test_numbers_that_floats_have_cut_are_amounts_and_no_identities(kind: str, last: int) -> None:
    whole = np.array([last, last + 1, 1, 2], kind)
    with pytest.raises(Mistake, match=r"row 2, column 'customer_id': given a number in exponent form"):
        read_log(pd.DataFrame({**LOG, "customer_id": whole}))
    assert read_log(pd.DataFrame({**LOG, "customer_id": np.where(whole > last, 3, whole)})).ids[-1] == str(last)
    if kind != "float64":  # nobody pays as much
        paid = read_log(pd.DataFrame({**LOG, "amount": whole})).intake
        assert paid is not None
        assert paid.sum == 2 * last + 4


def test_moments_of_several_zones_count_on_the_day_that_is_written() -> None:
    log = read_log(pd.DataFrame({**LOG, "date": PANDAS["moments of several zones"]()}))
    assert (str(log.start), str(log.end)) == ("2024-01-01", "2024-01-03")
    there = read_log(pd.DataFrame({**LOG, "date": PANDAS["moments of several zones"]()}), time_zone="Asia/Tokyo")
    assert (str(there.start), str(there.end)) == ("2024-01-02", "2024-01-03")
