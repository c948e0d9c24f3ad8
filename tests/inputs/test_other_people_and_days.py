"""Another column that tells other people apart, or other days, is asked about or noted, whatever it is called."""

from __future__ import annotations

import datetime
import random
import re

import pytest

from tests.inputs.logs import intake_of, refused

Rows = list[tuple[str, str, str]]


def bought(seed: int, people: int = 60, rows: int = 140) -> Rows:
    """Who, on which day, for how much, of sixty people."""
    luck = random.Random(seed)
    drawn = [*range(people), *(luck.randrange(people) for _ in range(rows - people))]
    return [(f"7{k:04d}", f"2024-{luck.randrange(1, 13):02d}-{luck.randrange(1, 28):02d}",
             f"{luck.randrange(199, 90_000) / 100:.2f}") for k in drawn]  # fmt: skip


def written(names: str, rows: list[tuple[str, ...]]) -> str:
    return "\n".join([names, *(",".join(row) for row in rows)])


@pytest.mark.parametrize("other", ["Phone", "Patron", "subscriber_id", "顧客", "Loyalty Number"])
@pytest.mark.parametrize("chosen", ["User", "client_id", "customer_id"])
def test_people_behind_a_cashier_are_noted_with_both_counts(chosen: str, other: str) -> None:
    content = written(f"{chosen},{other},date,amount", [(f"t{k % 9}", *row) for k, row in enumerate(bought(1))])
    note = next(note for note in intake_of(content).notes if "apart" in note)
    assert f"'{other}' tells 60 customers apart" in note
    assert "and not 9" in note
    assert intake_of(content, customer=other).customers == 60
    assert not [note for note in intake_of(content, customer=other).notes if "apart, " in note]


@pytest.mark.parametrize("other", ["Email", "Contact", "x"])
def test_people_of_one_name_are_noted_with_both_counts(other: str) -> None:
    rows = [(f"Anna S{int(who) % 40}", f"u{who}@x.org", *rest) for who, *rest in bought(2)]
    content = written(f"Customer,{other},date,amount", rows)
    note = next(note for note in intake_of(content).notes if "apart" in note)
    assert f"'{other}' tells 60 customers apart" in note
    assert "and not 40" in note
    assert intake_of(content, customer=other).customers == 60


@pytest.mark.parametrize("other", ["customer_unique_id", "person", "x"])
def test_a_customer_for_each_order_is_asked_about_where_another_column_tells_people(other: str) -> None:
    rows = [(f"h{k}", *row) for k, row in enumerate(bought(3))]
    content = written(f"customer_id,{other},date,amount", rows)
    assert f"population.customer={other}" in refused(content)
    assert intake_of(content, customer=other).customers == 60
    assert intake_of(content, customer="customer_id").customers == 140
    alone = intake_of(written("customer_id,date,amount", [(row[0], *row[2:]) for row in rows]))
    assert any("each row has a customer of its own" in note for note in alone.notes)


@pytest.mark.parametrize("kind", ["name", "town", "product", "order", "tax", "time"])
def test_what_tells_nobody_apart_is_not_noted_as_people(kind: str) -> None:
    luck, rows = random.Random(4), []
    for k, (who, day, paid) in enumerate(bought(4)):
        price = f"{luck.randrange(70) + 5}.99"
        value = {"name": f"n{who}", "town": f"t{int(who) % 8}", "product": f"P{price}", "order": f"o{k}",
                 "tax": f"{float(paid) / 5:.2f}", "time": f"{k % 23:02d}:{k % 59:02d}"}[kind]  # fmt: skip
        rows.append((who, day, price if kind == "product" else paid, value))
    assert not [note for note in intake_of(written("customer_id,date,amount,x", rows)).notes if "apart, " in note]


NAMES = [("created_at", "placed_at"), ("Created At", "Order Placed"), ("date", "x"), ("Datum", "Bestellt am")]


@pytest.mark.parametrize(("chosen", "other"), NAMES)
@pytest.mark.parametrize("form", ["{}", "{}T10:00:00", "{} 10:11"])
def test_a_day_that_each_customer_has_for_all_purchases_is_asked_about(chosen: str, other: str, form: str) -> None:
    rows = [(who, form.format(f"2022-05-{int(who) % 28 + 1:02d}"), form.format(day), paid)
            for who, day, paid in bought(5)]  # fmt: skip
    content = written(f"customer_id,{chosen},{other},amount", rows)
    assert "may be the day of an account" in refused(content)
    kept = intake_of(content, date=other)
    assert kept.purchases == len({row[0::2][:2] for row in rows})
    assert intake_of(content, date=chosen).customers == 60


def test_each_other_column_of_days_is_noted_with_its_span() -> None:
    rows = [(who, day, f"{day[:8]}28", day, paid) for who, day, paid in bought(6)]
    content = written("customer_id,date,Geliefert,Gebucht,amount", rows)
    notes = [note for note in intake_of(content).notes if "days stand also" in note]
    assert len(notes) == 1
    assert "'Geliefert' (2024-01-28 to 2024-12-28" in notes[0]
    assert "Gebucht" not in notes[0]
    assert "population.date=Geliefert" in notes[0]
    assert not [note for note in intake_of(content, date="date").notes if "days stand also" in note]


@pytest.mark.parametrize("form", ["%Y%m%d", "%s", "%s000", "excel", "%Y-%m-%d"])
@pytest.mark.parametrize("chosen", ["account", "export"])
def test_a_day_in_figures_is_a_day(form: str, chosen: str) -> None:
    rows = []
    for who, day, paid in bought(7):
        at = datetime.datetime.fromisoformat(f"{day}T00:00:00+00:00")
        excel, seconds = at.toordinal() - datetime.date(1899, 12, 30).toordinal(), f"{at.timestamp():.0f}"
        figures = {"excel": str(excel), "%s": seconds, "%s000": f"{seconds}000"}.get(form) or f"{at:{form}}"
        made = f"2024-01-{int(who) % 28 + 1:02d}" if chosen == "account" else "2025-01-02"
        rows.append((who, made, figures, paid))
    content = written("customer_id,date,posted,amount", rows)
    said = refused(content)
    assert "may be the day of an account" in said
    words = dict(re.findall(r"population\.(date|date_format)=([a-z]+)", said.split("Choose ")[1].split(" or ")[0]))
    assert intake_of(content, **words).purchases == len({row[0::2][:2] for row in rows})
    assert intake_of(content, date="date").customers == 60


@pytest.mark.parametrize("low", [45_000_000, 1_600_000_000, 45_000])
def test_numbers_of_anything_else_are_no_days(low: int) -> None:
    luck = random.Random(8)
    rows = [(who, day, str(low + luck.randrange(low // 2)), paid) for who, day, paid in bought(8)]
    notes = intake_of(written("customer_id,date,x,amount", rows)).notes
    assert not [note for note in notes if "days stand also" in note]
