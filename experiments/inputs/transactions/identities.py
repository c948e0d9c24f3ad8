"""Who bought: identifiers as text, made one where they differ in what nobody sees, refused where they are none.

One order for all: whole numbers first, by their value, then all other texts by their code points. It does not depend
on the rows or on the form of the file, so people have the same numbers whatever a database's export looks like.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

PLACEHOLDERS = frozenset(
    """nan null none nil na n/a #n/a #n/a! #na <na> nat (null) (none) (blank) [null] \\n - -- --- – — ? ?? . unknown
    undefined #value! #ref! #name? #num! #null! #div/0! anonymous guest unbekannt inconnu""".split()  # noqa: SIM905
)
"""What programs and people write where there is nothing; compared without case."""
TOTALS = frozenset({
    "total", "totals", "subtotal", "sub-total", "sub total", "grand total", "sum", "summe", "zwischensumme", "gesamt",
    "gesamtsumme", "insgesamt", "endsumme", "totale", "total general", "sous-total", "totaal", "suma", "somme",
})  # fmt: skip
"""What stands in the place of a customer in a row that adds others up."""
INVISIBLE = dict.fromkeys(
    [
        *map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c"),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
"""Signs without width; those of the direction of writing stand around whatever was copied from a program of Windows."""
_EXPONENT = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE]\+\d+|[+-]?\d[.,]\d+[eE]\d+")
_NATIONAL, _ABROAD = re.compile(r"0[1-9]\d{5,}"), re.compile(r"(?:\+|00)([1-9]\d{7,})")
LONGEST_CODE = 3
"""Figures of the code of a country."""
_FLOAT = re.compile(r"(-?\d+)\.0+")

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Identities:
    """Distinct identifiers of a log.

    Args:
        ids: in the stated order, shape (customers,).
        customer: position in `ids` of each text, -1 where it is none, shape (texts,).
        missing: texts that are nothing or a placeholder, shape (texts,).
        placeholder: texts that are a placeholder, shape (texts,).
        exponent: numbers that a spreadsheet has shortened, shape (texts,).
        changed: texts by what was disregarded in them: each shape (texts,).
        apart: pairs that were left apart although they are alike: how many, by what they differ in.
    """

    ids: npt.NDArray[np.object_]
    customer: npt.NDArray[np.int64]
    missing: Truths
    placeholder: Truths
    exponent: Truths
    changed: dict[str, Truths]
    apart: dict[str, int]


def is_placeholder(text: str) -> bool:
    """Whether a text stands for nothing."""
    bare = text.translate(INVISIBLE).strip().casefold()
    return not bare or bare in PLACEHOLDERS or bare == "not available" or bare.rstrip(": ") in TOTALS


def is_shortened(text: str) -> bool:
    """Whether a text is a number in exponent form, of which a spreadsheet has cut the digits."""
    return bool(_EXPONENT.fullmatch(text.strip()))


def identities(texts: Sequence[str]) -> Identities:
    """Make one of identifiers that differ in blanks around them, normalisation, signs without width, or `.0`.

    Mail addresses are one whatever their case. Others that differ only in case or in leading zeros stay apart: both are
    used to tell customers from each other.

    Args:
        texts: distinct texts.
    """
    missing = np.array([is_placeholder(text) for text in texts], dtype=np.bool_)
    blank = np.array([not text.translate(INVISIBLE).strip() for text in texts], dtype=np.bool_)
    exponent = np.array([is_shortened(text) for text in texts], dtype=np.bool_)
    changed = {name: np.zeros(len(texts), dtype=np.bool_) for name in ("blanks or signs without width",
               "Unicode normalisation", "a .0 at the end", "case of mail addresses")}  # fmt: skip
    plains = []
    for k, text in enumerate(texts):
        plain, steps = bare(text)
        plains.append(plain)
        for name in steps:
            changed[name][k] = True
    good = [text for text, none, short in zip(plains, missing, exponent, strict=True) if not (none or short)]
    ids = ordered(good)
    place = {name: k for k, name in enumerate(ids)}
    skip = missing | exponent
    customer = np.array([-1 if skip[k] else place[name] for k, name in enumerate(plains)], dtype=np.int64)
    lower, whole = {name.casefold() for name in ids}, {name.lstrip("0") for name in ids}
    plain_signs = {unicodedata.normalize("NFKC", name) for name in ids}
    strange = {name for name in ids if not name.isascii()}
    figures, again = ({way(name) for name in strange} for way in (_in_ascii_figures, _decoded_again))
    plain_ids = set(ids) - strange
    signs = "blanks, dashes, dots or other signs between letters and figures"
    apart = {signs: _alike_but_for_signs(ids), "case": len(ids) - len(lower), "leading zeros": len(ids) - len(whole),
             "a country code": _alike_but_for_country(ids),
             "the order of their words": _alike_but_for_order(ids),
             "the width or form of signs": len(ids) - len(plain_signs),
             "the script of their figures": len(ids) - len(plain_ids | figures),
             "an encoding that was applied twice": len(ids) - len(plain_ids | again)}  # fmt: skip
    kept = np.empty(len(ids), dtype=object)
    kept[:] = ids
    return Identities(kept, customer, missing, missing & ~blank, exponent & ~missing, changed, apart)


def _alike_but_for_signs(ids: Sequence[str]) -> int:
    """How many identifiers are another one with other signs in the same places, or with none: AB-12, AB 12 and AB12.

    Signs in other places tell apart: 1-12 is not 11-2.
    """
    parted = {re.sub(r"[\W_]+", "-", name).strip("-") for name in ids if not name.isalnum()}
    whole = {name for name in ids if name.isalnum()}
    apart = {name for name in parted if name.replace("-", "") not in whole}
    return len(ids) - len(whole) - len(apart)


def _alike_but_for_order(ids: Sequence[str]) -> int:
    """How many names are another one with its words in another order: Anna Abel and Abel, Anna."""
    names = [name for name in ids if " " in name and "@" not in name and not any(map(str.isdigit, name))]
    words = {tuple(re.findall(r"\w+", name.casefold())) for name in names}
    return len(words) - len({tuple(sorted(several)) for several in words})


def _alike_but_for_country(ids: Sequence[str]) -> int:
    """How many telephone numbers with a country's code, as +49 170 123, are another one without it, as 0170 123."""
    figures = [re.sub(r"[\s()/.-]", "", name) for name in ids if name[0] in "+0("]
    own = {name[1:] for name in figures if _NATIONAL.fullmatch(name)}
    lengths = {len(name) for name in own}
    abroad = [match[1] for name in figures if (match := _ABROAD.fullmatch(name))]
    return sum(any(name[-size:] in own for size in lengths if 1 <= len(name) - size <= LONGEST_CODE) for name in abroad)


def _in_ascii_figures(name: str) -> str:
    """An identifier with 0 to 9 for figures of other scripts, whose form Unicode leaves as it is."""
    figures = (str(unicodedata.decimal(sign)) if _is_figure(sign) else sign for sign in name)
    return "".join(figures)


def _is_figure(sign: str) -> bool:
    return sign.isdecimal() and unicodedata.normalize("NFKC", sign) == sign


def _decoded_again(name: str) -> str:
    """An identifier as it was before its UTF-8 was taken for another encoding, as MÃ¼ller for Müller."""
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


def ordered(names: Sequence[str]) -> list[str]:
    """Distinct identifiers in the stated order."""
    distinct = set(names)
    numbers = sorted((int(name), name) for name in distinct if name.isascii() and name.isdigit() and len(name) < 4000)
    taken = {name for _, name in numbers}
    return [name for _, name in numbers] + sorted(distinct - taken)


def bare(text: str) -> tuple[str, list[str]]:
    """A text without what tells no two identities apart, and what that was."""
    if text.isascii():
        plain = text.strip()
        steps = ["blanks or signs without width"] if plain != text else []
    else:
        steps = []
        seen = text.translate(INVISIBLE).strip()
        if seen != text:
            steps.append("blanks or signs without width")
        plain = unicodedata.normalize("NFC", seen)
        if plain != seen:
            steps.append("Unicode normalisation")
    if plain.endswith("0") and (match := _FLOAT.fullmatch(plain)):
        plain = match[1]
        steps.append("a .0 at the end")
    if "@" in plain and plain != plain.lower():
        plain = plain.lower()
        steps.append("case of mail addresses")
    return plain, steps
