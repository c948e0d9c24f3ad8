"""Currencies by sign or code; a log has one, because amounts in two cannot be added up."""

from __future__ import annotations

import re

CODES = frozenset(
    """USD EUR GBP JPY CHF CAD AUD NZD CNY HKD SGD SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH INR IDR MYR THB PHP VND
    KRW TWD BRL MXN ARS CLP COP PEN ZAR NGN KES EGP MAD ILS AED SAR QAR KWD PKR BDT LKR ISK""".split()  # noqa: SIM905
)
SIGNS = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL",
    "$": "$", "€": "EUR", "£": "GBP", "¥": "¥", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₫": "VND", "₴": "UAH",
    "₪": "ILS", "฿": "THB", "zł": "PLN", "Kč": "CZK", "kr.": "kr", "kr": "kr", "Fr.": "CHF", "SFr.": "CHF", "Ft": "HUF",
    "lei": "RON", "Rs.": "INR", "Euro": "EUR",
}  # fmt: skip
SIGN = "|".join(re.escape(sign) for sign in sorted((*SIGNS, *CODES), key=len, reverse=True))
"""A pattern of all of them, the longest first."""
_SEVERAL = {"$": {"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP"},
            "¥": {"JPY", "CNY"}, "kr": {"SEK", "NOK", "DKK", "ISK"}}  # fmt: skip


_LOWER = {sign.casefold(): code for sign, code in SIGNS.items()}


def code_of(text: str) -> str:
    """The code of a sign, or the sign where it may be that of several currencies; any case of a name."""
    text = text.strip()
    return SIGNS.get(text, _LOWER.get(text.casefold(), text.upper()))


def agreed(one: str, other: str) -> str | None:
    """What two codes or signs of one amount say together, the more exact of them; None where they contradict.

    Args:
        one: a code or sign, "" for none.
        other: a code or sign, "" for none; a word that is neither contradicts nothing, and is taken as it is.
    """
    if one == other or not other:
        return one
    if not one or other in _SEVERAL.get(one, ()):
        return other
    if one in _SEVERAL.get(other, ()):
        return one
    return None if _is_code(one) and _is_code(other) else other


def _is_code(text: str) -> bool:
    return text in SIGNS.values() or (len(text) == 3 and text.isalpha())


def is_currency(text: str) -> bool:
    """Whether a text is a code or sign of a currency and nothing else."""
    return text.strip() in CODES or text.strip() in SIGNS


def settled(found: set[str]) -> dict[str, str]:
    """What each of the currencies of one log is called; "$" is the one dollar that is named, if one is.

    Args:
        found: codes and signs.
    """
    names = {}
    for name in found:
        named = _SEVERAL.get(name, set()) & found
        names[name] = next(iter(named)) if len(named) == 1 else name
    return names
