"""Numbers as they are printed: as many digits as their uncertainty bears, with signs, separators and readable units."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

ABSENT = "–"
MINUS = "\u2212"
MOST_DECIMALS = 12


@dataclass(frozen=True)
class Unit:
    """How values of a unit are shown.

    Args:
        factor: what the value is multiplied by.
        level: unit of a shown value.
        change: unit of a shown difference.
    """

    factor: float
    level: str
    change: str

    def __str__(self) -> str:
        return self.level if self.level == self.change else f"{self.level}; differences in {self.change}"


def shown_unit(unit: str) -> Unit:
    """How a unit is shown: shares as per cent, everything else as it is."""
    return Unit(100.0, "%", "percentage points") if unit == "share" else Unit(1.0, unit, unit)


def decimals(spread: float | None, digits: int = 2) -> int:
    """Decimals with which `spread` (an uncertainty, or else the value itself) has that many significant digits."""
    if spread is None or not math.isfinite(spread) or spread == 0:
        return 2
    return min(max(digits - 1 - math.floor(math.log10(abs(spread))), 0), MOST_DECIMALS)


def plain(value: float | None, places: int | None = None) -> str:
    """A value with a true minus sign and separated thousands; a dash where it is undefined.

    Args:
        value: what is shown; None and NaN are undefined.
        places: decimals; None: three significant digits.
    """
    if value is None or not math.isfinite(value):
        return ABSENT
    text = f"{value:,.{decimals(value, 3) if places is None else places}f}"
    if not any(digit in text for digit in "123456789"):
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def in_money(amount: float) -> str:
    """An amount to the hundredth, or to three significant digits where it is smaller."""
    return plain(amount, max(2, decimals(amount, 3)))


def signed(value: float | None, places: int | None = None) -> str:
    """Like `plain`, with a plus sign in front of what is above zero."""
    text = plain(value, places)
    above = value is not None and math.isfinite(value) and value > 0 and any(digit in text for digit in "123456789")
    return f"+{text}" if above else text


def counted(count: int, noun: str) -> str:
    """A number of things: "1 replicate", "1,200 people"; the plural of `noun` is regular, or "people"."""
    plural = "people" if noun == "person" else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def percent(share: float | None) -> str:
    """A share in whole per cent, its sign held to the number; never 0 or 100 where it is neither."""
    if share is None or not math.isfinite(share):
        return ABSENT
    if 0 < share <= 0.005:
        return "below 1\u00a0%"
    if 0.995 <= share < 1:
        return "above 99\u00a0%"
    return f"{100 * share:.0f}\u00a0%"


def shortened_name(name: str, most: int = 24) -> str:
    """A name that fits, an ellipsis in its middle where something was left out."""
    if len(name) <= most:
        return name
    front = most // 2
    return f"{name[:front].rstrip()}…{name[len(name) - (most - 1 - front) :].lstrip()}"


def confidence_level(confidence: float) -> str:
    """A level of confidence with as many digits as it has: 95 %, 97.5 %."""
    return f"{(100 * Decimal(repr(float(confidence)))).normalize():f}\u00a0%"
