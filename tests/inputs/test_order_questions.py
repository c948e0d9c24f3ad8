"""Totals that each row of an order repeats are asked about, whatever else the file has, with the sums of both words."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.inputs.logs import intake_of, log, refused


@dataclass(frozen=True)
class Order:
    """An order of a customer: when, what it is worth, and of how many lines."""

    number: int
    who: str
    day: str
    clock: str
    total: Decimal
    lines: int


def orders(seed: int, twice: float = 0.3) -> list[Order]:
    """Eighty orders of one to three lines; a share of the days hold two orders of a customer."""
    luck, found = random.Random(seed), list[Order]()
    while len(found) < 80:
        day = f"2024-{1 + len(found) // 9:02d}-{luck.randrange(1, 28):02d}"
        for k in range(1 + (luck.random() < twice)):
            total = Decimal(luck.randrange(500, 99_999)) / 100
            clock = f"{9 + 5 * k:02d}:{luck.randrange(60):02d}:17"
            found.append(Order(len(found), f"c{len(found) % 23}", day, clock, total, luck.choice([1, 2, 2, 3])))
    return found


def written(found: list[Order], number: str | None, times: bool, lines: str | None) -> str:
    """A log that repeats the total of each order.

    Args:
        found: the orders.
        number: name of the column that numbers them; None for none.
        times: whether they have a time of day.
        lines: name of a column that numbers lines; None for none.
    """
    rows = []
    for one in found:
        for k in range(one.lines):
            rows.append([*([] if lines is None else [str(k + 1)]), *([] if number is None else [f"R{one.number}"]),
                         one.who, f"{one.day} {one.clock}" if times else one.day, f"p{k}", str(one.total)])  # fmt: skip
    names = [*([] if lines is None else [lines]), *([] if number is None else [number]), "customer_id", "date", "sku"]
    return log(",".join([*names, "Order Total"]), *(",".join(row) for row in rows))


@pytest.mark.parametrize("lines", ["Order", "Invoice", "Order No", "Transaction ID", None])
@pytest.mark.parametrize("number", ["Receipt No", "Bon", None])
@pytest.mark.parametrize("times", [False, True])
def test_a_column_that_numbers_lines_silences_no_question(lines: str | None, number: str | None, times: bool) -> None:
    for seed in range(2):
        found = orders(seed, 0.3 if times or number else 0.0)
        said = refused(written(found, number, times, lines))
        assert "may be paid once or in each row" in said
        assert f"lines=whole (sum {sum(one.total for one in found):,f})" in said


@pytest.mark.parametrize("name", ["Transaction ID", "Order ID"])
def test_a_number_of_lines_that_stands_twice_by_a_slip_is_no_order(name: str) -> None:
    found = orders(3, 0)
    numbers = iter(f"T{k if k != 5 else 4}" for k in range(1000))
    header, *rows = written(found, None, False, None).splitlines()
    content = log(f"{name},{header}", *(f"{next(numbers)},{row}" for row in rows))
    total = sum(one.total for one in found)
    assert f"population.lines=whole (sum {total:,f})" in refused(content)
    assert intake_of(content, lines="whole").sum_kept == total


@pytest.mark.parametrize("seed", range(3))
def test_two_orders_of_a_day_are_told_by_their_amounts(seed: int) -> None:
    found = [one for one in orders(seed, 0.4) if one.lines > 1]
    for times in (False, True):
        content = written(found, None, times, None)
        assert f"population.lines=whole (sum {sum(one.total for one in found):,f})" in refused(content)


def test_what_is_dropped_or_copied_is_in_no_sum() -> None:
    found = orders(5)
    header, *rows = written(found, "Bon", False, None).splitlines()
    copied = log(header, *(row for row in rows for _ in range(1 + ("p1" in row))))
    assert f"lines=whole (sum {sum(one.total for one in found):,f})" in refused(copied)
    back = [f"R{900 + k},{row.split(',')[1]},2024-12-28,p0,-{row.rsplit(',')[-1]}" for k, row in enumerate(rows[:9])]
    for returns in ("drop", "net"):
        assert "may be paid once" in refused(log(header, *rows, *back), returns=returns)


def test_the_column_that_fits_best_is_named() -> None:
    found = orders(6)
    shipped = {one.number: f"2025-{1 + k // 28:02d}-{1 + k % 28:02d}" for k, one in enumerate(found)}
    header, *rows = written(found, "Bon", False, None).splitlines()
    late = [f"{shipped[int(row.split(',')[0][1:]) // 2 * 2]},{row}" for row in rows]
    assert "by column 'Bon'" in refused(log(f"Shipped,{header}", *late))


@pytest.mark.parametrize("kind", ["order numbers", "line numbers", "times", "nothing"])
@pytest.mark.parametrize("seed", range(10))
def test_lines_with_amounts_of_their_own_are_not_asked_about(kind: str, seed: int) -> None:
    """Baskets of one to eight lines at thirty prices, of which some are alike."""
    luck, rows = random.Random(seed), []
    prices = [luck.randrange(99, 4000) for _ in range(30)]
    for k in range(80):
        who, day = f"c{luck.randrange(20)}", f"2024-{1 + k // 7:02d}-{luck.randrange(1, 28):02d}"
        clock = f" {luck.randrange(9, 18):02d}:{luck.randrange(60):02d}" if kind == "times" else ""
        for line in range(luck.randrange(1, 9)):
            number = {"order numbers": f"O{k},", "line numbers": f"{line + 1},"}.get(kind, "")
            rows.append(f"{number}{who},{day}{clock},p{len(rows)},{luck.choice(prices) / 100:.2f}")
    name = "Order No," if "numbers" in kind else ""
    found = intake_of(log(f"{name}customer_id,date,sku,amount", *rows))
    assert found.sum == found.sum_kept
