"""What a file types is kept, whichever file it is; where two readings are left, or a word says nothing, it is said."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import shlex
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
import xlsxwriter

from experiments.analyses.calibrate.calibrate import _until
from experiments.api import inspect
from experiments.config.composition import composed
from experiments.config.options import options_of
from experiments.inputs.transactions.formatted import whole
from experiments.inputs.transactions.read_log import read_log
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.section import log_of
from simulation.mistake import Mistake
from tests.inputs.logs import bytes_read, intake_of, refused

DAYS = [datetime.date(2024, 1, 1) + datetime.timedelta(days=9 * k) for k in range(12)]
MIXED: list[Any] = [1.125, 3, "12,50", 2.375, 17, 5, 1, 2, 3, 4, 5, 6]
TOTAL = Decimal("62.000")


def log(dates: list[str], header: str = "customer_id,date,amount", amounts: list[str] | None = None) -> str:
    paid = amounts or [f"{k + 1}.50" for k in range(len(dates))]
    return "".join(f"{line}\n" for line in [header, *(f"c{k % 3},{d},{paid[k]}" for k, d in enumerate(dates))])


def workbook(rows: list[list[Any]], shown_as: dict[tuple[int, int], str] | None = None, **options: Any) -> bytes:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True, **options}) as written:
        sheet, moment = written.add_worksheet(), written.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                form = (shown_as or {}).get((r, c))
                style = (
                    moment
                    if isinstance(value, datetime.datetime)
                    else form and written.add_format({"num_format": form})
                )
                sheet.write(r, c, value, *([style] if style else []))
    return book.getvalue()


def of_numbers_and_text(form: str) -> Any:
    if form == "json":
        rows = zip(DAYS, MIXED, strict=True)
        return "".join(json.dumps({"customer_id": "a", "date": str(d), "amount": v}) + "\n" for d, v in rows).encode()
    return workbook([["customer_id", "date", "amount"], *([f"c{k % 3}", str(d), MIXED[k]] for k, d in enumerate(DAYS))])


@pytest.mark.parametrize("form", ["json", "workbook"])
def test_a_number_beside_a_text_is_the_number_that_the_file_types(form: str) -> None:
    found = intake_of(of_numbers_and_text(form))
    assert found.sum == TOTAL
    assert "decimal comma, as 12,50 shows" in found.amounts


def test_a_number_among_texts_of_a_table_is_never_read_by_their_comma() -> None:
    frame = pd.DataFrame({"customer_id": ["a"] * len(DAYS), "date": list(map(str, DAYS)), "amount": MIXED})
    with pytest.raises(Mistake, match="the other rows have a decimal"):
        read_log(frame)
    whole = read_log(frame.assign(amount=[3.0 if k % 2 else "12,50" for k in range(len(DAYS))])).intake
    assert whole is not None
    assert whole.sum == 6 * Decimal("15.5")


def test_a_text_of_the_same_digits_as_a_number_is_a_text() -> None:
    amounts = ["1.125"] * 3 + ['"1.125"'] * 2 + ['"2.500,00"', "3", '"3"']
    lines = [f'{{"customer_id": "a", "date": "{d}", "amount": {a}}}' for d, a in zip(DAYS, amounts, strict=False)]
    assert intake_of("\n".join(lines)).sum == Decimal("3.375") + 2 * 1125 + 2500 + 6


@pytest.mark.parametrize("begins", [False, True])
def test_a_number_that_a_sheet_shows_as_a_day_is_refused_and_never_another_number(begins: bool) -> None:
    """Excel makes a day of 12.05, and of an identity whose cell has a date's format."""
    ids = [[45000 + k % 4, f"2024-01-{k + 1:02d}", 5.0] for k in range(12)]
    shown = {(r + 1, 0): "dd/mm/yyyy" for r in range(0, 12, 2)}
    header = ["customer_id", "date", "amount"]
    said = refused(workbook([header, *ids], shown, date_1904=begins))
    assert "6 rows (2, 4, 6, …), column 'customer_id': given a day among numbers" in said
    foot = workbook([header, *ids, [datetime.datetime(2024, 5, 12), None, None]], date_1904=begins)
    assert intake_of(foot, missing="drop").kept == 12
    paid = [
        [1 + k % 9, f"2024-01-{k + 1:02d}", 12.5 + k if k % 3 else datetime.datetime(2024, 5, 12)] for k in range(12)
    ]
    said = refused(workbook([header, *paid], date_1904=begins))
    assert "4 rows (2, 5, 8, …), column 'amount': given 2024-05-12, must be an amount" in said


@pytest.mark.parametrize("nothing", ["NaN", '""', "null"])
def test_what_is_missing_makes_no_number_ambiguous(nothing: str) -> None:
    lines = [f'{{"customer_id": "a", "date": "{d}", "amount": 1.234}}' for d in DAYS]
    lines.append(f'{{"customer_id": "b", "date": "{DAYS[0]}", "amount": {nothing}}}')
    assert intake_of("\n".join(lines), missing="drop").sum_kept == Decimal("1.234") * len(DAYS)


def test_midnight_is_a_time_of_day_where_others_have_one() -> None:
    zone = {"time_zone": "America/New_York", "moments": "UTC"}
    moments = [datetime.datetime(2024, 1, k + 1, 0 if k % 3 else 9) for k in range(12)]
    text = bytes_read(log([str(m) for m in moments]).encode(), **zone)
    header = ["customer_id", "date", "amount"]
    cells = workbook([header, *([f"c{k % 3}", m, k + 1.5] for k, m in enumerate(moments))])
    assert bytes_read(cells, **zone).day.tolist() == text.day.tolist()
    days = [m.replace(hour=0) for m in moments]
    for content in (
        workbook([header, *([f"c{k % 3}", m, 1.0] for k, m in enumerate(days))]),
        log(list(map(str, days))),
    ):
        assert "days without a time, no time zone can change them" in refused(content, **zone)


def test_a_number_among_days_is_named_and_the_days_stay() -> None:
    days = [datetime.datetime(2024, 1, k + 1, 12) for k in range(11)]
    book = workbook([["customer_id", "date", "amount"], *(["a", day, 5.0] for day in [*days, 45300])])
    assert "row 13, column 'date': given 45300" in refused(book)


def test_an_order_number_that_is_the_customer_is_no_order_too() -> None:
    text = log(ISO, header="order_id,date,amount")
    assert intake_of(text, customer="order_id").columns == {"customer": "order_id", "date": "date", "amount": "amount"}


def test_spreadsheet_numbers_with_a_time_of_day_have_one() -> None:
    numbers = [f"{45292 + k}.0833333" for k in range(12)]  # two in the morning
    zone = {"time_zone": "America/New_York", "moments": "UTC"}
    there = bytes_read(log(numbers).encode(), date_format="excel", **zone)
    assert there.start == datetime.date(2023, 12, 31)
    whole = [text.partition(".")[0] for text in numbers]
    assert "days without a time" in refused(log(whole), date_format="excel", **zone)


@pytest.mark.parametrize(
    ("dates", "ways"),
    [
        (["1701281200", "1702031815", "1703300000"], ("seconds", "%y%m%d%H%M")),
        (["1701010101", "1702010101"], ("seconds", "%y%m%d%H%M")),
        (["0101201700", "0202201701"], ("seconds", "%d%m%Y%H", "%m%d%Y%H")),
        (["17-Jan-05", "18-Feb-06", "03-Mar-07"], ("day_first", "year_first")),
    ],
)
def test_where_two_readings_of_a_day_are_left_the_user_chooses(dates: list[str], ways: tuple[str, ...]) -> None:
    said = refused(log(dates))
    assert all(f"population.date_format={way}" in said for way in ways)
    floats = [f"{text}.0" if text.isdecimal() else text for text in dates]  # as tables write where some are missing
    assert all(f"population.date_format={way}" in refused(log(floats)) for way in ways)
    starts = {bytes_read(log(dates).encode(), date_format=way).day.tolist()[-1] for way in ways}
    assert len(starts) >= 2


def test_a_row_may_tell_which_reading_of_a_day_it_is() -> None:
    assert bytes_read(log(["17-Jan-24", "29-Feb-24"]).encode()).start == datetime.date(2024, 1, 17)
    assert bytes_read(log(["1701281200", "1701289900"]).encode()).start == datetime.date(2023, 11, 29)
    assert bytes_read(log(["1701000012", "1702001512", "1704999999"]).encode()).start == datetime.date(2023, 11, 26)
    assert bytes_read(log(["2017010100", "2018020313"]).encode()).start == datetime.date(2017, 1, 1)  # 2033 is to come


ISO = [str(day) for day in DAYS]


def with_codes(*codes: str, name: str = "money") -> str:
    rows = [f"c{k % 3},{day},{k + 1},{codes[k % len(codes)]}" for k, day in enumerate(ISO)]
    return "\n".join([f"customer_id,date,amount,{name}", *rows]) + "\n"


@pytest.mark.parametrize(
    "codes",
    [("usd", "eur"), ("USD", "EUR", "BTC"), ("GEL", "USD", "RSD"), ("Gbp", "usd"), ("USD", "EUR", "other"),
     ("USD", "USDT", "BTC"), ("EUR (€)", "USD ($)"), ("MXN", "COP"), ("MAD", "XOF"), ("TRY", "GEL", "SEK"),
     ("sek", "nok", "dkk"), ("TL", "EUR"), ("RMB", "HKD"), ("CNH", "HKD", "TWD"),
     ("RUR", "USD")],
)  # fmt: skip
def test_currencies_are_told_by_their_codes_in_any_case(codes: tuple[str, ...]) -> None:
    assert f"amounts in {len(codes)} currencies" in refused(with_codes(*codes))
    assert intake_of(with_codes(*codes), currency="none").sum_kept == 78


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("currency", ("978", "840")),
        ("moneda", ("PEN", "COP")),
        ("payment_currency", ("US Dollar", "Euro")),
        ("Währung", ("TL", "TRL")),
        ("wkz", ("DEM", "ATS")),
        ("currency", ("978.0", "840.0")),
        ("currency", ("36", "978")),
    ],
)
def test_a_column_that_is_called_currency_may_hold_any_two_names(name: str, codes: tuple[str, str]) -> None:
    assert "amounts in 2 currencies" in refused(with_codes(*codes, name=name))
    assert intake_of(with_codes(codes[0], name=name)).sum_kept == 78
    if codes[0].isalnum():
        assert intake_of(with_codes(*codes, name=name), currency=codes[0]).sum_kept == 36


def test_a_region_of_all_is_no_money_beside_a_column_that_is() -> None:
    text = with_codes("EUR", name="currency").replace("\n", ",ALL\n").replace("currency,ALL", "currency,region")
    assert intake_of(text).currency == "EUR"
    accounted = ["$ (2.50)" if k == 3 else "$(1.50)" if k == 5 else "$ 10" for k in range(12)]
    assert intake_of(log(ISO, amounts=accounted), returns="drop").sum == 96


def test_a_day_called_valuta_is_no_currency() -> None:
    rows = "".join(f"{day};{day};c{k % 3};{k}\n" for k, day in enumerate(ISO))
    assert intake_of(f"Buchungstag;Valuta;Kunde;Betrag\n{rows}", date="Buchungstag").currency is None
    assert intake_of(f"Buchungstag;Valuta;Kunde;Betrag\n{rows}", date="Valuta").rows == len(ISO)
    assert bytes_read(log(["27. Mai 2024", "3. Oktober 2024"]).encode()).start == datetime.date(2024, 5, 27)


def test_what_comes_after_until_is_asked_nothing() -> None:
    moved = "\n".join(
        ["customer_id,date,amount,currency", *(f"c{k % 3},{day},{k + 1},{'EUR' if k < 6 else 'USD'}" for k, day in
                                              enumerate(ISO))])  # fmt: skip
    assert intake_of(moved, until=ISO[5]).sum_kept == 21
    back = log(ISO, amounts=["-5" if k == 9 else "10" for k in range(12)])
    assert intake_of(back, until=ISO[8]).sum_kept == 90
    lacking = log(ISO, amounts=["" if k == 9 else "10" for k in range(12)]).replace(f"c1,{ISO[10]}", f",{ISO[10]}")
    assert intake_of(lacking, until=ISO[8]).sum_kept == 90
    assert "must not be missing" in refused(lacking, until=ISO[9])
    lines = [f"c0,{day},10,{min(k, 9)}" for k, day in enumerate([*ISO[:10], ISO[9], ISO[9]])]
    order = "\n".join(["customer_id,date,amount,order_id", *lines])
    assert intake_of(order, until=ISO[8]).sum_kept == 90
    assert "population.lines=whole" in refused(order)
    twice = log(ISO[:9]) + "".join(f"c1,{ISO[11]},5\n" for _ in range(20))
    assert intake_of(twice, until=ISO[8]).kept == 9
    assert "population.copies=drop" in refused(twice)


def test_decimals_of_a_database_are_numbers_beside_texts() -> None:
    frame = pd.DataFrame({"customer_id": ["a", 7.5] * 6, "date": ISO, "amount": [Decimal("1.000"), "12,50"] * 6})
    found = read_log(frame)
    assert found.intake is not None
    assert found.intake.sum == 6 * Decimal("13.5")
    assert set(found.ids) == {"a", "7.5"}
    table = pa.table({"customer_id": ["a"] * 12, "date": ISO, "amount": pa.array([1200] * 12, pa.decimal128(10, -2))})
    assert read_log(table).intake.sum == 14400  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words",
    [
        ("all", "top", "try"),
        ("BOB", "ANN", "TOM"),
        ("box", "set"),
        ("EUR", "USA"),
        ("EUR", "APA", "USA", "LAT"),
        ("ALL",),
        ("R",),
        ("R1", "R2", "R3"),
        ("RM1", "RM2"),
        ("TL-1", "TL-2"),
        ("Pen 1", "Cup 2"),
        ("STD", "TRL"),
        ("LTL", "STD"),
        ("STD",),
        ("TL", "RM"),
    ],
)
def test_words_of_three_letters_are_no_currencies(words: tuple[str, ...]) -> None:
    assert intake_of(with_codes(*words)).currency is None


def test_a_column_that_is_called_currency_is_the_currency() -> None:
    text = with_codes("EUR", name="currency").replace("\n", ",USD\n").replace("currency,USD", "currency,shown_in")
    found = intake_of(text)
    assert (found.currency, found.sum_kept) == ("EUR", 78)
    assert "nothing is read from the column 'shown_in'" in found.notes


@pytest.mark.parametrize(("sign", "code"), [("£", "GBP"), ("Rs.", "INR"), ("Rs.", "Rs"), ("$", "USD"), ("€", "EUR")])
def test_a_sign_of_several_currencies_may_be_called_by_one_of_them(sign: str, code: str) -> None:
    assert intake_of(log(ISO, amounts=[f"{sign}{k}.50" for k in range(12)]), currency=code).sum_kept == 72
    both = log(ISO, amounts=[f"{sign if k % 2 else '₹' if sign == '€' else '€'}{k}.50" for k in range(12)])
    assert intake_of(both, currency=code).sum_kept == 39


@pytest.mark.parametrize(
    "written",
    [
        "5. März 2024",
        "5 mars 2024",
        "5 février 2024",
        "5 Août 2024",
        "5 décembre 2024",
        "5-septiembre-2024",
        "5 Fe\u0301v 2024",
    ],
)
def test_months_have_accents(written: str) -> None:
    month = {"m": 3, "f": 2, "a": 8, "d": 12, "s": 9}[written.strip("5. -")[0].lower()]
    assert bytes_read(log([written, "27. Dez 2024"]).encode()).start == datetime.date(2024, month, 5)


def test_whole_numbers_with_a_point_are_days() -> None:
    assert bytes_read(log(["20240305.0", "20241231.0"]).encode()).day.tolist() == [0, 301]
    assert "must be a date" in refused(log(["20241305.0"]))
    blanks = pd.DataFrame({"Kunde ": ["a", "b"] * 6, "date": ISO, "amount": range(12)})
    assert inspect(blanks, customer="Kunde ").customers == inspect(blanks, customer="Kunde").customers == 2


def test_days_of_browsers_and_of_databases_without_any() -> None:
    seen = bytes_read(log(['"1/5/2024, 10:00:00\u202fAM"', '"1/25/2024, 1:00:00\u202fPM"']).encode())
    assert (str(seen.start), seen.day.tolist()) == ("2024-01-05", [0, 20])
    for never in ("0000-00-00 00:00:00", "0000-00-00", "00.00.0000"):
        empty = log([never, *(day.strftime("%d.%m.%Y") if "." in never else str(day) for day in DAYS[1:])])
        assert "no day, with a sum of 1.50, must not be missing" in refused(empty)
        assert intake_of(empty, missing="drop").kept == 11


def test_words_that_only_look_like_months_are_none() -> None:
    assert "must be a date" in refused(log(["5 Märzen 2024", "6 mars 2024"]))


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("%Y%m%d%H%M%S%f", "20240101093005123", "2024-01-01"),
        ("%d%m%Y%H%M%S%f", "1012024093005123", "2024-01-01"),
        ("%Y-%m-%d %H%M%S", "2024-01-16 1805", "2024-01-16"),
        ("%j%Y", "12024", "2024-01-01"),
        ("%y%j", "241", "2024-01-01"),
        ("%Y%j", "2024001", "2024-01-01"),
    ],
)
def test_figures_of_a_time_need_not_be_whole(form: str, text: str, day: str) -> None:
    for written in (text, f"{text}.0"):
        assert str(bytes_read(log([written, written]).encode(), date_format=form).start) == day


@pytest.mark.parametrize("form", ["%d%m%Y", "%m%d%Y", "%d%m%y", "%d%m%Y%H%M", "%d%m%Y %H:%M", "%Y%m%d", "%d.%m.%Y"])
def test_days_in_figures_that_have_lost_their_first_zero_are_those_days(form: str) -> None:
    days = [datetime.datetime(2024, 1, 1, 10, 30) + datetime.timedelta(days=k) for k in range(366)]
    for written in (day.strftime(form) for day in days):
        assert whole(written.lstrip("0"), form) in (written, written.lstrip("0"))
        read = (datetime.datetime.strptime(whole(text, form), form) for text in (written, written.lstrip("0")))
        assert len(set(read)) == 1
    assert whole("112024", "%d%m%Y") == whole("0112024", "%Y%m%d") == whole("1.012024", "%d%m%Y") == ""


def test_a_column_called_currency_without_any_says_nothing() -> None:
    both = with_codes("EUR", "USD").replace("\n", ",n/a\n").replace("money,n/a", "money,currency")
    assert "amounts in 2 currencies" in refused(both)


@pytest.mark.parametrize(
    ("written", "code"),
    [("R {}", "ZAR"), ("S/ {}", "PEN"), ("RM{}", "MYR"), ("₱{}", "PHP"), ("{}円", "JPY"), ("￥{}", "¥"),
     ("{} лв", "BGN"),
     ("US ${}", "USD"), ("AU${}", "AUD"), ("{} zl", "PLN"), ("\u200f{} ₪", "ILS"), ("{} TL", "TRY")],
)  # fmt: skip
def test_money_of_many_countries_is_read_as_it_is_written(written: str, code: str) -> None:
    found = intake_of(log(ISO, amounts=[written.format(f"{k}.50") for k in range(12)]))
    assert (found.currency, found.sum_kept) == (code, 72)


def test_a_point_behind_letters_is_no_decimal_and_a_letter_behind_an_amount_no_rand() -> None:
    assert (
        intake_of(log(ISO, amounts=["RM12.50", "RM.75", "R -5.00"] * 4), currency="MYR", returns="drop").sum_kept == 53
    )
    assert intake_of(log(ISO, amounts=["R-5.00", "R5.00", "R (1.00)"] * 4), returns="drop").sum_kept == 20
    for sign in ("Ksh.", "Rp.", "S/."):
        assert intake_of(log(ISO, amounts=[f"{sign}{k}00" for k in range(1, 13)])).sum_kept == 7800
    assert "must be an amount" in refused(log(ISO, amounts=[f"{k}.50{'R' * (k == 5)}" for k in range(12)]))
    assert intake_of(with_codes("100", "250", "500", name="currency")).currency is None


def test_a_sign_is_the_currency_that_rows_with_both_tell() -> None:
    rows = [f"c{k % 3},{day},${k + 1},{'USD' if k % 3 else ''}" for k, day in enumerate(ISO)]
    found = intake_of("\n".join(["customer_id,date,amount,currency", *rows]) + "\n")
    assert (found.currency, found.sum_kept) == ("USD", 78)
    other = [row.replace("USD", "CAD") if k % 2 else row for k, row in enumerate(rows)]
    assert "amounts in 3 currencies" in refused("\n".join(["customer_id,date,amount,currency", *other]) + "\n")


def test_columns_that_are_named_by_a_year_are_columns() -> None:
    wide = log(ISO, "customer_id,date,amount,2023,2024", [f"{k},1,2" for k in range(12)])
    assert intake_of(wide).sum_kept == 66
    assert intake_of(log(ISO, "customer_id,date,0"), amount="0").sum_kept == 78 + 6
    assert "a first row that holds a date or a number" in refused("c1,2024-01-01,5\nc2,2024-01-02,6\n")


@pytest.mark.parametrize(
    ("home", "other", "code"),
    [("${}", "CA${}", "CAD"), ("${}", "US${}", "USD"), ("${}", "USD {}", "USD"), ("kr {}", "{} NOK", "NOK"),
     ("£{}", "{} EGP", "EGP")],
)  # fmt: skip
def test_a_sign_and_a_currency_that_it_may_be_are_two_unless_one_row_says_both(
    home: str, other: str, code: str
) -> None:
    text = log(ISO, amounts=[(home if k % 3 else other).format(k) for k in range(12)])
    told = refused(text)
    assert "amounts in 2 currencies" in told
    assert f"is {code} here, and all is one money, say population.currency=none" in told
    assert intake_of(text, currency="none").sum_kept == 66
    assert intake_of(text, currency=code).sum_kept == 0 + 3 + 6 + 9
    assert intake_of(text, currency=home.strip("{} ")).sum_kept == 66 - 18


def test_days_may_be_said_to_be_what_they_are() -> None:
    text = log(["05-Jan-2024", "6-Feb-2024"])
    assert bytes_read(text.encode(), date_format="day_first").day.tolist() == bytes_read(text.encode()).day.tolist()
    assert intake_of(log(ISO, amounts=[f"{k}.50 eur" for k in range(12)])).currency == "EUR"


def test_a_word_for_the_one_currency_changes_nothing() -> None:
    assert intake_of(log(ISO, amounts=[f"${k} USD" for k in range(1, 13)])).currency == "USD"
    bare = with_codes("USD", "", name="currency")
    assert intake_of(bare).sum_kept == intake_of(bare, currency="USD").sum_kept == 78


PIECES = "customer_id,date,quantity,price\n" + "".join(f"a,{day},2,{k}.5\n" for k, day in enumerate(ISO))
RETURNS = log(ISO, amounts=["-5" if k == 3 else "10" for k in range(12)])


@pytest.mark.parametrize(
    ("content", "words", "part"),
    [
        (PIECES.replace(",2,", ",$2,", 3), {}, "column 'quantity': given a quantity with the sign of a currency"),
        (RETURNS, {"amount": None, "returns": "drop"}, "population.returns: given drop, has no effect on a log"),
        (RETURNS, {"amount": None, "returns": "net"}, "population.returns: given net, has no effect"),
        (RETURNS, {"amount": None, "totals": "drop"}, "population.totals: given drop, has no effect"),
        (RETURNS, {"amount": None, "decimal": "comma"}, "population.decimal: given comma, has no effect"),
        (PIECES, {"quantity": "price", "price": "price"}, "the column 'price' as quantity and as price"),
        (PIECES, {"customer": "date"}, "the column 'date' as customer and as date"),
        (log(ISO), {"date_format": "day_first"}, "date_format=day_first, is no order of these days"),
        (log(["05-Jan-2024", "6-Feb-2024"]), {"date_format": "year_first"}, "date_format=year_first, is no order"),
        (with_codes("", name="currency"), {"currency": "EUR"}, "amounts without a currency"),
        (log(ISO, amounts=["5" + " " * 400 + "pcs", *["5"] * 11]), {}, "must be an amount such as 1234.50"),
        (gzip.compress(gzip.compress(log(ISO).encode())), {}, "a compressed file, must be a log, or one in gzip"),
        (b"BZh91AY&SY", {}, "a compressed file"),
        (f"{log(ISO)}c1,{ISO[0]},{'a' * 20_000} é".encode("cp1252"), {},
         "population.encoding=cp1252 if it should read 'é'"),
        (log(ISO), {"encoding": "utf\0x"}, "must be an encoding that Python knows"),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, dict) else None,
)  # fmt: skip
def test_it_is_said(content: str | bytes, words: dict[str, Any], part: str) -> None:
    assert part in refused(content, **words)


def test_a_stray_cell_far_away_ends_no_program() -> None:
    rows: list[list[Any]] = [["customer_id", "date", "amount"], *(["a", day, 5.0] for day in ISO)]
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True, "constant_memory": True}) as written:
        sheet = written.add_worksheet()
        for r, row in enumerate(rows):
            sheet.write_row(r, 0, row)
        sheet.write_string(1_048_575, 16_383, " ")
    assert "reaches to column XFD and row 1,048,576" in refused(book.getvalue())


def test_colours_without_content_reach_nowhere() -> None:
    book = workbook([["customer_id", "date", "amount"], *([f"c{k % 7}", str(DAYS[k % 12]), k] for k in range(7000))])
    coloured = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(coloured, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</row>", b'<c r="XFD1" s="1"/></row>', 1)
                content = content.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="C1048576" s="1"/></row></sheetData>'
                )
            target.writestr(name, content)
    assert intake_of(coloured.getvalue()).rows == 7000


def test_names_in_brackets_are_no_json() -> None:
    assert intake_of(log(ISO, header="[customer_id],[date],[amount]")).rows == len(ISO)


@pytest.mark.parametrize("name", ["null", "true", "nan", "Sheet 1", "2024"])
def test_a_name_that_is_printed_can_be_typed(name: str) -> None:
    assert composed(shlex.split(typed("sheet", name))).values["population"]["sheet"] == name


@pytest.mark.parametrize("decimal", ["point", "comma"])
def test_texts_of_prices_beside_numbers_of_pieces_have_their_own_decimal_sign(decimal: str) -> None:
    lines = [f'{{"customer_id": "a", "date": "{d}", "quantity": 2, "price": "1.100"}}' for d in DAYS]
    assert "may be 1.100" in refused("\n".join(lines))
    found = intake_of("\n".join(lines), decimal=decimal)
    assert found.sum == 24 * (Decimal("1.1") if decimal == "point" else 1100)


@pytest.mark.parametrize(
    "text",
    [
        "c2@x.de;27 May 2024;€11.33\n" * 3,
        json.dumps({"c2@x.de": {"date": "2024-01-01"}, "c3@x.de": {"date": "2024-01-02"}}),
    ],
)
def test_a_first_row_that_names_no_column_names_no_customer_either(text: str) -> None:
    assert "x.de" not in refused(text)


def test_small_money_has_digits() -> None:
    amounts = ["0.00001234" if k else "9.5" for k in range(120)]
    days = [str(datetime.date(2024, 1, 1) + datetime.timedelta(days=k)) for k in range(120)]
    said = " ".join(intake_of(log(days, amounts=amounts)).lines())
    assert "Far above the usual 0.0000123 a purchase: row 2: 9.50" in said


def test_a_share_of_nearly_all_is_not_all() -> None:
    rows = [(f"c{k}", day) for k in range(300) for day in ISO[: 1 if k == 0 else 2]]
    text = "customer_id,date,amount\n" + "".join(f"{who},{day},5\n" for who, day in rows)
    assert "above 99 % of them bought again" in " ".join(intake_of(text, copies="keep").lines()).replace("\u00a0", " ")


def test_what_is_given_back_later_was_a_purchase_until_then(tmp_path: Path) -> None:
    rows = [(f"r{k}", day) for k in range(8) for day in ("2023-01-05", "2023-03-01", "2023-05-02")]
    path = tmp_path / "log.csv"
    back = "".join(f"r{k},2023-11-30,-15\n" for k in range(4))
    path.write_text("customer_id,date,amount\n" + "".join(f"{who},{day},5\n" for who, day in rows) + back)
    words = ["population.source=log", f"population.file={path}", "population.returns=net"]
    population = options_of(composed(words).values).population
    until = datetime.date(2023, 6, 30)
    early = _until(log_of(vars(population)), until, population)
    assert len(early.ids) == 8
    assert len(log_of(vars(population)).ids) == 4
    found = read_log(path, returns="net", until=until).intake
    assert found is not None
    assert found.returns == 0
