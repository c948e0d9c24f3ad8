"""Hours and minutes times a rate: asked about beside a rate, noted beside an amount; a time of day is neither."""

from __future__ import annotations

import pytest

from tests.inputs.logs import intake_of, log, refused

MINUTES = [90, 45, 130, 60, 15, 75, 20]
RATES = [80, 95, 120, 60]


def worked(names: str, form: str = "{:02d}:{:02d}") -> tuple[str, str]:
    """A log of hours and rates, and the sum of their products."""
    rows, total = list[str](), 0.0
    for k in range(70):
        minutes, rate = MINUTES[k % 7], RATES[k % 4]
        total += round(minutes * rate / 60, 6)
        day = f"2024-{1 + k // 6:02d}-{1 + k % 27:02d}"
        rows.append(f"c{k % 9},{day},{form.format(minutes // 60, minutes % 60)},{rate}.00")
    return log(f"customer_id,date,{names}", *rows), f"{total:,.2f}"


@pytest.mark.parametrize("form", ["{:02d}:{:02d}", "{}:{:02d}", "{:02d}:{:02d}:00"])
@pytest.mark.parametrize("names", ["Duration,Hourly Rate", "Quantity,Price", "Stunden,Satz", "Menge,Einzelpreis",
                                   "Hours,Rate", "Dauer,Preis je Stunde", "x,Stundensatz"])  # fmt: skip
def test_hours_and_minutes_beside_a_rate_are_asked_about_with_their_product(names: str, form: str) -> None:
    content, total = worked(names, form)
    said, (hours, rate) = refused(content), names.split(",")
    assert f"the sum is about {total} then" in said
    assert f"'{hours}', hours and minutes" in said
    assert intake_of(content, amount=rate).sum_kept == sum(RATES[k % 4] for k in range(70))


@pytest.mark.parametrize("names", ["Stunden,Betrag", "Duration,Total", "Hours,amount", "Menge,Umsatz"])
def test_hours_and_minutes_beside_an_amount_are_noted_with_their_product(names: str) -> None:
    content, total = worked(names)
    notes = [note for note in intake_of(content).notes if "hours and minutes" in note]
    assert len(notes) == 1
    assert f"the sum is about {total};" in notes[0]


@pytest.mark.parametrize(
    "names", ["Time,Total", "Uhrzeit,Betrag", "Order Hour,amount", "Start,Price", "Time,Unit Price"]
)
def test_a_time_of_day_is_no_number_of_hours(names: str) -> None:
    assert not [note for note in intake_of(worked(names)[0]).notes if "hours and minutes" in note]


def test_hours_that_the_user_names_as_pieces_have_to_be_decimals() -> None:
    said = refused(worked("Duration,Rate")[0], quantity="Duration", price="Rate")
    assert "write 1.5 for 01:30" in said


def test_minutes_as_fractions_of_a_day_are_noted_with_their_product() -> None:
    hours = [90, 45, 130, 60, 15, 75, 20]
    rows = [
        f"c{k % 9},2024-{1 + k // 6:02d}-{1 + k % 27:02d},{hours[k % 7] / 1440!r},{RATES[k % 4]}" for k in range(70)
    ]
    total = worked("a,b")[1]
    notes = intake_of(log("customer_id,date,hours,rate", *rows), quantity="hours", price="rate").notes
    assert any("fractions of a day" in note and f"(sum {total})" in note for note in notes)


@pytest.mark.parametrize("weights", [[0.125, 0.25, 0.375, 1.5], [0.335, 1.204, 0.75], [1.0, 2.0, 12.0]])
def test_weights_are_no_fractions_of_a_day(weights: list[float]) -> None:
    rows = [f"c{k % 9},2024-{1 + k // 6:02d}-{1 + k % 27:02d},{weights[k % len(weights)]},{RATES[k % 4]}"
            for k in range(70)]  # fmt: skip
    notes = intake_of(log("customer_id,date,kilos,rate", *rows), quantity="kilos", price="rate").notes
    assert not [note for note in notes if "fractions of a day" in note]
