"""Rows that add up others are told wherever they stand, and ordinary logs are not taken for such."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import pytest

from experiments.inputs.transactions.intake import LogIntake
from experiments.inputs.transactions.totals import totals_of
from simulation.mistake import Mistake
from tests.inputs.logs import bytes_read, shuffled

Row = tuple[str, str, str]
LOG = [(f"c{k % 4}", f"2024-{k // 3 + 1:02d}-{k + 1:02d}", f"{10 + k}.50") for k in range(12)]
"""Three purchases in each of four months, worth 192.00."""


def read(rows: list[Row], **words: str) -> LogIntake:
    content = "customer_id,date,amount\n" + "".join(",".join(row) + "\n" for row in rows)
    found = bytes_read(content.encode(), **words).intake
    assert found is not None
    return found


def each(places: slice, whose: str = "all", back: int = 0) -> list[Row]:
    """A total of each period, which is a part of the written day."""
    periods = sorted({day[places] for _, day, _ in LOG})
    last = {day[places]: day for _, day, _ in LOG}
    sums = {one: sum(Decimal(paid) for _, day, paid in LOG if day[places] == one) for one in periods}
    return [(whose.format(k), last[one], str(sums[one] + back)) for k, one in enumerate(periods)]


MONTHS = each(slice(0, 7))
TOTAL = ("all", "2024-04-30", "192.00")
ADDED: dict[str, list[Row]] = {
    "one among others": [TOTAL, ("c1", "2024-04-30", "0.00")],
    "net and gross alike": [("net", *TOTAL[1:]), ("gross", *TOTAL[1:])],
    "net and gross": [("gross", "2024-04-30", "228.48"), ("net", *TOTAL[1:])],
    "of purchases without returns": [("c1", "2024-04-30", "-5"), TOTAL],
    "of purchases less returns": [("c1", "2024-04-30", "-5"), ("all", "2024-04-30", "187.00")],
    "of each month": MONTHS,
    "of each month and of all": [*MONTHS, TOTAL],
    "of each month, each with its name": each(slice(0, 7), "month {}"),
    "of each month, one of which has one purchase": [
        ("c3", "2024-05-02", "8.00"), ("all", "2024-05-31", "8.00"), *MONTHS],
    "beyond 64 bits": [("c2", "2024-01-09", f"{10**14}.{1:024d}"), ("all", "2024-04-30", f"{10**14 + 192}.{1:024d}")],
}  # fmt: skip
PURCHASES = {"of purchases without returns": ("c1",), "of purchases less returns": ("c1",), "one among others": ("c1",),
             "of each month, one of which has one purchase": ("c3",), "beyond 64 bits": ("c2",)}  # fmt: skip
"""Whose added rows are none."""


@pytest.mark.parametrize("name", ADDED)
def test_totals_are_told_wherever_they_stand(name: str) -> None:
    added = ADDED[name]
    totals = [row for row in added if row[0] not in PURCHASES.get(name, ())]
    for rows in ([*LOG, *added], [*added, *LOG], shuffled([*LOG, *added])):
        with pytest.raises(Mistake) as caught:
            read(rows, returns="net")
        first = sorted(k for k, row in enumerate(rows, start=2) if row in totals)
        where = f"row {first[0]}," if len(first) == 1 else f"{len(first)} rows ({', '.join(map(str, first[:3]))}"
        assert where in str(caught.value)
        found = read(rows, totals="drop", returns="net")
        with localcontext(prec=99):
            assert found.left_out[0].sum == sum(Decimal(paid) for _, _, paid in totals)
        assert found.left_out[0].rows == len(totals)
        kept = read(rows, totals="keep", returns="net")
        assert kept.kept == len(rows)
        assert any(note.endswith("as you say") for note in kept.notes)


def test_of_two_equal_rows_that_stand_alike_none_is_chosen() -> None:
    rows = [*LOG, *each(slice(0, 7), "month {}"), ("once", "2024-05-02", "8.00"), ("month 4", "2024-05-31", "8.00")]
    with pytest.raises(Mistake, match=r"6 rows .* Some have an equal beside them .* population\.totals=keep"):
        read(rows, totals="drop")
    assert read(rows, totals="keep").kept == len(rows)


@pytest.mark.parametrize("places", [slice(0, 10), slice(0, 7), slice(0, 4)])
def test_totals_of_days_months_and_years_are_told(places: slice) -> None:
    days = [f"{2023 + k // 12}-{k // 6 % 2 + 1:02d}-{k // 3 % 2 + 1:02d}" for k in range(24)]
    rows = [(k % 5, day, 1000 + 7 * k * k) for k, day in enumerate(days)]
    sums: dict[str, int] = {}
    for _, day, paid in rows:
        sums[day[places]] = sums.get(day[places], 0) + paid
    rows += [(5, next(day for day in days if day.startswith(one)), paid) for one, paid in sums.items()]
    customer, paid = (np.array([row[k] for row in rows], dtype=np.int64) for k in (0, 2))
    ordinal = np.array([row[1] for row in rows], dtype="datetime64[D]").astype(np.int64) + 719_163
    found = totals_of(customer, ordinal, paid)
    assert found is not None
    assert found.rows.tolist() == [who == 5 for who, _, _ in rows]


ORDINARY: dict[str, list[Row]] = {
    "one large customer": [*LOG, ("large", "2024-04-30", "1000.00")],
    "a purchase worth a few others": [("a", "2024-01-01", "10"), ("b", "2024-01-02", "4"), ("a", "2024-01-09", "6")],
    "two customers": [(who, f"2024-{k:02d}-01", str(9 + k)) for k in range(1, 9) for who in "ab"],
    "one price": [(f"c{k % 5}", f"2024-01-{k + 1:02d}", "9.99") for k in range(20)],
    "plans that add up": [
        (who, f"2024-{k:02d}-01", paid) for k in range(1, 13) for who, paid in (("a", "10"), ("b", "5"), ("c", "5"))],
    "a customer whose largest purchase is worth the rest of its month": [
        *LOG, *((f"c{k % 4}", day, paid) for k, (_, day, paid) in enumerate(MONTHS))],
    "free": [(f"c{k}", "2024-01-01", "50" if k < 2 else "0") for k in range(9)],
}  # fmt: skip


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_logs_are_read(name: str) -> None:
    for rows in (ORDINARY[name], shuffled(ORDINARY[name])):
        assert read(rows).kept == len(rows)
