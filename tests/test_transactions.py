"""A log is read to the last field or refused with its line."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.inputs.transactions.log import Log, cdnow_log, read_log
from experiments.inputs.transactions.rfm import cumulative_repeats, summarised
from simulation.mistake import Mistake

HEADER = "customer_id,date,amount\n"
GOOD = "ann,1997-01-01,10.00\nbob,1997-01-03,5\nann,1997-01-15,20\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "log.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.fixture(scope="module")
def cdnow() -> Log:
    try:
        return cdnow_log()
    except Mistake as absent:
        pytest.skip(str(absent))


def test_a_log_is_read(tmp_path: Path) -> None:
    log = read_log(written(tmp_path, HEADER + GOOD))
    assert list(log.ids) == ["ann", "bob"]
    np.testing.assert_array_equal(log.customer, [0, 1, 0])
    np.testing.assert_array_equal(log.day, [0, 2, 14])
    assert log.amount is not None
    np.testing.assert_array_equal(log.amount, [10.0, 5.0, 20.0])
    assert (log.start, log.end) == (datetime.date(1997, 1, 1), datetime.date(1997, 1, 15))


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("\ufeff" + HEADER + GOOD, {}),
        ((HEADER + GOOD).replace("\n", "\r\n") + "\r\n\r\n", {}),
        (HEADER + GOOD.rstrip("\n"), {}),
        ((HEADER + GOOD).replace(",", ";"), {"delimiter": ";"}),
        ((HEADER + GOOD).replace(",", "\t"), {"delimiter": "\t"}),
        ((HEADER + GOOD).replace("-", ""), {}),
        (HEADER + "ann,01/01/1997,10\nbob,03/01/1997,5\nann,15/01/1997,20\n", {"date_format": "%d/%m/%Y"}),
        (HEADER + 'ann,1997-01-01T23:59:59Z,10\n"bob",1997-01-03 10:00,"5"\nann,1997-01-15,2e1\n', {}),
        ("who,n,when,much\nann,1,1997-01-01,10\nbob,1,1997-01-03,5\nann,1,1997-01-15,20\n",
         {"customer": "who", "date": "when", "amount": "much"}),
        (HEADER + GOOD + "eve,1997-02-01,3\n", {"until": "1997-01-15"}),
        (HEADER + GOOD + "eve,1997-01-08,-3\n", {"returns": "drop"}),
    ],
    ids=["mark", "windows", "open-end", "semicolon", "tab", "digits", "format", "times", "names", "until", "returns"],
)  # fmt: skip
def test_the_same_log_in_other_clothes(tmp_path: Path, text: str, options: dict[str, Any]) -> None:
    log = read_log(written(tmp_path, text), **options)
    assert list(log.ids) == ["ann", "bob"]
    assert log.day.tolist() == [0, 2, 14]
    assert log.amount is not None
    assert log.amount.tolist() == [10.0, 5.0, 20.0]
    assert log.returns == ("returns" in options)


MISTAKES: dict[str, tuple[str | bytes, dict[str, Any], list[str]]] = {
    "empty file": ("", {}, ["log.csv", "an empty file"]),
    "header only": (HEADER, {}, ["log.csv", "a header and no rows"]),
    "missing column": (HEADER.replace("date", "dote") + GOOD, {}, ["line 1, column 'date'", "Did you mean dote?"]),
    "no header": (GOOD, {}, ["line 1, column 'customer_id'", "The first line must name the columns"]),
    "amount absent": ("customer_id,date\nann,1997-01-01\n", {}, ["line 1, column 'amount'"]),
    "column twice": ("customer_id,date,date,amount\n", {}, ["line 1, column 'date'", "twice"]),
    "wrong delimiter": ((HEADER + GOOD).replace(",", ";"), {}, ["line 1", "set delimiter to ';'"]),
    "wrong delimiter, tab": ((HEADER + GOOD).replace(",", "\t"), {}, ["line 1", r"set delimiter to '\t'"]),
    "unknown delimiter": (HEADER + GOOD, {"delimiter": "::"}, ["delimiter", "must be one of"]),
    "Latin-1": ((HEADER + GOOD + "zoë,1997-02-01,3\n").encode("latin-1"), {}, ["line 5", "0xeb", "UTF-8"]),
    "UTF-16": ((HEADER + GOOD).encode("utf-16-le"), {}, ["line 1", "UTF-16"]),
    "spreadsheet": (b"PK\x03\x04" + bytes(20), {}, ["spreadsheet"]),
    "too many fields": (HEADER + GOOD + "eve,1997-02-01,3,4\n", {}, ["line 5", "4 fields", "must have 3"]),
    "too few fields": (HEADER + "\n" + GOOD + "eve,1997-02-01\n", {}, ["line 6", "2 fields"]),
    "after a quoted line break": (HEADER + '"a\nb",1997-01-01,1\neve,1997-02-01\n', {}, ["line 4", "2 fields"]),
    "open quote": (HEADER + 'ann,1997-01-01,"1\n' + GOOD, {}, ["line 2", "paired quotes"]),
    "no customer": (HEADER + GOOD + " ,1997-02-01,3\n", {}, ["line 5, column 'customer_id'", "must name a customer"]),
    "no date": (HEADER + GOOD + "eve,,3\n", {}, ["line 5, column 'date'", "nothing"]),
    "no day of the calendar": (HEADER + "ann,1997-02-30,3\n", {}, ["line 2, column 'date'", "1997-02-30"]),
    "ambiguous date": (HEADER + "ann,01/02/1997,3\n", {}, ["line 2, column 'date'", "%d/%m/%Y or %m/%d/%Y"]),
    "ambiguous short date": (HEADER + "ann,1.2.97,3\n", {}, ["line 2, column 'date'", "%d.%m.%y or %m.%d.%y"]),
    "eight digits, day first": (HEADER + "ann,31121997,3\n", {}, ["line 2, column 'date'"]),
    "format missed": (HEADER + GOOD, {"date_format": "%d/%m/%Y"}, ["line 2, column 'date'", "must look like %d/%m/%Y"]),
    "format without day": (HEADER + GOOD, {"date_format": "%m/%Y"}, ["date_format", "year, month and day"]),
    "unknown directive": (HEADER + GOOD, {"date_format": "%Y-%m-%Q"}, ["date_format", "year, month and day"]),
    "future": (HEADER + GOOD + "eve,2997-01-01,3\n", {}, ["line 5, column 'date'", "future"]),
    "long ago": (HEADER + GOOD + "eve,0097-01-01,3\n", {}, ["line 5, column 'date'", "1900"]),
    "negative amount": (HEADER + GOOD + "eve,1997-02-01,-3\n", {}, ["line 5, column 'amount'", "Set returns to net"]),
    "amount in words": (HEADER + GOOD + "eve,1997-02-01,ten\n", {}, ["line 5, column 'amount'", "ten"]),
    "no amount": (HEADER + GOOD + "eve,1997-02-01,\n", {}, ["line 5, column 'amount'", "nothing"]),
    "not a number": (HEADER + GOOD + "eve,1997-02-01,nan\n", {}, ["line 5, column 'amount'", "nan"]),
    "infinite": (HEADER + GOOD + "eve,1997-02-01,inf\n", {}, ["line 5, column 'amount'", "inf"]),
    "minus infinite": (HEADER + "eve,1997-02-01,-inf\n", {"returns": "drop"}, ["line 2, column 'amount'", "-inf"]),
    "decimal comma": (HEADER.replace(",", ";") + "eve;1997-02-01;3,5\n", {"delimiter": ";"}, ["line 2", "point"]),
    "returns": (HEADER + GOOD, {"returns": "keep"}, ["returns", "refuse, drop or net"]),
    "returns only": (HEADER + "ann,1997-01-01,-1\n", {"returns": "drop"}, ["log.csv", "none of 1 rows"]),
    "until too early": (HEADER + GOOD, {"until": "1996-01-01"}, ["log.csv", "until 1996-01-01"]),
    "until is no date": (HEADER + GOOD, {"until": "soon"}, ["until", "soon"]),
    "until in the future": (HEADER + GOOD, {"until": datetime.date(2997, 1, 1)}, ["until", "future"]),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_mistake_names_file_line_and_column(tmp_path: Path, case: str) -> None:
    text, options, said = MISTAKES[case]
    with pytest.raises(Mistake) as caught:
        read_log(written(tmp_path, text), **options)
    message = str(caught.value)
    assert [part for part in said if part not in message] == [], message
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_missing_file_offers_its_neighbour(tmp_path: Path) -> None:
    written(tmp_path, HEADER + GOOD)
    with pytest.raises(Mistake, match=r"Did you mean log\.csv\?"):
        read_log(tmp_path / "lug.csv")
    with pytest.raises(Mistake, match="no such file"):
        read_log(tmp_path / "nowhere" / "log.csv")
    with pytest.raises(Mistake, match="a directory"):
        read_log(tmp_path)


def test_amounts_are_left_out_when_told_so(tmp_path: Path) -> None:
    log = read_log(written(tmp_path, "customer_id,date\nann,1997-01-01\nann,1997-01-08\n"), amount=None)
    assert log.amount is None
    assert summarised(log).monetary.tolist() == [1.0]


def test_purchases_on_one_day_are_one_transaction(tmp_path: Path) -> None:
    rows = (
        "ann,1997-01-15,1\nann,1997-01-01,9\nann,1997-01-15,2\nann,1997-01-08,5\n"
        "bob,1997-01-03,7\nbob,1997-01-03,8\n"
    )  # fmt: skip
    log = read_log(written(tmp_path, HEADER + rows), until="1997-01-31")
    summary = summarised(log)
    assert list(summary.ids) == ["ann", "bob"]
    assert summary.frequency.tolist() == [2, 0]
    assert summary.recency.tolist() == [2.0, 0.0]
    assert summary.age.tolist() == [30 / 7, 28 / 7]
    assert summary.birth.tolist() == [0.0, 2 / 7]
    assert summary.monetary.tolist() == [4.0, 0.0]  # the mean of 5 and 1 + 2, without the first 9
    assert cumulative_repeats(log, [0, 1, 2, 3]).tolist() == [0, 0, 1, 2]  # day 7 begins week 2


@pytest.mark.parametrize("week", [-1, 80])
def test_weeks_outside_the_log_are_refused(cdnow: Log, week: int) -> None:
    with pytest.raises(Mistake, match="between 0 and 78"):
        cumulative_repeats(cdnow, [1, week])


def test_cdnow_repeats_per_customer_in_weeks_1_to_39_of_fader_hardie_lee_2005(cdnow: Log) -> None:
    summary = summarised(cdnow_log(until="1997-09-30"))
    assert len(summary.ids) == 2357
    counts = np.bincount(np.minimum(summary.frequency, 7))
    assert counts.tolist() == [1411, 439, 214, 100, 62, 38, 29, 64]


def test_cdnow_cumulative_repeats_of_fader_hardie_lee_2005(cdnow: Log) -> None:
    repeats = cumulative_repeats(cdnow, [13, 26, 39, 52, 65, 78])
    assert repeats.tolist() == [828, 1746, 2457, 3183, 3844, 4339]


def test_cdnow_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Mistake, match=r"pip install courtship\[data\]"):
        cdnow_log()
