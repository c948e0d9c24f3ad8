"""Amounts in cents or in thousands, which payment providers and ledgers write as whole numbers: noted with the sum."""

from __future__ import annotations

import re

import numpy as np

from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.table import Truths

_CENTS = re.compile(
    "cents?$|^cents|centimes?$|centavos?$|pence$|pennies$|minor(units?)?$|rappen$|groszy?$|kopeks?$|paise$"
)
_THOUSANDS = re.compile("(^|in)t(eur|usd|gbp|chf|sek|nok|dkk)$|(^|in)k(eur|usd|gbp|chf)$|thousands?$|tausend$|000s?$")
"""Names that say in what the amounts are counted."""
_WHOLE = frozenset(
    """BIF CLP COP CRC DJF GNF HUF IDR IRR ISK JPY KMF KRW LAK MMK PYG RWF TWD UGX VND VUV XAF XOF XPF ¥""".split()  # noqa: SIM905
)
"""Currencies, and a sign, of which prices have no smaller unit, by ISO 4217 or in use."""
USUAL = 100
"""Middle of the amounts from which on whole numbers may be hundredths."""


def refuse_units(name: str, money: Money, problems: Problems) -> None:
    """Ask about amounts whose name says that they are hundredths or thousands, where no word has chosen them.

    Args:
        name: of the column of amounts.
        money: amounts.
        problems: where the question is noted.
    """
    total, said = money.total(), plain(name)
    whole = not (money.floats() % 1 != 0).any()
    if not _THOUSANDS.search(said) and not (whole and _CENTS.search(said)):
        return
    what, mend, sum_then = (
        ("thousands", "multiply them by 1,000", total.scaleb(3))
        if _THOUSANDS.search(said)
        else ("hundredths", "divide them by 100", total.scaleb(-2))
    )
    advice = (
        f"If they are, {mend} before: the sum is {sum_then:,f} then. If not, say {typed('amount', name)} "
        f"(sum {total:,f})."
    )
    problems.add(f"column '{name}'", "amounts", f"may be {what}, as the name says", advice)


def units_said(name: str, money: Money, currency: np.ndarray | None, alive: Truths) -> list[str]:
    """Say what the sum is if amounts are in the smallest unit of their currency, or in thousands.

    Args:
        name: of the column of amounts.
        money: amounts.
        currency: code or sign of each, "" where none is written, shape (rows,); None for a log without any.
        alive: rows that count, shape (rows,).
    """
    total, said = money.total(alive), plain(name)
    if _THOUSANDS.search(said):
        thousand = f"(sum {total.scaleb(3):,f})"
        return [f"the name '{name}' suggests thousands: if so, multiply the amounts by 1,000 first {thousand}"]
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
