"""Several sheets of one form, as of one month each, are never only the first of them in silence."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.inputs.logs import drawn, intake_of, refused

HEADER = ["customer_id", "date", "amount"]
OTHERS = [["Kunde", "Tag", "Umsatz"], ["wer", "wann", "wieviel"], ["a", "b", "c"]]


def book(sheets: dict[str, list[list[Any]]]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return buffer.getvalue()


def purchases(seed: int, letter: str = "k") -> list[list[Any]]:
    return [[f"{letter}{who}", str(day), float(paid)] for who, day, paid in drawn(seed)]


@pytest.mark.parametrize("names", OTHERS)
@pytest.mark.parametrize("letter", ["k", "q"])
def test_sheets_of_one_form_under_other_names_are_asked_about(names: list[str], letter: str) -> None:
    first, second = purchases(1), purchases(2, letter)
    content = book({"January": [HEADER, *first], "February": [names, *second]})
    said = refused(content)
    assert "population.sheet=January (61 rows)" in said
    assert "population.sheet=February (61 rows)" in said
    assert intake_of(content, sheet="January").kept == len(first)


def test_a_sheet_of_something_else_is_named_with_the_word_that_reads_it() -> None:
    people = [[f"k{k}", "Ulm", "1990-01-01"] for k in range(9)]
    found = intake_of(book({"Orders": [HEADER, *purchases(1)], "People": [["customer_id", "town", "born"], *people]}))
    assert any("'People' (10 rows), as the log is in 'Orders': population.sheet=People" in note for note in found.notes)


def test_a_sheet_of_a_few_currencies_in_a_column_of_its_own_does_not_hide_purchases() -> None:
    """A code in another column than the customer's is an ordinary currency of a purchase."""
    first = [[*row, "EUR"] for row in purchases(1)]
    second = [[*row, "EUR"] for row in purchases(2)]
    said = refused(book({"a1": [[*HEADER, "currency"], *first], "b2": [["w", "x", "y", "z"], *second]}))
    assert "2 sheets with a purchase in most rows" in said
