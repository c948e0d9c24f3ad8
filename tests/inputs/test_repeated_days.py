"""Totals that each row of an order repeats are asked about, also where no column numbers orders."""

from __future__ import annotations

import random
import re

import pytest

from tests.inputs.logs import bytes_read, refused

HEADERS = ["Order ID", "Pedido", "Ref", None]


def orders(seed: int, name: str | None, suffixed: bool, several: int = 40) -> tuple[str, str]:
    """Orders of one to three lines that repeat a total; and the sum of the orders."""
    luck, lines, total = random.Random(seed), [], 0
    for number in range(80):
        day, cents = f"2024-{1 + number // 14:02d}-{1 + 2 * (number % 14):02d}", luck.randrange(199, 90_000)
        total += cents
        for k in range(luck.choice([2, 3]) if number < several else 1):
            numbered = [] if name is None else [f"{1000 + number}-{k}" if suffixed else str(1000 + number)]
            lines.append([*numbered, f"c{luck.randrange(30) if not k else lines[-1][-4][1:]}", day, f"S{k}",
                          f"{cents / 100:.2f}"])  # fmt: skip
    header = [*([] if name is None else [name]), "customer_id", "date", "sku", "order_total"]
    return "".join(",".join(row) + "\n" for row in (header, *lines)), f"{total / 100:,.2f}"


@pytest.mark.parametrize("suffixed", [False, True])
@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("several", [5, 40])
def test_no_name_and_no_suffix_makes_a_number_of_repeated_totals(
    name: str | None, suffixed: bool, several: int
) -> None:
    for seed in range(3):
        content, total = orders(seed, name, suffixed, several)
        said = refused(content)
        assert "may be paid once or in each row" in said
        assert f"(sum {total})" in said
        words = dict(re.findall(r"population\.(order|lines)=(whole|Pedido|Ref)", said))
        kept = bytes_read(content.encode(), **words).intake
        assert kept is not None
        assert f"{kept.sum_kept:,.2f}" == total
        each = bytes_read(content.encode(), **{**words, "lines": "each"}).intake
        assert each is not None
        assert each.sum_kept == each.sum


def test_two_orders_suffice_and_one_does_not() -> None:
    header, *rows = ["customer_id,date,sku,order_total", "a,2024-01-01,S1,30.50", "a,2024-01-01,S2,30.50",
                     "b,2024-01-02,S1,12.25", "b,2024-01-02,S3,12.25"]  # fmt: skip
    assert "population.lines=whole (sum 42.75)" in refused("\n".join([header, *rows]))
    assert bytes_read("\n".join([header, *rows[:3]]).encode()).intake is not None


@pytest.mark.parametrize("prices", [1, 3])
def test_pieces_of_a_few_prices_repeat_none(prices: int) -> None:
    luck = random.Random(prices)
    rows = [f"c{k % 9},2024-01-{1 + k // 9 % 28:02d},S{k}_{j},{5 + luck.randrange(prices)}.00"
            for k in range(60) for j in range(2)]  # fmt: skip
    found = bytes_read("\n".join(["customer_id,date,sku,amount", *rows]).encode()).intake
    assert found is not None
    assert found.sum == found.sum_kept
