"""Series of numbers, guests that a shop numbers, one person with a title or a tag, and deposits are noted."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log


def bought(seed: int = 5, rows: int = 150) -> list[list[str]]:
    luck = random.Random(seed)
    return [
        [f"C{1000 + 7 * luck.randrange(45)}", f"2024-{1 + k * 12 // rows:02d}-{luck.randrange(1, 28):02d}",
         f"{luck.randrange(500, 30_000) / 100:.2f}"] for k in range(rows)
    ]  # fmt: skip


def summed(rows: list[list[str]]) -> Decimal:
    return sum((Decimal(row[2]) for row in rows), Decimal(0))


def notes_of(header: str, rows: list[list[str]]) -> tuple[str, ...]:
    return intake_of(log(header, *(",".join(row) for row in rows))).notes


@pytest.mark.parametrize("letters", [("RE", "ST"), ("", "C"), ("INV-", "CN-"), ("R", "PF"), ("注文", "返品")])
@pytest.mark.parametrize("column", ["invoice_no", "Belegnummer", "x"])
def test_series_of_documents_are_noted_with_their_sums(letters: tuple[str, str], column: str) -> None:
    rows = [[*row, f"{letters[k % 9 == 0]}{5000 + k}"] for k, row in enumerate(bought())]
    notes = [note for note in notes_of(f"customer_id,date,amount,{column}", rows) if "begin with" in note]
    assert len(notes) == 1
    assert f"(17, sum {summed(rows[::9]):,f})" in notes[0]


@pytest.mark.parametrize("form", ["R{}", "{}", "2024-{}", "ORD/{}/24"])
def test_one_series_of_documents_is_not_noted(form: str) -> None:
    rows = [[*row, form.format(5000 + k)] for k, row in enumerate(bought())]
    assert not [note for note in notes_of("customer_id,date,amount,invoice_no", rows) if "begin with" in note]


@pytest.mark.parametrize("word", ["guest_{}", "deleted-{}", "anon{}", "GAST {}", "{}"])
def test_guests_that_are_numbered_are_noted(word: str) -> None:
    rows = [row if k % 4 else [word.format(k), *row[1:]] for k, row in enumerate(bought())]
    notes = [note for note in notes_of("customer_id,date,amount", rows) if "have one row each" in note]
    assert len(notes) == 1
    assert f"sum {summed(rows[::4]):,f}" in notes[0]


@pytest.mark.parametrize("forms", [["C{}"], ["B2B-{}", "B2C-{}"], ["DE{}", "FR{}", "NL{}"]])
def test_customers_of_several_series_who_come_again_are_not_noted(forms: list[str]) -> None:
    rows = [[forms[int(row[0][1:]) % len(forms)].format(row[0][1:]), *row[1:]] for row in bought()]
    assert not [note for note in notes_of("customer_id,date,amount", rows) if "begin with" in note]


@pytest.mark.parametrize("words", ["davon {}", "Herr {}", "{} GmbH", "{} (alt)", "Dr. {}"])
def test_one_word_before_or_behind_other_customers_is_noted(words: str) -> None:
    rows = bought()
    more = [[words.format(row[0]), *row[1:]] for row in rows[::20]]
    notes = [note for note in notes_of("customer_id,date,amount", rows + more) if "one and the same word" in note]
    assert len(notes) == 1
    assert f"sum {summed(more):,f}" in notes[0]


@pytest.mark.parametrize("forms", [["{}@mail.org", "{}+shop@mail.org"], ["ann.{}@gmail.com", "ann{}@gmail.com"]])
def test_mail_addresses_of_one_box_are_counted(forms: list[str]) -> None:
    rows = [[forms[k % 2].format(row[0].lower()), *row[1:]] for k, row in enumerate(bought())]
    people = {row[0] for row in bought()}
    notes = notes_of("email,date,amount", rows)
    assert any(f"{len({row[0] for row in rows}) - len(people)} identifiers differ from another in a tag" in note
               for note in notes)  # fmt: skip
    apart = [[row[0].replace("+", "-").replace("gmail", "mail"), *row[1:]] for row in rows]
    assert not [note for note in notes_of("email,date,amount", apart) if "in a tag" in note]


@pytest.mark.parametrize("share", [0.2, 0.3, 0.5])
def test_a_deposit_beside_the_whole_of_its_order_is_noted_with_both_sums(share: float) -> None:
    rows = [[row[0], f"O{k}", *row[1:]] for k, row in enumerate(bought(rows=80))]
    first = [[*row[:2], f"2023{row[2][4:]}", f"{float(row[3]) * share:.2f}"] for row in rows]
    notes = [
        note for note in notes_of("customer_id,order_id,date,amount", first + rows) if "orders with two rows" in note
    ]
    assert len(notes) == 1
    assert f"{sum(Decimal(row[3]) for row in rows):,f} of the larger" in notes[0]
