"""Measures and what one of them costs, dozens, amounts of fixed width, and pieces that were ordered and not shipped."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.inputs.logs import drawn, intake_of, log, refused
from tests.inputs.test_factors import lines

TWO = {
    ("quantity_g", "price_per_kg"): 1000, ("Menge (g)", "Preis je kg"): 1000, ("minutes", "hourly_rate"): 60,
    ("Dauer (min)", "Stundensatz"): 60, ("volume_ml", "price/l"): 1000, ("hours", "rate"): 1, ("kWh", "Tarif"): 1,
    ("nights", "nightly rate"): 1, ("km", "EUR pro km"): 1,
}  # fmt: skip


@pytest.mark.parametrize("names", TWO)
def test_a_measure_beside_its_rate_is_asked_about(names: tuple[str, str]) -> None:
    number, product, rows = TWO[names], Decimal(0), list[str]()
    for who, day, item, pieces, price in lines(11):
        product += pieces * number * price
        rows.append(f"{who},{day},sku{item},{pieces * number},{price}")
    content = log(f"customer_id,date,Material,{','.join(names)}", *rows)
    assert f"(sum {product:,f})" in refused(content)
    found = intake_of(content, quantity=names[0], price=names[1])
    assert found.sum_kept == product
    if number > 1:
        assert any(f"holds {number} only" in note for note in found.notes)


@pytest.mark.parametrize("codes", [("DZ", "DZ"), ("EA", "Dozen"), ("Stk", "Dtz.")])
def test_prices_for_a_dozen_are_asked_about_where_single_pieces_are_counted(codes: tuple[str, str]) -> None:
    paid, rows = Decimal(0), list[str]()
    for who, day, item, count, price in lines(12):
        many = 12 if codes[item % 2][0] == "D" else 1
        paid += count * price
        rows.append(f"{who},{day},sku{item},{count * many},{price},{codes[item % 2]}")
    assert f"the sum is {paid.normalize():,f} then" in refused(log("customer_id,date,Item,Qty,Unit Price,UOM", *rows))


def test_dozens_that_are_counted_as_dozens_are_read() -> None:
    rows = [f"{who},{day},sku{item},{1 + item % 5},{price},DZ" for who, day, item, _, price in lines(13)]
    assert intake_of(log("customer_id,date,Item,Qty,Unit Price,UOM", *rows)).kept == len(rows)


@pytest.mark.parametrize("width", [8, 12])
def test_whole_amounts_of_one_width_may_be_hundredths(width: int) -> None:
    rows = drawn(14)
    total = sum((paid for _, _, paid in rows), Decimal(0))
    content = log("customer_id,date,amount", *(f"{who},{day},{int(paid * 100):0{width}d}" for who, day, paid in rows))
    assert f"the sum is {total:,f} then" in refused(content)
    assert intake_of(content, amount="amount").sum_kept == total.scaleb(2)


@pytest.mark.parametrize("other", ["qty_shipped", "Quantity Invoiced", "Qty Delivered"])
def test_pieces_that_were_ordered_and_others_that_came_are_asked_about(other: str) -> None:
    ordered, came, rows = Decimal(0), Decimal(0), list[str]()
    for who, day, item, pieces, price in lines(15):
        less = 0 if item % 8 == 0 else pieces
        ordered, came = ordered + pieces * price, came + less * price
        rows.append(f"{who},{day},sku{item},{pieces},{less},{price}")
    said = refused(log(f"customer_id,date,Item,Qty Ordered,{other},Unit Price", *rows))
    assert f"(sum {ordered:,f})" in said
    assert f"(sum {came:,f})" in said


def test_names_with_their_words_in_another_order_are_counted() -> None:
    rows = [f"{('Abel, Anna ' if k % 2 else 'Anna Abel ') + 'xyzvw'[int(who) % 5]};{day};{paid}"
            for k, (who, day, paid) in enumerate(drawn(16))]  # fmt: skip
    notes = intake_of(log("customer;date;amount", *rows)).notes
    assert any("5 identifiers differ from another in the order of their words only" in note for note in notes)


@pytest.mark.parametrize("name", ["amount-type", "xyz"])
def test_lines_of_an_order_are_no_shops(name: str) -> None:
    kinds = {"Principal": 1, "Shipping": 3}
    rows = [
        f"{who},{day},{kind},{paid / part:.2f}"
        for who, day, paid in drawn(17, rows=200)
        for kind, part in kinds.items()
    ]
    notes = intake_of(log(f"customer_id,date,{name},amount", *rows)).notes
    assert not any("numbers its customers by itself" in note for note in notes)


@pytest.mark.parametrize("names", [("nights", "rate"), ("litres", "price_per_l"), ("hours", "hourly_rate")])
def test_a_total_beside_its_measure_and_rate_is_asked_nothing(names: tuple[str, str]) -> None:
    total, rows = Decimal(0), list[str]()
    for who, day, _, pieces, price in lines(18):
        total += pieces * price
        rows.append(f"{who},{day},{pieces},{price},{pieces * price}")
    assert intake_of(log(f"customer_id,date,{','.join(names)},total", *rows)).sum_kept == total
