"""Which characters the bytes of a text file mean: UTF-8 and UTF-16 are told by themselves, others are named.

A byte above 127 is another letter in each of some fifty old encodings, and nothing in the file says in which. So the
likely ones are shown with words of the file as each would read them, and the user says which words are right.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from experiments.inputs.transactions.reading import AUTO, typed
from simulation.mistake import Mistake

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SAMPLES, READINGS = 3, 3
_WORD, LONGEST = re.compile(r"(?:[^\W\d_]|[^\x00-\x7f])+"), 40


def decoded(data: bytes, path: Path, encoding: str = AUTO) -> tuple[bytes, str]:
    """The same text in UTF-8 without a byte-order mark, and the name of its encoding.

    Args:
        data: the bytes of the file.
        path: where they were found, for messages.
        encoding: its name, or auto.

    Raises:
        Mistake: an unknown encoding, or bytes that it cannot be.
    """
    if encoding != AUTO:
        try:
            return data.decode(encoding).removeprefix("\ufeff").encode(), encoding
        except UnicodeError as error:
            advice = "Leave population.encoding out to see which it may be."
            where = f"{path}, row {_row(data, error)}"
            raise Mistake(where, "bytes that mean nothing in it", f"must be text in {encoding}", advice) from None
        except (LookupError, ValueError):  # unknown, or with a NUL in its name
            advice = "Examples: utf-8, utf-16, cp1252, latin_1, mac_roman."
            raise Mistake("population.encoding", encoding, "must be an encoding that Python knows", advice) from None
    for mark, name in MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(name).removeprefix("\ufeff").encode(), name.removesuffix("-sig").upper()
            except UnicodeError as error:
                where, kind = f"{path}, row {_row(data, error)}", name.removesuffix("-sig").upper()
                given = "bytes that mean nothing in it"
                advice = "Its first bytes say so; save it again as 'CSV UTF-8'."
                raise Mistake(where, given, f"must be text in {kind}", advice) from None
    opening = data[:4096]
    if opening.count(0) > len(opening) // 5:
        low = opening[1::2].count(0) >= opening[::2].count(0)
        name = "utf-16-le" if low else "utf-16-be"
        try:
            return data.decode(name).encode(), name.upper()
        except UnicodeError:
            raise Mistake(str(path), "bytes 0x00", "must be text, a workbook or Parquet") from None
    if data.isascii():
        return data, "UTF-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _choice(data, path, error) from None
    return data, "UTF-8"


def _row(data: bytes, error: UnicodeError) -> int:
    return data[: getattr(error, "start", 0)].count(b"\n") + 1


def _choice(data: bytes, path: Path, error: UnicodeDecodeError) -> Mistake:
    """What the text would be in the encodings that it may have."""
    from charset_normalizer import from_bytes

    lines = [line for line in data.splitlines() if not line.isascii()][:2000]
    likely = [match.encoding for match in from_bytes(b"\n".join(lines))]
    readings: dict[tuple[str, ...], str] = {}
    for name in dict.fromkeys(["cp1252", *likely, "latin_1", "mac_roman", "cp850"]):
        try:
            found = (word for word in _WORD.findall(b"\n".join(lines).decode(name)) if not word.isascii())
            words = tuple(dict.fromkeys(word[-LONGEST:] for word in found))[:SAMPLES]
        except (UnicodeError, LookupError):
            continue
        if words and all(word.isprintable() for word in words):
            readings.setdefault(words, name)
    said = " or ".join(
        f"{typed('encoding', name)} if it should read {', '.join(repr(word) for word in words)}"
        for words, name in list(readings.items())[:READINGS]
    )
    given = f"the byte 0x{data[error.start]:02x}"
    advice = f"Choose {said}." if said else "Save it again as 'CSV UTF-8'."
    return Mistake(f"{path}, row {_row(data, error)}", given, "is not text in UTF-8 and may be several things", advice)
