"""A total that is repeated for each customer of an order is noted with the sum of orders."""

from __future__ import annotations

import pytest

from tests.inputs.logs import intake_of, log


@pytest.mark.parametrize("name", ["Order ID", "Invoice No"])
@pytest.mark.parametrize("people", [2, 3])
def test_totals_of_several_customers_are_noted(name: str, people: int) -> None:
    rows = [
        f"{100 + k},c{(people * k + one) % 14},2024-0{1 + k // 3}-{1 + k:02d},{20 + k}.49"
        for k in range(12)
        for one in range(people)
    ]
    notes = intake_of(log(f"{name},Customer ID,Date,Total", *rows)).notes
    assert any("12 of 12 orders of several customers" in note and "(sum 311.88)" in note for note in notes)


def test_numbers_that_each_customer_counts_anew_are_no_orders_of_several() -> None:
    rows = [f"{1 + k // 9},c{k % 9},2024-{1 + k // 9:02d}-{1 + k % 9:02d},9.99" for k in range(60)]
    assert not [
        n for n in intake_of(log("Order ID,Customer ID,Date,Total", *rows)).notes if "of several customers" in n
    ]
