"""A log is read to the last field, or refused in one message with the rows and the words that choose."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.inputs.transactions.cdnow import cdnow_log
from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.read_log import read_log
from experiments.inputs.transactions.rfm import cumulative_repeats, summarised
from simulation.mistake import Mistake
from tests.inputs.logs import arrow, categorical, drawn, frame, workbook

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
    np.testing.assert_array_equal(log.customer, [0, 0, 1])
    np.testing.assert_array_equal(log.day, [0, 14, 2])
    assert log.amount is not None
    np.testing.assert_array_equal(log.amount, [10.0, 20.0, 5.0])
    assert (log.start, log.end) == (datetime.date(1997, 1, 1), datetime.date(1997, 1, 15))


def zipped(files: dict[str, str], flag: int = 0, method: int | None = None) -> bytes:
    """A zip whose entries are said to be packed otherwise than they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    data = bytearray(buffer.getvalue())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flags, and the method behind them
        place = data.index(sign) + at
        data[place] |= flag
        data[place + 2] = data[place + 2] if method is None else method
    return bytes(data)


def damaged(workbook: bytes, part: str, kept: int = 200) -> bytes:
    """A workbook of which the first bytes of a part are left."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as whole, zipfile.ZipFile(buffer, "w") as archive:
        for name in whole.namelist():
            if name != part or kept:
                archive.writestr(name, whole.read(name)[: kept if name == part else None])
    return buffer.getvalue()


AMBIGUOUS = ["1997-02-01 (population.date_format=day_first) or 1997-01-02 (population.date_format=month_first)"]
DAMAGED = zipped({"log.csv": HEADER + GOOD})
BOOK = workbook(drawn(1))
MISTAKES: dict[str, tuple[str | bytes, dict[str, Any], list[str]]] = {
    "empty file": ("", {}, ["log.csv", "an empty file"]),
    "bytes of no text": (HEADER.encode() + b"a\x00,1997-01-01,1\n", {}, ["bytes 0x00"]),
    "header only": (HEADER, {}, ["log.csv", "a header and no rows"]),
    "missing column": ("customer_id,dote,amount\nann,then,1\n", {}, ["'dote'", "population.date=COLUMN"]),
    "a column that is not there": (HEADER + GOOD, {"date": "dat"}, ["column 'dat'", "Did you mean date?"]),
    "amounts called None": (HEADER + GOOD, {"amount": "None"}, ["column 'None'", "population.amount=null"]),
    "no header": (GOOD, {}, ["a first row that holds a date", "must name the columns"]),
    "no amount among other columns": ("customer_id,date,shop\nann,1997-01-01,x\n", {}, ["population.amount=null"]),
    "two customers": ("user,buyer,date,amount\na,b,1997-01-01,1\na,c,1997-01-02,1\n", {},
                      ["population.customer=user (1 customer", "population.customer=buyer (2 customers"]),
    "two amounts": ("customer_id,date,Total,Revenue\na,1997-01-01,1,2\n", {},
                    ["population.amount=Total (sum 1) or population.amount=Revenue (sum 2)"]),
    "amount and price times quantity": ("customer_id,date,Total,Qty,Price\na,1997-01-01,1,2,3\n", {},
        ["population.amount=Total (sum 1) or population.quantity=Qty population.price=Price (sum 6)"]),
    "column twice": ("customer_id,date,date,amount\na,1997-01-01,1997-01-01,1\n", {}, ["column 'date'", "twice"]),
    "wrong delimiter": ((HEADER + GOOD).replace(",", ";"), {"delimiter": "comma"}, ["population.delimiter=semicolon"]),
    "unknown delimiter": (HEADER + GOOD, {"delimiter": "::"}, ["delimiter", "must be auto, comma, semicolon"]),
    "Latin-1": ((HEADER + GOOD + "zoë,1997-02-01,3\n").encode("latin-1"), {},
                ["row 5", "0xeb", "population.encoding=cp1252 if it should read 'zoë' or population.encoding="]),
    "wrong encoding": ((HEADER + GOOD + "zoë,1997-02-01,3\n").encode("latin-1"), {"encoding": "utf-8"}, ["row 5"]),
    "unknown encoding": (HEADER + GOOD, {"encoding": "utf-9"}, ["population.encoding", "cp1252"]),
    "spreadsheet that breaks off": (b"PK\x03\x04" + bytes(20), {}, ["breaks off"]),
    "a workbook with a damaged sheet": (damaged(BOOK, "xl/worksheets/sheet1.xml"), {}, ["a workbook that"]),
    "a workbook without a sheet": (damaged(BOOK, "xl/worksheets/sheet2.xml", 0), {}, ["a workbook that"]),
    "Parquet that breaks off": (b"PAR1" + bytes(20), {}, ["Parquet"]),
    "Arrow that is damaged": (arrow(frame(drawn(1))).replace(b"amount", b"amo\xffnt"), {}, ["a whole Arrow file"]),
    "gzip that breaks off": (b"\x1f\x8b" + bytes(20), {}, ["gzip"]),
    "zip with a password": (zipped({"log.csv": HEADER + GOOD}, flag=1), {}, ["a password"]),
    "zip of an unknown method": (zipped({"log.csv": HEADER + GOOD}, method=99), {}, ["a method that is not known"]),
    "zip that is damaged": (DAMAGED[:40] + b"\xff" * 4 + DAMAGED[44:], {}, ["breaks off"]),
    "zip of several files": (zipped({"a.csv": HEADER, "b.csv": HEADER}), {}, ["an archive of 2 files"]),
    "JSON that is deep": ('{"customer_id": ' + "[" * 100_000, {}, ["row 1", "inside each other"]),
    "JSON of objects that are deep": ('{"x": ' * 3000 + "1" + "}" * 3000, {}, ["row 1", "inside each other"]),
    "a JSON array that is deep": ("[" * 100_000, {}, ["inside each other"]),
    "JSON that breaks off": (
        '{"customer_id": "a", "date": "1997-01-01"}\n{"cust', {}, ["row 2", "must be one object a line"]),
    "too many fields": (HEADER + GOOD + "eve,1997-02-01,3,4\n", {}, ["row 5", "4 fields", "must have 3"]),
    "too few fields": (HEADER + "\n" + GOOD + "eve,1997-02-01\n", {}, ["row 6", "2 fields"]),
    "after a quoted line break": (HEADER + '"a\nb",1997-01-01,1\neve,1997-02-01\n', {}, ["row 3", "2 fields"]),
    "open quote": (HEADER + 'ann,1997-01-01,"1\n' + GOOD, {}, ["row 2", "paired quotes"]),
    "quote that closes rows later": (
        HEADER + 'ann,1997-01-01,"1\n' + GOOD + 'x"y,1997-01-01,2\n', {}, ["paired quotes"]),
    "no customer": (HEADER + GOOD + " ,1997-02-01,3\n", {},
                    ["row 5, column 'customer_id'", "sum of 3", "population.missing=drop"]),
    "placeholders": (HEADER + GOOD + "NULL,1997-02-01,3\n#N/A,1997-02-01,4\n", {},
                     ["2 rows (5, 6)", "2 of them a word for nothing", "sum of 7"]),
    "exponents": (HEADER + "8.80006E+11,1997-02-01,3\n" + GOOD, {}, ["row 2", "exponent form", "as text"]),
    "no date": (HEADER + GOOD + "eve,,3\n", {}, ["row 5, column 'date'", "no day", "population.missing=drop"]),
    "no day of the calendar": (HEADER + "ann,1997-02-30,3\n", {}, ["row 2, column 'date'", "1997-02-30"]),
    "ambiguous date": (HEADER + "ann,01/02/1997,3\n", {}, ["01/02/1997", *AMBIGUOUS]),
    "ambiguous short date": (HEADER + "ann,1.2.97,3\n", {}, AMBIGUOUS),
    "contradictory dates": (HEADER + "ann,13/02/1997,3\nann,14/02/1997,3\nbob,02/13/1997,3\n", {},
                            ["row 4", "02/13/1997", "the other rows are dates written day, month, year"]),
    "dates of two kinds": (HEADER + "ann,1997-02-01,3\nann,13/02/1997,3\n", {}, ["two kinds", "day_first"]),
    "eight digits, day first": (HEADER + "ann,31121997,3\n", {}, ["row 2, column 'date'"]),
    "a spreadsheet's days": (HEADER + "ann,44927,3\n", {}, ["2023-01-01", "population.date_format=excel"]),
    "a month of another language": (HEADER + "ann,1 marraskuu 2024,3\n", {}, ["row 2, column 'date'", "a text"]),
    "a word like a month": (HEADER + "ann,mayonaise 1 2024,3\n", {}, ["row 2, column 'date'", "a text"]),
    "a word like a day of the week": (HEADER + "ann,Monaco 1 May 2024,3\n", {}, ["row 2, column 'date'", "a text"]),
    "a name like a month": (HEADER + "ann,1997-01-01,Marc 3\n", {}, ["row 2, column 'amount'", "given a text"]),
    "format missed": (HEADER + GOOD, {"date_format": "%d/%m/%Y"}, ["3 rows (2, 3, 4)", "must look like %d/%m/%Y"]),
    "format without day": (HEADER + GOOD, {"date_format": "%m/%Y"}, ["date_format", "year, month and day"]),
    "unknown directive": (HEADER + GOOD, {"date_format": "%Y-%m-%Q"}, ["date_format", "year, month and day"]),
    "future": (HEADER + GOOD + "eve,2997-01-01,3\n", {}, ["row 5, column 'date'", "future"]),
    "long ago": (HEADER + GOOD + "eve,0097-01-01,3\n", {}, ["row 5, column 'date'", "1900"]),
    "negative amount": (HEADER + GOOD + "eve,1997-02-01,-3\n", {},
                        ["row 5, column 'amount'", "sum of -3", "population.returns=net", "population.returns=drop"]),
    "amount in words": (HEADER + GOOD + "eve,1997-02-01,ten\n", {}, ["row 5, column 'amount'", "ten"]),
    "no amount": (HEADER + GOOD + "eve,1997-02-01,\n", {}, ["row 5, column 'amount'", "population.missing=drop"]),
    "not a number": (HEADER + GOOD + "eve,1997-02-01,nan\n", {}, ["row 5, column 'amount'", "population.missing=drop"]),
    "no such offset": (
        HEADER + "eve,2024-01-01T12:00:00+99:00,1\n", {"time_zone": "UTC"}, ["row 2", "must be a date such as"],
    ),
    "another weekday": (
        HEADER + GOOD + 'eve,"Mon, 7 Jan 1997",1\n', {}, ["row 5, column 'date'", "1997-01-07 is a Tuesday"],
    ),
    "the weekday of another order": (
        HEADER + "eve,Wed 03/04/2024,1\n", {"date_format": "month_first"}, ["2024-03-04 is a Monday"],
    ),
    "the weekday of another format": (
        HEADER + "eve,Wed 03/04/2024,1\n", {"date_format": "%a %m/%d/%Y"}, ["must look like %a %m/%d/%Y"],
    ),
    "more than a double holds": (HEADER + "eve,1997-01-07,1000000000000000.01\n", {}, ["below 1,000,000,000,000,000"]),
    "infinite": (HEADER + GOOD + "eve,1997-02-01,inf\n", {}, ["row 5, column 'amount'", "inf"]),
    "minus infinite": (HEADER + "eve,1997-02-01,-inf\n", {"returns": "drop"}, ["row 2, column 'amount'", "-inf"]),
    "ambiguous amount": (HEADER + "ann,1997-02-01,1.234\nbob,1997-02-01,99.100\n", {},
                         ["1.234 (population.decimal=point) or 1234 (population.decimal=comma)"]),
    "contradictory amounts": (
        HEADER.replace(",", ";") + "a;1997-02-01;1,50\na;1997-02-02;2,50\nb;1997-02-01;3.55\n", {},
                              ["row 4", "3.55", "the other rows have a decimal comma"]),
    "currencies": (
        HEADER + "ann,1997-02-01,€ 3\nbob,1997-02-01,5 USD\n", {},
        ["EUR in row 2; USD in row 3", "population.currency=EUR (sum 3", "population.currency=USD (sum 5"]),
    "a currency that is not there": (HEADER + GOOD, {"currency": "EUR"}, ["Leave population.currency out"]),
    "all rows five times": (HEADER + 5 * GOOD, {}, ["12 rows", "population.copies=drop", "population.copies=keep"]),
    "totals in each row": ("order_id,customer_id,date,total\n1,a,1997-01-01,9\n1,a,1997-01-01,9\n2,a,1997-01-08,5\n",
        {"copies": "keep"}, ["population.lines=each (sum 23)", "population.lines=whole (sum 14)"]),
    "returns": (HEADER + GOOD, {"returns": "keep"}, ["returns", "refuse, drop or net"]),
    "returns only": (HEADER + "ann,1997-01-01,-1\n", {"returns": "drop"}, ["log.csv", "none of 1 rows"]),
    "until too early": (HEADER + GOOD, {"until": "1996-01-01"}, ["between the first purchase, 1997-01-01"]),
    "until much later": (HEADER + GOOD, {"until": "1999-01-01"}, ["1997-02-12, 28 days after the last"]),
    "until is no date": (HEADER + GOOD, {"until": "soon"}, ["until", "soon"]),
    **{f"until is {given}": (HEADER + GOOD, {"until": given}, ["population.until", given, "must be a date such as"])
       for given in ("1997-01-071", "1997-01-07xyz", "1997-01-07T99", "1997-W02-3", "1997-01-07T12:00")},
    "until in the future": (HEADER + GOOD, {"until": datetime.date(2997, 1, 1)}, ["until", "future"]),
    "a time zone without times": (HEADER + GOOD, {"time_zone": "UTC"}, ["no time zone can change them"]),
    "a time zone without offsets": (HEADER + "ann,1997-01-01T10:00,1\n", {"time_zone": "UTC"},
                                    ["row 2", "population.moments=UTC", "leave population.time_zone out"]),
    "moments without a time zone": (HEADER + GOOD, {"moments": "UTC"}, ["population.time_zone"]),
    "a sheet of a text": (HEADER + GOOD, {"sheet": "Orders"}, ["population.sheet", "is not read"]),
    "an encoding of Parquet": (categorical(drawn(1)), {"encoding": "cp1252"}, ["population.encoding", "is not read"]),
    "a decimal comma of numbers": (categorical(drawn(1)), {"decimal": "comma"}, ["population.decimal", "no effect"]),
    "lines of no order": (HEADER + GOOD, {"lines": "whole"}, ["population.lines"]),
    "an unknown time zone": (HEADER + GOOD, {"time_zone": "Mars/Olympus"}, ["Mars/Olympus", "must be a time zone"]),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_mistake_names_file_line_and_column(tmp_path: Path, case: str) -> None:
    text, options, said = MISTAKES[case]
    with pytest.raises(Mistake) as caught:
        read_log(written(tmp_path, text), **options)
    message = str(caught.value)
    assert [part for part in said if part not in message] == [], message
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_all_problems_of_a_log_come_in_one_message_that_names_rows_and_no_customer(tmp_path: Path) -> None:
    rows = "secret1,01/02/1997,1.234\nsecret2,03/04/1997,2.345\n,05/06/1997,3.456\n5.1E+12,05/06/1997,4.567\n"
    with pytest.raises(Mistake) as caught:
        read_log(written(tmp_path, HEADER + rows + "secret3,05/06/1997\n"))
    message = str(caught.value)
    assert message.count("population.") == 5
    assert [f"({k})" in message for k in range(1, 7)] == [True] * 5 + [False]
    assert "secret" not in message


def test_the_words_that_a_message_offers_make_the_log_readable(tmp_path: Path) -> None:
    rows = "ann,01/02/1997,1.234\nbob,03/04/1997,2.345\n,05/06/1997,-3.456\n"
    path, words = written(tmp_path, HEADER + rows), {}
    for _ in range(5):
        try:
            log = read_log(path, **words)
            break
        except Mistake as mistake:
            offered = re.findall(r"population\.(\w+)=([\w]+)", str(mistake))
            words = {**dict(reversed(offered)), **words}
    assert log.day.tolist() == [0, 61]
    assert words == {"date_format": "day_first", "decimal": "point", "missing": "drop"}


@pytest.mark.parametrize("until", ["1997-01-07", "19970107", " 1997-01-07 ", datetime.date(1997, 1, 7),
                                   datetime.datetime(1997, 1, 7), "1997-01-07T00:00:00"])  # fmt: skip
def test_until_is_one_day_in_each_form(tmp_path: Path, until: Any) -> None:
    assert str(read_log(written(tmp_path, HEADER + GOOD), until=until).end) == "1997-01-07"


@pytest.mark.parametrize("day", ["Tue, 7 Jan 1997", "Tuesday 7 January 1997", "7 janvier 1997", "7 Januar 1997",
                                 "7-JAN-97", "Tues Jan 7, 1997"])  # fmt: skip
def test_names_of_days_and_months_are_read_whole(tmp_path: Path, day: str) -> None:
    assert str(read_log(written(tmp_path, HEADER + f'ann,"{day}",3\n')).end) == "1997-01-07"


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
