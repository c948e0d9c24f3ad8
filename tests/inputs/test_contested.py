"""A column that only its name has chosen is asked about where another one may as well be meant."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log, refused


def purchases(header: str, pieces: str, price: str, *more: str) -> str:
    """Three purchases: 3 pieces at 10, 2 at 5 and 1 at 5, worth 45 together."""
    names = ["customer_id", "date", pieces, price, header] if header else ["customer_id", "date", pieces, price]
    rows = [("a", "2024-01-01", "3", "10.00"), ("b", "2024-01-02", "2", "5.00"), ("a", "2024-02-02", "1", "5.00")]
    extra = more or ("",) * 3
    return log(",".join(names), *(",".join([*row, extra[k]] if header else row) for k, row in enumerate(rows)))


@pytest.mark.parametrize(
    "pieces", ["Quantity Ordered", "Item Quantity", "Qty Sold", "Stück", "Pcs", "Quantité", "Cantidad"]
)
@pytest.mark.parametrize("price", ["Unit Price", "Preis", "price"])
def test_pieces_have_many_names(pieces: str, price: str) -> None:
    assert intake_of(purchases("", pieces, price)).sum == Decimal("45.00")


@pytest.mark.parametrize("pieces", ["Bestellmenge", "Anz.", "Flaschen", "kpl", "Qty Shipped"])
def test_a_price_is_no_amount_beside_what_looks_like_pieces(pieces: str) -> None:
    content = purchases("", pieces, "Unit Price")
    told = refused(content)
    assert f"'{pieces} × Unit Price'" in told
    assert "each may be the amount" in told
    assert intake_of(content, amount="Unit Price").sum == Decimal("20.00")
    assert intake_of(content, quantity=pieces, price="Unit Price").sum == Decimal("45.00")


def test_two_columns_of_pieces_are_asked_about() -> None:
    content = purchases("Units", "Qty", "Unit Price", "36", "24", "12")
    assert "population.quantity=Qty" in refused(content)
    assert intake_of(content, quantity="Qty", price="Unit Price").sum == Decimal("45.00")
    assert intake_of(purchases("Units", "Qty", "Unit Price", "3", "2", "1")).sum == Decimal("45.00")


@pytest.mark.parametrize("name", ["Item Total", "Gesamtpreis", "Extended Price", "Total incl. VAT", "Endpreis"])
def test_a_sum_that_the_file_states_is_asked_about_where_it_is_another(name: str) -> None:
    content = purchases(name, "Quantity", "Price", "26.00", "10.00", "5.00")
    assert name in refused(content)
    assert intake_of(content, amount=name).sum == Decimal("41.00")
    assert intake_of(purchases(name, "Quantity", "Price", "30.00", "10.00", "5.00")).sum == Decimal("45.00")


@pytest.mark.parametrize("times", [6, 1])
@pytest.mark.parametrize("pieces", ["Qty Shipped", "Number of Units", "Cases", "Invoiced Quantity"])
def test_pieces_may_be_many(pieces: str, times: int) -> None:
    rows = [f"{'aba'[k]},2024-01-0{k + 1},{times * number},9.50" for k, number in enumerate((2, 4, 6))]
    assert pieces in refused(log(f"customer_id,date,{pieces},Unit Price", *rows))


@pytest.mark.parametrize("pieces", ["Kilos", "Hours", "Rental Days", "Weight"])
def test_pieces_may_be_weighed(pieces: str) -> None:
    rows = [f"{'aba'[k]},2024-01-0{k + 1},{number},9.50" for k, number in enumerate((2.55, 0.75, 1.30))]
    assert pieces in refused(log(f"customer_id,date,{pieces},Unit Price", *rows))


@pytest.mark.parametrize("flag", ["New Customer", "Newsletter", "Room", "Department", "Rating"])
def test_flags_and_codes_are_no_pieces(flag: str) -> None:
    rows = [f"{'aba'[k]},2024-01-0{k + 1},{k % 2 + (flag == 'Room')},9.50" for k in range(3)]
    assert intake_of(log(f"customer_id,date,{flag},Price", *rows)).sum == Decimal("28.50")


def test_a_total_beside_one_with_taxes_is_asked_about() -> None:
    rows = ["a,2024-01-01,10.00,11.90", "b,2024-01-02,20.00,23.80"]
    assert "'Total incl. VAT', each may be" in refused(log("Customer ID,Date,Total,Total incl. VAT", *rows))
    assert intake_of(log("Customer ID,Date,Total,Subtotal", *rows)).sum == Decimal("30.00")


def test_a_dozen_pieces_called_amount_are_asked_about() -> None:
    rows = ["a,2024-01-01,12,30.00,360.00", "b,2024-01-02,24,22.00,528.00", "a,2024-05-02,6,5.00,30.00"]
    content = log("customer_id,date,amount,unit_price,total", *rows)
    assert "population.quantity=amount population.price=unit_price" in refused(content)
    assert intake_of(content, amount="total").sum == Decimal("918.00")


@pytest.mark.parametrize("name", ["Discount Amount", "Total Tax", "Shipping Total", "Product"])
def test_a_part_of_an_amount_or_no_money_is_not_asked_about(name: str) -> None:
    values = ("x", "y", "z") if name == "Product" else ("2.00", "1.50", "0.40")
    assert intake_of(purchases(name, "Quantity", "Price", *values)).sum == Decimal("45.00")


def test_an_item_price_is_that_of_one_piece_or_of_all() -> None:
    content = purchases("", "quantity", "item-price")
    assert "population.amount=item-price" in refused(content)
    assert intake_of(content, amount="item-price").sum == Decimal("20.00")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Paid", ("1", "0", "1")),
        ("Total", ("3", "2", "1")),
        ("amount", ("3", "2", "1")),
    ],
)  # fmt: skip
def test_flags_and_counts_of_a_known_name_are_asked_about(name: str, values: tuple[str, ...]) -> None:
    money = ("100.00", "50.00", "25.00")
    rows = [f"{'aba'[k]},2024-01-0{k + 1},{values[k]},{money[k]}" for k in range(3)]
    content = log(f"customer_id,date,{name},Invoice Value", *rows)
    assert "Invoice Value" in refused(content)
    assert intake_of(content, amount="Invoice Value").sum == Decimal("175.00")


def test_small_whole_amounts_are_amounts_where_nothing_else_may_be() -> None:
    rows = [f"{'abc'[k % 3]},2024-01-{k + 1:02d},{1 + k % 3},{k % 5 + 1}" for k in range(12)]
    assert intake_of(log("customer_id,date,amount,rating", *rows)).sum == 24
    assert intake_of(log("customer_id,date,price,store_id", *rows)).sum == 24


@pytest.mark.parametrize(
    ("chosen", "other", "asked"),
    [
        ("User", "Customer Name", True), ("User", "Client ID", True), ("Kunde", "Debitor", True),
        ("Client", "Client City", False), ("customer_id", "Client", False), ("Kunde", "Kundengruppe", False),
        ("Customer", "Customer Name", False), ("Email", "Customer Name", False), ("User ID", "Customer Name", True),
        ("Account ID", "Customer Name", True), ("Client ID", "Buyer Email", True), ("Client", "Username", False),
    ],
)  # fmt: skip
def test_the_cashier_is_not_the_customer(chosen: str, other: str, asked: bool) -> None:
    content = log(
        f"{chosen},date,amount,{other}", "t,2024-01-01,22.00,ann", "t,2024-01-02,11.00,bob", "e,2024-01-05,11.00,ann"
    )
    if asked:
        assert "each may be the customer" in refused(content)
        assert intake_of(content, customer=other).customers == 2
    else:
        assert intake_of(content).columns["customer"] == chosen


def test_two_people_of_one_name_have_two_numbers() -> None:
    rows = [f"Smith,{17 + k % 2},2024-01-0{k + 1},5" for k in range(4)] + [
        "Jones,9,2024-02-01,5",
        "Jones,9,2024-02-03,5",
    ]
    assert "population.customer=Kd-Nr" in refused(log("Kunde,Kd-Nr,date,amount", *rows))
    same = [row.replace(",18,", ",17,") for row in rows]
    assert intake_of(log("Kunde,Kd-Nr,date,amount", *same)).customers == 2


def test_a_flag_is_nobody() -> None:
    rows = ["Ann,Y,2024-01-01,22.00", "Bob,N,2024-01-02,11.00", "Ann,Y,2024-02-05,11.00"]
    assert intake_of(log("Client,Member,date,amount", *rows)).customers == 2


def test_a_day_of_the_order_beside_another_day_is_asked_about() -> None:
    content = log("customer_id,date,order_date,amount", "a,2024-03-01,2024-01-01,5", "a,2024-03-01,2024-02-03,6")
    assert "population.date=order_date" in refused(content)
    assert intake_of(content, date="order_date").purchases == 2
    assert (
        intake_of(
            log("customer_id,date,order_date,amount", "a,2024-03-01,2024-03-01,5", "b,2024-03-02,2024-03-02,6")
        ).sum
        == 11
    )


ORDERS = [("1", "a", "2024-01-01", "30", "x"), ("1", "a", "2024-01-01", "30", "y"), ("2", "b", "2024-01-05", "10", "x"),
          ("2", "b", "2024-01-05", "10", "y"), ("3", "a", "2024-02-09", "12", "x")]  # fmt: skip


@pytest.mark.parametrize("names", [("Order ID", "Invoice No"), ("Receipt No",), ("Belegnummer",), ("Bestell-Nr.",)])
def test_repeated_totals_are_asked_about_whatever_the_order_is_called(names: tuple[str, ...]) -> None:
    rows = [",".join([*(f"{prefix}{order}" for prefix in "XY"[: len(names)]), *rest]) for order, *rest in ORDERS]
    content = log(",".join([*names, "customer_id", "date", "Order Total", "Product"]), *rows)
    assert "may be paid once or in each row" in refused(content)
    assert intake_of(content, order=names[0], lines="whole").sum == 92
    assert intake_of(content, order=names[0], lines="whole").sum_kept == 52
    assert intake_of(content, order=names[0], lines="each").sum_kept == 92


def test_numbers_of_orders_may_begin_anew_each_day() -> None:
    rows = [f"{n},{'ab'[n - 1]},2024-01-0{day},{p},{10 * n + day}" for day in (1, 2) for n in (1, 2) for p in "xy"]
    content = log("Order No,customer_id,date,Product,Order Total", *rows)
    assert "whose numbers begin again each day" in refused(content)
    assert intake_of(content, lines="each").sum == 132


def test_one_odd_row_ends_no_question() -> None:
    lines = [f"k{k // 2},c{k // 2 % 5},2024-01-{k // 2 + 1:02d},{5 + k // 2},p{k}" for k in range(48)]
    header = "Vorgang,customer_id,date,Order Total,Product"
    assert "by column 'Vorgang'" in refused(log(header, *lines, "k3,c3,2024-03-01,-8,p3"), returns="net")
    assert "by column 'Vorgang'" in refused(log(header, *lines, "k0,c4,2024-03-01,8,p3"))


def test_a_name_that_nobody_knows_takes_ten_orders_and_fewer_are_told_by_their_days() -> None:
    def content(orders: int) -> str:
        lines = [f"k{k // 2},c{k // 2 % 5},2024-01-{k // 2 + 1:02d},{5 + k // 2},p{k}" for k in range(2 * orders)]
        return log("Vorgang,customer_id,date,Order Total,Product", *lines)

    assert "by column 'Vorgang'" in refused(content(12))
    assert "4 of 4 days of a customer" in refused(content(4))
    assert intake_of(content(4), lines="each").sum_kept == 52


def test_an_empty_column_is_no_order() -> None:
    names = ("customer_id", "date", "Order Total", "Product", "Ref", "Bon")
    rows = [(f"c{k % 6}", f"2024-01-{k % 6 + 1:02d}", 5, f"p{k}", None, None) for k in range(48)]
    assert intake_of("".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in rows)).sum == 240
    blank = [",".join(str(value or "") for value in row) for row in rows]
    assert intake_of(log(",".join(names), *blank)).sum == 240


def test_a_column_of_customers_is_no_order() -> None:
    rows = [f"n{k % 6},c{k % 6},2024-01-{k % 6 + 1:02d},5,p{k}" for k in range(24)]
    assert intake_of(log("Name,customer_id,date,Order Total,Product", *rows)).sum == 120


@pytest.mark.parametrize("last", ["eur", "gbp"])
def test_the_currency_is_that_of_the_amount(last: str) -> None:
    rows = [
        "c1,2024-01-01,10.00,usd,9.00,eur",
        "c2,2024-01-03,10.00,usd,9.10,eur",
        f"c1,2024-01-09,8.00,usd,6.80,{last}",
    ]
    content = log("customer_id,date,Amount,Currency,Converted Amount,Converted Currency", *rows)
    if last == "eur":
        assert intake_of(content, amount="Converted Amount").currency == "EUR"
        assert intake_of(content, amount="Amount").currency == "USD"
    else:
        assert "amounts in 2 currencies" in refused(content, amount="Converted Amount")


@pytest.mark.parametrize("other", ["Order Base Currency", "Sales Org Currency", "Price List Currency"])
def test_a_currency_of_another_thing_silences_none(other: str) -> None:
    rows = ["a,2024-01-01,50.00,EUR,EUR", "b,2024-01-02,60.00,USD,EUR", "a,2024-02-01,7.00,EUR,EUR"]
    assert "amounts in 2 currencies" in refused(log(f"customer_id,date,Order Total,Currency,{other}", *rows))


def test_names_of_a_database_have_small_letters() -> None:
    rows = ["a,2024-01-01,5,usd,eur", "b,2024-01-02,6,usd,gbp", "a,2024-02-02,6,usd,gbp"]
    content = log("customerid,date,convertedamount,currency,convertedcurrency", *rows)
    assert "amounts in 2 currencies" in refused(content, amount="convertedamount")


@pytest.mark.parametrize("nothing", ["0.000", "0,000", "0"])
def test_nothing_is_nothing_however_it_is_written(nothing: str) -> None:
    rows = [f"a;2024-01-01;{nothing}", "b;2024-01-02;12,75", "a;2024-02-02;3,50"]
    assert intake_of(log("customer_id;date;amount", *rows)).sum == Decimal("16.25")


@pytest.mark.parametrize(("zero", "others"), [("0.500", ("12,50", "8,90")), ("0,500", ("12.50", "8.90"))])
def test_no_thousands_begin_with_nought(zero: str, others: tuple[str, ...]) -> None:
    rows = [f"c{k};2024-01-0{k + 1};{paid}" for k, paid in enumerate((others[0], zero, others[1]))]
    assert "row 3" in refused(log("customer_id;date;amount", *rows))
    alone = [f"c{k};2024-01-0{k + 1};{paid}" for k, paid in enumerate((zero, zero))]
    assert intake_of(log("customer_id;date;amount", *alone)).sum == 1


def test_purchases_that_are_counted_have_no_price() -> None:
    assert "population.amount" in refused(purchases("", "Qty", "Price"), amount=None, price="Price")


@pytest.mark.parametrize(("name", "told"), [("Refunded Amount", True), ("Discount Amount", True), ("Shipping", False)])
def test_what_is_given_back_is_told(name: str, told: bool) -> None:
    rows = ["a,2024-01-01,10.50,1.00", "b,2024-01-02,20.50,0", "a,2024-02-01,9.00,2"]
    content = log(f"customer_id,date,Total,{name}", *rows)
    notes = [note for note in intake_of(content).notes if "not subtracted" in note]
    assert notes == [f"column '{name}' adds up to 3.00 in 2 rows; it is not subtracted from the amounts"] * told


def test_of_many_columns_those_of_money_are_named_first() -> None:
    names = [*(f"note {k}" for k in "abcdefghijklmnop"), "Tax"]
    rows = (f"a,2024-01-0{k},5,{','.join('x' * 17)}" for k in (1, 2))
    content = log(f"customer_id,date,amount,{','.join(names)}", *rows)
    note = next(note for note in intake_of(content).notes if "nothing is read" in note)
    assert "'Tax'" in note
    assert note.endswith("…")
