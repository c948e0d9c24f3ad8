"""Which form a log has, told by its first bytes and never by its name, and the table that is in it."""

from __future__ import annotations

import gzip
import io
import lzma
import re
import zipfile
import zlib
from pathlib import Path

from experiments.inputs.hashes import Content
from experiments.inputs.transactions.drawn_tables import refuse_markup
from experiments.inputs.transactions.encoding import decoded
from experiments.inputs.transactions.reading import AUTO, Reading
from experiments.inputs.transactions.table import Table
from simulation.mistake import Mistake

GZIP, ZIP, OLE, PARQUET, ARROW = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1", b"ARROW1"
JSON = re.compile(rb"\s*(?:\{|\[\s*(?:[\{\[\]]|$))")
"""How JSON begins; a line of names in brackets, as SQL Server quotes them, is none."""
PACKED = (GZIP, b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf\x27\x1c", b"Rar!")
"""How files begin that are still compressed: gzip again, bzip2, xz, zstd, 7z, rar."""
DAMAGED = (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error, lzma.LZMAError)
"""What reading a compressed file raises where its bytes are not whole."""


def table_of(content: Content, source: str, reading: Reading) -> Table:
    """The table in a file.

    Args:
        content: of the file.
        source: the log, for messages.
        reading: what the user says of it.

    Raises:
        Mistake: whatever is wrong with the file as a whole.
    """
    data = _unpacked(content.data, content.path)
    if data.startswith((ZIP, OLE)):
        from experiments.inputs.transactions.sheets import read_workbook

        _refuse_unread(reading, "a workbook", "delimiter", "encoding")
        return read_workbook(data, source, reading)
    _refuse_unread(reading, "a log that is no workbook", "sheet")
    if data.startswith((PARQUET, ARROW)):
        _refuse_unread(reading, "Parquet or Arrow", "delimiter", "encoding")
    if data.startswith(PARQUET):
        from experiments.inputs.transactions.arrow import read_parquet

        return read_parquet(data, source)
    if data.startswith(ARROW):
        from experiments.inputs.transactions.arrow import read_feather

        return read_feather(data, source)
    text, encoding = decoded(data, content.path, reading.encoding)
    if not text.strip():
        raise Mistake(source, "an empty file", "must have a row that names the columns, and transactions")
    refuse_markup(text, source)
    if JSON.match(text):
        from experiments.inputs.transactions.json_lines import read_json

        _refuse_unread(reading, "JSON", "delimiter")
        return read_json(text, source)
    if b"\x00" in text[:4096]:
        raise Mistake(source, "bytes 0x00", "must be text, a workbook (.xlsx) or Parquet")
    from experiments.inputs.transactions.text import read_text

    return read_text(text, source, encoding, reading)


def _refuse_unread(reading: Reading, form: str, *keys: str) -> None:
    """Refuse words that this form of a log has no use for."""
    for key in keys:
        given = getattr(reading, key)
        if given not in (AUTO, None):
            raise Mistake(f"population.{key}", given, f"is not read for {form}", "Leave it out.")


def _unpacked(data: bytes, path: Path) -> bytes:
    """The bytes without gzip, or without a zip around a single file."""
    if data.startswith(GZIP):
        try:
            data = gzip.decompress(data)
        except DAMAGED:
            raise Mistake(str(path), "a gzip file that breaks off", "must be whole", "Copy it again.") from None
    elif data.startswith(ZIP):
        data = _unzipped(data, path)
    if data.startswith(PACKED):
        raise Mistake(str(path), "a compressed file", "must be a log, or one in gzip or zip, once", "Unpack it.")
    return data


def _unzipped(data: bytes, path: Path) -> bytes:
    """The bytes of the single file in a zip, without what macOS lays beside it; a workbook is a zip and stays one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = [info for info in archive.infolist() if not info.is_dir() and not _of_macos(info.filename)]
            if any(info.filename in ("[Content_Types].xml", "mimetype") for info in files):
                return data
            if len(files) != 1:
                given = f"an archive of {len(files)} files"
                raise Mistake(str(path), given, "must be one log", "Unpack it and name one of them.")
            if files[0].flag_bits & 1:
                raise Mistake(str(path), "a zip file with a password", "must be readable", "Unpack it.")
            return archive.read(files[0])
    except Mistake:
        raise
    except NotImplementedError:
        advice = "Unpack it, or compress it with another program."
        raise Mistake(str(path), "a zip file in a method that is not known here", "must be readable", advice) from None
    except DAMAGED:
        raise Mistake(str(path), "a zip file that breaks off", "must be whole", "Copy it again.") from None


def _of_macos(name: str) -> bool:
    """Whether a file in an archive only describes another, or the folder."""
    return name.startswith("__MACOSX/") or Path(name).name.startswith("._") or Path(name).name == ".DS_Store"
