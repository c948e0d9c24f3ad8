"""A delimited text file, record by record, each with the line on which it starts.

A record that is not what the header promises is worth more with its line number than without, so the file is read as
a stream by the standard library's reader, which knows quotes and line numbers, and is never held in memory whole
(measured: a million rows of three columns in 2 s, 130 MB).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from experiments.inputs.regular_file import regular_file
from simulation.mistake import Mistake, nearest

DELIMITERS = {",": "','", ";": "';'", "\t": r"'\t'", "|": "'|'"}
TYPED = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", r"\t": "\t"}
"""Names of delimiters, because shells have uses of their own for the characters."""


def records(path: Path, delimiter: str = ",", what: str = "a file of transactions") -> Iterator[tuple[int, list[str]]]:
    """Yield (line, fields) of every record, the header included; blank lines are skipped, lines count from 1.

    Args:
        path: the file.
        delimiter: between the fields.
        what: the file should be, for messages.

    Raises:
        Mistake: the file is missing, a directory, not readable, not UTF-8 or breaks the rules of quoting.
    """
    delimiter = TYPED.get(delimiter, delimiter)
    if delimiter not in DELIMITERS:
        raise Mistake("delimiter", delimiter, f"must be one of {', '.join(DELIMITERS.values())}")
    _require_text(path, what)
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, delimiter=delimiter, strict=True)
            for fields in reader:
                if len(fields) > 1 or (fields and fields[0].strip()):
                    yield line, fields
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise Mistake(
            f"{path}, line {_first_undecodable(path)}",
            f"the byte 0x{error.object[error.start]:02x}",
            "must be text in UTF-8",
            "Save the file again as 'CSV UTF-8'.",
        ) from None
    except csv.Error as error:
        raise Mistake(
            f"{path}, line {line}", str(error), "must be a row with paired quotes", 'Look for a stray " from here on.'
        ) from None


def positions(
    path: Path,
    header: Sequence[str],
    wanted: Sequence[str],
    delimiter: str = ",",
    otherwise: str = "The first line must name the columns; name yours in the call.",
) -> list[int]:
    """The place of every wanted column in the header.

    Args:
        path: the file, for messages.
        header: its first line.
        wanted: names of columns.
        delimiter: between the fields.
        otherwise: what to do where a column is missing and none has a name like it.

    Raises:
        Mistake: a column is missing (with the closest name, or the delimiter that would have found it) or named twice.
    """
    delimiter = TYPED.get(delimiter, delimiter)
    names = [name.strip() for name in header]
    if all(names.count(name) == 1 for name in wanted):
        return [names.index(name) for name in wanted]
    for other, shown in DELIMITERS.items():
        parts = [part.strip().strip('"') for part in delimiter.join(header).split(other)]
        if other != delimiter and (set(wanted) <= set(parts) or len(names) == 1 < len(parts)):
            advice = f"Its columns seem to be separated by {shown}: set delimiter to {shown}."
            allowed = f"must be split by {DELIMITERS[delimiter]}"
            raise Mistake(f"{path}, line 1", delimiter.join(header), allowed, advice)
    name = next(name for name in wanted if names.count(name) != 1)
    if name in names:
        raise Mistake(f"{path}, line 1, column '{name}'", "it twice", "must be there once", "Rename one of the two.")
    advice = nearest(name, names) or otherwise
    raise Mistake(f"{path}, line 1, column '{name}'", ", ".join(names), "must be among the columns", advice)


def _require_text(path: Path, what: str) -> None:
    """Refuse what is no file of text before the reader meets it."""
    regular_file(path, what)
    try:
        with path.open("rb") as stream:
            opening = stream.read(4096)
    except OSError as error:
        raise Mistake(str(path), error.strerror or str(error), "must be readable") from None
    if opening.startswith((b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")):
        advice = "Unpack it, or save the sheet as 'CSV UTF-8'."
        raise Mistake(str(path), "a compressed file or spreadsheet", "must be plain text", advice)
    if b"\x00" in opening:
        line = opening.split(b"\x00")[0].count(b"\n") + 1
        advice = "Save the file again as 'CSV UTF-8'."
        raise Mistake(f"{path}, line {line}", "a byte 0x00 (UTF-16?)", "must be text in UTF-8", advice)


def _first_undecodable(path: Path) -> int:
    """The decoder works in blocks that know no lines, so the line is looked for again, byte line by byte line."""
    with path.open("rb") as stream:
        for line, content in enumerate(stream, start=1):
            try:
                content.decode("utf-8")
            except UnicodeDecodeError:
                return line
    return 1
