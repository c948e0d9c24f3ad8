"""Logs for tests: one set of purchases written in many forms."""

from __future__ import annotations

import contextlib
import datetime
import gzip
import io
import json
import random
import re
import shlex
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest

from experiments.inputs.hashes import Content, hash_of
from experiments.inputs.transactions.intake import LogIntake
from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.read_log import log_of_content
from experiments.inputs.transactions.reading import Reading
from simulation.mistake import Mistake

Row = tuple[str, datetime.date, Decimal]


def drawn(seed: int, customers: int = 12, rows: int = 60) -> list[Row]:
    """Purchases of numbered customers; some days hold several, and some day is after the twelfth of its month."""
    luck = random.Random(seed)
    start = datetime.date(2022, 1, luck.randrange(13, 28))
    found = [("7", start, Decimal("1234.50"))]
    for _ in range(rows - 1):
        day = start + datetime.timedelta(luck.randrange(300))
        found.append((str(luck.randrange(2, 2 + customers)), day, Decimal(luck.randrange(1, 300_000)) / 100))
    return found


def bytes_read(data: bytes, **words: object) -> Log:
    """The log in some bytes."""
    return log_of_content(Content(Path("log"), data, hash_of(data)), Reading(**words))  # type: ignore[arg-type]


def log(header: str, *rows: str) -> str:
    """Lines of text."""
    return "".join(f"{line}\n" for line in (header, *rows))


def intake_of(content: str | bytes, **words: Any) -> LogIntake:
    """What is understood of a log; the words that its notes offer give the sums that they say with them."""
    data = content.encode() if isinstance(content, str) else content
    found = bytes_read(data, **words).intake
    assert found is not None
    for note in found.notes:
        _check_sums(note, data, words)
    return found


def refused(content: str | bytes, **words: Any) -> str:
    """The message with which a log is refused; the words it offers give the sums that it says with them."""
    data = content.encode() if isinstance(content, str) else content
    with pytest.raises(Mistake) as caught:
        bytes_read(data, **words)
    _check_sums(str(caught.value), data, words)
    return str(caught.value)


def _check_sums(said: str, data: bytes, words: Mapping[str, Any]) -> None:
    for offered, total in _OFFERED.findall(said):
        with contextlib.suppress(Mistake):  # something else may be wrong too
            found = bytes_read(data, **{**words, **chosen(offered)}).intake
            assert found is not None
            assert f"{found.sum_kept:,f}" == total, offered


WORD = r"(?:'population\.(?:[^']|'\"'\"')+'|population\.\w+=[^\s.,;:)]+)"
"""A word as it is typed in a shell."""
_OFFERED = re.compile(rf"({WORD}(?: {WORD})*) \(sum (-?[\d,.]*\d)[,)]")


def chosen(typed: str) -> dict[str, str]:
    """Keys and values of words as they are typed in a shell."""
    pairs = (word.removeprefix("population.").split("=", 1) for word in shlex.split(typed))
    return {key: value.strip("'") for key, value in pairs}


def csv(rows: list[Row], mark: str = ",", day: str = "%Y-%m-%d", amount: Callable[[Decimal], str] = str,
        header: str = "customer_id,date,amount") -> str:  # fmt: skip
    lines = [header.replace(",", mark)]
    for who, when, paid in rows:
        fields = (who, when.strftime(day), amount(paid))
        lines.append(mark.join(f'"{field}"' if mark in field else field for field in fields))
    return "\n".join(lines) + "\n"


def comma(paid: Decimal) -> str:
    return f"{paid:,.2f}".translate(str.maketrans(",.", ".,"))


def frame(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame({
        "customer_id": [int(who) for who, _, _ in rows],
        "date": pd.to_datetime([str(day) for _, day, _ in rows]),
        "amount": [float(paid) for _, _, paid in rows],
    })  # fmt: skip


def parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pa.parquet.write_table(table, buffer)
    return buffer.getvalue()


def arrow(table: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    content = pa.Table.from_pandas(table)
    with pa.ipc.new_file(buffer, content.schema) as file:
        file.write_table(content)
    return buffer.getvalue()


def categorical(rows: list[Row]) -> bytes:
    """Categorical ids, days, and decimal128."""
    who = pa.array([who for who, _, _ in rows]).dictionary_encode()
    return parquet(pa.table({
        "customer_id": who,
        "date": pa.array([day for _, day, _ in rows], pa.date32()),
        "amount": pa.array([paid for _, _, paid in rows], pa.decimal128(12, 2)),
    }))  # fmt: skip


def json_lines(rows: list[Row]) -> bytes:
    """Epoch seconds at noon, an object inside an object, and nothing inside."""
    lines = []
    for who, day, paid in rows:
        noon = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
        record = {
            "customer": {"id": int(who), "note": None},
            "date": int(noon.timestamp()),
            "amount": float(paid),
            "x": None,
        }
        lines.append(json.dumps(record))
    return "\n".join(lines).encode()


def workbook(rows: list[Row]) -> bytes:
    """A title above the header, dates as dates, and a sheet beside it."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        as_day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet, notes = book.add_worksheet("Orders"), book.add_worksheet("Notes")
        notes.write(0, 0, "not a log")
        sheet.write(0, 0, "Orders of the year")
        for k, name in enumerate(("Customer ID", "Order Date", "Total")):
            sheet.write(2, k, name)
        for at, (who, day, paid) in enumerate(rows, start=3):
            sheet.write_number(at, 0, int(who))
            sheet.write_datetime(at, 1, datetime.datetime.combine(day, datetime.time()), as_day)
            sheet.write_number(at, 2, float(paid))
    return buffer.getvalue()


def of_finder(rows: list[Row]) -> bytes:
    """A zip as macOS makes it, with a file beside the log that only describes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("orders/", "__MACOSX/orders/._log.csv", "orders/.DS_Store"):
            archive.writestr(name, b"\x00\x05\x16\x07")
        archive.writestr("orders/log.csv", csv(rows))
    return buffer.getvalue()


def invoices(rows: list[Row]) -> bytes:
    """Pieces and their price, as retailers export them; pandas made floats of the customers."""
    lines = ["InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID"]
    for k, (who, day, paid) in enumerate(rows):
        pieces = 2 if paid * 50 % 1 == 0 else 1
        lines.append(f"{536365 + k},{pieces},{day:%m/%d/%Y} 8:26,{paid / pieces},{who}.0")
    return "\n".join(lines).encode()


def split(rows: list[Row]) -> list[Row]:
    """Each purchase in two rows of its day."""
    halves = [(who, day, paid // 2) for who, day, paid in rows]
    rest = [(who, day, paid - half) for (who, day, paid), (_, _, half) in zip(rows, halves, strict=True)]
    return [*halves, *rest]


def shuffled(rows: list[Row]) -> list[Row]:
    return random.Random(1).sample(rows, len(rows))


@dataclass(frozen=True)
class Form:
    """How the rows are written, and the words they need."""

    write: Callable[[list[Row]], bytes]
    words: dict[str, str]


def _text(**how: object) -> Callable[[list[Row]], bytes]:
    return lambda rows: csv(rows, **how).encode()  # type: ignore[arg-type]


FORMS: dict[str, Form] = {
    "comma": Form(_text(), {}),
    "semicolon, decimal comma": Form(_text(mark=";", amount=comma), {}),
    "tab": Form(_text(mark="\t"), {}),
    "pipe": Form(_text(mark="|"), {}),
    "day first": Form(_text(day="%d.%m.%Y"), {}),
    "month first, two digits": Form(_text(day="%m/%d/%y"), {}),
    "names of months": Form(_text(day="%d-%b-%Y"), {}),
    "moments": Form(_text(day="%Y-%m-%dT12:00:00.123Z"), {}),
    "afternoons": Form(_text(day="%d/%m/%Y 3:05 PM"), {}),
    "format": Form(_text(day="%Y/%d/%m"), {"date_format": "%Y/%d/%m"}),
    "byte-order mark": Form(lambda rows: b"\xef\xbb\xbf" + csv(rows).encode(), {}),
    "UTF-16": Form(lambda rows: csv(rows).encode("utf-16"), {}),
    "UTF-16 without mark": Form(lambda rows: csv(rows).encode("utf-16-le"), {}),
    "Windows": Form(lambda rows: csv(rows).replace("\n", "\r\n").encode(), {}),
    "old Macintosh": Form(lambda rows: csv(rows).replace("\n", "\r").encode(), {}),
    "gzip": Form(lambda rows: gzip.compress(csv(rows).encode()), {}),
    "zip of macOS": Form(of_finder, {}),
    "JSON with a cut emoji": Form(lambda rows: json_lines(rows).replace(b'"x": null', b'"x": "a\\ud83d"'),
                                  {"customer": "customer.id"}),
    "currency": Form(_text(amount="${:,.2f}".format), {}),
    "currency code": Form(_text(amount="{:.2f} EUR".format), {}),
    "Swiss": Form(_text(amount=lambda paid: f"CHF {paid:,.2f}".replace(",", "’")), {}),
    "narrow space": Form(_text(mark=";", amount=lambda paid: comma(paid).replace(".", "\u202f") + " €"), {}),
    "SAP": Form(_text(mark=";", amount=comma, day="%d.%m.%Y", header="Kunde,Buchungsdatum,Betrag"), {}),
    "other names": Form(_text(header="Customer ID,Order Date,Total"), {}),
    "ids with .0": Form(lambda rows: csv([(f"{who}.0", *rest) for who, *rest in rows]).encode(), {}),  # type: ignore[misc]
    "half of the ids with .0": Form(
        lambda rows: csv([(f"{who}.0" if k % 2 else who, *rest) for k, (who, *rest) in enumerate(rows)]).encode(), {}),  # type: ignore[misc]
    "ids with invisible signs": Form(lambda rows: csv([(f" {who}\u200b", *rest) for who, *rest in rows]).encode(), {}),  # type: ignore[misc]
    "Parquet of pandas": Form(lambda rows: parquet(pa.Table.from_pandas(frame(rows))), {}),
    "Parquet, categorical and decimal": Form(categorical, {}),
    "Arrow": Form(lambda rows: arrow(frame(rows)), {}),
    "JSON lines": Form(json_lines, {"customer": "customer.id"}),
    "workbook": Form(workbook, {}),
    "blank rows": Form(lambda rows: csv(rows).replace("\n", "\n,,\n\n").encode(), {}),
    "a title above": Form(lambda rows: b"Orders of 2022\n\n" + csv(rows).encode(), {}),
    "shuffled": Form(lambda rows: csv(shuffled(rows)).encode(), {}),
    "reversed": Form(lambda rows: csv(rows[::-1]).encode(), {}),
    "split": Form(lambda rows: csv(split(rows)).encode(), {}),
    "quantity times price": Form(invoices, {}),
}  # fmt: skip

TABLES: dict[str, Callable[[list[Row]], object]] = {
    "pandas": frame,
    "pandas with an index": lambda rows: frame(rows).set_index("customer_id"),
    "pandas of objects": lambda rows: pd.DataFrame(rows, columns=["customer_id", "date", "amount"]).astype(object),
    "Polars": lambda rows: pl.DataFrame({
        "customer_id": [who for who, _, _ in rows], "date": [day for _, day, _ in rows],
        "amount": [float(paid) for _, _, paid in rows]}),
    "Arrow": lambda rows: pa.Table.from_pandas(frame(rows)),
}  # fmt: skip


def same(one: Log, other: Log) -> None:
    """Assert that two logs are the same, bit for bit."""
    assert one.ids.tolist() == other.ids.tolist()
    assert (one.start, one.end) == (other.start, other.end)
    for name in ("customer", "day", "amount"):
        ours, theirs = getattr(one, name), getattr(other, name)
        assert ours.dtype == theirs.dtype, name
        assert np.array_equal(ours, theirs), name
