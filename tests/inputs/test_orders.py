"""Rows of one order: an order number is a number of its customer, and no row that lacks an amount hides behind it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from simulation.mistake import Mistake
from tests.inputs.logs import bytes_read

HEADER = "customer_id,order_id,date,amount\n"
RESTARTED = HEADER + "".join(f"c{k % 4},{k // 4},2024-01-{k + 1:02d},9.99\n" for k in range(12))
"""Order numbers that each customer has anew."""

LACKING: dict[str, tuple[str, str]] = {
    "a number of other customers": (
        "a,1,2024-01-01,10\nb,1,2024-01-02,\na,2,2024-01-05,5\nb,2,2024-02-02,7\nc,1,2024-02-03,\nc,2,2024-02-04,\n",
        "3 rows (3, 6, 7), column 'amount': given no amount"),
    "a number of another day": ("a,1,2024-01-01,10\na,1,2024-02-01,\n", "row 3, column 'amount': given no amount"),
    "a word for no number": ("a,NULL,2024-01-01,10\na,NULL,2024-01-01,\nb,2,2024-01-02,7\n", "row 3, column 'amount'"),
    "a number of two customers and no customer": (
        "a,1,2024-01-01,10\nb,1,2024-01-01,9\n,1,2024-01-01,\n", "Row 4, column 'amount': given no amount"),
    "a log in which each line has its amount": (
        "a,1,2024-01-01,10\na,1,2024-01-01,5\na,2,2024-01-02,3\na,2,2024-01-02,\n", "row 5, column 'amount'"),
}  # fmt: skip


@pytest.mark.parametrize("case", LACKING)
def test_a_row_without_an_amount_is_no_line_of_another_order(case: str) -> None:
    rows, said = LACKING[case]
    with pytest.raises(Mistake) as caught:
        bytes_read((HEADER + rows).encode())
    assert said in str(caught.value)


def test_where_prices_are_given_each_line_has_its_own() -> None:
    rows = "customer_id,order_id,date,quantity,price\na,1,2024-01-01,2,10\na,1,2024-01-01,3,\n"
    with pytest.raises(Mistake, match="row 3, column 'quantity × price': given no amount"):
        bytes_read(rows.encode())


def test_an_order_has_its_amount_on_one_row_and_the_others_only_say_more() -> None:
    rows = "a,7,2024-01-01,10\na, 7,2024-01-01,\na,7.0,,\n,7,,\nb,7,2024-01-03,-4\nb,8,2024-01-03,4\nb,8,2024-01-03,0\n"
    rows = rows.replace("\nb,7,", "\nb,8,")  # what b gave back, and what was free, are rows of the same order
    intake = bytes_read((HEADER + rows).encode(), returns="drop").intake
    assert intake is not None
    assert (intake.kept, intake.sum_kept) == (3, 14)
    assert intake.left_out[0].rows == 3


def test_order_numbers_that_start_anew_for_each_customer_are_orders_of_their_own() -> None:
    intake = bytes_read(RESTARTED.encode()).intake
    assert intake is not None
    assert (intake.customers, intake.sum_kept) == (4, 12 * Decimal("9.99"))
    with pytest.raises(Mistake, match="population.lines: given whole, is only read where several rows are one order"):
        bytes_read(RESTARTED.encode(), lines="whole")


@pytest.mark.parametrize("second", ["a,1,2024-01-01,12", "a,1,2024-02-01,10"])
def test_a_total_is_repeated_with_its_amount_and_its_day_or_it_is_none(second: str) -> None:
    rows = f"a,1,2024-01-01,10\n{second}\nb,2,2024-01-02,3\n"
    with pytest.raises(Mistake, match="row 3: given another amount or another day .* population.lines=each"):
        bytes_read((HEADER + rows).encode(), lines="whole")


def test_a_return_is_no_repetition_of_its_purchase() -> None:
    rows = "a,1,2024-01-01,10\na,1,2024-01-01,10\na,1,2024-01-09,-10\nb,2,2024-01-02,3\nb,2,2024-01-02,3\n"
    with pytest.raises(Mistake, match="all repeat one amount"):
        bytes_read((HEADER + rows).encode(), returns="net", copies="keep")
    log = bytes_read((HEADER + rows).encode(), returns="net", lines="whole", copies="keep")
    assert (log.ids.tolist(), log.returns) == (["b"], 1)


def test_one_order_with_other_amounts_does_not_silence_the_question() -> None:
    paid = [(f"c{k},{k},2024-01-{k + 1:02d},{10 + k}", 2) for k in range(12)]
    rows = "".join(f"{row}\n" * times for row, times in paid) + "z,99,2024-01-30,5\nz,99,2024-01-30,6\n"
    with pytest.raises(Mistake, match="12 of 13 orders of several rows that repeat one amount"):
        bytes_read((HEADER + rows).encode(), copies="keep")
    assert bytes_read((HEADER + rows).encode(), copies="keep", lines="each").intake is not None
