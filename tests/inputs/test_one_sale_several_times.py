"""One sale in several rows: a quote, its order and its invoice; a kit above its parts. None counts without a word."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log, refused

TYPES = [
    ("Document Type", ["Quote", "Order", "Invoice"]), ("Belegart", ["Auftrag", "Rechnung"]),
    ("種別", ["見積", "注文", "請求"]), ("x", ["1", "2"]), ("Doc", ["SO", "DN", "INV", "PAY"]),
]  # fmt: skip


def sales(seed: int, people: int = 40, number: int = 120) -> list[tuple[str, str, Decimal]]:
    """Customer, day and worth of each sale, in cents that hardly repeat."""
    luck = random.Random(seed)
    return [
        (f"c{luck.randrange(people):03d}", f"2024-{1 + k * 12 // number:02d}-{luck.randrange(1, 20):02d}",
         Decimal(luck.randrange(199, 90_000)) / 100) for k in range(number)
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "words"), TYPES)
@pytest.mark.parametrize("share", [1.0, 0.7])
@pytest.mark.parametrize("people", [8, 40, 1000])
def test_one_sale_under_several_words_is_asked(name: str, words: list[str], share: float, people: int) -> None:
    luck, sold = random.Random(len(words)), sales(people, people)
    rows = [
        [who, f"{word[:1]}{1000 + k}", f"{day[:8]}{int(day[8:]) + 2 * step:02d}", word, str(paid)]
        for k, (who, day, paid) in enumerate(sold)
        for step, word in enumerate(words) if step + 1 == len(words) or luck.random() < share
    ]  # fmt: skip
    content = log(f"customer_id,No,date,{name},amount", *(",".join(row) for row in rows))
    said = refused(content)
    total = sum(paid for _, _, paid in sold)
    assert f"'{name}' that repeat amounts of the same customers" in said
    assert f"{words[-1]} (sum {total:,.2f})" in said
    found = intake_of(content, lines="each")
    assert found.sum_kept == sum(Decimal(row[-1]) for row in rows)


@pytest.mark.parametrize("papers", [2, 3])
@pytest.mark.parametrize("people", [8, 40, 1000])
def test_one_sale_in_several_rows_is_noted_where_no_column_says_which_is_which(papers: int, people: int) -> None:
    sold = sales(3, people)
    rows = [f"{who},{day[:8]}{int(day[8:]) + 2 * k:02d},{paid}" for who, day, paid in sold for k in range(papers)]
    said = [note for note in intake_of(log("customer_id,date,amount", *rows)).notes if "orders and their" in note]
    assert len(said) == 1
    assert f"(sum {sum(paid for _, _, paid in sold):,.2f})" in said[0]


def paid_regularly(kind: str, seed: int) -> str:
    """Rows whose amounts repeat because people pay the same again, beside a column of few values."""
    luck, rows = random.Random(seed), list[str]()
    for person in range(30):
        own = f"{luck.randrange(20_000, 90_000) / 100:.2f}"
        for month in range(12):
            day, plan = f"2024-{month + 1:02d}-{person % 27 + 1:02d}", f"{10 * (1 + person % 4)}.00"
            if kind == "rents by month":
                rows.append(f"c{person},{day},m{month + 1:02d},{own}")
            elif kind == "plans by channel":
                rows.append(f"c{person},{day},{luck.choice(['web', 'app'])},{plan}")
            elif kind == "fees by year" and month < 3:
                rows.append(f"c{person},{2021 + month}-{person % 12 + 1:02d}-05,{2021 + month},{own}")
            elif kind == "coffees by till":
                rows.append(f"c{person},{day},{luck.choice('AB')},{luck.choice(['2.50', '3.20', '4.10'])}")
    return log("customer_id,date,kind,amount", *rows)


@pytest.mark.parametrize("kind", ["rents by month", "plans by channel", "fees by year", "coffees by till"])
@pytest.mark.parametrize("seed", range(3))
def test_who_pays_the_same_again_is_asked_nothing(kind: str, seed: int) -> None:
    content = paid_regularly(kind, seed)
    found = intake_of(content)
    assert found.sum_kept == sum(Decimal(line.split(",")[-1]) for line in content.splitlines()[1:])
    assert not any("orders and their" in note for note in found.notes)


@pytest.mark.parametrize("words", [["sold", "back"], ["S", "H"], ["販売", "返品"]])
@pytest.mark.parametrize("reasons", [False, True])
def test_returns_without_a_minus_are_noted_also_where_each_has_a_reason_of_its_own(
    words: list[str], reasons: bool
) -> None:
    sold = sales(5)
    back = sold[::7]
    word = [f"reason {k}" for k in range(len(back))] if reasons else words[1:] * len(back)
    rows = [f"{who},{day},{'' if reasons else words[0]},{paid}" for who, day, paid in sold]
    rows += [f"{who},{day[:8]}28,{why},{paid}" for (who, day, paid), why in zip(back, word, strict=True)]
    found = intake_of(log("customer_id,date,state,amount", *rows))
    said = next(note for note in found.notes if "repeat another one" in note)
    given = sum(paid for _, _, paid in back)
    total = sum(paid for _, _, paid in sold)
    assert f"(sum {total - given:,.2f})" in said
    assert f"take these rows out (sum {total:,.2f})" in said


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("priced", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_a_kit_beside_its_parts_is_asked(above: bool, priced: bool, seed: int) -> None:
    luck, rows, worth = random.Random(seed), list[str](), Decimal(0)
    for number, (who, day, _) in enumerate(sales(seed)):
        for _ in range(luck.choice([1, 2])):
            parts = [Decimal(luck.randrange(200, 3000)) / 100 for _ in range(luck.choice([2, 3, 5]))]
            lines = [("kit", sum(parts)), *(("part", part) for part in parts)]
            lines = lines if above else lines[::-1]
            if luck.random() < 0.6:
                lines = [("item", Decimal(luck.randrange(200, 9000)) / 100)]
            worth += sum(paid for what, paid in lines if what != "kit")
            rows += [f"{who},O{number},{day},{what},{'1,' if priced else ''}{paid}" for what, paid in lines]
    content = log(f"customer_id,Order ID,Date,what,{'Quantity,Unit Price' if priced else 'Line Total'}", *rows)
    said = refused(content)
    assert "as a kit and its parts are" in said
    assert intake_of(content, totals="drop").sum_kept == worth
    assert intake_of(content, totals="keep").sum_kept == sum(Decimal(row.split(",")[-1]) for row in rows)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("prices", [[500, 1000, 1500, 2000], [100, 200, 300, 400, 500, 600], [299, 599, 898]])
def test_round_prices_that_add_up_by_chance_are_no_kits(seed: int, prices: list[int]) -> None:
    luck, rows = random.Random(seed), list[str]()
    for number, (who, day, _) in enumerate(sales(seed)):
        lines = [luck.choice(prices) for _ in range(luck.choice([1, 2, 3, 4]))]
        rows += [f"{who},O{number},{day},{paid / 100:.2f}" for paid in lines]
    found = intake_of(log("customer_id,Order ID,Date,Line Total", *rows))
    assert found.kept == len(rows)
