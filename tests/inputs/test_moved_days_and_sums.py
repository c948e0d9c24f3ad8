"""Days that were moved by an offset, prices of all pieces, other sums, and what stands for one customer or order."""

from __future__ import annotations

import datetime
import random
import zoneinfo
from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log, refused

DAYS = [datetime.date(2024, 1, 3) + datetime.timedelta(9 * k) for k in range(30)]
ZONES = [
    "Europe/Berlin", "Asia/Tokyo", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Asia/Kathmandu",
    "Australia/Adelaide", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Chatham",
]  # fmt: skip


def moved(zone: str, form: str, *more: str) -> str:
    midnights = [datetime.datetime.combine(day, datetime.time(), zoneinfo.ZoneInfo(zone)) for day in DAYS]
    seen = [at.astimezone(datetime.UTC) for at in midnights]
    shown = [str(int(at.timestamp())) if form == "seconds" else f"{at:{form}}" for at in seen]
    return log("customer_id,date,amount", *(f"c{k % 7},{day},{k}.50" for k, day in enumerate([*shown, *more])))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("form", ["%Y-%m-%dT%H:%M:%S.000Z", "%Y-%m-%d %H:%M:%S+00:00", "seconds"])
def test_midnight_of_another_zone_is_asked_about(zone: str, form: str) -> None:
    content = moved(zone, form)
    assert "population.time_zone=UTC" in refused(content)
    assert (intake_of(content, time_zone=zone).first, intake_of(content, time_zone=zone).last) == (
        "2024-01-03",
        "2024-09-20",
    )
    assert intake_of(content, time_zone="UTC").rows == 30


@pytest.mark.parametrize("zone", [*ZONES, "Europe/London"])
def test_some_orders_at_times_of_their_own_end_no_question(zone: str) -> None:
    own = ["2024-03-01T12:34:56Z", "2024-08-01T07:05:09Z"]
    content = moved(zone, "%Y-%m-%dT%H:%M:%SZ", *own)
    assert "in nearly all rows, may be midnight of another time zone" in refused(content)
    assert intake_of(content, time_zone=zone).first == "2024-01-03"


@pytest.mark.parametrize("times", [("17:00", "18:00"), ("19:30", "20:30"), ("00:00", "09:17", "13:00", "18:45")])
@pytest.mark.parametrize("seed", range(4))
def test_hours_that_follow_no_summer_are_not_asked_about(times: tuple[str, ...], seed: int) -> None:
    luck = random.Random(seed)
    rows = (f"c{k % 7},{DAYS[k % 30]} {luck.choice(times)},{k}.50" for k in range(60))
    assert intake_of(log("customer_id,date,amount", *rows)).first == "2024-01-03"


def test_two_hours_without_an_offset_are_asked_about() -> None:
    content = moved("Europe/Berlin", "%Y-%m-%d %H:%M:%S")
    assert "population.time_zone=UTC population.moments=UTC" in refused(content)
    assert intake_of(content, time_zone="Europe/Berlin", moments="UTC").first == "2024-01-03"


@pytest.mark.parametrize("clock", ["T00:00:00Z", "T12:00:00Z", " 08:00", " 8:26", ""])
def test_days_that_stay_where_they_are_are_not_asked_about(clock: str) -> None:
    rows = (f"c{k % 7},{day}{clock},{k}.50" for k, day in enumerate(DAYS))
    assert intake_of(log("customer_id,date,amount", *rows)).first == "2024-01-03"


@pytest.mark.parametrize(
    "names", [("Qty", "Price", "Item"), ("Menge", "Preis", "品目"), ("quantity", "unit_price", "x")]
)
@pytest.mark.parametrize("items", [1, 20])
def test_a_price_of_all_pieces_is_told_by_its_items(names: tuple[str, str, str], items: int) -> None:
    luck, whole, each = random.Random(items), [], []
    for k in range(120):
        item, pieces = k % items, luck.choice([1, 2, 3])
        cents = 250 + 137 * item
        for rows, paid in ((whole, cents * pieces), (each, cents)):
            rows.append(f"c{k % 9},2024-01-{k % 28 + 1:02d},{pieces},{paid / 100:.2f},Item {item}")
    header = f"customer_id,date,{','.join(names)}"
    assert f"population.amount={names[1]}" in refused(log(header, *whole))
    total = intake_of(log(header, *each)).sum
    assert intake_of(log(header, *whole), amount=names[1]).sum == total
    as_amount = f"customer_id,date,{names[0]},amount,{names[2]}"
    assert f"population.quantity={names[0]} population.price=amount" in refused(log(as_amount, *each))
    assert intake_of(log(as_amount, *each), quantity=names[0], price="amount").sum == total
    assert intake_of(log(as_amount, *whole)).sum == total


@pytest.mark.parametrize("name", ["order_total", "total_incl_vat", "合計", "x"])
def test_sums_near_the_amounts_are_noted(name: str) -> None:
    content = log(f"customer_id,date,amount,{name}", "a,2024-01-01,8.00,10.50", "b,2024-01-02,9.10,12.25")
    note = f"column '{name}' (22.75) holds sums near the amounts (17.10): "
    assert any(said.startswith(note) for said in intake_of(content).notes)
    assert intake_of(content, amount=name).sum == Decimal("22.75")


def test_prices_for_a_hundred_pieces_are_asked_about_and_noted_where_words_choose() -> None:
    rows = (f"c{k % 3},2024-01-{k + 1:02d},2,{k}50.00,100" for k in range(9))
    content = log("customer_id,date,quantity,price,Price Unit", *rows)
    assert "'Price Unit' with 100, may be the pieces that 'price' is for" in refused(content)
    notes = intake_of(content, quantity="quantity", price="price").notes
    assert any("'Price Unit' holds 100 only" in note for note in notes)


def test_years_of_another_calendar_are_said_as_they_are_read() -> None:
    found = intake_of(log("customer_id,date,amount", "b,06/01/31,1200", "b,06/10/25,900"))
    assert "years of two digits are read as 2006 to 2006" in found.dates


def test_identifiers_in_other_figures_or_decoded_twice_are_counted() -> None:
    names = ["12", "١٢", "Müller", "MÃ¼ller", "x"]
    notes = intake_of(log("customer_id,date,amount", *(f"{name},2024-01-0{k + 1},{k}.50"
                                                       for k, name in enumerate(names)))).notes  # fmt: skip
    assert "1 identifiers differ from another in the script of their figures only and stay apart" in notes
    assert "1 identifiers differ from another in an encoding that was applied twice only and stay apart" in notes


def test_blocks_with_the_customer_on_their_first_row_are_to_be_filled_down() -> None:
    rows = [f"{f'c{k // 3}' if k % 3 == 0 else ''},2024-01-{k + 1:02d},{k}.50" for k in range(12)]
    assert "(4 blocks)" in refused(log("customer_id,date,amount", *rows))
    apart = [f"{f'c{k % 4}' if k % 3 else ''},2024-01-{k + 1:02d},{k}.50" for k in range(12)]
    assert "blocks" not in refused(log("customer_id,date,amount", *apart))


def test_a_discount_within_an_order_is_no_return() -> None:
    rows = ["a,1,2024-01-01,20.00", "a,1,2024-01-01,-2.00", "b,2,2024-01-02,9.50", "a,3,2024-02-01,7.25"]
    content = log("customer_id,order_id,date,amount", *rows)
    said = refused(content)
    assert "1 stand beside a larger amount of the same order and day" in said
    assert "too high by 2.00" in said
    assert intake_of(content, returns="net").purchases == 3
    later = [*rows[:1], "a,4,2024-01-09,-2.00", *rows[2:]]
    assert "larger amount" not in refused(log("customer_id,order_id,date,amount", *later))
