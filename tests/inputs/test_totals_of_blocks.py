"""Subtotals of customers, products or shops, and kits whose parts stand apart, do not count twice in silence."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from itertools import groupby

import pytest

from tests.inputs.logs import intake_of, log, refused

HEADER = "customer_id,date,product,amount"
Row = tuple[str, str, str, Decimal]


def bought(seed: int, number: int = 160) -> list[Row]:
    """Purchases of some people, products and days."""
    luck = random.Random(seed)
    return [
        (f"c{luck.randrange(30):02d}", f"2024-{1 + k * 12 // number:02d}-{luck.randrange(1, 28):02d}",
         f"sku{luck.randrange(9)}", Decimal(luck.randrange(150, 90_000)) / 100) for k in range(number)
    ]  # fmt: skip


def written(rows: list[Row]) -> str:
    return log(HEADER, *(",".join(map(str, row)) for row in rows))


def worth(rows: list[Row]) -> Decimal:
    return sum((row[3] for row in rows), Decimal(0))


def in_blocks(rows: list[Row], key: Callable[[Row], str], name: str, above: bool) -> list[Row]:
    """The rows, sorted, with a subtotal below or above those that are alike."""
    found = list[Row]()
    for _, several in groupby(sorted(rows, key=key), key):
        block = list(several)
        who, day, product, _ = block[-1]
        total = [(who if name == "own" else name, day, product, worth(block))]
        found += [*total, *block] if above else [*block, *total]
    return found


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize("name", ["own", "Rayon"])
@pytest.mark.parametrize("place", [0, 2])
@pytest.mark.parametrize("grand", [False, True])
def test_subtotals_of_blocks_are_asked_about(above: bool, name: str, place: int, grand: bool) -> None:
    rows = bought(3)
    more = in_blocks(rows, lambda row: str(row[place]), name, above)
    if grand and not above:
        more.append(("zz", more[-1][1], "", worth(rows)))
    said = refused(written(more))
    assert f"population.totals=drop (sum {worth(rows):,f}" in said
    found = intake_of(written(more), totals="drop")
    assert found.sum_kept == worth(rows)
    assert found.customers == len({row[0] for row in rows})
    assert intake_of(written(more), totals="keep").sum_kept == worth(more)


def kits(seed: int, cents: int = 1) -> tuple[list[Row], Decimal]:
    """Rows of days in any order, some of which are a kit beside its parts and other things; and what was paid."""
    luck, rows, paid = random.Random(seed), list[Row](), Decimal(0)
    for number in range(80):
        who, day = f"c{luck.randrange(30):02d}", f"2024-{1 + number // 8:02d}-{1 + number % 28:02d}"
        parts = [(who, day, f"sku{luck.randrange(40)}", Decimal(luck.randrange(150, 9000)) / 100)
                 for _ in range(luck.choice([1, 2, 3]))]  # fmt: skip
        other = [(who, day, "Z1", Decimal(luck.randrange(150, 9000)) / 100)] * luck.randrange(2)
        paid += worth([*parts, *other])
        kit = [(who, day, "KIT", worth(parts))] if len(parts) > 1 and number % 2 else []
        rows += [*parts, *other, *kit]
    luck.shuffle(rows)
    return rows, paid


@pytest.mark.parametrize("seed", range(4))
def test_kits_apart_from_their_parts_are_asked_about(seed: int) -> None:
    rows, paid = kits(seed)
    said = refused(written(rows))
    assert "as a kit and its parts are" in said
    assert f"the sum without these rows is {paid:,f}" in said
    assert intake_of(written(rows), totals="keep").sum_kept == worth(rows)
    assert "no word leaves them out" in refused(written(rows), totals="drop")


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("step", [1, 50, 100, 500])
def test_baskets_of_round_prices_are_asked_nothing(seed: int, step: int) -> None:
    """In a café two small things cost as much as a large one quite often."""
    luck = random.Random(seed)
    menu = [Decimal(luck.randrange(1, 1500 // step + 4) * step) / 100 for _ in range(luck.choice([6, 12, 40]))]
    rows = [
        (f"c{luck.randrange(40):02d}", f"2024-{1 + k // 25:02d}-{1 + k % 25:02d}", f"sku{item}", menu[item])
        for k in range(250)
        for item in luck.choices(range(len(menu)), k=luck.choice([1, 2, 3, 4, 7]))
    ]
    found = intake_of(written([(f"c{k // 4:03d}", *row[1:]) for k, row in enumerate(rows)]))
    assert found.sum_kept == worth(rows)


@pytest.mark.parametrize("place", ["below", "shuffled", "early"])
def test_totals_of_customers_are_asked_about_wherever_they_stand(place: str) -> None:
    rows = bought(5)
    people = sorted({row[0] for row in rows})
    day = "2023-01-31" if place == "early" else "2024-12-31"
    totals = [(who, day, "", worth([row for row in rows if row[0] == who])) for who in people]
    more = [*rows, *totals]
    if place != "below":
        random.Random(6).shuffle(more)
    said = refused(written(more))
    assert "as much as all other rows of its customer together" in said
    assert intake_of(written(more), totals="keep").sum_kept == worth(more)
    if place != "early":
        assert intake_of(written(more), totals="drop").sum_kept == worth(rows)


@pytest.mark.parametrize("name", ["amount", "Umsatz", "tutar"])
def test_running_totals_of_customers_are_asked_about(name: str) -> None:
    rows, paid, lines = sorted(bought(7), key=lambda row: row[1]), dict[str, Decimal](), list[str]()
    for who, day, _, amount in rows:
        paid[who] = paid.get(who, Decimal(0)) + amount
        lines.append(f"{who},{day},{paid[who]}")
    said = refused(log(f"customer_id,date,{name}", *lines))
    assert f"(sum {worth(rows):,f})" in said
    assert "may be running totals" in said
    assert intake_of(log(f"customer_id,date,{name}", *lines), amount=name).kept == len(rows)


def test_plans_whose_price_is_raised_now_and_then_are_no_running_totals() -> None:
    rows = [
        f"c{who},{2022 + k // 12}-{1 + k % 12:02d}-05,{10 + who + k // 12}.99" for who in range(20) for k in range(30)
    ]
    assert intake_of(log("customer_id,date,amount", *rows)).kept == len(rows)
