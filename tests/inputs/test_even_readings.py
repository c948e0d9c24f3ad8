"""Where neither content nor name settles a reading, both are shown with what they give; where one does, neither is."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log, refused
from tests.inputs.test_pieces_and_prices import sold

UNLISTED = [
    "Pax", "Colli", "Dozens", "Seats", "Metres", "Miktar", "Adet", "Kpl", "Nb", "Gebinde", "Кол-во", "数量", "Ct",
]  # fmt: skip


@pytest.mark.parametrize("pieces", UNLISTED)
@pytest.mark.parametrize("price", ["Price", "Preis"])
def test_a_price_beside_pieces_of_any_name_is_asked_about(pieces: str, price: str) -> None:
    rows = ["a,2024-01-01,10.00,12", "b,2024-01-02,5.00,24", "a,2024-02-02,5.00,6", "b,2024-03-02,7.50,48"]
    said = refused(log(f"Customer ID,Date,{price},{pieces}", *rows))
    assert f"population.amount={price} (sum 27.50)" in said
    assert "(sum 630.00)" in said


@pytest.mark.parametrize("name", ["Age", "Row", "Bon", "Item No"])
def test_numbers_that_are_something_else_by_what_they_hold_are_no_pieces(name: str) -> None:
    luck, rows = random.Random(1), []
    prices = [luck.randrange(199, 9000) / 100 for _ in range(30)]
    for k in range(90):
        who, item = luck.randrange(9), luck.randrange(30)
        value = {"Age": 20 + 3 * who, "Row": k + 1, "Bon": 7000 + k // 2, "Item No": item + 1}[name]
        rows.append(
            f"c{who if name != 'Bon' else k // 2 % 9},2024-{1 + k // 8:02d}-{1 + k % 28:02d},{value},{prices[item]}"
        )
    assert intake_of(log("customer_id,date,x,Price", *rows)).rows == 90


@pytest.mark.parametrize("share", [0.35, 0.45])
@pytest.mark.parametrize("seed", range(3))
def test_half_off_in_many_scattered_rows_ends_no_question(share: float, seed: int) -> None:
    rows = sold(seed, share, "0.5", False)
    header = "Customer ID,Date,Product,Quantity"
    assert "each may be the amount" in refused(
        log(f"{header},Price", *(",".join(map(str, (*row[:4], row[3] * row[4]))) for row in rows))
    )
    assert "each may be the amount" in refused(log(f"{header},Amount", *(",".join(map(str, row)) for row in rows)))


@pytest.mark.parametrize("seed", range(4))
def test_a_sum_whose_rates_never_repeat_is_asked_about(seed: int) -> None:
    luck, rows, total = random.Random(seed), [], Decimal(0)
    for k in range(40):
        hours, rate = Decimal(luck.randrange(1, 40)) / 4, Decimal(luck.randrange(3000, 9000)) / 100
        total += (paid := (hours * rate).quantize(Decimal("0.01")))
        rows.append(f"c{k % 9},2024-{1 + k // 4:02d}-{1 + k % 28:02d},{hours},{paid}")
    assert f"'population.amount=Gross Sales' (sum {total:,f}" in refused(
        log("customer_id,date,Total,Gross Sales", *rows)
    )


def test_the_total_of_a_basket_beside_its_lines_is_told_by_the_lines() -> None:
    luck, rows = random.Random(2), []
    for k in range(40):
        paid = [luck.randrange(199, 9000) for _ in range(luck.choice([3, 4, 5]))]
        rows += [
            f"c{k % 9},2024-{1 + k // 4:02d}-{1 + k % 28:02d},{one / 100:.2f},{sum(paid) / 100:.2f}" for one in paid
        ]
    assert intake_of(log("customer_id,date,amount,Order Total", *rows)).columns["amount"] == "amount"


@pytest.mark.parametrize("people", [3, 8, 12])
def test_a_few_people_who_are_known_by_name_are_noted_with_what_they_give(people: int) -> None:
    rows = [
        f"o{k:04d},Anna {'ABCDEFGHIJKL'[k % people]}.,2024-{1 + k // 6:02d}-{1 + k % 28:02d},{k}.50" for k in range(70)
    ]
    content = log("customer_id,Contact,date,amount", *rows)
    notes = intake_of(content).notes
    assert any(f"by column 'Contact' they would be {people} customers" in note for note in notes)
    assert not any("Anna" in note for note in notes)
    assert intake_of(content, customer="Contact").customers == people


@pytest.mark.parametrize("place", ["Postcode", "PLZ", "Store No", "Loyalty Points", "Product Code"])
def test_where_somebody_lives_or_what_he_bought_is_nobody(place: str) -> None:
    luck = random.Random(3)
    rows = [f"d{k},2024-{1 + k // 6:02d}-{1 + k % 28:02d},{luck.randrange(5, 90)}.00,{10000 + luck.randrange(30)}"
            for k in range(60)]  # fmt: skip
    assert intake_of(log(f"Customer Code,Date,Amount,{place}", *rows)).customers == 60


@pytest.mark.parametrize("name", ["Product", "Item", "SKU"])
def test_items_and_equal_customers_are_not_noted_as_people_or_as_guests(name: str) -> None:
    luck, rows = random.Random(4), []
    for k in range(80):
        who = k % 8 if k < 60 else 0
        rows.append(f"{who + 1},2024-{1 + k // 8:02d}-{1 + k % 28:02d},{luck.randrange(199, 9000) / 100},p{k % 19}")
    notes = intake_of(log(f"customer_id,date,amount,{name}", *rows)).notes
    assert not [note for note in notes if "apart, " in note]
    shares = [1, 1, 1, 1, 1, 1, 1.6]
    rows = [f"{who},2024-{1 + k // 8:02d}-{1 + k % 28:02d},5.{k}" for who, share in enumerate(shares, 1)
            for k in range(int(10 * share))]  # fmt: skip
    assert not [note for note in intake_of(log("customer_id,date,amount", *rows)).notes if "far more rows" in note]


def test_discounts_are_too_high_by_what_they_are_worth_and_not_by_returns() -> None:
    rows = [f"O{k},c{k % 6},2024-{1 + k % 12:02d}-{1 + k % 28:02d},{30 + k}.00" for k in range(20)]
    rows += [f"O{k},c{k % 6},2024-{1 + k % 12:02d}-{1 + k % 28:02d},-5.00" for k in range(1, 20, 2)]
    rows += ["O90,c1,2024-12-28,-31.00", "O91,c3,2024-12-28,-33.00"]
    said = refused(log("Order ID,Customer ID,Date,Amount", *rows))
    assert "10 stand beside a larger amount" in said
    assert "too high by 50.00" in said
    assert "population.returns=net (sum 676.00" in said
    assert "population.returns=drop (sum 790.00" in said


def test_nothing_is_asked_where_every_reading_gives_the_same() -> None:
    rows = [f"{k % 5},C{k % 5},2024-01-{k + 1:02d},{k}.50" for k in range(20)]
    assert intake_of(log("User ID,Customer Code,date,amount", *rows)).customers == 5
    other = [f"{k % 5},C{k % 4},2024-01-{k + 1:02d},{k}.50" for k in range(20)]
    assert "each may be the customer" in refused(log("User ID,Customer Code,date,amount", *other))


def test_what_cannot_be_left_is_asked_also_where_every_reading_gives_the_same() -> None:
    rows = [f"c{k % 5},2024-01-{k + 1:02d},10.00,{'EUR' if k % 2 else 'USD'}" for k in range(20)]
    assert "amounts in 2 currencies" in refused(log("customer_id,date,amount,currency", *rows))
    back = [f"c{k % 5},2024-01-{k + 1:02d},100000.00" for k in range(20)]
    assert "may be returns" in refused(log("customer_id,date,amount", *back, "c1,2024-01-29,-0.01"))
