"""Columns whose names are not known are told by what they hold; what they hold may leave several, which are asked."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log, refused

HEADERS = [
    ("Nom du client", "Date d'achat", "Montant TTC"), ("Customer Name", "Date d'achat", "Montant"),
    ("Cliente", "Fecha de compra", "Importe"), ("Klient", "Data zamówienia", "Kwota"),
    ("Naam", "Aankoopdatum", "Bedrag"),
    ("顧客", "購入日", "金額"), ("Покупатель", "Дата покупки", "Сумма"), ("Müşteri", "Sipariş Tarihi", "Tutar"),
    ("a", "b", "c"), ("Nome", "Data acquisto", "Importo totale"),
]  # fmt: skip
BESIDE = {
    "order": lambda luck, k: f"B{k:05d}", "town": lambda luck, k: luck.choice(["Ulm", "Bonn", "Kiel"]),
    "state": lambda luck, k: luck.choice("xy"), "Product Name": lambda luck, k: f"T{luck.randrange(30)}",
    "line": lambda luck, k: str(k + 1),
}  # fmt: skip


def bought(seed: int, people: int = 40, rows: int = 150) -> list[tuple[str, str, Decimal]]:
    luck = random.Random(seed)
    return [
        (f"{luck.randrange(people) + 100}", f"2024-{luck.randrange(1, 13):02d}-{luck.randrange(1, 28):02d}",
         Decimal(luck.randrange(199, 90_000)) / 100) for _ in range(rows)
    ]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("seed", range(4))
def test_the_only_column_of_its_kind_is_taken_and_said(header: tuple[str, str, str], seed: int) -> None:
    luck, rows = random.Random(seed), bought(seed)
    beside = luck.sample(list(BESIDE), seed)
    form = luck.choice(["{}", "c{}", "{}.0", "Anna {}", "{}@x.org"])
    lines = [[form.format(who), day, f"{paid:.2f}", *(BESIDE[one](luck, k) for one in beside)]
             for k, (who, day, paid) in enumerate(rows)]  # fmt: skip
    order = luck.sample(range(len(lines[0])), len(lines[0]))
    names = [*header, *beside]
    content = log(",".join(names[k] for k in order), *(",".join(line[k] for k in order) for line in lines))
    found = intake_of(content)
    assert (found.columns["customer"], found.columns["date"], found.columns["amount"]) == header
    assert found.sum_kept == sum(paid for _, _, paid in rows)
    assert found.customers == len({who for who, _, _ in rows})
    assert any(
        "since their names are not known" in note and f"'{header[1]}' as the day" in note for note in found.notes
    )


ASKED = {
    "two days": ("Klient,Zakup,Kwota,Wysyłka", "{who},{day},{paid},2025-01-02", ["date=Zakup", "Wysyłka"]),
    "two people": ("Klient,Data,Kwota,Towar", "{who},{day},{paid},T{item}", ["customer=Klient", "customer=Towar"]),
    "two sums": ("Klient,Data,Kwota,Cena", "{who},{day},{paid},{item}.99", ["amount=Kwota", "amount=Cena"]),
    "pieces and a price": ("Klient,Data,Szt,Kwota", "{who},{day},{pieces},{paid}", ["amount=Kwota", "quantity=Szt"]),
    "the same in whole numbers": ("顧客,日,数,円", "{who},{day},{pieces},{yen}", ["円", "数", "price="]),
    "pieces alone": ("Klient,Data,Szt", "{who},{day},{pieces}", ["amount=Szt", "amount=null"]),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_several_of_a_kind_are_asked_about_with_words(name: str) -> None:
    header, form, words = ASKED[name]
    luck = random.Random(1)
    rows = [
        form.format(who=f"k{who}", day=day, paid=f"{paid:.2f}", item=luck.randrange(10, 40),
                    pieces=luck.randrange(1, 5), yen=int(paid) * 10) for who, day, paid in bought(2)
    ]  # fmt: skip
    said = refused(log(header, *rows))
    assert all(word in said for word in words)


@pytest.mark.parametrize("bad", ["day", "paid"])
def test_a_mistake_in_a_column_makes_no_other_one_the_right_one(bad: str) -> None:
    rows = [{"day": day, "paid": f"{paid:.2f}", "who": f"k{who}"} for who, day, paid in bought(11)]
    rows[5][bad] = "b/d"
    said = refused(log("Klient,Data,Kwota", *(f"{row['who']},{row['day']},{row['paid']}" for row in rows)))
    assert f"row 7, column '{'Data' if bad == 'day' else 'Kwota'}'" in said
    beside = (f"{row['who']},{row['day']},2025-01-01,{row['paid']},0.25" for row in rows)
    said = refused(log("Klient,Data,Wysyłka,Kwota,Waga", *beside))
    assert "date=Data" in said
    assert "amount=Kwota" in said


NOT_PEOPLE = {
    "receipts": [(f"B{k // 3}", f"2024-{1 + k // 3 % 12:02d}-05") for k in range(90)],
    "rows": [(f"B{k}", f"2024-{1 + k % 12:02d}-05") for k in range(90)],
    "cashiers": [(f"K{k % 3}", f"2024-{1 + k % 12:02d}-{1 + k % 27:02d}") for k in range(400)],
    "one word": [("x", f"2024-{1 + k % 12:02d}-05") for k in range(90)],
}


@pytest.mark.parametrize("name", NOT_PEOPLE)
def test_what_is_nobody_is_not_taken_for_people(name: str) -> None:
    rows = [f"{one},{day},{k}.50" for k, (one, day) in enumerate(NOT_PEOPLE[name], start=1)]
    assert "none is known to be the customer" in refused(log("Klucz,Data,Kwota", *rows))


@pytest.mark.parametrize("first", ["Z1,5. January 2024,12.50 EUR", "Z1,2024-01-05,y", "Z1,Fri 5 Jan 2024,y"])
def test_a_file_without_names_is_refused_and_no_row_is_taken_for_them(first: str) -> None:
    rows = [f"Z{who},{day},{paid}" for who, day, paid in bought(3)]
    assert "a first row that holds a date or a number" in refused(log(first, *rows))


@pytest.mark.parametrize(
    ("text", "month"), [("{0}-{1:02d}", "2024-01"), ("{1:02d}/{0}", "01/2024"), ("{0}{1:02d}", "202401")]
)
def test_a_month_is_no_day_and_first_days_are_noted(month: str, text: str) -> None:
    months = [(who, 1 + k % 12, paid) for k, (who, _, paid) in enumerate(bought(4))]
    said = refused(log("customer_id,date,amount", *(f"{who},{text.format(2024, m)},{paid}" for who, m, paid in months)))
    assert f"given {month}, must be a date such as 1997-02-01, and may be a month" in said
    rows = [f"{who},2024-{m:02d}-01,{paid}" for who, m, paid in months]
    found = intake_of(log("customer_id,date,amount", *rows))
    assert any("first of a month" in note for note in found.notes)
    rows[0] = rows[0].replace("-01,", "-02,")
    assert not any("first of a month" in note for note in intake_of(log("customer_id,date,amount", *rows)).notes)


@pytest.mark.parametrize("name", ["amount_cents", "Total (cents)", "Betrag in Cent", "price_in_pence"])
def test_a_name_that_says_hundredths_is_asked_about(name: str) -> None:
    rows = bought(5)
    content = log(f"customer_id,date,{name}", *(f"{who},{day},{int(paid * 100)}" for who, day, paid in rows))
    paid = sum(paid for _, _, paid in rows)
    said = refused(content)
    assert f"the sum is {paid:,.2f} then" in said
    assert f"(sum {int(paid * 100):,})" in said
    assert any(f"(sum {paid:,.2f})" in note for note in intake_of(content, amount=name).notes)


@pytest.mark.parametrize("side", ["{} CR", "{}DR", "DR {}"])
def test_a_word_for_credit_is_no_amount_and_the_message_says_what_to_do(side: str) -> None:
    rows = [f"{who},{day},{side.format(paid) if k % 5 == 0 else paid}" for k, (who, day, paid) in enumerate(bought(6))]
    assert "If it says credit or debit" in refused(log("customer_id,date,amount", *rows))
