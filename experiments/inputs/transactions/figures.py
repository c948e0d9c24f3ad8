"""Figures of all scripts as 0 to 9, and the signs beside them: Unicode says which of ten each figure is.

A sign is only replaced where it has one meaning: the Arabic decimal sign is a point here, and the Arabic sign of
thousands is one that is never a decimal sign. Years stay those of the calendar that wrote them.
"""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

POINT = "\u066b"
"""The Arabic decimal sign, which is nothing else."""
_SIGNS = str.maketrans({
    POINT: ".", "\u066c": "’", "\u060c": ",", "\u3000": " ", **{chr(0xFEE0 + k): chr(k) for k in range(0x21, 0x7F)},
    "￥": "¥", "￡": "£", "￦": "₩", "￠": "¢",
})  # fmt: skip
"""Signs of the width of Chinese ones, and those of Arabic numbers."""
_OTHER = r"[^\P{Nd}0-9]|[\x{FF01}-\x{FF5E}]"
"""Figures that are not 0 to 9, or wide signs, in the patterns of Arrow."""
_CHINESE = (
    r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]",
    r"\1-\2-\3",
)
_CLOCK = (r"(\d{1,2})\s*[時时点點시]\s*(\d{1,2})\s*[分분](?:\s*\d{1,2}\s*[秒초])?", r"\1:\2")
_SPACED = (r"^(\s*\d{1,4})\.\s?(\d{1,2})\.\s?(\d{1,4})\.?(\s|$)", r"\1.\2.\3\4")
"""Days as they are written with words for year, month and day, and with a blank or another point behind each part."""
_LOOSE = r"^\s*\d{1,4}\.\s?\d{1,2}\.\s|^\s*\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.\s*$"


def in_ascii(text: str) -> str:
    """A text with 0 to 9 for figures of other scripts, and plain signs for wide ones."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text.translate(_SIGNS))


def days_in_ascii(texts: pa.Array) -> pa.Array:
    """Texts in which days of other scripts, and of other signs between their parts, are as in 2024-1-5 or 5.1.2024.

    Args:
        texts: distinct texts.
    """
    if not pc.all(pc.string_is_ascii(texts)).as_py():
        if pc.any(pc.match_substring_regex(texts, _OTHER)).as_py():
            texts = pa.array([in_ascii(text) for text in texts.to_pylist()], pa.string())
        for pattern, written in (_CHINESE, _CLOCK):
            texts = pc.replace_substring_regex(texts, pattern, written)
    if pc.any(pc.match_substring_regex(texts, _LOOSE)).as_py():
        texts = pc.replace_substring_regex(texts, *_SPACED)
    return texts


_WEEK = re.compile(
    r"(?i)\s*(?:(?:19|20)?\d\d[-/. ]*)?(?:w|wk|kw|week|woche|cw|semaine|sem|semana|settimana|uke|vecka|uge|viikko)"
    r"[-/. ]*[0-5]?\d(?:[-/. ]+(?:19|20)?\d\d)?\s*|(?:19|20)\d\d(?:1[3-9]|[2-4]\d|5[0-3])"
)
_QUARTER = re.compile(r"(?i)(?:[qth][1-4][-/. ]*)?(?:(?:fy|cy)[-/. ]*)?(?:19|20)\d\d(?:[-/. ]*[qth][1-4])?(?:\.0+)?")
_ZONE = re.compile(r"\d{1,2}:\d\d.*?(?:\b[A-Z]{2,5}T\b|\([^()]+\)|\[[^\[\]]+\])")
"""Quarters, halves and years alone; and a time with a zone in letters."""
_WEEK_DAY = re.compile(r"\s*\d{4}-?W\d{2}-?[1-7]\s*")


def advised(text: str) -> tuple[str, str] | None:
    """What is said of a day that is written in a form that is not read without a word; None where it is another."""
    expected, text = "must be a date such as 1997-02-01", in_ascii(text).strip()
    if _WEEK_DAY.fullmatch(text):
        form = "%G-W%V-%u" if text.count("-") == 2 else "%GW%V%u"
        return expected, f"It is a week and its day: say population.date_format={form}."
    if _WEEK.fullmatch(text):
        advice = (
            "Export the day of each purchase; if weeks are all there is, write the Monday of each, and what a customer "
            "bought in one is one purchase."
        )
        return f"{expected}, and may be a week", advice
    if _QUARTER.fullmatch(text):
        advice = (
            "Export the day of each purchase; if longer times are all there is, write the first day of each, and what "
            "a customer bought in one is one purchase."
        )
        return f"{expected}, and may be a year or a part of it", advice
    if _ZONE.search(text):
        advice = "Zones are not read by their letters: write the offset, as +01:00, or leave the zone out."
        return expected, advice
    if re.fullmatch(r"(19|20)\d\d([-/.]?)[0-3]\d\d", text):
        form = f"%Y{text[4] if len(text) == 8 else ''}%j"
        advice = f"If it is a year and the day of the year, say population.date_format={form}"
        lost = "" if len(text) == 8 else "; if a spreadsheet has cut a zero in front, population.date_format=%d%m%Y"
        return expected, f"{advice}{lost}."
    if re.fullmatch(r"1\d\d[0-3]\d\d", text):
        advice = (
            "If it is the century, the year and its day, as 124013 for 2024-01-13, write the years with four digits."
        )
        return expected, f"{advice} Then population.date_format=%Y%j reads them."
    if re.fullmatch(r"(?:[^\W\d_]{1,2}|[MTSHR]\.?)\s*(?:\d{1,2}|元)\s*[年/.-].*", text):
        return (
            expected,
            "If its years are those of an era, write them with four digits, as 2024 for the sixth of Reiwa.",
        )
    return None
