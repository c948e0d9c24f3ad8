"""Two columns of money whose sums differ: no name decides in silence which of them was paid."""

from __future__ import annotations

import random

import pytest

from tests.inputs.logs import intake_of, log, refused

UNKNOWN = [
    "Instalment", "Received", "Collected", "Rate", "Ratenbetrag", "Cash Received", "Einkauf", "This Visit",
    "Sale",
]  # fmt: skip


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize("taken", ["Total", "amount"])
def test_instalments_are_asked_about(name: str, taken: str) -> None:
    luck, rows, paid = random.Random(1), [], 0
    for k in range(20):
        whole = luck.randrange(1500, 9000)
        for month, rate in enumerate([whole // 3, whole // 3, whole - whole // 3 * 2][: 3 if k < 18 else 2]):
            paid += rate
            rows.append(f"c{k % 9},2024-{1 + k % 6 + month:02d}-{1 + k:02d},{whole / 100:.2f},{rate / 100:.2f}")
    said = refused(log(f"Customer ID,Date,{taken},{name}", *rows))
    assert f"{name}" in said
    assert f"(sum {paid / 100:,.2f})" in said


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize("turned", [1, -1])
def test_running_totals_are_asked_about(name: str, turned: int) -> None:
    luck, so_far, rows, paid = random.Random(2), dict[int, int](), [], 0
    for k in range(60):
        who, one = luck.randrange(9), luck.randrange(500, 9000)
        so_far[who] = so_far.get(who, 0) + one
        paid += one
        rows.append(f"c{who},2024-{1 + k // 9:02d}-{1 + k % 9:02d},{one / 100:.2f},{so_far[who] / 100:.2f}")
    said = refused(log(f"Customer ID,Date,{name},Total", *rows[::turned]))
    assert f"(sum {paid / 100:,.2f})" in said


@pytest.mark.parametrize("name", UNKNOWN)
def test_other_money_is_noted_with_its_sum(name: str) -> None:
    luck = random.Random(3)
    pairs = [(luck.randrange(5000, 9000), luck.randrange(500, 2000)) for _ in range(40)]
    rows = [
        f"c{k % 9},2024-0{1 + k // 9}-{1 + k % 9:02d},{a / 100:.2f},{b / 100:.2f}" for k, (a, b) in enumerate(pairs)
    ]
    found = intake_of(log(f"Customer ID,Date,Total,{name}", *rows))
    assert found.columns["amount"] == "Total"
    assert any(f"'{name}' ({sum(b for _, b in pairs) / 100:,.2f}) holds money too" in note for note in found.notes)


@pytest.mark.parametrize("name", ["Tax", "Shipping", "Discount", "Unit Cost", "Loyalty Points", "Profit"])
def test_parts_by_their_names_are_neither(name: str) -> None:
    rows = [f"c{k % 9},2024-0{1 + k // 9}-{1 + k % 9:02d},{60 + k}.00,{6 + k / 10:.2f}" for k in range(40)]
    assert not [note for note in intake_of(log(f"Customer ID,Date,Total,{name}", *rows)).notes if "money too" in note]


def test_the_tax_of_what_is_paid_each_month_is_no_instalment() -> None:
    rows = [f"c{k % 9},2024-0{1 + k // 9}-{1 + k % 9:02d},{12 + 6 * (k % 9)}.00,{2 + k % 9}.00" for k in range(45)]
    assert intake_of(log("Customer ID,Date,Total,VAT", *rows)).columns["amount"] == "Total"
