"""Rows that say that nobody bought anything are asked about or noted: plans, averages, tests, several people."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log, refused

HEADER = "customer_id,date,amount"


def bought(seed: int = 1, form: str = "K{}", rows: int = 120) -> list[list[str]]:
    """Purchases of thirty customers, with cents."""
    luck = random.Random(seed)
    return [
        [form.format(1001 + luck.randrange(30)), f"2024-{1 + k // 10:02d}-{luck.randrange(1, 28):02d}",
         f"{luck.randrange(500, 30_000) / 100:.2f}"] for k in range(rows)
    ]  # fmt: skip


def written(header: str, rows: list[list[str]]) -> str:
    return log(header, *(",".join(row) for row in rows))


def summed(rows: list[list[str]]) -> str:
    return f"{sum(Decimal(row[2]) for row in rows):,f}"


PARTED = {
    ("Scenario", "Actual", "Plan"), ("Version", "Ist", "Budget"), ("Type", "actuals", "Forecast Q2"),
    ("Typ", "Ist", "Soll"), ("Art", "Istwerte", "Plan v2"), ("Tipo", "Real", "Presupuesto"), ("Kind", "Act", "FCST"),
    ("Catégorie", "Réalisé", "Prévision"), ("区分", "実績", "予算"), ("Сценарий", "Факт", "План"),
    ("Scenario", "Base", "Budget 2024"), ("Werttyp", "10", "Plan"), ("Type", "Actual", "Target"),
}  # fmt: skip


@pytest.mark.parametrize("words", sorted(PARTED))
@pytest.mark.parametrize("planned", [10, 120])
def test_what_was_planned_is_asked_about_beside_what_came_of_it(words: tuple[str, str, str], planned: int) -> None:
    column, actual, plan = words
    rows, plans = bought(), [[row[0], f"{row[1][:8]}28", f"{float(row[2]) + 7:.2f}"] for row in bought()[:planned]]
    content = written(f"{HEADER},{column}", [[*row, actual] for row in rows] + [[*row, plan] for row in plans])
    said = refused(content)
    assert f"column '{column}'" in said
    assert f"population.totals=drop (sum {summed(rows)}" in said
    assert f"population.totals=keep (sum {summed(rows + plans)}" in said
    assert intake_of(content, totals="drop").left_out[0].rows == planned
    assert any("as you say" in note for note in intake_of(content, totals="keep").notes)


@pytest.mark.parametrize("values", [["Plan", "Addon"], ["Basic", "Budget", "Premium"], ["Real Estate", "Plan A"],
                                    ["Target", "Walmart"], ["Soll", "Haben"], ["Plan", "Real Madrid"]])  # fmt: skip
def test_words_of_plans_that_are_on_sale_are_asked_nobody(values: list[str]) -> None:
    rows = [[*row, values[k % len(values)]] for k, row in enumerate(bought())]
    assert intake_of(written(f"{HEADER},Type", rows)).kept == len(rows)


AVERAGES = ["Average", "Durchschnitt", "Mean", "Ø", "Moyenne", "Gemiddelde", "Średnia", "平均", "Keskiarvo", "AVG:"]
SUMS = [
    "Gesamtergebnis",
    "Итого",
    "合計",
    "Toplam",
    "Razem",
    "Celkem",
    "Yhteensä",
    "I alt",
    "Összesen",
    "Total général",
]


@pytest.mark.parametrize("word", AVERAGES + SUMS)
def test_an_average_or_a_sum_is_no_customer_in_any_language_that_is_known(word: str) -> None:
    rows = bought()
    content = written(HEADER, [*rows, [word, "2024-12-31", "153.20"]])
    assert "with a sum of 153.20" in refused(content)
    assert f"{intake_of(content, missing='drop').sum_kept:,f}" == summed(rows)


WORDED = ["Total 2024", "Summe Januar", "K1003 Total", "Total K1003", "K1003 Ergebnis", "Budget", "Plan Q3",
          "K1004 Plan", "März Summe", "Übertrag", "Balance forward", "Median"]  # fmt: skip


@pytest.mark.parametrize("name", WORDED)
def test_a_customer_with_a_word_for_a_sum_or_a_plan_is_asked_about(name: str) -> None:
    rows = bought()
    said = refused(written(HEADER, [*rows, [name, "2024-12-31", "153.20"]]))
    assert f"population.totals=drop (sum {summed(rows)}" in said
    assert name not in said


@pytest.mark.parametrize("name", ["Total Wine & More", "Planet Sports", "Budgetmarkt", "Meanwhile Ltd", "Testa Rossa"])
def test_customers_whose_name_only_holds_such_a_word_are_customers(name: str) -> None:
    rows = [[f"{row[0].translate(str.maketrans('0123456789', 'abcdefghij'))} {name[:1]}", *row[1:]] for row in bought()]
    notes = intake_of(written(HEADER, [*rows, [name, "2024-12-31", "153.20"]])).notes
    assert not [note for note in notes if "word" in note]


@pytest.mark.parametrize("word", ["Media", "Report", "Max", "Laufkunde", "Diverse"])
def test_one_row_of_a_word_among_codes_is_noted_with_its_sum(word: str) -> None:
    notes = intake_of(written(HEADER, [*bought(), [word, "2024-12-31", "153.20"]])).notes
    assert any("row 122, sum 153.20" in note and "without them" in note for note in notes)


@pytest.mark.parametrize("seed", range(3))
def test_codes_of_one_length_that_have_no_figure_by_chance_are_not_noted(seed: int) -> None:
    luck = random.Random(seed)
    codes = ["".join(luck.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=14)) for _ in range(299)] + ["q" * 14]
    rows = [[luck.choice(codes), *row[1:]] for row in bought(seed)] + [["q" * 14, "2024-05-05", "12.00"]]
    assert not intake_of(written(HEADER, rows)).notes


@pytest.mark.parametrize("column", ["Vorgang", "Description", "x"])
def test_a_word_for_a_plan_or_a_sum_in_a_column_of_many_values_is_noted(column: str) -> None:
    rows = [[*row, f"Rechnung {k}"] for k, row in enumerate(bought())]
    plans = [[*row[:3], f"Plan {k}"] for k, row in enumerate(bought(2)[:30])]
    notes = intake_of(written(f"{HEADER},{column}", rows + plans)).notes
    assert any(f"30 rows (122, 123, 124, …), sum {summed(plans)}, hold a word for a total" in note for note in notes)


TESTS = ["TEST", "test1", "Test-Kunde", "Testkunde 2", "test@shop.de", "anna@example.com", "TEST ORDER",
         "Max Mustermann", "John Doe", "dummy customer", "テスト", "тест"]  # fmt: skip


@pytest.mark.parametrize("who", TESTS)
@pytest.mark.parametrize("column", ["customer_id", "Name", "Note"])
def test_tests_of_the_shop_are_noted_with_their_sum(who: str, column: str) -> None:
    rows = [[*row, f"note {k}"] for k, row in enumerate(bought())]
    tests = [["K1005", "2024-03-03", "20.00", who], ["K1005", "2024-03-04", "30.50", who]]
    if column == "customer_id":
        tests = [[who, *row[1:3], ""] for row in tests]
    notes = intake_of(written(f"{HEADER},{'Note' if column == 'customer_id' else column}", rows + tests)).notes
    assert any("2 rows (122, 123), sum 50.50, hold a word for a test (column" in note for note in notes)


@pytest.mark.parametrize(("paid", "noted"), [("0.01", True), ("9999.99", True), ("99999", True), ("99.99", False),
                                             ("999.99", False), ("1.00", False)])  # fmt: skip
def test_amounts_that_are_typed_to_try_something_are_noted(paid: str, noted: bool) -> None:
    notes = intake_of(written(HEADER, [*bought(), ["K1005", "2024-03-03", paid]])).notes
    assert any(f"row 122, sum {Decimal(paid):,.2f}, holds an amount" in note for note in notes) == noted


SEVERAL = [("{}", "1017;1018"), ("A{}", "A1012/A1013"), ("A{}", "A1002 + A1003"), ("C-{}", "C-1017 & C-2018"),
           ("{}", "1017 | 1018"), ("{}@x.org", "1001@x.org;99@y.org"), ("K{}", "K1001 und K1002"),
           ("Person {}", "Person 1001; Person 1002")]  # fmt: skip


@pytest.mark.parametrize(("form", "cell"), SEVERAL)
def test_several_customers_in_one_cell_are_noted_with_their_sum(form: str, cell: str) -> None:
    rows = [*bought(form=form), [cell, "2024-12-31", "153.20"]]
    notes = intake_of(written(HEADER, rows)).notes
    assert any("row 122, sum 153.20, hold several customers" in note for note in notes)
    assert not any(cell in note for note in notes)


@pytest.mark.parametrize("form", ["2024/{}", "A+{}", "K{}", "Müller & Söhne {}", "a+{}@x.org"])
def test_customers_who_are_all_written_so_or_have_one_such_name_are_not_noted(form: str) -> None:
    rows = [*bought(form=form), *([["Smith & Sons", "2024-12-31", "153.20"]] if "M" in form else [])]
    assert not [note for note in intake_of(written(HEADER, rows)).notes if "several customers" in note]


def test_customers_who_are_another_one_with_one_word_added_are_noted() -> None:
    rows = [*bought(), ["K1001 xyz", "2024-12-30", "10.00"], ["K1002 xyz", "2024-12-31", "5.50"]]
    notes = intake_of(written(HEADER, rows)).notes
    assert any("2 rows (122, 123), sum 15.50, hold another customer" in note for note in notes)


@pytest.mark.parametrize("every", [1, 5])
@pytest.mark.parametrize("column", ["merged_into", "Hauptkonto", "x"])
def test_a_column_that_names_another_customer_is_noted_with_how_many_they_are_then(column: str, every: int) -> None:
    rows, other = bought(), {"K1003": "K1004", "K1007": "K1004"}
    told = [[*row, other.get(row[0], row[0] if every == 1 else "")] for row in rows]
    found = intake_of(written(f"{HEADER},{column}", told))
    notes = [note for note in found.notes if "names another customer" in note]
    assert len(notes) == 1
    assert f"{found.customers - 2} customers and not {found.customers}" in notes[0]


@pytest.mark.parametrize("column", ["Store", "Year", "Points", "Quantity sold"])
def test_numbers_that_happen_to_be_customers_are_not_noted(column: str) -> None:
    rows = [[*row, str(1 + k % 9)] for k, row in enumerate(bought(form="{}"))]
    numbered = [[str(int(row[0]) - 1000), *row[1:]] for row in rows]
    notes = intake_of(written(f"{HEADER},{column}", numbered), amount="amount").notes
    assert not [note for note in notes if "names another customer" in note]


def test_two_words_among_codes_are_noted_as_well_as_one() -> None:
    rows = [*bought(), ["Intercompany", "2024-12-01", "100.00"], ["INTERN", "2024-12-02", "50.00"]]
    assert any("2 rows (122, 123), sum 150.00" in note for note in intake_of(written(HEADER, rows)).notes)
