"""Names of months in English, and those of other languages that mean the same month wherever they are used.

A word that only begins like a month is none: marraskuu is the Finnish November, and Marianne is a customer.
"""

from __future__ import annotations

_NAMES = """
    jan january januar januari janv janvier janeiro gennaio enero
    feb february februar februari febbraio febrero fevrier fevereiro
    mar march mars marts marzo
    apr april aprile avril abril
    may mayo mai maj maggio maio
    jun june juni junio junho juin giugno
    jul july juli julio julho juillet luglio
    aug august augusti augustus aout agosto
    sep sept september septembre septiembre settembre setembro
    oct october octobre octubre okt oktober ottobre outubro
    nov november novembre noviembre novembro
    dec december decembre dez dezember dicembre diciembre dezembro
"""
MONTHS = {name: k for k, names in enumerate(_NAMES.strip().splitlines(), start=1) for name in names.split()}


def month_of(word: str) -> int:
    """The number of the month that a word names, whatever its case; 0 for none."""
    return MONTHS.get(word.casefold(), 0)
