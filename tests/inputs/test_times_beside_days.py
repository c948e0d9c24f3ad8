"""A time of day beside the day, whatever both are called: the log is what it is without the time."""

from __future__ import annotations

import pytest

from tests.inputs.logs import intake_of, log, refused

DAYS = ["2024-01-03", "2024-01-09", "2024-02-11", "2024-02-17", "2024-03-02"]
CLOCKS = [
    ["14:05", "14:25", "9:45", "00:00", "23:59"],
    ["14:05:09", "14:25:00", "09:45:10", "00:00:00", "23:59:59"],
    ["2:05 PM", "2:25 PM", "9:45 AM", "12:00 AM", "11:59 PM"],
    ["1405", "1425", "945", "0", "2359"],
    ["140509", "142500", "94510", "0", "235959"],
    ["14.05 Uhr", "14.25 Uhr", "9.45 Uhr", "0.00 Uhr", "23.59 Uhr"],
    ["Wednesday", "Tuesday", "Sunday", "Saturday", "Saturday"],
]


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("names", ["Date,Time", "Order Date,Time", "Timestamp,Day", "Datum,Time"])
def test_a_time_of_day_is_no_day(clock: list[str], names: str) -> None:
    rows = [f"{'ab'[k % 2]},{day},{time},{k + 1}0.50" for k, (day, time) in enumerate(zip(DAYS, clock, strict=True))]
    found = intake_of(log(f"Customer ID,{names},Amount", *rows))
    assert (found.columns["date"], f"{found.sum}", found.customers) == (names.split(",")[0], "152.50", 2)


def test_the_day_is_found_in_whatever_order_the_two_stand() -> None:
    rows = [f"{'ab'[k % 2]},14:0{k},{day} 00:00:00,{k + 1}0.50" for k, day in enumerate(DAYS)]
    assert intake_of(log("Customer ID,Time,Date,Amount", *rows)).columns["date"] == "Date"


def test_days_that_need_a_word_are_asked_for_it_and_not_for_the_time() -> None:
    rows = [f"{'ab'[k % 2]},0{k + 1}/02/2024,14:0{k},10.50" for k in range(5)]
    said = refused(log("Customer ID,Date,Time,Amount", *rows))
    assert "population.date_format=day_first" in said
    assert "Time" not in said


def test_two_columns_of_days_are_asked_about() -> None:
    rows = [f"{'ab'[k % 2]},{day},2024-05-0{k + 1},10.50" for k, day in enumerate(DAYS)]
    assert "each may be the date" in refused(log("Customer ID,Date,Order Date,Amount", *rows))


def test_a_reading_with_rows_that_are_no_day_is_weighed_without_them() -> None:
    some = [f"a,{day},{'in May' if k else day},10.50" for k, day in enumerate(DAYS)]
    said = refused(log("Customer ID,Date,Order Date,Amount", *some))
    assert "each may be the date" in said
    assert "1 purchase, 2024-01-03 to 2024-01-03" in said
