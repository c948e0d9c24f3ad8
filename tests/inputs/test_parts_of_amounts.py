"""Packs in texts, discounts as shares, cents apart, thousands by a sign, cut figures, and nothing in all rows."""

from __future__ import annotations

import io
import random
from decimal import Decimal

import pytest

from tests.inputs.logs import comma, drawn, intake_of, log, refused
from tests.inputs.test_factors import lines

ROWS = drawn(6)
TOTAL = sum((paid for _, _, paid in ROWS), Decimal(0))


@pytest.mark.parametrize(
    "pack", ["{}x500ml", "{} x 0,33 l", "{}er-Pack", "{}er Kasten", "Pack of {}", "case of {}", "{}-pack"]
)
def test_packs_in_texts_are_noted_with_both_sums(pack: str) -> None:
    rows, single, product = list[str](), Decimal(0), Decimal(0)
    for who, day, item, pieces, price in lines(8):
        many = (6, 12, 24, 1)[item % 4]
        single, product = single + pieces * price * many, product + pieces * price
        named = f"Saft {item} {pack.format(many) if many > 1 else '1 kg'}"
        rows.append(f'{who},{day},"{named}",{pieces},{price}')
    found = intake_of(log("customer_id,date,Artikeltext,Quantity,Unit Price", *rows))
    assert found.sum_kept == product
    assert any("tells of packs" in note and f"(sum {single:,f})" in note for note in found.notes)


@pytest.mark.parametrize("text", ["90x60 cm", "2024", "Size 10", "M8x40"])
def test_measures_are_no_packs(text: str) -> None:
    rows = [f"{who},{day},Teil {item} {text},{pieces},{price}" for who, day, item, pieces, price in lines(9)]
    notes = intake_of(log("customer_id,date,Artikeltext,Quantity,Unit Price", *rows)).notes
    assert not any("tells of packs" in note for note in notes)


@pytest.mark.parametrize(("name", "written"), [
    ("discount", "10%"), ("Rabatt %", "10"), ("remise", "0.1"), ("discount_rate", "0.10"), ("Nachlass", "10 %"),
])  # fmt: skip
def test_shares_that_are_not_taken_off_are_noted_with_the_sum_without_them(name: str, written: str) -> None:
    luck, rows, less = random.Random(3), list[str](), Decimal(0)
    for who, day, paid in ROWS:
        off = luck.random() < 0.4
        less += paid * (Decimal("0.9") if off else 1)
        rows.append(f"{who},{day},{paid},{written if off else '0' + written[2:] if '%' in written else 0}")
    found = intake_of(log(f"customer_id,date,amount,{name}", *rows))
    assert found.sum_kept == TOTAL
    assert any("shares up to 10%" in note and f"(sum {float(less):,.2f})" in note for note in found.notes)


@pytest.mark.parametrize(
    ("whole", "cents"), [("Betrag", "Cent"), ("Euro", "Cent"), ("Pounds", "Pence"), ("zl", "grosze")]
)
def test_cents_in_a_column_of_their_own_are_asked_about(whole: str, cents: str) -> None:
    rows = [f"{who};{day};{int(paid)};{int(paid * 100) % 100}" for who, day, paid in ROWS]
    said = refused(log(f"Kunde;Datum;{whole};{cents}", *rows))
    assert f"(sum {TOTAL:,.2f})" in said


@pytest.mark.parametrize(("name", "power"), [
    ("Umsatz in T€", 3), ("Umsatz (k€)", 3), ("Revenue $000", 3), ("Sales k EUR", 3), ("Umsatz Mio. EUR", 6),
    ("Betrag TEUR", 3),
])  # fmt: skip
def test_thousands_and_millions_in_the_name_are_asked_about(name: str, power: int) -> None:
    content = log(f"customer_id;date;{name}", *(f"{who};{day};{comma(paid)}" for who, day, paid in ROWS))
    assert f"the sum is {TOTAL.scaleb(power):,f} then" in refused(content)
    assert intake_of(content, amount=name).sum_kept == TOTAL


@pytest.mark.parametrize("name", ["Total EUR", "Amount €", "Betrag (€)", "Netto €", "Total USD"])
def test_the_sign_of_a_currency_alone_is_no_unit(name: str) -> None:
    content = log(f"customer_id,date,{name}", *(f"{who},{day},{paid}" for who, day, paid in ROWS))
    assert intake_of(content).sum_kept == TOTAL


def test_amounts_whose_figures_a_spreadsheet_has_cut_are_noted() -> None:
    rows = [f"{who},{day},{float(paid):.1E}" for who, day, paid in ROWS]
    whole = [f"{who},{day},{float(paid):.9E}" for who, day, paid in ROWS]
    assert any("has cut its last figures" in note for note in intake_of(log("customer_id,date,amount", *rows)).notes)
    assert not any("last figures" in note for note in intake_of(log("customer_id,date,amount", *whole)).notes)


def test_formulas_that_nothing_has_calculated_are_no_purchases_of_nothing() -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Orders")
        sheet.write_row(0, 0, ["customer_id", "date", "amount"])
        for at, (who, day, _) in enumerate(ROWS, start=1):
            sheet.write_row(at, 0, [who, str(day)])
            sheet.write_formula(at, 2, "=2*3")
    said = refused(buffer.getvalue())
    assert "until a spreadsheet calculates them" in said
    assert "population.amount=null" in said
    assert intake_of(buffer.getvalue(), amount="amount").sum_kept == 0


@pytest.mark.parametrize("ratio", ["1.19", "1.07", "3.5"])
def test_two_amounts_of_one_ratio_on_each_day_are_noted_with_either_sum(ratio: str) -> None:
    less, more, rows = Decimal(0), Decimal(0), list[str]()
    for who, day, paid in {(who, day): (who, day, paid) for who, day, paid in ROWS}.values():
        larger = (paid * Decimal(ratio)).quantize(Decimal("0.01"))
        less, more = less + paid, more + larger
        rows += [f"{who},{day},{paid}", f"{who},{day},{larger}"]
    notes = intake_of(log("customer_id,date,amount", *rows)).notes
    assert any(f"(sum {less:,f} of the smaller, {more:,f} of the larger)" in note for note in notes)


def test_days_that_cannot_be_read_are_refused_beside_whole_amounts() -> None:
    rows = [f"c{k % 4},Mon,{k}.50" for k in range(40)]
    assert "must be a date" in refused(log("customer_id,date,amount", *rows))


def test_cents_that_are_given_back_are_no_part_of_the_amount() -> None:
    rows = [f"{who},{day},{int(paid)},{k % 90}" for k, (who, day, paid) in enumerate(ROWS)]
    assert intake_of(log("customer_id,date,amount,cents_back", *rows)).kept == len(rows)
