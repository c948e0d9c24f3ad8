"""Rows of a column of many values that are no goods, and a second file behind the first, are noted with their sums."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log

HEADER = "customer_id,order_id,date,{},amount"


def orders(seed: int = 3, items: int = 80) -> tuple[list[list[str]], list[list[str]]]:
    """Rows of goods; and for each order its customer, number, day and the amount of its last row."""
    luck = random.Random(seed)
    goods, found = [], []
    for k in range(120):
        order = [f"K{1001 + luck.randrange(40)}", f"O{k}", f"2024-{1 + k // 10:02d}-{luck.randrange(1, 28):02d}"]
        for _ in range(luck.randrange(1, 4)):
            paid = f"{luck.randrange(500, 30_000) / 100:.2f}"
            goods.append([*order, f"Product {luck.randrange(items)}", paid])
        found.append([*order, paid])
    return goods, found


def total(rows: list[list[str]]) -> Decimal:
    return sum((Decimal(row[-1]) for row in rows), Decimal(0))


def notes_of(rows: list[list[str]], column: str = "Product") -> tuple[str, ...]:
    return intake_of(log(HEADER.format(column), *(",".join(row) for row in rows))).notes


BACK = ["Refund", "Refund of Product 3", "Storno Product 7", "Rückerstattung", "Credit note 88", "Avoir 12", "返金",
        "Chargeback", "Gutschrift zu R12", "Cancelled: Product 4", "Devolución", "Возврат"]  # fmt: skip


@pytest.mark.parametrize("word", BACK)
@pytest.mark.parametrize("column", ["Product", "Buchungstext", "x"])
def test_what_was_given_back_without_a_minus_is_noted_with_both_sums(word: str, column: str) -> None:
    goods, found = orders()
    back = [[*order[:3], word, order[3]] for order in found[::9]]
    notes = [note for note in notes_of(goods + back, column) if "given back or cancelled" in note]
    assert len(notes) == 1
    assert f"(sum {total(goods) - total(back):,f})" in notes[0]
    assert f"(sum {total(goods):,f})" in notes[0]


BESIDE = ["Sales tax", "MwSt 19%", "Shipping", "Versandkosten", "Discount 10%", "Tip", "Trinkgeld", "Pfand 0,25",
          "Porto", "Gift card 50", "Gutschein 25 €", "Payment", "Zahlung", "Commission", "送料", "TVA 20 %",
          "Frais de port", "Verzendkosten", "zzz", "unbekannt 7"]  # fmt: skip


@pytest.mark.parametrize("word", BESIDE)
@pytest.mark.parametrize("every", [1, 2])
def test_what_is_on_a_bill_beside_the_goods_is_noted_whatever_it_is_called(word: str, every: int) -> None:
    goods, found = orders()
    beside = [[*order[:3], f'"{word}"', f"{3 + k % 7}.90"] for k, order in enumerate(found[::every])]
    notes = notes_of(goods + beside)
    assert any(f"{len(beside)} rows" in note and f"sum {total(beside):,f}, of column" in note for note in notes)


@pytest.mark.parametrize("items", [13, 80, 400])
@pytest.mark.parametrize("seed", range(5))
def test_goods_alone_are_not_noted(seed: int, items: int) -> None:
    assert not [note for note in notes_of(orders(seed, items)[0]) if "of column" in note]


@pytest.mark.parametrize(
    "name", ["Tip-top cleaner", "Tax advice", "Shipping box", "Deposit slip", "Voidwalker", "Feen"]
)
def test_goods_whose_name_begins_like_such_a_word_are_not_noted(name: str) -> None:
    goods, found = orders()
    rows = goods + [[*order[:3], name, "5.00"] for order in found[::30]]
    assert not [note for note in notes_of(rows) if "of column" in note]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("again", [False, True])
def test_a_second_file_behind_the_first_is_noted_with_both_sums(descending: bool, again: bool) -> None:
    luck = random.Random(8)
    rows = [[f"K{luck.randrange(40)}", f"2024-{1 + k // 10:02d}-1{k % 10}", f"{luck.randrange(500, 9999) / 100:.2f}"]
            for k in range(120)]  # fmt: skip
    back = [[row[0], f"{row[1][:8]}{int(row[1][8:]) + 7}", row[2]] for row in rows[::8]]
    content = (part[::-1] if descending else part for part in (rows, back))
    header = [["customer_id", "date", "amount"]]
    first, second = content
    lines = header + first + (header if again else []) + second
    notes = [note for note in intake_of(log(*(",".join(row) for row in lines))).notes if "begin anew" in note]
    assert len(notes) == 1
    assert f"minus (sum {total(rows) - total(back):,f})" in notes[0]
    assert f"out (sum {total(rows):,f})" in notes[0]


@pytest.mark.parametrize("seed", range(5))
def test_customers_who_pay_the_same_again_are_no_second_file(seed: int) -> None:
    luck = random.Random(seed)
    prices = [f"{luck.randrange(500, 9000) / 100:.2f}" for _ in range(12)]
    rows = [[f"K{luck.randrange(30)}", f"2024-{1 + k // 20:02d}-{luck.randrange(1, 28):02d}", luck.choice(prices)]
            for k in range(240)]  # fmt: skip
    found = intake_of(log("customer_id,date,amount", *(",".join(row) for row in rows)))
    assert not [note for note in found.notes if "begin anew" in note]


@pytest.mark.parametrize("paid", ["1.2k", "3.5 M", "€2.1K", "1,5 Mio", "12 T€"])
def test_thousands_and_millions_that_are_cut_have_to_be_written_in_full(paid: str) -> None:
    from tests.inputs.logs import refused

    assert "in full" in refused("customer_id;date;amount\n" + f"a;2024-01-05;{paid}\n" * 3)
