"""What a workbook says beside its cells: the year from which it counts, and money as which it shows numbers."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter

from simulation.mistake import Mistake
from tests.inputs.logs import bytes_read


def workbook(formats: tuple[str, ...] = (), **options: Any) -> bytes:
    """A log of ten purchases, a day each, its amounts in these formats in turn."""
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True, **options}) as written:
        sheet = written.add_worksheet()
        shown = [written.add_format({"num_format": text}) for text in formats] or [None]
        sheet.write_row(0, 0, ["customer_id", "date", "amount"])
        for k in range(10):
            sheet.write_row(k + 1, 0, [f"c{k % 3}", 43830 + k])
            sheet.write_number(k + 1, 2, 10.0 + k, shown[k % len(shown)])
    return book.getvalue()


def test_days_counted_from_1904_are_not_taken_for_days_from_1900() -> None:
    assert str(bytes_read(workbook(), date_format="excel").start) == "2019-12-31"
    with pytest.raises(Mistake, match="a workbook that counts days from 1904"):
        bytes_read(workbook(date_1904=True), date_format="excel")


@pytest.mark.parametrize(
    ("formats", "named"),
    [
        (('#,##0.00 "€"', '"$"#,##0.00'), "$ and EUR"),
        (("[$€-407] #,##0.00", "[$£-809] #,##0.00"), "EUR and £"),
        (('#,##0.00 "kr"', '#,##0.00 "zł"'), "PLN and kr"),
        (('#,##0.00 "€"',), ""),
        (('#,##0 "krill"', '#,##0 "leidig"', "#,##0.00"), ""),
        (("#,##0.00", "[$-409]#,##0", "[Red]0.00", "0 %"), ""),
    ],
)
def test_money_of_several_currencies_in_formats_is_told(formats: tuple[str, ...], named: str) -> None:
    intake = bytes_read(workbook(formats), date_format="excel").intake
    assert intake is not None
    told = [note for note in intake.notes if "show money" in note]
    assert bool(told) == bool(named)
    assert all(f"show money in {named}; formats are not read" in note for note in told)


def test_hidden_rows_are_told() -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        for place, row in enumerate(
            [["customer_id", "date", "amount"], *(["a", f"2024-01-0{k}", k] for k in (1, 2, 3))]
        ):
            sheet.write_row(place, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
    intake = bytes_read(book.getvalue()).intake
    assert intake is not None
    assert intake.sum == 6
    assert [note for note in intake.notes if "1 row is hidden" in note]
    plain = bytes_read(sheets()).intake
    assert plain is not None
    assert not [note for note in plain.notes if "hidden" in note]


def sheets(*others: list[list[Any]]) -> bytes:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as written:
        log = [["customer_id", "date", "amount"], *([f"c{k % 3}", f"2024-01-{k + 1:02d}", k] for k in range(10))]
        for rows in (log, *others):
            sheet = written.add_worksheet()
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return book.getvalue()


def test_rows_on_another_sheet_are_refused_where_they_are_purchases_and_told_where_not() -> None:
    more = [[f"c{k % 3}", f"2024-02-{k + 1:02d}", k] for k in range(10)]
    with pytest.raises(
        Mistake, match="sheet 'Sheet2', row 1: given what looks like a purchase, would not be read"
    ) as told:
        bytes_read(sheets(more))
    assert "population.sheet=Sheet1" in str(told.value)
    assert bytes_read(sheets([["EUR", "2024-01-01", 1.1], ["USD", "2024-01-01", 1]])).intake.rows == 10  # type: ignore[union-attr]
    assert bytes_read(sheets(more), sheet="Sheet1").intake.rows == 10  # type: ignore[union-attr]
    rates = [["Currency", "Date", "Rate"], ["EUR", "2024-01-01", 1.1]]
    assert bytes_read(sheets(rates)).intake.rows == 10  # type: ignore[union-attr]
    prices = bytes_read(sheets([["product", "price"], ["tea", 3]])).intake
    assert prices is not None
    assert any("nothing is read from the sheet 'Sheet2' (2 rows)" in note for note in prices.notes)


def opendocument(currencies: tuple[str, ...]) -> bytes:
    """A log of ten purchases, a day each, its amounts typed as money of these currencies in turn."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in names)
    cell, rows = "<table:table-cell office:value-type={}><text:p>{}</text:p></table:table-cell>", []
    for k in range(10):
        money = f'"currency" office:currency="{currencies[k % len(currencies)]}" office:value="{k + 5}"'
        rows.append([('"string"', f"c{k % 3}"), ('"string"', f"2025-01-{k + 1:02d}"), (money, k + 5)])
    header = [('"string"', name) for name in ("customer_id", "date", "amount")]
    filled = ("".join(cell.format(*one) for one in row) for row in [header, *rows])
    table = "".join(f"<table:table-row>{one}</table:table-row>" for one in filled)
    sheet = f'<office:spreadsheet><table:table table:name="Sales">{table}</table:table></office:spreadsheet>'
    content = f"<office:document-content {spaces}><office:body>{sheet}</office:body></office:document-content>"
    book, kind = io.BytesIO(), "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(book, "w") as written:
        written.writestr("mimetype", kind)
        written.writestr("content.xml", content)
        files = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        written.writestr("META-INF/manifest.xml", f"<manifest:manifest {space}>{files}</manifest:manifest>")
    return book.getvalue()


@pytest.mark.parametrize(("currencies", "told"), [(("EUR", "CHF"), 1), (("EUR",), 0)])
def test_cells_that_are_typed_as_money_of_several_currencies_are_told(currencies: tuple[str, ...], told: int) -> None:
    intake = bytes_read(opendocument(currencies)).intake
    assert intake is not None
    assert intake.sum_kept == 95
    assert sum("show money in CHF and EUR" in note for note in intake.notes) == told
