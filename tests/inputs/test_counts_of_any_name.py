"""What is paid for each may be days, rooms or visits: no name of numbers that are counted ends the question."""

from __future__ import annotations

import datetime

import pytest

from tests.inputs.logs import intake_of, log, refused

COUNTED = [
    "days", "Tage", "Jours", "months", "Monate", "weeks", "years", "quarters", "Rooms", "Visits", "Classes", "Lines",
    "Tables", "Children", "Pack Size", "Party Size", "Holidays", "Package", "Stores", "Storeys", "Online Copies",
    "Starters", "Employees", "Levels", "Phones", "Term", "Days Booked",
]  # fmt: skip
ROWS = [(7, "39.00"), (1, "49.00"), (3, "39.00"), (14, "35.00"), (3, "39.00")]
DAYS = ["2024-01-03", "2024-01-09", "2024-05-03", "2024-06-09", "2024-07-30"]


@pytest.mark.parametrize("name", COUNTED)
def test_a_price_beside_what_is_counted_is_asked_about(name: str) -> None:
    rows = [f"{'ab'[k % 2]},{DAYS[k]},{ROWS[k][0]},{ROWS[k][1]}" for k in range(5)]
    said = refused(log(f"customer_id,date,{name},price", *rows))
    assert "population.amount=price (sum 201.00)" in said
    assert "(sum 1,046.00)" in said
    notes = intake_of(log(f"customer_id,date,{name},amount", *rows)).notes
    assert any("(sum 1,046.00)" in note for note in notes)


MARKS = ["Rating", "Store", "Shop No", "Age", "Line", "Line No", "Room", "Level", "Size", "Till", "Terminal", "Class"]


@pytest.mark.parametrize("name", MARKS)
def test_marks_and_places_are_no_pieces(name: str) -> None:
    rows = [f"{'ab'[k % 2]},{DAYS[k]},{ROWS[k][0]},{ROWS[k][1]}" for k in range(5)]
    assert f"{intake_of(log(f'customer_id,date,{name},price', *rows)).sum}" == "201.00"


@pytest.mark.parametrize("name", ["Month", "Monat", "Week", "Woche", "Day", "Weekday", "Quarter", "Period", "Year"])
def test_what_the_day_says_again_is_no_number_of_pieces(name: str) -> None:
    parts = {
        "Month": lambda day: day.month, "Monat": lambda day: day.month, "Week": lambda day: day.isocalendar().week,
        "Woche": lambda day: int(day.strftime("%W")), "Day": lambda day: day.day, "Weekday": lambda day: day.weekday(),
        "Quarter": lambda day: (day.month + 2) // 3, "Period": lambda day: (day.month + 5) % 12 + 1,
        "Year": lambda day: day.year,
    }  # fmt: skip
    days = [datetime.date(2023, 1, 3) + datetime.timedelta(17 * k) for k in range(40)]
    rows = [f"c{k % 7},{day},{parts[name](day)},{k % 9}.50" for k, day in enumerate(days)]
    assert intake_of(log(f"customer_id,date,{name},price", *rows)).rows == 40
