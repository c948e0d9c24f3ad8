"""A price for a hundred or a thousand pieces by a code of trade: both sums are said, and nothing is read in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log, refused
from tests.inputs.test_factors import lines

WORDS = {
    "Romans": ("E", "C", "M"), "words": ("each", "Hundred", "per thousand"), "SAP": ("ST", "CST", "TST"),
    "German": ("Stk.", "je Hundert", "Tsd."),
}  # fmt: skip


def coded(codes: tuple[str, ...], name: str = "UOM", sums: str = "") -> tuple[str, Decimal, Decimal]:
    """A log whose pieces are counted singly and whose prices are for 1, 100 or 1000; what was paid, and the product."""
    rows, paid, product = list[str](), Decimal(0), Decimal(0)
    for who, day, item, count, price in lines(4):
        many = (1, 100, 1000)[item % len(codes) if len(codes) > 1 else 1]
        pieces = count * many
        paid, product = paid + count * price, product + pieces * price
        code = codes[item % len(codes)]
        rows.append(f"{who},{day},sku{item},{pieces},{price},{code}" + (f",{count * price}" if sums else ""))
    return log(f"customer_id,date,Material,Quantity,Unit Price,{name}{sums}", *rows), paid, product


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("name", ["UOM", "x"])
def test_codes_of_pieces_are_asked_about_with_both_sums(words: str, name: str) -> None:
    content, paid, product = coded(WORDS[words], name)
    said = refused(content)
    assert f"the sum is {paid.normalize():,f} then" in said
    assert f"(sum {product:,f})" in said


def test_one_code_in_all_rows_is_asked_about_where_the_column_is_called_a_unit() -> None:
    content, paid, _ = coded(("C",), "PRCUOM")
    assert f"the sum is {paid.normalize():,f} then" in refused(content)
    other, _, product = coded(("M",), "Sex")
    assert intake_of(other).sum_kept == product


def test_pieces_that_are_counted_in_hundreds_are_read_and_noted() -> None:
    rows = [f"{who},{day},sku{item},{1 + item % 3},{price},{'EC'[item % 2]}" for who, day, item, _, price in lines(5)]
    found = intake_of(log("customer_id,date,Material,Quantity,Unit Price,UOM", *rows))
    assert any("divide it before" in note for note in found.notes)


def test_a_sum_that_divides_by_other_pieces_in_each_row_is_asked_about() -> None:
    content, paid, product = coded(("x1", "x2", "x3"), "Typ", ",Position")
    said = refused(content)
    assert f"population.amount=Position (sum {paid:,f})" in said
    assert f"(sum {product:,f})" in said


def test_amounts_of_three_sizes_are_noted() -> None:
    content, _, _ = coded(("x1", "x2", "x3"), "Typ")
    assert any("where column 'Typ' says x" in note and "in another currency or unit" in note
               for note in intake_of(content).notes)  # fmt: skip
