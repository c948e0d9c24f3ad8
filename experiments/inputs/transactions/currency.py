"""Currencies by sign or code; a log has one, because amounts in two cannot be added up.

Source: ISO 4217, codes of currencies in use, and those withdrawn since 1999, which old logs hold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

CODES = frozenset(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
    CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
    HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
    LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR
    PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
    TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
    ATS BEF BGL BYR CNH CUC CYP DEM EEK ESP FIM FRF GHC GRD IEP ITL LTL LUF LVL MRO MTL MZM NLG PTE ROL SIT SKK SLL
    STD TRL VEB VEF YUM ZMK""".split()  # noqa: SIM905
)
SIGNS = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL",
    "$": "$", "€": "EUR", "£": "£", "¥": "¥", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₫": "VND", "₴": "UAH",
    "₪": "ILS", "฿": "THB", "zł": "PLN", "Kč": "CZK", "kr.": "kr", "kr": "kr", "Fr.": "CHF", "SFr.": "CHF", "Ft": "HUF",
    "lei": "RON", "Rs.": "Rs", "Rs": "Rs", "Euro": "EUR", "TL": "TRY", "RUR": "RUB", "RMB": "CNY", "NIS": "ILS",
    "NT$": "TWD", "AU$": "AUD", "MX$": "MXN", "RD$": "DOP", "US $": "USD", "R": "ZAR", "S/": "PEN", "S/.": "PEN",
    "RM": "MYR", "Rp": "IDR", "₱": "PHP", "₦": "NGN", "Ksh": "KES", "KSh": "KES", "￥": "¥", "円": "JPY", "元": "CNY",
    "лв.": "BGN", "лв": "BGN", "руб.": "RUB", "руб": "RUB", "грн": "UAH", "₾": "GEL", "₸": "KZT", "৳": "BDT",
    "zl": "PLN", "Kc": "CZK",
}  # fmt: skip
NONE = "NONE"
"""The word for a log that has no currencies, whatever its columns look like."""
WORDS = frozenset("ALL ANG BAM BOB COP CUP CYP ESP GEL GRD LAK MAD MOP PEN R RM RON SIT SOS TL TOP TRY".split())  # noqa: SIM905
"""Codes that are words, names or countries too: alone in a column, they say nothing of money."""
COINS = frozenset({"BTC", "ETH", "XBT"})
COMMON = frozenset({"USD", "EUR", "GBP"})
_WORDS, LONGEST = re.compile(r"[A-Z]+"), 9
SIGN = "|".join(re.escape(sign) for sign in sorted((*SIGNS, *CODES), key=len, reverse=True))
"""A pattern of all of them, the longest first."""
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


_LOWER = {sign.casefold(): code for sign, code in SIGNS.items()}


def code_of(text: str) -> str:
    """The code of a sign, or the sign where it may be that of several currencies; any case of a name."""
    text = text.strip()
    beside = _WORDS.findall(text.upper())  # EUR (€)
    named = beside[0] if len(beside) == 1 and beside[0] in CODES and len(text) <= LONGEST else text.upper()
    return SIGNS.get(text, _LOWER.get(text.casefold(), named))


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
    """Whether a text is a code or sign of a currency, or a coin of no country, and nothing else."""
    return text.strip() in CODES or text.strip() in SIGNS or text.strip() in COINS


def are_currencies(rows: Mapping[str, int]) -> bool:
    """Whether the texts of a column of any name are codes or signs of currencies.

    One of them has to be no word beside, in capitals, or two have to be, in any case; and all have to be codes, unless
    one of `COMMON` is among several: then most rows have to hold one, and the others are money that is not known here.

    Args:
        rows: how many rows hold each text.
    """
    known = {text: _is_named(text) for text in rows}
    sure = {code_of(text): text for text in rows if known[text] and text.strip().upper() not in WORDS}
    if len({code_of(text) for text in rows if known[text]}) > 1 and not COMMON.isdisjoint(sure):
        return 2 * sum(count for text, count in rows.items() if known[text]) > sum(rows.values())
    common_or_capitals = any(is_currency(text) or code in COMMON for code, text in sure.items())
    return all(known.values()) and (len(sure) > 1 or common_or_capitals)


def _is_named(text: str) -> bool:
    """Whether a text is a code in any case, or a code beside its sign, such as EUR (€)."""
    words = _WORDS.findall(text.upper())
    return text.strip() in SIGNS or (len(words) == 1 and is_currency(words[0]) and len(text.strip()) <= LONGEST)


def may_be(sign: str) -> Collection[str]:
    """The currencies of which a sign may be the sign; none for a code."""
    return _SEVERAL.get(sign, ())
