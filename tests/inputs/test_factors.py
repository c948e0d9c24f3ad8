"""Prices for many pieces, packs, rates of exchange and vouchers: none of them makes another sum without a word."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from experiments.inputs.transactions.reading import typed
from tests.inputs.logs import intake_of, log, refused

CENT = Decimal("0.01")


def lines(seed: int, number: int = 120) -> list[tuple[str, str, int, int, Decimal]]:
    """Customer, day, item, pieces and price of each row; an item has one price."""
    luck = random.Random(seed)
    prices = [Decimal(luck.randrange(200, 9000)) / 100 for _ in range(30)]
    found = []
    for k in range(number):
        item = luck.randrange(len(prices))
        day = f"2024-{1 + k * 12 // number:02d}-{luck.randrange(1, 28):02d}"
        found.append((f"c{luck.randrange(30):02d}", day, item, luck.choice([1, 2, 3, 10, 250]), prices[item]))
    return found


def priced(header: str, seed: int, *beside: str, per: tuple[int, ...] = (100,)) -> tuple[str, Decimal, Decimal]:
    """A log whose prices are for many pieces; what was paid, and quantity times price."""
    rows, paid, product = list[str](), Decimal(0), Decimal(0)
    for who, day, item, pieces, price in lines(seed):
        many = per[item % len(per)]
        paid, product = paid + pieces * price / many, product + pieces * price
        texts = [one.format(many) for one in beside]
        rows.append(",".join([who, day, f"sku{item}", str(pieces), str(price), *texts]))
    return log(f"customer_id,date,Material,Quantity,{header}", *rows), paid, product


@pytest.mark.parametrize("header", ["Price,Price Unit", "Unit Price,per", "Preis,PE", "unitprice,単位"])
@pytest.mark.parametrize("per", [(100,), (1000,), (1, 10, 100)])
def test_a_price_for_many_pieces_is_asked_about(header: str, per: tuple[int, ...]) -> None:
    content, paid, product = priced(header, len(per), "{}", per=per)
    said = refused(content)
    assert f"the sum is {paid.normalize():,f} then" in said
    assert f"(sum {product:,f})" in said
    found = intake_of(content, quantity="Quantity", price=header.split(",")[0])
    assert found.sum_kept == product
    assert any(f"divide it before (sum {paid.normalize():,f})" in note for note in found.notes)


@pytest.mark.parametrize("word", ["per {}", "{} pcs", "/{}", "je {} Stück"])
def test_pieces_in_words_are_noted(word: str) -> None:
    content, paid, product = priced("Unit Price,Unit", 3, word)
    found = intake_of(content)
    assert found.sum_kept == product
    assert any(f"(sum {paid.normalize():,f})" in note for note in found.notes)


@pytest.mark.parametrize("tax", ["10", "0", "1"])
@pytest.mark.parametrize("name", ["VAT", "Rating", "Loyalty Points", "x"])
def test_other_numbers_beside_a_price_are_no_question(tax: str, name: str) -> None:
    content, _, product = priced(f"Unit Price,{name}", 4, tax)
    assert intake_of(content).sum_kept == product


@pytest.mark.parametrize("name", ["Wert", "Line Value", "金額"])
@pytest.mark.parametrize("factor", ["per", "pack", "none"])
def test_a_sum_that_follows_by_another_number_is_asked_about(name: str, factor: str) -> None:
    rows, paid = list[str](), Decimal(0)
    for who, day, item, pieces, price in lines(6):
        one = (1, 6, 12, 24)[item % 4] if factor == "pack" else 100
        worth = (pieces * price * one if factor == "pack" else pieces * price / one).quantize(CENT)
        paid += worth
        beside = [] if factor == "none" else [str(one)]
        rows.append(",".join([who, day, f"sku{item}", str(pieces), str(price), *beside, str(worth)]))
    between = "" if factor == "none" else "number,"
    content = log(f"customer_id,date,Material,Quantity,Unit Price,{between}{name}", *rows)
    assert f"{typed('amount', name)} (sum {paid:,f})" in refused(content)
    assert intake_of(content, amount=name).sum_kept == paid


@pytest.mark.parametrize("name", ["Pack Size", "VPE", "colisage", "入数"])
def test_pieces_of_a_pack_are_noted_with_their_sum(name: str) -> None:
    rows, paid = list[str](), Decimal(0)
    for who, day, item, pieces, price in lines(7):
        pack = (1, 6, 12, 24)[item % 4]
        paid += pieces * price * pack
        rows.append(f"{who},{day},sku{item},{pieces},{pack},{price}")
    found = intake_of(log(f"customer_id,date,Product,Quantity,{name},Unit Price", *rows))
    assert any(f"'{name}' holds whole numbers" in note and f"(sum {paid:,f})" in note for note in found.notes)


@pytest.mark.parametrize("name", ["Exchange Rate", "Kurs", "x"])
@pytest.mark.parametrize("kind", ["day", "constant", "currency"])
def test_a_rate_beside_the_amounts_is_noted_with_both_sums(name: str, kind: str) -> None:
    luck, rows = random.Random(8), list[str]()
    of_day, times, divided = dict[str, Decimal](), Decimal(0), Decimal(0)
    for who, day, *_ in lines(8):
        rate = {
            "day": of_day.setdefault(day, Decimal(luck.randrange(10_500, 11_200)) / 10_000),
            "constant": Decimal("1.0850"),
            "currency": Decimal(luck.choice(["1", "1.17", "0.92"])),
        }[kind]
        amount = Decimal(luck.randrange(199, 90_000)) / 100
        times, divided = times + amount * rate, divided + amount / rate
        rows.append(f"{who},{day},{amount},{rate}")
    found = intake_of(log(f"customer_id,date,Amount,{name}", *rows))
    said = next(note for note in found.notes if "rate of exchange" in note)
    assert f"sum {times:,.2f} if multiplied, {divided:,.2f} if divided" in said


@pytest.mark.parametrize("name", ["Amount EUR", "Betrag in Hauswährung", "y"])
def test_an_amount_that_is_converted_by_several_rates_is_asked_about(name: str) -> None:
    luck, rows, paid = random.Random(9), list[str](), Decimal(0)
    for who, day, *_ in lines(9):
        rate, amount = Decimal(luck.choice(["1", "0.0061", "0.92"])), Decimal(luck.randrange(199, 90_000)) / 100
        paid += (amount * rate).quantize(CENT)
        rows.append(f"{who},{day},{amount},{rate},{(amount * rate).quantize(CENT)}")
    content = log(f"customer_id,date,Amount,Rate,{name}", *rows)
    assert f"(sum {paid:,f})" in refused(content)
    assert intake_of(content, amount=name).sum_kept == paid


@pytest.mark.parametrize(("name", "words"), [("Country", ["DE", "FR", "JP"]), ("x", ["a", "b"])])
@pytest.mark.parametrize("times", [100, 160])
def test_amounts_of_another_size_beside_a_word_are_noted(name: str, words: list[str], times: int) -> None:
    luck, rows, large = random.Random(times), list[str](), Decimal(0)
    for who, day, *_ in lines(11):
        amount, word = Decimal(luck.randrange(1999, 90_000)) / 100, luck.choice(words)
        amount *= times if word == words[-1] else 1
        large += amount if word == words[-1] else 0
        rows.append(f"{who},{day},{word},{amount}")
    found = intake_of(log(f"customer_id,date,{name},amount", *rows))
    said = next(note for note in found.notes if "another currency or unit" in note)
    assert f"where column '{name}' says {words[-1]}, in " in said
    assert f"(their sum is {large:,.2f})" in said


@pytest.mark.parametrize("seed", range(5))
def test_amounts_of_usual_sizes_beside_words_are_not(seed: int) -> None:
    luck = random.Random(seed)
    rows = [f"{who},{day},{luck.choice('abc')},{luck.paretovariate(1.2) * 10:.2f}" for who, day, *_ in lines(seed)]
    notes = intake_of(log("customer_id,date,Country,amount", *rows)).notes
    assert not any("another currency or unit" in note for note in notes)


@pytest.mark.parametrize("name", ["Gift Card", "Gutschein", "Bon cadeau", "Store Credit", "x", "商品券"])
@pytest.mark.parametrize("nothing", ["0.00", ""])
def test_what_a_voucher_paid_is_noted_with_its_sum(name: str, nothing: str) -> None:
    luck, rows, off, count = random.Random(10), list[str](), Decimal(0), 0
    for who, day, *_ in lines(10):
        amount = Decimal(luck.randrange(1999, 90_000)) / 100
        part = min(amount, Decimal(luck.choice([5, 10, 20]))) if luck.random() < 0.3 else None
        off, count = off + (part or 0), count + (part is not None)
        rows.append(f"{who},{day},{amount},{nothing if part is None else f'{part:.2f}'}")
    found = intake_of(log(f"customer_id,date,Total,{name}", *rows))
    assert any(f"'{name}' adds up to {off:,.2f} in {count} rows; it is not subtracted" in note for note in found.notes)
