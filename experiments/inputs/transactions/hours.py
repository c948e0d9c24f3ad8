"""Hours and minutes, as 01:30, beside what one hour costs: neither is the amount, and no word multiplies them.

    sum = hours rate,  with 01:30 as 1.5 hours

A third of an hour has no end as a decimal, so the hours have to be written as decimals by whoever knows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from experiments.inputs.transactions.called import PIECES
from experiments.inputs.transactions.columns import KNOWN, plain
from experiments.inputs.transactions.measures_and_rates import is_measure, is_rate
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import holds_mostly_amounts, used, worth_of
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Choice, braced
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.table import Column, Truths

_HOURS = re.compile(r"\s*\d{1,4}:[0-5]\d(?::[0-5]\d)?\s*(?:h|hrs?|std)?\.?\s*")
_OF_DAY = re.compile("hour(?!s|ly)|start|begin|end$|from|until|von$|bis$|^time$|uhrzeit")
"""Names of a time of day, which nobody pays for."""
MOST = 5000
"""Distinct texts beyond which a column holds no hours of work."""
FEWEST, HALF, TINY = 5, 0.5, 1e-6
"""Rows from which on whole minutes are no chance; share with more than four decimals; and what rounding leaves."""
_PRICES = frozenset[str]().union(*KNOWN["price"])


def refuse_hours(
    columns: Sequence[Column], quantity: int | None, paid: Sequence[int], but: set[int | None], problems: Problems
) -> bool:  # fmt: skip
    """Ask about hours and minutes beside a rate; whether there are such.

    Args:
        columns: of the table.
        quantity: place of what would be multiplied; None: found by what the columns hold and are called.
        paid: places of columns that may be the rate.
        but: places of columns that are something else.
        problems: where the question is noted.
    """
    for rate in (columns[place] for place in paid if _is_rate(columns[place])):
        hours = None if quantity is None else columns[quantity]
        if hours is None or not _holds_hours(hours):
            others = [column for k, column in enumerate(columns) if k not in but and column is not rate]
            hours = _hours_beside(others, rate)
        if hours is not None and holds_mostly_amounts(rate):
            given = f"'{hours.name}', hours and minutes such as {used(hours)[0][0].strip()}, beside '{rate.name}'"
            both = f"{typed('quantity', hours.name)} {typed('price', rate.name)}"
            everything = np.ones(len(rate.code), dtype=np.bool_)
            advice = (
                f"If '{rate.name}' is for one hour, write the hours as decimals, 1.5 for 01:30 (in a spreadsheet, the "
                f"cell times 24), and say {both}; the sum is about {_product(hours, worth_of(rate), everything)} then. "
            )
            problems.ask(
                "", given, "are no amount as they are written", [Choice({"amount": rate.name})],
                f"{braced(advice)}If it was paid for the whole row, say {{}}.", anyway=True,
            )  # fmt: skip
            return True
    return False


def hours_said(columns: Sequence[Column], amount: str, money: Money, alive: Truths) -> list[str]:
    """Say that hours and minutes stand beside what was read as the amount of the row, with their product."""
    if any(is_rate(column.name) for column in columns):
        return []
    return [
        f"nothing is multiplied by '{column.name}', which holds hours and minutes: if '{amount}' is for one hour, the "
        f"sum is about {_product(column, money, alive)}; write the hours as decimals then, 1.5 for 01:30"
        for column in columns
        if column.name != amount and _is_called_hours(column) and _holds_hours(column)
    ]


def fractions_said(hours: Column, money: Money, alive: Truths) -> list[str]:
    """Say that quantities are fractions of a day, as a spreadsheet keeps hours and minutes: 0.0625 is 01:30."""
    if len(hours.texts) > MOST or not holds_mostly_amounts(hours):
        return []
    days = worth_of(hours).floats()[alive]
    minutes = days * 1440
    cut = np.abs(days * 1e4 - np.round(days * 1e4)) > TINY
    if len(days) < FEWEST or (np.abs(minutes - np.round(minutes)) > 1e-3).any() or cut.mean() < HALF:
        return []
    return [
        f"'{hours.name}' holds whole minutes as fractions of a day, as a spreadsheet keeps 01:30 as 0.0625: if the "
        f"price is for one hour, multiply them by 24 (sum {24 * money.total(alive):,.2f})"
    ]


def holds_hours(text: str) -> bool:
    """Whether a text is hours and minutes."""
    return _HOURS.fullmatch(text) is not None


def _hours_beside(columns: Sequence[Column], rate: Column) -> Column | None:
    """The only column of hours beside a rate; beside a price, only if its name says that it holds pieces or time."""
    named = plain(rate.name) not in _PRICES
    found = [
        column
        for column in columns
        if column.name and (_is_called_hours(column) or named) and _holds_hours(column)
    ]  # fmt: skip
    called = [column for column in found if _is_called_hours(column)] or found
    return called[0] if len(called) == 1 else None


def _is_rate(column: Column) -> bool:
    return is_rate(column.name) or plain(column.name) in _PRICES


def _is_called_hours(column: Column) -> bool:
    name = plain(column.name)
    return not _OF_DAY.search(name) and bool(is_measure(column.name) or PIECES.search(name))


def _holds_hours(column: Column) -> bool:
    if len(column.texts) > MOST:
        return False
    texts = used(column)
    return bool(texts) and all(holds_hours(text) for text, _ in texts)


def _product(hours: Column, money: Money, alive: Truths) -> str:
    """The sum of hours times the rate, rounded to hundredths."""
    seconds = np.array([_seconds(text) for text in hours.texts.to_pylist()] + [0], dtype=np.int64)[hours.code]
    worth = sum((seconds[alive].astype(object) * money.units[alive].astype(object)).tolist())
    found = Fraction(worth, 3600 * 10**money.places)
    return f"{Decimal(round(found * 100)).scaleb(-2):,f}"


def _seconds(text: str) -> int:
    parts = [int(part) for part in re.findall(r"\d+", text)] if holds_hours(text) else [0]
    return sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))
