"""How a log is to be read, where it is not to be found out: the words that choose, each with what it may be."""

from __future__ import annotations

import datetime
import re
import shlex
from dataclasses import dataclass, fields
from typing import Any

from experiments.inputs.delimited import DELIMITERS, TYPED
from experiments.inputs.spelling import RESERVED, written
from experiments.inputs.transactions.zones import require_zone
from simulation.mistake import Mistake, nearest

AUTO = "auto"
"""Found out from the file, and said."""
DECIMAL = ("point", "comma")
DATES = ("day_first", "month_first", "year_first", "seconds", "milliseconds", "microseconds", "excel")
"""Names for `date_format` beside the directives of `strptime`; excel: days since 1899-12-30."""


@dataclass(frozen=True)
class Reading:
    """What the user says of a log; see `read_log` for the words.

    Args:
        customer: name of the column, or auto.
        date: name of the column, or auto.
        amount: name of the column, or auto; None for a log without amounts.
        quantity: name of the column of quantities, to be multiplied by prices, or None.
        price: name of the column of prices for one piece, or None.
        order: name of the column that says which rows are one order, or auto.
        lines: each: every row has an amount of its own; whole: an order's rows repeat its total; auto.
        currency: keep only the rows of this currency, such as EUR; "none": columns and signs are no currencies;
            None: there must be one only.
        until: the last day to keep; None for all.
        date_format: directives of `strptime`, or one of `DATES`; None: found out.
        decimal: point, comma or auto.
        delimiter: of the fields of a text file, the character or its name, or auto.
        encoding: of a text file, or auto: UTF-8 or UTF-16.
        sheet: of a workbook; None: the only one that holds a log.
        time_zone: whose day counts where a moment has an offset from UTC; None: the day as it is written.
        moments: the zone in which moments without an offset were written; only used with `time_zone`.
        returns: refuse, drop or net.
        missing: refuse or drop: rows that lack a customer, a date or an amount.
        totals: refuse, drop or keep: rows that are worth as much as others together.
        copies: keep or drop: rows that are alike in every column; auto: kept unless they are half of the rows.
    """

    customer: str = AUTO
    date: str = AUTO
    amount: str | None = AUTO
    quantity: str | None = None
    price: str | None = None
    order: str | None = AUTO
    lines: str = AUTO
    currency: str | None = None
    until: str | datetime.date | None = None
    date_format: str | None = None
    decimal: str = AUTO
    delimiter: str = AUTO
    encoding: str = AUTO
    sheet: str | None = None
    time_zone: str | None = None
    moments: str | None = None
    returns: str = "refuse"
    missing: str = "refuse"
    totals: str = "refuse"
    copies: str = AUTO

    def check(self) -> None:
        """Refuse words that no log could obey.

        Raises:
            Mistake: naming the word.
        """
        for key, allowed in CHOICES.items():
            given = getattr(self, key)
            if given not in allowed:
                said = f"must be {', '.join(allowed[:-1])} or {allowed[-1]}"
                raise Mistake(f"population.{key}", str(given), said, nearest(str(given), allowed))
        if self.delimiter != AUTO and self.mark not in DELIMITERS:
            said = f"must be auto, {', '.join(TYPED)}, or one of these characters"
            raise Mistake("population.delimiter", self.delimiter, said, nearest(self.delimiter, TYPED))
        for key in ("time_zone", "moments"):
            if getattr(self, key) is not None:
                require_zone(getattr(self, key), f"population.{key}")
        if self.moments is not None and self.time_zone is None:
            advice = "Add population.time_zone, the zone whose days count, or leave it out."
            raise Mistake("population.moments", self.moments, "is only read with a time zone", advice)
        if self.amount != AUTO and (self.quantity or self.price):
            advice = f"Leave out {typed('amount', self.amount)}, or quantity and price."
            raise Mistake("population.amount", str(self.amount), "must not be given beside quantity or price", advice)

    @property
    def mark(self) -> str:
        """The delimiter as a character."""
        return TYPED.get(self.delimiter, self.delimiter)


CHOICES = {
    "lines": (AUTO, "each", "whole"), "decimal": (AUTO, *DECIMAL), "returns": ("refuse", "drop", "net"),
    "missing": ("refuse", "drop"), "totals": ("refuse", "drop", "keep"), "copies": (AUTO, "keep", "drop"),
}  # fmt: skip
"""The names among which a key of text chooses."""
KEYS = tuple(field.name for field in fields(Reading))
"""The keys of the section `population` that a log is read with."""


def typed(key: str, value: Any) -> str:
    """The word that sets a key of `population`, as it is typed in a POSIX shell."""
    plain = isinstance(value, str) and re.fullmatch(r"[A-Za-z_][A-Za-z_0-9 ./-]*[A-Za-z_0-9]", value)
    if plain and value.lower() not in RESERVED:
        return shlex.quote(f"population.{key}={value}")
    return shlex.quote(f"population.{key}={written(value)}")
