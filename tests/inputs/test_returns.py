"""Returns are taken off the purchases before them, and days are those of the shop's time zone."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.read_log import read_log
from experiments.inputs.transactions.rfm import summarised

ROWS = """customer_id,date,amount
a,2024-01-01,30
a,2024-01-08,50
a,2024-01-10,-50
a,2024-01-20,40
a,2024-01-20,-10
b,2024-01-02,-5
b,2024-01-05,20
c,2024-01-03,20
c,2024-02-01,-20
"""


def log_of(folder: Path, text: str, **options: str) -> Log:
    path = folder / "log.csv"
    path.write_text(text, encoding="utf-8")
    return read_log(path, **options)  # type: ignore[arg-type]


def test_what_is_wholly_given_back_did_not_happen(tmp_path: Path) -> None:
    log = log_of(tmp_path, ROWS, returns="net")
    assert log.ids.tolist() == ["a", "b"]  # everything that c bought was given back
    assert log.amount is not None
    assert log.amount.tolist() == [30.0, 30.0, 20.0]
    assert log.day.tolist() == [0, 19, 4]
    assert (log.returns, log.unmatched) == (4, 1)  # b gave back what was bought before the log begins


def test_dropped_returns_leave_the_purchases_as_they_are(tmp_path: Path) -> None:
    log = log_of(tmp_path, ROWS, returns="drop")
    assert log.amount is not None
    assert log.amount.tolist() == [30.0, 50.0, 40.0, 20.0, 20.0]
    assert (log.returns, log.unmatched) == (4, 0)


def test_a_large_return_is_taken_off_several_purchases_the_latest_first(tmp_path: Path) -> None:
    rows = "customer_id,date,amount\na,2024-01-01,30\na,2024-01-08,10.10\na,2024-01-09,20.20\na,2024-01-10,-35.30\n"
    log = log_of(tmp_path, rows, returns="net")
    assert log.amount is not None
    assert log.amount.tolist() == [25.0]


def test_returns_after_until_are_not_known_yet(tmp_path: Path) -> None:
    log = log_of(tmp_path, ROWS, returns="net", until="2024-01-31")
    assert "c" in log.ids.tolist()


STAMPS = """customer_id,date,amount
a,2024-03-01T23:30:00-05:00,5
a,2024-03-02T04:00:00Z,5
a,2024-03-09,5
b,2024-03-09 02:30:00+01:00,5
"""


def test_moments_count_on_their_day_in_the_time_zone(tmp_path: Path) -> None:
    assert log_of(tmp_path, STAMPS).day.tolist() == [0, 1, 8, 8]
    assert log_of(tmp_path, STAMPS, time_zone="America/New_York").day.tolist() == [0, 8, 7]
    assert log_of(tmp_path, STAMPS, time_zone="Asia/Tokyo").day.tolist() == [0, 7, 7]


def test_moments_without_an_offset_count_in_the_zone_they_were_written_in(tmp_path: Path) -> None:
    rows = "customer_id,date,amount\na,2024-03-01T23:30:00,5\na,2024-03-30 23:30,5\na,2024-04-10 22:30,5\n"
    assert log_of(tmp_path, rows, time_zone="Europe/Berlin", moments="UTC").day.tolist() == [0, 29, 40]
    assert log_of(tmp_path, rows, time_zone="Europe/Berlin", moments="Europe/Berlin").day.tolist() == [0, 29, 40]
    assert str(log_of(tmp_path, rows, time_zone="Europe/Berlin", moments="UTC").start) == "2024-03-02"


def test_a_format_may_hold_an_offset(tmp_path: Path) -> None:
    rows = "customer_id,date,amount\na,01.02.2020 23:30 +0100,5\na,15.03.2020 00:30 +0200,5\n"
    form = "%d.%m.%Y %H:%M %z"
    assert log_of(tmp_path, rows, date_format=form).day.tolist() == [0, 43]
    assert log_of(tmp_path, rows, date_format=form, time_zone="UTC").day.tolist() == [0, 42]


def test_several_purchases_a_day_are_one_transaction_worth_their_sum(tmp_path: Path) -> None:
    rows = "customer_id,date,amount\na,2024-01-01,1\na,2024-01-08T09:00,10\na,2024-01-08T17:00,20\na,2024-01-15,30\n"
    summary = summarised(log_of(tmp_path, rows))
    assert summary.frequency.tolist() == [2]
    assert np.allclose(summary.monetary, [30.0])
