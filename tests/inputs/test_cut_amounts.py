"""Decimal commas without quotes in a file of commas: what may be the cents of each amount is no column of its own."""

from __future__ import annotations

import pytest

from tests.inputs.logs import intake_of, log, refused

ROWS = ["a,2024-01-03,10,50", "b,2024-01-09,25,95", "a,2024-02-11,20,05"]


@pytest.mark.parametrize(
    "header", ["Customer ID,Date,Amount,", "Customer ID,Date,Amount,Note", "customer_id,date,amount,x"]
)
def test_cents_in_the_next_column_are_asked_about(header: str) -> None:
    said = refused(log(header, *ROWS))
    assert "(sum 56.50)" in said
    assert "(sum 55)" in said
    assert intake_of(log(header, *ROWS), amount=header.split(",")[2]).sum == 55


@pytest.mark.parametrize("last", [("", "", ""), ("12", "40", "7"), ("01", "02", "12"), ("34", "56", "78")])
def test_what_is_no_cents_is_not(last: tuple[str, str, str]) -> None:
    rows = [f"{'aba'[k]},2024-0{k + 1}-03,{10 * k + 5},{last[k]}" for k in range(3)]
    assert intake_of(log("customer_id,date,amount,Age", *rows)).sum == 45
    parted = [f"{'aba'[k]},2024-0{k + 1}-03,{10 * k}.50,{last[k]}" for k in range(3)]
    assert str(intake_of(log("customer_id,date,amount,", *parted)).sum) == "31.50"


def test_the_other_reading_is_that_of_the_file_in_quotes() -> None:
    rows = ['a,2024-01-03,"10,50"', 'b,2024-01-09,"25,95"', 'a,2024-02-11,"20,05"']
    assert str(intake_of(log("Customer ID,Date,Amount", *rows)).sum) == "56.50"
