"""A workbook as a table: the sheet that holds a log, from the row that names its columns."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from experiments.inputs.transactions.columns import candidates
from experiments.inputs.transactions.header import header_of, refuse_purchases_above
from experiments.inputs.transactions.iso_4217 import CODES
from experiments.inputs.transactions.reading import Reading, typed
from experiments.inputs.transactions.span import refuse_vast
from experiments.inputs.transactions.styles import counts_from_1904, hidden, shown_as_money
from experiments.inputs.transactions.table import Column, Table, are_in, number_beside_texts, of_texts
from experiments.inputs.transactions.values import number
from simulation.mistake import Mistake, nearest


def read_workbook(data: bytes, source: str, reading: Reading) -> Table:
    """Read a sheet of a workbook (.xlsx, .xls, .xlsb, .ods).

    Args:
        data: the bytes of the workbook.
        source: the log, for messages.
        reading: what the user says of it.

    Raises:
        Mistake: it cannot be read, or several sheets may be meant.
    """
    if reading.date_format == "excel" and counts_from_1904(data):
        advice = "Leave population.date_format out, and show the column as dates in the workbook."
        raise Mistake(
            source, "a workbook that counts days from 1904", "population.date_format=excel is from 1900", advice
        )
    refuse_vast(data, source)
    sheets = _sheets(data, source, reading)
    filled = {name: rows for name, rows in sheets.items() if any(_text(cell) for row in rows for cell in row)}
    if not filled:
        raise Mistake(source, "an empty workbook", "must have a row that names the columns, and transactions")
    first = {name: [[_text(cell) or "" for cell in row] for row in rows[:30]] for name, rows in filled.items()}
    places = {name: header_of(rows, reading) for name, rows in first.items()}
    logs = [name for name, place in places.items() if place is not None]
    if len(logs) > 1 or (not logs and len(filled) > 1):
        words = " or ".join(f"{typed('sheet', name)} ({len(filled[name]):,} rows)" for name in logs or filled)
        alike = {tuple(first[name][place]) for name in logs if (place := places[name]) is not None}
        advice = f"Choose {words}."
        if len(alike) == 1:
            advice += " They have the same columns: to read all of them, put their rows on one sheet."
        raise Mistake(source, f"{len(logs or filled)} sheets", "one must be the log", advice)
    name = logs[0] if logs else next(iter(filled))
    place = places[name]
    others = {other: len(rows) for other, rows in filled.items() if other != name}
    if place is not None:
        refuse_purchases_above(first[name], place, source, reading)
        for other in others:
            log = filled[name][place + 1 :]
            try:
                _refuse_more(first[other], first[name][place], log, f"{source}, sheet '{other}'", reading)
            except Mistake as mistake:
                advice = f"Put all rows on one sheet, or leave these out: {typed('sheet', name)}."
                raise Mistake(mistake.thing, mistake.given, "would not be read", advice) from None
        _refuse_alike(filled, first, name, place, source, reading)
    table = _table(filled[name], _first(filled[name]) if place is None else place, name)
    unread = (
        f"nothing is read from the sheet '{other}' ({rows:,} rows), as the log is in '{name}': {typed('sheet', other)} "
        "would read that one"
        for other, rows in others.items()
    )
    return replace(table, notes=(*table.notes, *shown_as_money(data), *hidden(data), *unread))


def _refuse_alike(
    filled: Mapping[str, list[list[Any]]], first: Mapping[str, list[list[str]]], name: str, place: int, source: str,
    reading: Reading,
) -> None:  # fmt: skip
    """Refuse to read one of several sheets of the same form under other names, as of one month each.

    Args:
        filled: the rows of each sheet.
        first: the first ones of each, as texts.
        name: of the sheet that would be read.
        place: of the header among its rows.
        source: the log, for messages.
        reading: what the user says.

    Raises:
        Mistake: another sheet has a customer, a day and an amount in the same columns, in most of its rows.
    """
    header = first[name][place]
    alike = [
        other
        for other, rows in first.items()
        if other != name and 2 * sum(_is_purchase(row, header, source, reading) for row in rows) > len(rows)
    ]
    if alike:
        words = " or ".join(f"{typed('sheet', one)} ({len(filled[one]):,} rows)" for one in (name, *alike))
        advice = f"Choose {words}; to read all of them, put their rows on one sheet."
        raise Mistake(source, f"{len(alike) + 1} sheets with a purchase in most rows", "one must be the log", advice)


def _is_purchase(row: list[str], header: list[str], source: str, reading: Reading) -> bool:
    """Whether a row has a customer, who is no currency, a day and an amount where a header names them."""
    if any(row[place] in CODES for place in _customers(header, reading) if place < len(row)):
        return False  # as in a table of rates of exchange
    try:
        refuse_purchases_above([row, header], 1, source, reading)
    except Mistake:
        return True
    return False


def _refuse_more(rows: list[list[str]], header: list[str], log: list[Any], source: str, reading: Reading) -> None:
    """Refuse a sheet that goes on with customers of the log, as old programs do after 65,536 rows, without a header.

    Args:
        rows: the first ones of the sheet.
        header: of the log.
        log: the rows below it.
        source: the sheet, for messages.
        reading: what the user says.
    """
    places = _customers(header, reading)
    met = {row[place] for row in rows for place in places if place < len(row) and row[place]}
    if any(_text(row[place]) in met for row in log for place in places if place < len(row)):
        refuse_purchases_above([*rows[:1], header], 1, source, reading)


def _customers(header: list[str], reading: Reading) -> list[int]:
    """Places of the columns of a header that may be the customer."""
    names = [name.strip() for name in header]
    return [names.index(reading.customer)] if reading.customer in names else candidates(names, "customer")


def _sheets(data: bytes, source: str, reading: Reading) -> dict[str, list[list[Any]]]:
    """The cells of the sheet that the user names, or of all; what is damaged may show only when they are looked at."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        wanted = [name for name in names if reading.sheet in (None, name)]
        found = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in wanted}
    except Exception as error:  # the classes of its errors differ between versions
        raise Mistake(source, str(error).splitlines()[0], "must be a workbook that can be read") from None
    if reading.sheet is not None and not found:
        advice = nearest(reading.sheet, names)
        raise Mistake("population.sheet", reading.sheet, f"must be one of {', '.join(names)}", advice)
    return found


def _first(rows: Sequence[Sequence[Any]]) -> int:
    return next(k for k, row in enumerate(rows) if any(_text(cell) for cell in row))


def _table(rows: Sequence[Sequence[Any]], place: int, name: str) -> Table:
    header = [_text(cell) or "" for cell in rows[place]]
    body = rows[place + 1 :]
    columns = []
    notes = (f"the columns are named in row {place + 1}; what stands above is left out",) if place else ()
    for k, title in enumerate(header):
        cells = [row[k] if k < len(row) else None for row in body]
        if title or any(map(_text, cells)):
            columns.append(_column(title.strip(), cells))
    row = np.arange(len(body), dtype=np.int64) + place + 2
    return Table(f"workbook, sheet '{name}'", tuple(columns), row, width=len(header), notes=notes).without_blanks()


def _column(title: str, cells: Sequence[Any]) -> Column:
    timed = any(isinstance(cell, datetime.datetime) and cell.time() != datetime.time() for cell in cells)
    beside = any(isinstance(cell, str) and cell for cell in cells)
    texts: list[str | None] = []
    numbers: set[str] = set()
    days: set[str] = set()
    for cell in cells:
        text = _text(cell, timed)
        if text is not None and _is_number(cell):
            text = number_beside_texts(text) if beside else text
            numbers.add(text)
        if text is not None and isinstance(cell, datetime.date):
            days.add(text)
        texts.append(text)
    column = of_texts(title, texts, numbers)
    return replace(column, days=are_in(column.texts, days)) if days and numbers else column


def _moment(cell: datetime.date) -> datetime.datetime:
    return cell if isinstance(cell, datetime.datetime) else datetime.datetime.combine(cell, datetime.time())


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _text(cell: Any, timed: bool = False) -> str | None:
    """The text of a cell, as if it had been typed; numbers and days in one form whatever the sheet shows.

    Args:
        cell: as the reader of workbooks gives it.
        timed: whether the column has times of day, so that midnight is one of them.
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return str(cell)
    if _is_number(cell):
        return number(float(cell))
    if isinstance(cell, datetime.date):  # a moment, or a day where it is midnight
        return _moment(cell).isoformat() if timed else _moment(cell).date().isoformat()
    return str(cell)
