"""What one piece costs, what all cost, and how many there are is told by the rows, of which some are on sale."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log, refused

Sold = list[tuple[str, str, str, int, Decimal]]


def sold(seed: int, share: float, off: str, rise: bool, rows: int = 400, items: int = 10) -> Sold:
    """Rows of items in several numbers of pieces: who, when, what, how many, the price of one, some of them reduced."""
    luck, found = random.Random(seed), []
    price = [Decimal(luck.randrange(2, 60)) for _ in range(items)]
    for k in range(rows):
        item, pieces = luck.randrange(items), luck.choice([1, 1, 2, 3, 4, 6])
        one = price[item] * (Decimal("1.15") if rise and k > rows // 2 else 1)
        one *= Decimal(off) if luck.random() < share else 1
        found.append((f"c{luck.randrange(40)}", f"2024-{1 + k * 12 // rows:02d}-{1 + k % 28:02d}", f"p{item}", pieces,
                      one.quantize(Decimal("0.01"))))  # fmt: skip
    return found


@pytest.mark.parametrize("share", [0, 0.01, 0.03, 0.1, 0.2])
@pytest.mark.parametrize("off", ["0.9", "0.5"])
@pytest.mark.parametrize("rise", [False, True])
def test_a_sale_and_a_new_price_end_no_question(share: float, off: str, rise: bool) -> None:
    rows = sold(int(100 * share) + rise, share, off, rise)
    all_pieces = [",".join(map(str, (*row[:4], row[3] * row[4]))) for row in rows]
    one_piece = [",".join(map(str, row)) for row in rows]
    total = sum(row[3] * row[4] for row in rows)
    header = "Customer ID,Date,Product,Quantity"
    assert "population.amount=Price (sum" in refused(log(f"{header},Price", *all_pieces))
    assert intake_of(log(f"{header},Price", *all_pieces), amount="Price").sum == total
    assert intake_of(log(f"{header},Price", *one_piece)).sum == total
    assert "population.price=Amount" in refused(log(f"{header},Amount", *one_piece))
    assert intake_of(log(f"{header},Amount", *one_piece), quantity="Quantity", price="Amount").sum == total
    assert intake_of(log(f"{header},Amount", *all_pieces)).sum == total


def test_one_reduced_row_of_each_item_leaves_the_question() -> None:
    rows = []
    for item, cents in enumerate((500, 800, 1250, 2000)):
        for place, pieces in enumerate((1, 2, 3, 4, 6, 1, 2, 3)):
            paid = cents * pieces * (9 if place == 1 else 10) / 1000
            rows.append(
                f"c{(item + pieces) % 7},2024-{item + 1:02d}-{len(rows) % 27 + 1:02d},p{item},{pieces},{paid:.2f}"
            )
    assert "population.amount=Price (sum" in refused(log("Customer ID,Date,Product,Quantity,Price", *rows))


@pytest.mark.parametrize("name", ["amount", "Total", "Betrag"])
@pytest.mark.parametrize("price", ["unit_price", "Rate", "per kg", None])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_weighed_or_timed_is_no_money(name: str, price: str | None, seed: int) -> None:
    luck = random.Random(seed)
    prices, rows, total = [Decimal(luck.randrange(200, 4000)) / 100 for _ in range(4)], [], Decimal(0)
    for k in range(60):
        each, weight = luck.choice(prices), Decimal(luck.randrange(1, 40)) / (4 if seed % 2 else 8)
        paid = (each * weight * (Decimal("0.9") if k % 15 == 3 else 1)).quantize(Decimal("0.01"))
        total += paid
        row = [f"c{k % 9}", f"2024-{1 + k // 6:02d}-{1 + k % 28:02d}", str(weight), str(paid)]
        rows.append(",".join(row if price is None else [*row, str(each)]))
    header = f"customer_id,date,{name},Gross Sales" + ("" if price is None else f",{price}")
    said = refused(log(header, *rows))
    assert "'population.amount=Gross Sales'" in said
    assert (f"population.quantity={name}" in said) == (price is not None)
    assert intake_of(log(header, *rows), amount="Gross Sales").sum == total


def test_three_rows_of_kilograms_are_asked_about() -> None:
    rows = ["a,2024-01-01,1.25,12.00,15.00", "b,2024-01-02,0.5,8.90,4.45", "a,2024-05-02,2.1,12.00,25.20"]
    content = log("customer_id,date,amount,unit_price,total", *rows)
    assert re.search(r"population\.quantity=amount population\.price=unit_price", refused(content))
    assert intake_of(content, quantity="amount", price="unit_price").sum == Decimal("44.65")


@pytest.mark.parametrize("beside", [lambda paid: round(paid / 5, 2), lambda paid: int(paid / 10)])
def test_what_follows_from_an_amount_is_no_item(beside: Callable[[Decimal], object]) -> None:
    rows = []
    for who, day, item, pieces, one in sold(9, 0.1, "0.9", True):
        rows.append(f"{who},{day},{item},{pieces},{pieces * one},{beside(pieces * one)}")
    assert intake_of(log("customer_id,date,Product,Qty Shipped,Total,x", *rows)).columns["amount"] == "Total"


@pytest.mark.parametrize("beside", ["order_total", "tax", "gross", "cents", "list price"])
def test_sums_of_another_kind_leave_the_amount_alone(beside: str) -> None:
    luck, rows = random.Random(7), []
    for _ in range(60):
        lines, who, day = luck.choice([1, 1, 2, 3]), luck.randrange(12), f"2024-{luck.randrange(1, 13):02d}-05"
        paid = [Decimal(luck.randrange(199, 9000)) / 100 for _ in range(lines)]
        for one in paid:
            other = {"order_total": sum(paid), "tax": one * Decimal("0.19"), "gross": one * Decimal("1.19"),
                     "cents": 100 * one, "list price": one * luck.choice([1, Decimal("1.25")])}[beside]  # fmt: skip
            rows.append(f"c{who},{day},{one},{other:.2f},{Decimal('1.19') if beside == 'gross' else Decimal('0.19')}")
    assert intake_of(log(f"customer_id,date,amount,{beside},rate", *rows)).columns["amount"] == "amount"
