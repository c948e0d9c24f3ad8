"""Amounts in cents or in thousands, which payment providers and ledgers write as whole numbers: noted with the sum."""

from __future__ import annotations

import re

import numpy as np

from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import used
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.table import Column, Truths

_CENTS = re.compile(
    "cents?$|^cents|centimes?$|centavos?$|pence$|pennies$|minor(units?)?$|rappen$|grosz[ye]?$|kopeks?$|paise$"
)
_THOUSANDS = re.compile("(^|in)t(eur|usd|gbp|chf|sek|nok|dkk)$|(^|in)k(eur|usd|gbp|chf)$|thousands?$|tausend$|000s?$")
"""Names that say in what the amounts are counted."""
_SIGNS = re.compile(
    r"(?<![^\W\d_])(?:(?P<thousands>[Tt]|[Kk]|[Tt]sd\.?)|(?P<millions>[Mm]io\.?|[Mm]ill\.?|[Mm]n|MM))\s?"
    r"(?:[€$£¥]|(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK)\b)|(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF))\s?"
    r"(?:(?P<thousands2>[Kk]|000s?|.000)|(?P<millions2>[Mm]io|[Mm]n|MM?))(?![^\W_])"
)
"""The same with the sign of a currency: T€, k$, Mio. EUR, $000."""
_WHOLE = frozenset(
    """BIF CLP COP CRC DJF GNF HUF IDR IRR ISK JPY KMF KRW LAK MMK PYG RWF TWD UGX VND VUV XAF XOF XPF ¥""".split()  # noqa: SIM905
)
"""Currencies, and a sign, of which prices have no smaller unit, by ISO 4217 or in use."""
FEWEST, MOSTLY = 5, 0.5
"""Texts below which a width tells nothing; and share of them with a zero before."""
THOUSANDS, MILLIONS = 3, 6
"""Powers of ten."""
USUAL = 100
"""Middle of the amounts from which on whole numbers may be hundredths."""


def _multiple(name: str) -> int:
    """The power of ten by which amounts have to be multiplied, as their name says: 3, 6, or 0 where it says nothing."""
    found = _SIGNS.search(name)
    if found is not None:
        return MILLIONS if found["millions"] or found["millions2"] else THOUSANDS
    return THOUSANDS if _THOUSANDS.search(plain(name)) else 0


def is_called_cents(name: str) -> bool:
    """Whether a column is called like the hundredths of a currency, and not like something of theirs."""
    found = _CENTS.search(plain(name))
    return found is not None and found.end() == len(plain(name))


def refuse_units(column: Column, money: Money, problems: Problems) -> None:
    """Ask about amounts that are hundredths or thousands by their name or form, where no word has chosen them.

    Programs that write fields of fixed width fill amounts up with zeros and leave the point out: 0000013996 is 139.96.

    Args:
        column: of the amounts.
        money: amounts.
        problems: where the question is noted.
    """
    name, total = column.name, money.total()
    more = _multiple(name)
    whole = not (money.floats() % 1 != 0).any()
    padded = whole and _are_padded(column)
    if not more and not (whole and _CENTS.search(plain(name))) and not padded:
        return
    what, mend, sum_then = (
        ("millions" if more == MILLIONS else "thousands", f"multiply them by {10**more:,}", total.scaleb(more))
        if more
        else ("hundredths", "divide them by 100", total.scaleb(-2))
    )
    advice = (
        f"If they are, {mend} before: the sum is {sum_then:,f} then. If not, say {typed('amount', name)} "
        f"(sum {total:,f})."
    )
    given = "amounts" if more or not padded else "whole amounts that zeros fill up to one width"
    why = "as their form says" if padded and not more else "as the name says"
    problems.add(f"column '{name}'", given, f"may be {what}, {why}", advice)


def _are_padded(column: Column) -> bool:
    """Whether all texts are as long as each other, and all begin with zero but for the largest."""
    texts = [text.strip().lstrip("+-") for text, _ in used(column)]
    return (
        column.numbers is None
        and len(texts) >= FEWEST
        and all(text.isdigit() and len(text) == len(texts[0]) for text in texts)
        and sum(text[0] == "0" for text in texts) >= MOSTLY * len(texts)
    )


def units_said(name: str, money: Money, currency: np.ndarray | None, alive: Truths) -> list[str]:
    """Say what the sum is if amounts are in the smallest unit of their currency, or in thousands.

    Args:
        name: of the column of amounts.
        money: amounts.
        currency: code or sign of each, "" where none is written, shape (rows,); None for a log without any.
        alive: rows that count, shape (rows,).
    """
    total, said = money.total(alive), plain(name)
    if more := _multiple(name):
        what, then = "millions" if more == MILLIONS else "thousands", f"(sum {total.scaleb(more):,f})"
        return [f"the name '{name}' suggests {what}: if so, multiply the amounts by {10**more:,} first {then}"]
    own = money.floats()[alive]
    if (own % 1 != 0).any() or not len(own):
        return []
    hundredth = f"(sum {total.scaleb(-2):,f})"
    if _CENTS.search(said):
        return [f"the name '{name}' suggests hundredths: if so, divide the amounts by 100 first {hundredth}"]
    codes = set() if currency is None else set(np.unique(currency[alive].astype(str)).tolist()) - {""}
    if codes and codes.isdisjoint(_WHOLE) and float(np.median(np.abs(own))) >= USUAL:
        shown = ", ".join(sorted(codes))
        return [
            f"all amounts are whole numbers of {shown}, which has hundredths: if they are in hundredths, as payment "
            f"providers write them, divide them by 100 first {hundredth}"
        ]
    return []
