"""Amounts in cents, and identifiers that are written with other signs, are noted with what they would give."""

from __future__ import annotations

import json

import pytest

from tests.inputs.logs import intake_of, log


@pytest.mark.parametrize("currency", ["usd", "EUR", "gbp"])
def test_whole_amounts_of_a_currency_with_cents_are_noted(currency: str) -> None:
    lines = [
        json.dumps({"id": f"ch_{k}", "amount": 1999 + 7 * k, "currency": currency, "customer": f"c{k % 3}",
                    "date": f"2024-01-{k + 3:02d}"})
        for k in range(6)
    ]  # fmt: skip
    notes = intake_of("\n".join(lines)).notes
    assert any("divide them by 100 first (sum 120.99)" in note for note in notes)


@pytest.mark.parametrize(("currency", "amounts"), [("JPY", (1999, 4950)), ("USD", (25, 40)), ("USD", (199.5, 450.0))])
def test_whole_yen_and_small_or_parted_amounts_are_not(currency: str, amounts: tuple[float, float]) -> None:
    rows = [f"c{k % 3},2024-01-{k + 3:02d},{amounts[k % 2]},{currency}" for k in range(6)]
    assert not [note for note in intake_of(log("customer_id,date,amount,currency", *rows)).notes if "100" in note]


@pytest.mark.parametrize(
    ("name", "worth"),
    [("amount_cents", "89.48"), ("Total pence", "89.48"), ("amount_minor", "89.48"), ("Umsatz in TEUR", "8,948,000"),
     ("Sales (thousands)", "8,948,000")],
)  # fmt: skip
def test_a_name_that_says_in_what_amounts_are_counted_is_noted(name: str, worth: str) -> None:
    rows = ["1,2024-01-03,1999", "2,2024-01-09,4950", "1,2024-02-03,1999"]
    notes = intake_of(log(f"customer_id,date,{name}", *rows), amount=name).notes
    assert any(f"(sum {worth})" in note for note in notes)


@pytest.mark.parametrize("mark", ["-", " ", ".", "/", "  ", "_", "\u00a0"])
def test_identifiers_with_other_signs_inside_are_counted(mark: str) -> None:
    rows = [f"AB{mark if k > 4 else ''}{1001 + k % 5},2024-01-{k + 3:02d},{k}.50" for k in range(10)]
    found = intake_of(log("Customer ID,Date,Amount", *rows))
    assert found.customers == 10
    assert any(note.startswith("5 identifiers differ from another in blanks, dashes") for note in found.notes)
    other = [f"AB{mark if k > 4 else ':'}{1001 + k % 5},2024-01-{k + 3:02d},{k}.50" for k in range(10)]
    assert any(note.startswith("5 identifiers") for note in intake_of(log("Customer ID,Date,Amount", *other)).notes)


def test_signs_in_other_places_tell_identifiers_apart() -> None:
    rows = [f"{who},2024-01-{k + 3:02d},{k}.50" for k, who in enumerate(["1-12", "11-2", "2-12", "Ann", "a.b@c.de"])]
    assert not [note for note in intake_of(log("Customer ID,Date,Amount", *rows)).notes if "identifiers" in note]
