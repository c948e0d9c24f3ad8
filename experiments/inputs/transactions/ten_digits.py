"""Ten digits are a second since 1970, or a moment without signs between its parts: 1701281200 is both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from experiments.inputs.transactions.dates import EARLIEST, PIVOT, latest

DIGITS = {
    "%y%m%d%H%M": re.compile(r"(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)(?P<H>\d\d)(?P<M>\d\d)"),
    "%d%m%y%H%M": re.compile(r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d\d)(?P<H>\d\d)(?P<M>\d\d)"),
    "%m%d%y%H%M": re.compile(r"(?P<m>\d\d)(?P<d>\d\d)(?P<y>\d\d)(?P<H>\d\d)(?P<M>\d\d)"),
    "%Y%m%d%H": re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?P<H>\d\d)"),
    "%d%m%Y%H": re.compile(r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d{4})(?P<H>\d\d)"),
    "%m%d%Y%H": re.compile(r"(?P<m>\d\d)(?P<d>\d\d)(?P<y>\d{4})(?P<H>\d\d)"),
}
"""Other ways in which ten digits are a moment."""
_TENTH = re.compile(r"\.0*$")
"""As tables write whole numbers where some are missing."""


def formats_of(texts: Sequence[str]) -> list[str]:
    """The formats by which every text is a moment that has been; none where some text is none.

    Args:
        texts: of ten digits each.
    """
    plain = [_TENTH.sub("", text.strip()) for text in texts]
    return [form for form, parts in DIGITS.items() if all(_is_moment(parts, text) for text in plain)]


def read(text: str, form: str) -> datetime:
    """The moment of ten digits by one of the formats."""
    return datetime.strptime(_TENTH.sub("", text.strip()), form)


def _is_moment(parts: re.Pattern[str], text: str) -> bool:
    found = parts.fullmatch(text)
    if found is None:
        return False
    named = {name: int(value) for name, value in found.groupdict().items()}
    year = named["y"]
    if len(found["y"]) == 2:
        year += 1900 if year >= PIVOT else 2000
    try:
        moment = datetime(year, named["m"], named["d"], named["H"], named.get("M", 0))
    except ValueError:
        return False
    return EARLIEST <= moment.date() <= latest()
