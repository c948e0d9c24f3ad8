"""Currencies by sign or code; a log has one, because amounts in two cannot be added up.

Source: ISO 4217, see `iso_4217`; signs as people and programs write them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from experiments.inputs.transactions.iso_4217 import CODES, WITHDRAWN, WORDS, numbered

SIGNS = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL",
    "NT$": "TWD", "AU$": "AUD", "MX$": "MXN", "RD$": "DOP", "US $": "USD", "$": "$", "€": "EUR", "£": "£", "¥": "¥",
    "￥": "¥", "円": "JPY", "元": "CNY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₫": "VND", "₴": "UAH",
    "₪": "ILS", "฿": "THB", "₱": "PHP", "₦": "NGN", "₾": "GEL", "₸": "KZT", "৳": "BDT", "zł": "PLN", "Kč": "CZK",
    "kr.": "kr", "kr": "kr", "Fr.": "CHF", "SFr.": "CHF", "Ft": "HUF", "lei": "RON", "Rs.": "Rs", "Rs": "Rs",
    "Euro": "EUR", "RMB": "CNY", "RUR": "RUB",
}  # fmt: skip
_LETTERS = {
    "TL": "TRY", "NIS": "ILS", "RM": "MYR", "Rp": "IDR", "Ksh": "KES", "S/": "PEN", "S/.": "PEN", "лв": "BGN",
    "руб": "RUB", "грн": "UAH", "zl": "PLN", "Kc": "CZK", "R": "ZAR",
}  # fmt: skip
NAMES = _LETTERS | {f"{sign}.": code for sign, code in _LETTERS.items() if not sign.isupper()}
"""Signs that may be anything else too, and so are read beside amounts and in a column that is called currency only."""
RAND = r"R(?=\s*[-+−–(]?\s*[.,]?\d)"
"""R is a sign before an amount, in capitals; behind one, tills write it for a return."""
NONE = "NONE"
"""The word for a log that has no currencies, whatever its columns look like."""
COINS = frozenset({"BTC", "ETH", "XBT"})
COMMON = frozenset({"USD", "EUR", "GBP"})
_WORDS, LONGEST = re.compile(r"[A-Z]+"), 9
_BESIDE = {*SIGNS, *CODES, *WITHDRAWN, *NAMES} - {"R"}
SIGN = "|".join(re.escape(sign) for sign in sorted(_BESIDE, key=lambda sign: (-len(sign), sign)))
"""A pattern of all that stand beside amounts, the longest first."""
_SEVERAL = {
    sign: set(codes.split())
    for sign, codes in {
        "$": """USD CAD AUD NZD HKD SGD TWD MXN ARS CLP COP BBD BMD BND BSD BZD CUP CVE DOP FJD GYD JMD KYD LRD MOP NAD
            NIO SBD SRD TOP TTD UYU WST XCD""",
        "£": "GBP EGP FKP GIP LBP SDG SHP SSP SYP",
        "Rs": "INR LKR MUR NPR PKR SCR",
        "¥": "CNY JPY",
        "kr": "DKK ISK NOK SEK",
    }.items()
}
"""Signs that are those of several currencies."""


_LOWER = {sign.casefold(): code for sign, code in (NAMES | SIGNS).items()}


def code_of(text: str) -> str:
    """The code of a sign or a number, or the sign where it may be that of several currencies; any case of a name."""
    text = text.strip()
    beside = _WORDS.findall(text.upper())  # EUR (€)
    named = beside[0] if len(beside) == 1 and beside[0] in CODES and len(text) <= LONGEST else text.upper()
    return SIGNS.get(text, _LOWER.get(text.casefold(), numbered(text) or named))


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


def are_currencies(rows: Mapping[str, int]) -> bool:
    """Whether the texts of a column of any name are codes or signs of currencies.

    One of them has to be no word beside, in capitals, or two have to be, in any case; and all have to be codes, unless
    one of `COMMON` is among several: then most rows have to hold one, and the others are money that is not known here.

    Args:
        rows: how many rows hold each text.
    """
    known = {text: _is_currency(text) for text in rows}
    sure = {code_of(text) for text in rows if known[text]} - WORDS
    if not COMMON.isdisjoint(sure):
        known |= {text: True for text in rows if text.strip() in NAMES or text.strip().upper() in WITHDRAWN}
        if len({code_of(text) for text in rows if known[text]}) > 1:
            return 2 * sum(count for text, count in rows.items() if known[text]) > sum(rows.values())
    capitals = any(text.strip() == code_of(text) or text.strip() in SIGNS for text in rows if code_of(text) in sure)
    return all(known.values()) and (len(sure) > 1 or capitals or not COMMON.isdisjoint(sure))


def _is_currency(text: str) -> bool:
    """Whether a text is a sign, a coin, or a code in any case, which may stand beside its sign as in EUR (€)."""
    text = text.strip()
    words = _WORDS.findall(text.upper())
    named = len(words) == 1 and (words[0] in CODES or words[0] in COINS) and len(text) <= LONGEST
    return text in SIGNS or (named and not re.search(r"\d", text))


def may_be(sign: str) -> Collection[str]:
    """The currencies of which a sign may be the sign; none for a code."""
    return _SEVERAL.get(sign, ())
