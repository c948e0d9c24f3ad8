"""A delimited text file as a table: parted by Arrow's reader, with the number of every row that it cannot part."""

from __future__ import annotations

import csv
import functools
import io
import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from experiments.inputs.delimited import DELIMITERS, TYPED
from experiments.inputs.transactions.drawn_tables import without_rules
from experiments.inputs.transactions.header import Header, parted
from experiments.inputs.transactions.reading import Reading
from experiments.inputs.transactions.table import Table, coded
from simulation.mistake import Mistake

OPENING = 1 << 18
"""Bytes of the beginning that are looked at for delimiter and header."""
BLOCK = 1 << 25
"""Bytes that are parted at once; no row is longer, unless a quote has no partner."""
_END = re.compile(rb"\r+\n|\r")
_Parsed = tuple[pa.Table, list[tuple[int, int]]]


def read_text(data: bytes, source: str, encoding: str, reading: Reading) -> Table:
    """Read a delimited text.

    Args:
        data: the text in UTF-8.
        source: the log, for messages.
        encoding: in which it was, for the intake.
        reading: what the user says of it.

    Raises:
        Mistake: it is empty, has no delimiter or no header, has purchases above it, or breaks the rules of quoting.
    """
    data = without_rules(_ended_alike(data), OPENING)
    mark, header = parted(data[:OPENING].decode("utf-8", errors="ignore"), source, reading)
    name = next(name for name, character in TYPED.items() if character == mark)
    form = f"text, fields separated by {name}, {encoding}"
    body = memoryview(data)[_end(data, header.lines) :]
    try:
        names, (table, bad) = _evened(header.names, body, mark)
    except pa.ArrowInvalid:
        _refuse_open_quotes(body, mark, source, header)
        given = f"a row of more than {BLOCK:,} bytes"
        raise Mistake(source, given, "must be a row with paired quotes", 'Look for a stray ".') from None
    notes = [f"the columns are named in row {header.row}; what stands above is left out"] if header.row > 1 else []
    breaks = data.count(b"\n", len(data) - len(body)) - table.num_rows - len(bad)
    if b'"' in data and (bad or breaks > 0):
        _refuse_open_quotes(body, mark, source, header)
    if b'"' in data and breaks > 0:
        notes.append(
            f"{breaks:,} line breaks stand in quoted fields; if rows are missing, look for a stray quote there"
        )
    if len(body) and not data.endswith((b"\n", b"\r")):
        notes.append("the file ends without a line break; if it was cut off, its last row is not whole")
    numbers = np.arange(1, table.num_rows + len(bad) + 1, dtype=np.int64)
    row = np.delete(numbers, [number - 1 for number, _ in bad]) + header.row
    columns = tuple(coded(name, table.column(k)) for k, name in enumerate(names))
    wrong = tuple((number + header.row, fields) for number, fields in bad)
    return Table(form, columns, row, wrong[:100], len(wrong), len(names), tuple(notes)).without_blanks()


def _ended_alike(data: bytes) -> bytes:
    r"""The text with lines that all end in a line feed, with at most one carriage return before it.

    Readers part lines at both, so that `\r\r\n`, as a program leaves that ends lines twice, may be two, and
    `\r` alone is one or none. Here each ends one line, in quoted fields too, and lines can be counted by line feeds.
    """
    return data if data.count(b"\r") == data.count(b"\r\n") else _END.sub(b"\n", data)


def _evened(names: tuple[str, ...], body: memoryview, mark: str) -> tuple[tuple[str, ...], _Parsed]:
    """The rows, where all of them may end with a delimiter more, or fewer, than the header does."""
    parsed = table, bad = _parsed(body, mark, len(names))
    widths = {fields for _, fields in bad}
    if table.num_rows - _blank(table) or len(widths) != 1:
        return names, parsed
    named = tuple(names[: len(names) - next((k for k, name in enumerate(reversed(names)) if name), 0)])
    (width,) = widths
    if width == len(named) < len(names):
        return named, _parsed(body, mark, width)
    if width == len(names) + 1:
        other = _parsed(body, mark, width)
        if not pc.any(pc.not_equal(other[0].column(width - 1).cast(pa.string()), "")).as_py():
            return (*names, ""), other
    return names, parsed


def _blank(table: pa.Table) -> int:
    """How many rows of a table hold nothing."""
    empty = [pc.equal(column.cast(pa.string()), "") for column in table.columns]
    return int(pc.sum(functools.reduce(pc.and_, empty)).as_py() or 0) if empty else 0


def _parsed(body: memoryview, mark: str, width: int) -> _Parsed:
    bad: list[tuple[int, int]] = []

    def keep(row: pa.csv.InvalidRow) -> str:
        bad.append((row.number, row.actual_columns))
        return "skip"

    names = [str(k) for k in range(width)]
    if not len(body):
        return pa.table({name: pa.array([], pa.string()) for name in names}), bad
    kind = pa.dictionary(pa.int32(), pa.string())
    try:
        table = pa.csv.read_csv(
            pa.py_buffer(body),
            read_options=pa.csv.ReadOptions(use_threads=False, block_size=BLOCK, column_names=names),
            parse_options=pa.csv.ParseOptions(
                delimiter=mark, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, kind), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return pa.table({name: pa.array([], pa.string()) for name in names}), bad
        raise
    return table, bad


def _end(data: bytes, lines: int) -> int:
    """Where the line of that number ends."""
    place = 0
    for _ in range(lines):
        place = data.find(b"\n", place) + 1
        if not place:
            return len(data)
    return place


def _refuse_open_quotes(body: memoryview, mark: str, source: str, header: Header) -> None:
    """Fields that hold line breaks are right where every quote has its partner; one that has none swallows rows."""
    assert mark in DELIMITERS
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(body), "utf-8", newline=""), delimiter=mark, strict=True)
    number = header.row + 1
    try:
        for _ in reader:
            number += 1
    except csv.Error as error:
        advice = 'Look for a stray " from here on.'
        raise Mistake(f"{source}, row {number}", str(error), "must be a row with paired quotes", advice) from None
