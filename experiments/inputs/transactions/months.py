"""Names of months in English, and those of other languages that mean the same month wherever they are used.

A word that only begins like a month is none: marraskuu is the Finnish November, and Marianne is a customer.
"""

from __future__ import annotations

_NAMES = """
    jan january januar januari janv janvier janeiro
    feb february februar februari febbraio febrero
    mar march mars marts marzo
    apr april aprile
    may mayo
    jun june juni junio junho
    jul july juli julio julho
    aug august augusti augustus
    sep sept september septembre septiembre
    oct october octobre octubre
    nov november novembre noviembre novembro
    dec december decembre
"""
MONTHS = {name: k for k, names in enumerate(_NAMES.strip().splitlines(), start=1) for name in names.split()}


def month_of(word: str) -> int:
    """The number of the month that a word names, whatever its case; 0 for none."""
    return MONTHS.get(word.casefold(), 0)
