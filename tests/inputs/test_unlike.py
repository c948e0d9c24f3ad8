"""A label that stands for many customers, or a column that says what became of a row, is seen whatever its words."""

from __future__ import annotations

import random

import pytest

from tests.inputs.logs import intake_of, log

LABELS = ["0", "-1", "0000", "00000000-0000-0000-0000-000000000000", "Laufkundschaft", "Gast", "Cash Sale", "(not set)",
          "N.A.", "No customer", "guest@shop.com", "CONSUMIDOR FINAL", "#", "顧客なし"]  # fmt: skip
IDS = {"number": "{}", "code": "C-{}"}
FLAGS = [("Soll/Haben", "S", "H"), ("D/C", "D", "C"), ("is_refund", "0", "1"), ("Retoure", "nein", "ja"),
         ("Vorgang", "Verkauf", "Storno"), ("Doc Type", "Invoice", "Credit Memo"), ("Statut", "Payée", "Annulée"),
         ("状態", "済", "取消"), ("x", "p", "q"), ("Status", "paid", "cancelled"), ("Cancelled", "", "x")]  # fmt: skip


def notes_of(rows: list[list[str]]) -> tuple[str, ...]:
    return intake_of(log(*(",".join(row) for row in rows))).notes


def bought(seed: int, form: str = "c{}", rows: int = 150) -> list[list[str]]:
    """Purchases of sixty customers, with cents, so that hardly two amounts are the same."""
    luck = random.Random(seed)
    return [
        [form.format(10_001 + 7 * luck.randrange(60)), f"2024-{luck.randrange(1, 13):02d}-{luck.randrange(1, 28):02d}",
         f"{luck.randrange(199, 90_000) / 100:.2f}"] for _ in range(rows)
    ]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("form", IDS)
@pytest.mark.parametrize("share", [0.02, 0.1, 0.4])
def test_one_label_for_many_customers_is_noted(label: str, form: str, share: float) -> None:
    rows = bought(len(label), IDS[form])
    for row in random.Random(3).sample(rows, round(share * len(rows))):
        row[0] = label
    said = [note for note in notes_of([["customer_id", "date", "amount"], *rows]) if "guests" in note]
    assert len(said) == 1
    assert len({row[0] for row in rows}) - 1 == int(said[0].split("without them ")[1].split()[0])
    assert label not in said[0] or len(label) < 3


@pytest.mark.parametrize("share", [0.15, 0.4])
def test_a_label_like_all_others_is_noted_by_its_rows(share: float) -> None:
    rows = bought(1, "{}")
    for row in random.Random(3).sample(rows, round(share * len(rows))):
        row[0] = "99999"
    assert any("far more rows" in note for note in notes_of([["customer_id", "date", "amount"], *rows]))


@pytest.mark.parametrize("seed", range(5))
def test_customers_who_are_alike_are_not_noted(seed: int) -> None:
    assert not notes_of([["customer_id", "date", "amount"], *bought(seed)])


def flagged(seed: int, name: str, bought_word: str, back: str, constants: int = 0) -> list[list[str]]:
    rows = [[*row, *["v"] * constants, bought_word] for row in bought(seed)]
    returned = [[row[0], f"{row[1][:8]}28", row[2], *row[3:-1], back] for row in rows[::8]]
    return [["customer_id", "date", "amount", *(f"c{k}" for k in range(constants)), name], *rows, *returned]


@pytest.mark.parametrize("constants", [0, 30])
@pytest.mark.parametrize(("name", "word", "back"), FLAGS)
def test_a_flag_is_noted_whatever_it_is_called_and_what_it_repeats_too(
    name: str, word: str, back: str, constants: int
) -> None:
    rows = flagged(2, name, word, back, constants)
    notes = notes_of(rows)
    assert any(
        f"'{name}' says" in note and f"{back} (19, sum " in note and "all of these rows count" in note for note in notes
    )
    repeats = next(note for note in notes if "repeat another one" in note)
    assert f"says {back}, in 19 rows" in repeats
    once = sum(round(100 * float(row[2])) for row in rows[1:151]) - sum(
        round(100 * float(row[2])) for row in rows[151:]
    )
    assert f"(sum {once / 100:,.2f})" in repeats
    assert not [note for note in notes if "not subtracted" in note]


@pytest.mark.parametrize("constants", [0, 30])
def test_a_column_that_is_filled_in_some_rows_or_says_many_things_is_noted(constants: int) -> None:
    rows = [[*row, *["v"] * constants, f"2024-12-{k // 8 + 1:02d}" if k % 8 == 0 else ""]
            for k, row in enumerate(bought(4))]  # fmt: skip
    header = ["customer_id", "date", "amount", *(f"c{k}" for k in range(constants)), "Annulé le"]
    assert any("'Annulé le' is filled in 19 rows and empty in 131" in note for note in notes_of([header, *rows]))
    many = [[*row[:-1], f"state {k % 13}"] for k, row in enumerate(rows)]
    notes = notes_of([header, *many])
    assert any("'Annulé le' has 13 different values" in note for note in notes)
    assert not any("state 1" in note for note in notes)


def test_a_plan_that_a_customer_pays_each_month_repeats_no_return() -> None:
    rows = [[f"c{k}", f"2024-{m:02d}-{k % 27 + 1:02d}", f"{10 + k}.00", "coupon" if m == 3 else "full"]
            for k in range(20) for m in range(1, 9)]  # fmt: skip
    notes = notes_of([["customer_id", "date", "amount", "Plan"], *rows])
    assert not [note for note in notes if "repeat another one" in note]


def test_values_that_tell_who_bought_are_not_shown() -> None:
    rows = [[f"c{k % 4}", f"2024-01-{k + 1:02d}", f"{k}.50", f"Ann{k % 4}", f"a{k % 2}@x.org"] for k in range(12)]
    said = " ".join(notes_of([["customer_id", "date", "amount", "Name", "Mail"], *rows]))
    assert "Ann" not in said
    assert "x.org" not in said
