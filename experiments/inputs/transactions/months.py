"""Names of months in English, and those of other languages that mean the same month wherever they are used.

A word that only begins like a month is none: marraskuu is the Finnish November, and Marianne is a customer.
"""

from __future__ import annotations

import re
import unicodedata

_NAMES = """
    jan january januar januari janv janvier janeiro janner gennaio gen enero ene
    feb february februar februari febbraio febrero fevrier fevereiro fev fevr feber
    mar march mars marts mrt maart marz maerz mrz marzo marco
    apr april aprile avril avr abril abr
    may mayo mai maj maggio mag maio mei
    jun june juni junio junho juin giugno giu
    jul july juli julio julho juillet juil luglio lug
    aug august augusti augustus aout agosto ago
    sep sept september septembre septiembre settembre set setembro
    oct october octobre octubre okt oktober ottobre ott outubro out
    nov november novembre noviembre novembro
    dec december decembre dez dezember dicembre diciembre dezembro dic desember des
"""
LETTERS = "a-zA-Z\u00c0-\u024f\u0300-\u036f"
"""What names of months are written in, accents that stand alone too, as a class of both libraries of patterns."""
_ACCENT = re.compile("[\u0300-\u036f]")
MONTHS = {name: k for k, names in enumerate(_NAMES.strip().splitlines(), start=1) for name in names.split()}


def month_of(word: str) -> int:
    """The number of the month that a word names, whatever its case and accents; 0 for none."""
    return MONTHS.get(_ACCENT.sub("", unicodedata.normalize("NFKD", word.casefold())), 0)
