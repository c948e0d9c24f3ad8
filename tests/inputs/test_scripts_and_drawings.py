"""Figures of other scripts, days in words, drawn tables: read where one reading is left, else told what to do."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from tests.inputs.logs import bytes_read, csv, drawn, refused, same

ROWS = drawn(21)
FIGURES = {
    "Arabic": str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫"), "Persian": str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫"),
    "Devanagari": str.maketrans("0123456789", "०१२३४५६७८९"), "Thai": str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"),
    "wide": str.maketrans("0123456789.-", "０１２３４５６７８９．－"),
}  # fmt: skip


@pytest.mark.parametrize("script", FIGURES)
@pytest.mark.parametrize("parts", ["day", "amount", "both"])
def test_figures_of_other_scripts_are_read(script: str, parts: str) -> None:
    table = FIGURES[script]
    lines = ["customer_id,date,amount"]
    for who, day, paid in ROWS:
        written = f"{paid:.2f}".translate(table) if parts != "day" else str(paid)
        lines.append(f"{who},{str(day).translate(table) if parts != 'amount' else day},{written}")
    same(bytes_read("\n".join(lines).encode()), bytes_read(csv(ROWS).encode()))


def test_the_arabic_decimal_sign_is_one_and_its_thousands_are_some() -> None:
    table = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
    text = csv(ROWS, amount=lambda paid: f"{paid:,.3f}".translate(table), mark=";")
    same(bytes_read(text.encode()), bytes_read(csv(ROWS).encode()))


DAYS = {
    "Chinese": "{0.year}年{0.month}月{0.day}日", "Korean": "{0.year}년 {0.month}월 {0.day}일",
    "Korean points": "{0.year}. {0.month}. {0.day}.", "Hungarian": "{0:%Y.%m.%d.}",
    "Czech": "{0.day}. {0.month}. {0.year}",
    "with a time": "{0.year}年{0.month:02d}月{0.day:02d}日 10時30分",
}  # fmt: skip


@pytest.mark.parametrize("form", DAYS)
def test_days_with_words_or_blanks_between_their_parts_are_read(form: str) -> None:
    lines = [f"{who},{DAYS[form].format(day)},{paid}" for who, day, paid in ROWS]
    same(bytes_read("\n".join(["customer_id,date,amount", *lines]).encode()), bytes_read(csv(ROWS).encode()))


def _week(day: datetime.date) -> str:
    return f"{day.isocalendar().year}-W{day.isocalendar().week:02d}"


ADVISED: dict[str, tuple[Callable[[datetime.date], str], str]] = {
    "weeks": (_week, "Monday of each"),
    "German weeks": (lambda day: f"KW {day.isocalendar().week}/2022", "Monday of each"),
    "days of the year": (lambda day: f"{day:%Y%j}", "population.date_format=%Y%j"),
    "days of the year, parted": (lambda day: f"{day:%Y-%j}", "population.date_format=%Y-%j"),
    "days of weeks": (lambda day: f"{_week(day)}-{day.isoweekday()}", "population.date_format=%G-W%V-%u"),
    "Reiwa": (lambda day: f"令和4年{day.month}月{day.day}日", "four digits"),
    "Reiwa, short": (lambda day: f"R4.{day.month}.{day.day}", "four digits"),
    "quarters": (lambda day: f"Q{(day.month + 2) // 3} {day.year}", "first day of each"),
    "years": (lambda day: f"{day.year}", "first day of each"),
    "zones in letters": (lambda day: f"{day} 10:30 CET", "write the offset"),
    "zones in brackets": (lambda day: f"{day}T10:30:00+01:00[Europe/Berlin]", "write the offset"),
    "JD Edwards": (lambda day: f"1{day:%y%j}", "four digits"),
    "Persian calendar": (lambda day: f"1400/{day.month:02d}/{day.day:02d}", "another calendar"),
}  # fmt: skip


@pytest.mark.parametrize("form", ADVISED)
def test_other_days_are_refused_with_what_to_do(form: str) -> None:
    write, advice = ADVISED[form]
    content = "\n".join(["customer_id,date,amount", *(f"{who},{write(day)},{paid}" for who, day, paid in ROWS)])
    said = refused(content)
    assert advice in said
    if "population.date_format=" in advice:
        word = advice.removeprefix("population.date_format=")
        same(bytes_read(content.encode(), date_format=word), bytes_read(csv(ROWS).encode()))


LINES = [[who, str(day), str(paid)] for who, day, paid in ROWS]
HEAD = ["customer_id", "date", "amount"]


def piped(rows: list[list[str]], outer: str = "|") -> str:
    return "".join(f"{outer} {' | '.join(row)} {outer}".strip() + "\n" for row in rows)


DRAWN = {
    "Markdown": piped([HEAD]) + "|---|:--:|--:|\n" + piped(LINES),
    "Markdown without a frame": piped([HEAD], "") + "--- | --- | ---\n" + piped(LINES, ""),
    "psql": piped([HEAD], "") + "----+----+----\n" + piped(LINES, "") + f"({len(LINES)} rows)\n\n",
    "MySQL": "+---+---+---+\n" + piped([HEAD]) + "+---+---+---+\n" + piped(LINES) + "+---+---+---+\n"
    f"{len(LINES)} rows in set (0.01 sec)\n",
    "Org": piped([HEAD]) + "|---+---+---|\n" + piped(LINES),
}  # fmt: skip


@pytest.mark.parametrize("form", DRAWN)
def test_tables_that_are_drawn_are_read(form: str) -> None:
    same(bytes_read(DRAWN[form].encode()), bytes_read(csv(ROWS).encode()))


def test_a_footer_that_counts_other_rows_is_refused() -> None:
    content = DRAWN["psql"].replace(f"({len(LINES)} rows)", f"({len(LINES) + 9} rows)")
    assert "must have 3 like the header" in refused(content)


def test_a_row_of_single_dashes_is_a_row() -> None:
    assert "must not be missing" in refused("customer_id|date|amount\n--|--|--\n" + "a|2024-01-05|3\n" * 3)


def test_fields_below_each_other_and_web_pages_are_refused_with_what_to_do() -> None:
    wide = "".join(f"{one:<18}{two:<14}{three:>10}\n" for one, two, three in [HEAD, *LINES])
    assert "columns of fixed width" in refused(wide)
    assert "save it as .xlsx" in refused("<html><table><tr><td>customer_id</td></tr></table></html>")
