"""A measure and what one of it costs, as grams and a price per kilogram, minutes and an hourly rate: no amounts.

    amount = measure rate / units of the measure to the unit of the rate

Names tell them, and only as far as to ask: without them the one with cents would be taken for what was paid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from experiments.inputs.transactions.called import PIECES
from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.numeric import holds_mostly_amounts
from experiments.inputs.transactions.table import Column

_RATE = re.compile(
    r"(price|preis|prix|precio|prezzo|prijs|pris|rate|satz|tarif|cost|charge|fee|eur|usd|€|\$)s?[ _]?"
    r"(per|pro|je|par|por|/)|"
    r"(hourly|daily|nightly|hour|day|night|stunden|tages|unit)[ _]?(rate|price|satz|preis|tarif|fee)|"
    r"^(rate|tariff?|satz|stundensatz|tagessatz)$|"
    r"(per|pro|je|/)[ _]?(kg|kilo|l|lit(er|re)|hour|stunde|std|h|day|night|unit|stk|stuck|stueck|piece|item|kwh|km|"
    r"mile|m2|sqm|head|person|pax)\b"
)
_MEASURE = re.compile(
    "minute|^min$|mins$|hour|hrs|stunde|^std|duration|dauer|second|sekund|nights|naechte|nachte|kilomet|^km|km$|miles|kwh|"
    "gram|gewicht|weight|^kg|kg$|volum|litre|liter|distance|strecke|area|flache|flaeche|usage|verbrauch|consumption"
)
_UNITS = {"g": ("kg", 1000), "ml": ("l", 1000), "min": ("h", 60), "m": ("km", 1000), "wh": ("kwh", 1000)}
"""Units of a measure, with the unit that a rate is for, and how many are one."""
_WORDS = {
    "gram": "g", "grams": "g", "gramm": "g", "gr": "g", "kilo": "kg", "kilogram": "kg", "kilogramm": "kg",
    "liter": "l", "litre": "l", "ltr": "l", "minutes": "min", "minute": "min", "minuten": "min", "mins": "min",
    "hour": "h", "hourly": "h", "stunde": "h", "std": "h", "stundensatz": "h", "hr": "h",
}  # fmt: skip


def measure_and_rate(columns: Sequence[Column], but: set[int | None]) -> tuple[int, int] | None:
    """Places of a measure and of what one of it costs, by their names; None where either is not there.

    Args:
        columns: of the table.
        but: places of those that are something else.
    """
    some = [place for place, column in enumerate(columns) if place not in but and holds_mostly_amounts(column)]
    rates = [place for place in some if is_rate(columns[place].name)]
    measures = [place for place in some if place not in rates and is_measure(columns[place].name)]
    return (measures[0], rates[0]) if len(rates) == 1 and len(measures) == 1 else None


def is_rate(name: str) -> bool:
    """Whether a column is called like what one of a measure costs."""
    return _RATE.search(_lower(name)) is not None


def measures_to_a_unit(measure: str, rate: str) -> int:
    """How many units of a measure are one of those that a rate is for, as both names say; 1 where they do not."""
    of_rate = _units(rate)
    for unit in _units(measure):
        larger, number = _UNITS.get(unit, ("", 1))
        if larger in of_rate and unit not in of_rate:
            return number
    return 1


def is_measure(name: str) -> bool:
    """Whether a column is called like a measure or like pieces, which a rate is paid for."""
    return bool(_MEASURE.search(plain(name)) or PIECES.search(plain(name)))


def _units(name: str) -> set[str]:
    words = re.findall(r"[a-z]+", _lower(name))
    return {_WORDS.get(word, word) for word in words}


def _lower(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
