"""A run folder as one Excel workbook; the one file that imports XlsxWriter.

Text stays text whatever it begins with: nothing that a user called =1+1 or @SUM is ever calculated. XlsxWriter rather
than openpyxl, because it only writes, needs nothing else, and can be told so for the whole book.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.reports.excel.sheets import sheets
from simulation.mistake import Mistake

MOST_ROWS, MOST_COLUMNS, LONGEST = 1_048_575, 16_384, 32_767
"""Rows below the heading, columns, and letters in a cell that Excel can hold."""
ACTIVE = ("=", "+", "-", "@", "\t", "\r")
"""What a text must not begin with where it could be taken for a formula."""
ALWAYS = datetime(2000, 1, 1)
"""When the book says it was made, so that equal folders give equal files."""


def export_workbook(folder: Path, file: Path | None = None) -> Path:
    """Write the workbook of a folder.

    Args:
        folder: of any verb that writes one.
        file: where to; None: FOLDER/FOLDER.xlsx.

    Raises:
        Mistake: when there is nothing to export, the extra is missing, or the file cannot be written.
    """
    try:
        import xlsxwriter
    except ImportError:
        advice = "Install the extra: pip install 'courtship[excel]'."
        raise Mistake("--xlsx", "XlsxWriter", "is not installed", advice) from None
    found = sheets(folder)
    target = file or folder / f"{folder.resolve().name}.xlsx"
    if target.suffix.lower() != ".xlsx":
        raise Mistake("export", str(target), "must be a file that ends with .xlsx")
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        book = xlsxwriter.Workbook(str(partial), options)
        book.set_properties({"title": f"Courtship: {folder.name}", "created": ALWAYS})
        _fill(book, found)
        book.close()
        partial.replace(target)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        partial.unlink(missing_ok=True)
        raise Mistake("export", str(target), f"cannot be written: {error}", "Choose another file.") from None
    return target


def _fill(book: Any, found: Mapping[str, pd.DataFrame]) -> None:
    heading = book.add_format({"bold": True, "bottom": 1})
    quoted = book.add_format({"quote_prefix": True})
    for name, table in found.items():
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        if len(table) > MOST_ROWS or len(table.columns) > MOST_COLUMNS:
            sheet.write_string(0, 0, f"{len(table):,} rows are more than Excel holds: see {name}.parquet.", heading)
            continue
        for column, title in enumerate(map(str, table.columns)):
            sheet.write_string(0, column, title, heading)
            _column(sheet, column, table.iloc[:, column], quoted)
            sheet.set_column(column, column, min(60, max(10, len(title) + 2)))
        if len(table):
            sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _column(sheet: Any, column: int, values: pd.Series[Any], quoted: Any) -> None:
    for row, value in enumerate(values.tolist(), 1):
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, (int, float)):
            if math.isfinite(value):
                sheet.write_number(row, column, value)
        elif value is not None:
            text = str(value)[:LONGEST]
            sheet.write_string(row, column, text, quoted if text.startswith(ACTIVE) else None)
