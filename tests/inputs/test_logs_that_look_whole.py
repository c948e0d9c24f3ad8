"""Logs that look whole and are not: none of them gives a wrong number without a word.

What can be told is refused, with its rows; what may be right is counted and noted; and whatever is read adds up to what
Python's `csv` and `decimal` find in the file by themselves.
"""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
import pytest

from experiments.inputs.transactions.amounts import amounts
from simulation.mistake import Mistake
from tests.inputs.logs import bytes_read, intake_of

HEADER = "customer_id,date,amount"
ROWS = (
    ("c1", "2024-01-05", "10.50"), ("c2", "2024-01-20", "20.00"), ("c1", "2024-02-15", "30.25"),
    ("c3", "2024-03-01", "5.00"), ("c2", "2024-03-25", "12.00"), ("c4", "2024-04-13", "7.75"),
)  # fmt: skip


def text(rows: Any = ROWS, header: str = HEADER, mark: str = ",") -> str:
    return "".join(mark.join(row) + "\n" for row in (header.split(","), *rows))


def with_column(place: int, *values: str) -> list[tuple[str, ...]]:
    """The rows with other values in one column."""
    return [(*row[:place], value, *row[place + 1 :]) for row, value in zip(ROWS, values, strict=True)]


def beside(*values: str) -> list[tuple[str, ...]]:
    """The rows with one column more."""
    return [(*row, value) for row, value in zip(ROWS, values, strict=True)]


TWO_SIGNS = with_column(1, "01.05.2024", "20.01.2024", "02/03/2024", "03/01/2024", "25.03.2024", "13.04.2024")
OBJECT = '{"customer_id": "a", "date": "2024-01-05", "amount": 1'
REFUSED: dict[str, tuple[str, dict[str, str], str]] = {
    "one thousand among cents": (text(with_column(2, "1.234", "20.00", "30.25", "5.00", "12.00", "7.75")), {},
                                 "may be 1.234 or 1234"),
    "the same with commas": (text(with_column(2, "1,234", "20,00", "30,25", "5,00", "12,00", "7,75"), mark=";"), {},
                             "may be 1.234 or 1234"),
    "a thousand before a sign": (
        text(with_column(2, "1.234 €", "20.00 €", "30.25 €", "5.00\u00a0€", "12.00 €", "7.75 €")), {},
        "given 1.234 €, may be 1.234 or 1234"),
    "a thousand beside a trailing minus": (
        text(with_column(2, "1.234 -", "20.00", "30.25", "5.00", "12.00", "7.75")), {}, "may be -1.234 or -1234"),
    "a thousand among whole amounts with a dash": (
        text(with_column(2, "1,234", "20,-", "30,-", "5,-", "12,-", "7,-"), mark=";"), {}, "may be 1.234 or 1234"),
    "a plus and a minus": (text([("a", "2024-01-05", "+5-")]), {}, "row 2, column 'amount': given +5-"),
    "half a franc or less than nothing": (
        text(with_column(2, "-.50", "20.-", "30.25", "5.-", "12.-", "7.75")), {}, "row 2, column 'amount': given -.50"),
    "two currencies in one amount": (text([("a", "2024-01-05", "€10.00 USD")]), {}, "given €10.00 USD, must be an"),
    "a sign against the column of currencies": (
        text([(*row[:2], f"{sign}{row[2]}", "USD") for row, sign in zip(ROWS, "€$£$$€", strict=True)],
             f"{HEADER},currency"), {},
        "3 rows (2, 4, 7): given EUR by the sign beside the amount and USD by column 'currency'"),
    "a sign against the currency that is chosen": (
        text([("a", "2024-01-05", "€10", "USD"), ("a", "2024-01-08", "$9", "USD")], f"{HEADER},currency"),
        {"currency": "USD"}, "row 2: given EUR by the sign"),
    "two columns of currencies": (text([("a", "2024-01-05", "10", "USD", "EUR")], f"{HEADER},of,to"), {},
                                  "given USD by column 'of' and EUR by column 'to'"),
    "days of two signs": (text(TWO_SIGNS), {}, "such as 01.05.2024 and 02/03/2024, must be written in one way"),
    "two signs in one day": (text(with_column(1, "05.01/2024", "20.01.2024", "15.02.2024", "01.03.2024", "25.03.2024",
                                              "13.04.2024")), {}, "row 2, column 'date': given 05.01/2024"),
    "two currencies under another name": (text(beside("EUR", "USD", *["EUR"] * 4), f"{HEADER},Presented"), {},
                                          "USD in row 3"),
    "a total with a day": (text([*ROWS, ("Summe", "2024-04-30", "85.50")]), {}, "row 8, column 'customer_id'"),
    "a total under any name": (text([*ROWS, ("all of them", "2024-04-30", "85.50")]), {},
                               "row 8, column 'amount': given as much as all other rows together, 85.50"),
    "a total on top": (text([("all of them", "2024-01-01", "85.50"), *ROWS]), {},
                       "row 2, column 'amount': given as much"),
    "less at a negative price": ("customer_id,date,quantity,price\na,2024-01-05,3,10\na,2024-01-09,-1,-10\n", {},
                                 "row 3, column 'quantity × price': given a negative quantity at a negative price"),
    "one name twice": (f'{OBJECT}, "amount": 2}}\n', {}, "row 1: given one name twice"),
    "one name twice inside": ('{"customer": {"id": "a", "id": "b"}, "date": "2024-01-05", "amount": 1}\n',
                              {"customer": "customer.id"}, "row 1: given one name twice"),
    "one name in two ways": (f'{OBJECT}, "x.y": 1, "x": {{"y": 2}}}}\n{OBJECT}}}\n', {}, "row 1: given one name twice"),
    "digits that nobody pays": (text([("a", "2024-01-05", "1e-300")]), {}, "row 2, column 'amount': given 1e-300"),
    "a row that is cut": (text()[:-9], {}, "row 7: given 2 fields, must have 3 like the header. Is it a note below"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(name: str) -> None:
    content, words, said = REFUSED[name]
    with pytest.raises(Mistake) as caught:
        bytes_read(content.encode(), **words)
    assert said in str(caught.value)


NOTED: dict[str, tuple[str, str]] = {
    "a header inside": (text(ROWS[:3]) + text(ROWS[3:]), "row 5 only repeats the names of the columns"),
    "a header with its mark inside": (
        f"\ufeff{text(ROWS[:3])}\ufeff{text(ROWS[3:])}", "row 5 only repeats the names of the columns"),
    "no line break at the end": (text()[:-1], "the file ends without a line break"),
    "line breaks in quotes": (text(beside('"a\nb\nc"', *"xxxxx"), f"{HEADER},note"), "2 line breaks stand in quoted"),
    "what became of an order": (text(beside("paid", "refunded", *["paid"] * 4), f"{HEADER},Financial Status"),
                                "'Financial Status' says paid (5, sum 65.50), refunded (1, sum 20.00): all of"),
    "a column that nothing is read from": (text(beside(*"123456"), f"{HEADER},discount"),
                                           "nothing is read from the column 'discount'"),
    "nothing paid": (text(with_column(2, "-0", "20.00", "30.25", "5.00", "12.00", "0")),
                     "2 rows (2, 7) of amount 0 count as purchases"),
    "wide digits": (text(with_column(0, "１２", "12", "c3", "c4", "c5", "c6")),
                    "1 identifiers differ from another in the width or form of signs only"),
    "a delimiter more in each row": (text(beside(*[""] * 6)), ""),
    "a delimiter more in the header": (text(header=f"{HEADER},"), ""),
    "three digits in all rows": (text(with_column(2, "1.234", "20.005", "1030.250", "5.000", "12.000", "7.750")), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTED)
def test_it_is_noted_and_adds_up(name: str) -> None:
    content, note = NOTED[name]
    found = intake_of(content)
    counted = [row for row in csv.reader(io.StringIO(content.replace("\ufeff", ""))) if row[0] != "customer_id"]
    assert (found.rows, found.kept) == (len(counted), len(counted))
    assert found.sum == found.sum_kept == sum(Decimal(row[2]) for row in counted)
    assert found.purchases == len({(row[0], row[1]) for row in counted})
    assert any(note in said for said in found.notes) if note else not found.notes


def test_sums_do_not_round() -> None:
    amounts = ["99999999999999.99", "0.000000000000000000000001", "-3", "1e-20"]
    rows = [(f"c{k}", "2024-01-05", amount) for k, amount in enumerate(amounts)]
    found = intake_of(text(rows), returns="drop")
    with localcontext() as exact:
        exact.prec = 100
        assert found.sum == sum(map(Decimal, amounts))
        assert found.sum_kept == sum(map(Decimal, (*amounts[:2], amounts[3])))
    assert "(sum -3.000000000000000000000000)" in " ".join(found.lines())
    pieces = f"customer_id,date,quantity,price\na,2024-01-05,{'1.' + '3' * 17},{'1.' + '7' * 17}\n"
    with localcontext() as exact:
        exact.prec = 100
        assert intake_of(pieces).sum == Decimal("1." + "3" * 17) * Decimal("1." + "7" * 17)


@pytest.mark.parametrize(("unit", "times"), [("seconds", 1), ("milliseconds", 1000), ("microseconds", 1_000_000)])
@pytest.mark.parametrize("ending", ["", ".0", ".5"])
def test_moments_since_1970_are_told_by_their_digits(unit: str, times: int, ending: str) -> None:
    rows = [
        {"customer_id": "a", "date": f"{seconds * times}{ending}", "amount": 1} for seconds in (1704499199, 1704499200)
    ]
    found = intake_of("\n".join(map(json.dumps, rows)))
    assert (found.first, found.last) == ("2024-01-05", "2024-01-06")
    assert found.dates == f"dates are {unit} since 1970 in UTC"


def test_what_is_missing_hides_no_returns() -> None:
    content = text(with_column(2, "", "20.00", "-5.00", "5.00", "12.00", "7.75"))
    with pytest.raises(Mistake, match=r"2 problems.*population\.missing=drop.*population\.returns=net"):
        bytes_read(content.encode())


def test_days_of_two_signs_that_both_tell_their_order_are_read() -> None:
    days = ("05.01.2024", "20.01.2024", "15/02/2024", "01/03/2024", "25.03.2024", "13.04.2024")
    assert intake_of(text(with_column(1, *days))).last == "2024-04-13"
    assert intake_of(text(TWO_SIGNS), date_format="day_first").last == "2024-05-01"


WRITTEN = {
    "5,-": "5", "€ 5,-": "5", "5,-- EUR": "5", "5,–": "5", "5, - €": "5", "1.234,-": "1234", "5.—": "5",
    "1'234.–": "1234", "-5,-": "-5", "(5.-)": "-5", "5,00-": "-5", "5-": "-5", "5.00 -€": "-5", "-.50": "-0.5",
}  # fmt: skip
"""Amounts and what they are worth; a dash after the mark stands for no cents."""


@pytest.mark.parametrize("written", WRITTEN)
def test_a_dash_for_no_cents_is_no_sign(written: str) -> None:
    found = amounts([written], np.ones(1, dtype=np.int64))
    assert (found.values, found.wrong) == ([Decimal(WRITTEN[written])], None)


@pytest.mark.parametrize(("sign", "column", "currency"), [
    ("$", "USD", "USD"), ("$", "cad", "CAD"), ("€", "euro", "EUR"), ("kr ", "NOK", "NOK"), ("$", "dollars", "DOLLARS"),
    ("US$", "$", "USD"), ("", "GBP", "GBP"), ("£", "", "£"), ("£", "EGP", "EGP"),
    ("Rs.", "PKR", "PKR")])  # fmt: skip
def test_a_sign_and_a_column_that_agree_are_one_currency(sign: str, column: str, currency: str) -> None:
    rows = [(*row[:2], f"{sign}{row[2]}", column) for row in ROWS]
    assert intake_of(text(rows, f"{HEADER},currency")).currency == currency
