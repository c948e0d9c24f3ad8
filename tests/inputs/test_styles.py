"""What a workbook says beside its cells: the year from which it counts, and money as which it shows numbers."""

from __future__ import annotations

import io
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
        (('#,##0.00 "€"',), ""),
        (("#,##0.00", "[$-409]#,##0", "[Red]0.00", "0 %"), ""),
    ],
)
def test_money_of_several_currencies_in_formats_is_told(formats: tuple[str, ...], named: str) -> None:
    intake = bytes_read(workbook(formats), date_format="excel").intake
    assert intake is not None
    told = [note for note in intake.notes if "show money" in note]
    assert bool(told) == bool(named)
    assert all(f"show money in {named}; formats are not read" in note for note in told)
