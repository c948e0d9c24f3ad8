"""Amounts as people write them: signs of currencies, thousands, decimal commas, brackets and trailing minus.

    1,234.50   $ 1 234.50   1'234.50   (1,234.50)   1.234,50-   1234,5 EUR   5,-

Values are exact decimals. Whether a comma or a point ends the whole part is decided by the rows together: a reading in
which some row would be no number is none. Where both readings are left and differ, the user chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.currency import RAND, SIGN, agreed, code_of
from experiments.inputs.transactions.figures import POINT, in_ascii
from experiments.inputs.transactions.identities import INVISIBLE, is_placeholder
from experiments.inputs.transactions.problems import shown
from experiments.inputs.transactions.reading import AUTO

LARGEST_AMOUNT = Decimal(10) ** 15
"""Beyond it a double does not hold every whole number."""
SMALLEST_PLACE = 30
"""Digits after the point beyond which a text is no amount that anybody has paid."""
_GAP = "'’  \u00a0\u202f\u2009"


def _money(name: str, before: bool = True) -> str:
    """A sign or a code, maybe; what it begins with is asked first, because there are two hundred of them."""
    return rf"(?:(?=[^\d\s.,()+−–-])(?P<{name}>(?i:{SIGN}){f'|{RAND}' if before else ''}))?"


_NUMBER = re.compile(
    rf"{_money('c0')}\s*+(?P<open>\()?\s*+(?P<s1>[-+−–])?\s*+{_money('c1')}\s*+(?P<s2>[-+−–])?\s*+"
    rf"(?P<body>\d+(?:\.\d+)?[eE][+-]?\d+|\d(?:[\d.,{_GAP}]*[\d.,])?|[.,]\d+)"
    rf"(?P<whole>(?<=[.,])\s*+[-−–—]{{1,2}})?"
    rf"\s*+(?P<s3>[-−–])?\s*+{_money('c2', before=False)}\s*+(?P<s4>[-−–])?\s*+(?P<close>\))?"
)
"""Parts of an amount; whole: the dash of 5,- which stands for no cents and is no sign. Blanks are never given back."""


def _bare(text: str) -> str:
    """Without blanks around it, and without signs that have no width, as those of the direction of writing."""
    return text.strip() if text.isascii() else in_ascii(text.translate(INVISIBLE)).strip()


def _form(decimal: str, thousand: str) -> re.Pattern[str]:
    """A pattern of the digits of an amount; no thousands begin with 0, so 0.500 is never five hundred."""
    gap = f"[{re.escape(thousand)}{_GAP}]"
    grouped = rf"[1-9]\d{{0,2}}(?P<gap>{gap})\d{{3}}(?:(?P=gap)\d{{3}})*"
    grouped += rf"|[1-9]\d?(?:{re.escape(thousand)}\d{{2}})+{re.escape(thousand)}\d{{3}}"  # lakh and crore
    end = re.escape(decimal)
    scientific = r"|\d+(?:\.\d+)?[eE][+-]?\d+" if decimal == "." else ""
    return re.compile(rf"(?:\d+|{grouped})(?:{end}\d*)?|{end}\d+{scientific}")


FORMS = {"point": _form(".", ","), "comma": _form(",", ".")}
_SIDE = re.compile(r"(?i)\d\s*(?:cr|dr)\.?\s*$|^\s*(?:cr|dr)\.?\s*\d")
"""What ledgers write beside an amount instead of a sign."""
_IN_THOUSANDS = re.compile(r"(?i)[^\w]*\d[\d.,]*\s*(?:k|m|mn|mm|mio|tsd|t€|bn|mrd|million|thousand)\.?[^\w]*")
_CLOCK = re.compile(r"\s*\d{1,4}:[0-5]\d(?::[0-5]\d)?\s*")
_MARKS = {"point": ".", "comma": ","}


@dataclass(frozen=True, eq=False)
class Amounts:
    """Amounts of the distinct texts of a column.

    Args:
        values: exact, None where the text is missing or no amount; (texts,).
        missing: texts that stand for nothing, shape (texts,).
        currency: the sign or code beside each, as a code where that is known; "" where there is none, None where there
            are two; (texts,).
        said: how they were understood.
        wrong: what is wrong with those that are no amounts, or with all: (given, allowed, advice).
        ambiguous: whether the last is about all of them.
    """

    values: list[Decimal | None]
    missing: npt.NDArray[np.bool_]
    currency: list[str | None]
    said: str
    wrong: tuple[str, str, str] | None = None
    ambiguous: bool = False


def amounts(
    texts: Sequence[str], rows: npt.NDArray[np.int64], numbers: npt.NDArray[np.bool_] | None = None, decimal: str = AUTO
) -> Amounts:
    """What distinct texts of amounts mean.

    Args:
        texts: the texts.
        rows: how many rows each has, shape (texts,).
        numbers: which of them the file itself says are numbers, with a decimal point, shape (texts,); None: none.
        decimal: point, comma or auto, of the others.
    """
    missing = np.array([is_placeholder(text) for text in texts], dtype=np.bool_)
    parts = [None if none else _NUMBER.fullmatch(_bare(text)) for text, none in zip(texts, missing, strict=True)]
    currency = [None if part is None else _currency(part) for part in parts]
    parts = [None if code is None else part for code, part in zip(currency, parts, strict=True)]
    if any(part and part["whole"] for part in parts):
        parts = [None if part and _dashed(part) else part for part in parts]
    known = np.array([POINT in text for text in texts], dtype=np.bool_) if numbers is None else numbers
    readings = {
        name: [_value(part, "point" if sure else name) for part, sure in zip(parts, known.tolist(), strict=True)]
        for name in FORMS
    }
    used = (rows > 0) & ~missing
    numeric = bool(known.any()) and not (used & ~known).any()
    chosen = "point" if numeric else decimal
    said = "amounts are numbers" if numeric else f"decimal {chosen}, as you say"
    if chosen == AUTO:
        fits = {name: np.array([value is not None for value in values]) for name, values in readings.items()}
        good = [name for name in FORMS if fits[name][used].all()]
        if len(good) == 2 and readings["point"] != readings["comma"]:
            place = next(k for k in np.flatnonzero(used).tolist() if readings["point"][k] != readings["comma"][k])
            if any(readings["point"][k] != readings["comma"][k] for k in np.flatnonzero(used).tolist()):
                return _ambiguous(texts, readings, place, missing, currency)
        best = max(FORMS, key=lambda name: int(rows[used & fits[name]].sum()))
        chosen = good[0] if good else best
        said = f"decimal {chosen}" if len(good) < 2 else "whole amounts"
        witness = next((k for k in np.flatnonzero(used).tolist() if not fits[_other(chosen)][k]), None)
        if len(good) == 1 and witness is not None:
            said += f", as {shown(texts[witness])} shows"
        mixed = _odd_thousands(parts, used & ~known, chosen)
        if mixed is not None and good and readings[chosen][mixed] != readings[_other(chosen)][mixed]:
            return _mixed(texts, readings, mixed, missing, currency, chosen)
    values = readings[chosen]
    bad = next((k for k in np.flatnonzero(used).tolist() if values[k] is None), None)
    if bad is None:
        return Amounts(values, missing, currency, said)
    other = readings[_other(chosen)][bad] is not None and not numeric
    body = "" if parts[bad] is None else re.sub(r"\D", "", parts[bad]["body"])  # type: ignore[index]
    allowed = "must be an amount such as 1234.50"
    if other and decimal == AUTO:
        allowed = f"the other rows have a decimal {chosen}"
    elif len(body) > len(str(LARGEST_AMOUNT)) - 1:
        allowed += f" below {LARGEST_AMOUNT:,}, with {SMALLEST_PLACE} digits after the {chosen} at most"
    advice = "Mend the rows." if decimal == AUTO else "Mend the rows, or leave population.decimal out."
    if _SIDE.search(texts[bad]):
        advice = "If it says credit or debit, write what was given back with a minus, and all others without a sign."
    if _IN_THOUSANDS.fullmatch(texts[bad].strip()):
        advice = "Write thousands and millions in full, as 1200 for 1.2k."
    if _CLOCK.fullmatch(texts[bad]):
        advice = (
            "Hours and minutes are read as decimals only: write 1.5 for 01:30 (in a spreadsheet, the cell times 24)."
        )
    return Amounts(values, missing, currency, said, (shown(texts[bad]), allowed, advice))


def _currency(part: re.Match[str]) -> str | None:
    """The code or sign beside an amount, "" for none, None where two contradict each other."""
    before, beside, behind = (code_of(part[name] or "") for name in ("c0", "c1", "c2"))
    first = agreed(before, beside)
    return None if first is None else agreed(first, behind)


def _other(decimal: str) -> str:
    return "comma" if decimal == "point" else "point"


def _dashed(part: re.Match[str]) -> bool:
    """Whether a text is like -.50, which is half a franc where 5.- is five."""
    return part["body"][0] in ".," and any(part[name] not in (None, "+") for name in ("s1", "s2"))


def _value(part: re.Match[str] | None, decimal: str) -> Decimal | None:
    """The exact value of a text in one reading; None where it is no number in it."""
    if part is None or bool(part["open"]) != bool(part["close"]):
        return None
    body = part["body"]
    if not body.strip("0.,"):
        return Decimal(0)  # whatever its points and commas are
    if FORMS[decimal].fullmatch(body) is None:
        return None
    if decimal == "comma":
        body = body.replace(".", "").replace(",", ".")
    digits = re.sub(rf"[,{_GAP}]", "", body)
    value = Decimal(digits)
    if not value < LARGEST_AMOUNT or -int(value.as_tuple().exponent) > SMALLEST_PLACE:
        return None
    signs = "".join(part[name] or "" for name in ("open", "s1", "s2", "s3", "s4"))
    if len(signs) > 1:
        return None
    return value.copy_negate() if signs not in ("", "+") and value else value


def _odd_thousands(
    parts: Sequence[re.Match[str] | None], used: npt.NDArray[np.bool_], decimal: str
) -> int | None:  # fmt: skip
    """A text like 1.234 among others with two digits at most after the point: it may be a thousand."""
    mark = re.escape(_MARKS[decimal])
    like, places = re.compile(rf"[1-9]\d{{0,2}}{mark}\d{{3}}"), re.compile(rf".*{mark}(\d*)")
    odd, digits = None, []
    for k in np.flatnonzero(used).tolist():
        body = parts[k]["body"] if parts[k] is not None else ""  # type: ignore[index]
        if like.fullmatch(body):
            odd = k if odd is None else odd
        elif match := places.fullmatch(body):
            digits.append(len(match[1]))
    return odd if digits and max(digits) <= 2 else None


def _mixed(
    texts: Sequence[str], readings: dict[str, list[Decimal | None]], place: int, missing: npt.NDArray[np.bool_],
    currency: list[str | None], chosen: str,
) -> Amounts:  # fmt: skip
    means = " or ".join(f"{readings[name][place]:f}" for name in (chosen, _other(chosen)))
    allowed = f"may be {means}, as the other rows have two digits at most after the {chosen}"
    advice = f"Mend the rows, or say population.decimal={chosen} if all of them are written so."
    return Amounts(readings[chosen], missing, currency, "", (shown(texts[place]), allowed, advice), ambiguous=True)


def _ambiguous(
    texts: Sequence[str], readings: dict[str, list[Decimal | None]], place: int, missing: npt.NDArray[np.bool_],
    currency: list[str | None],
) -> Amounts:  # fmt: skip
    means = [f"{readings[name][place]:f} (population.decimal={name})" for name in FORMS]
    wrong = (shown(texts[place]), f"may be {means[0]} or {means[1]}", "No row tells which: choose one of these words.")
    return Amounts(readings["point"], missing, currency, "", wrong, ambiguous=True)
