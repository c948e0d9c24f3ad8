"""One set of purchases written in many forms gives the same log, bit for bit; and the rows are all accounted for."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from experiments.inputs.transactions.read_log import read_log
from experiments.inputs.transactions.rfm import summarised
from tests.inputs.logs import FORMS, TABLES, bytes_read, csv, drawn, same


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(3))
def test_the_form_of_a_log_does_not_matter(form: str, seed: int) -> None:
    rows = drawn(seed)
    log = bytes_read(FORMS[form].write(rows), **FORMS[form].words)
    same(log, bytes_read(csv(rows).encode()))
    assert log.intake is not None
    assert log.intake.sum == sum(paid for _, _, paid in rows)


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_in_memory_is_the_same_as_its_file(kind: str) -> None:
    rows = drawn(4)
    same(read_log(TABLES[kind](rows)), bytes_read(csv(rows).encode()))


def test_forms_that_are_drawn_at_random_give_the_same_summary() -> None:
    luck = random.Random(9)
    for seed in range(12):
        rows = drawn(seed, customers=luck.randrange(2, 40), rows=luck.randrange(3, 200))
        one, other = (luck.choice(list(FORMS.values())) for _ in range(2))
        first, second = (summarised(bytes_read(form.write(rows), **form.words)) for form in (one, other))
        for name in ("frequency", "recency", "age", "birth", "monetary"):
            assert (getattr(first, name) == getattr(second, name)).all()


@pytest.mark.parametrize("seed", range(8))
def test_every_row_is_kept_or_left_out_for_a_reason_and_the_sums_add_up(seed: int) -> None:
    luck = random.Random(seed)
    rows = [(who, str(day), str(paid)) for who, day, paid in drawn(seed, rows=120)]
    spoilt = []
    for who, day, paid in rows:
        kind = luck.randrange(8)
        spoilt.append(("nan" if kind == 0 else who, "" if kind == 1 else day, f"-{paid}" if kind == 2 else paid))
    spoilt += luck.sample(spoilt, 20)  # copies
    text = "customer_id,date,amount\n" + "".join(",".join(row) + "\n" for row in spoilt)
    for returns in ("drop", "net"):
        intake = bytes_read(text.encode(), missing="drop", returns=returns, copies="drop", until="2022-09-30").intake
        assert intake is not None
        assert intake.sum == sum(Decimal(paid) for _, _, paid in spoilt)
        assert intake.sum == (intake.sum_kept or 0) + sum(one.sum or 0 for one in intake.left_out)
        assert intake.rows == len(spoilt) == intake.kept + sum(one.rows for one in intake.left_out)
        assert len({one.reason for one in intake.left_out}) == len(intake.left_out) >= 4


def test_amounts_add_up_exactly_and_a_float_is_made_at_the_end() -> None:
    text = "customer_id,date,amount\n" + "a,2024-01-01,0.10\n" * 3 + "a,2024-01-08,1e-9\n"
    log = bytes_read(text.encode(), copies="keep")
    assert log.amount is not None
    assert log.amount.tolist() == [0.3, 1e-9]  # 0.1 + 0.1 + 0.1 is 0.30000000000000004 in floats


def test_sums_that_fit_no_64_bits_are_exact_too() -> None:
    text = "customer_id,date,amount\n" + "".join(f"a,2024-01-0{k},999999999999999.123456789\n" for k in range(1, 9))
    log = bytes_read(text.encode())
    assert log.intake is not None
    assert log.intake.sum == 8 * Decimal("999999999999999.123456789")


def test_numbers_sort_by_value_before_texts_by_code_points() -> None:
    names = ["10", "9", "009", "b", "B", "é", "z", "x@y.org"]
    text = "customer_id,date\n" + "".join(
        f"{name},2024-01-01\n{name},2024-01-0{k}\n" for k, name in enumerate(names, 2)
    )
    assert bytes_read(text.encode()).ids.tolist() == ["009", "9", "10", "B", "b", "x@y.org", "z", "é"]
