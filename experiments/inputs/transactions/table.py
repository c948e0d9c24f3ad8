"""What every form of a log is read into: columns of texts, each distinct text kept once, and the number of each row.

Five million rows have some thousand days and a million ids at most, so whatever is understood is understood once per
distinct text and then looked up.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.identities import INVISIBLE
from experiments.inputs.transactions.problems import rows_said

_PLAIN = re.compile(r"-?\d+\.\d+")
Codes = npt.NDArray[np.int32]
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    Args:
        name: as in the header, trimmed.
        code: position in `texts` of each row, -1 where the file has nothing, shape (rows,).
        texts: distinct texts, one at least, so that what is asked of all texts has an answer where no row has any.
        numbers: which texts the file itself says are numbers, written with a decimal point, shape (texts,); None: none.
        days: which texts the file itself says are days, shape (texts,); None: it does not say so.
    """

    name: str
    code: Codes
    texts: pa.Array
    numbers: Truths | None = None
    days: Truths | None = None

    def kept(self, keep: Truths) -> Column:
        """The same column of some of the rows; texts that no row has any more stay."""
        return replace(self, code=self.code[keep])

    def rows_with(self, wanted: Truths) -> Truths:
        """Which rows have one of some texts.

        Args:
            wanted: for each text, shape (texts,).
        """
        return np.append(wanted, False)[self.code]


@dataclass(frozen=True, eq=False)
class Table:
    """A log before it is understood.

    Args:
        form: what the file is, in words, such as "CSV, separated by semicolons, UTF-8".
        columns: in the order of the file.
        row: number of each row as the file, or the sheet, counts them, shape (rows,).
        bad: rows that do not have as many fields as the header: (number, fields), the first of them.
        bad_count: how many such rows there are.
        width: fields of the header.
        notes: what was noticed on the way.
    """

    form: str
    columns: tuple[Column, ...]
    row: Integers
    bad: tuple[tuple[int, int], ...] = ()
    bad_count: int = 0
    width: int = 0
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return [column.name for column in self.columns]

    def kept(self, keep: Truths) -> Table:
        """Some of the rows."""
        return replace(self, columns=tuple(column.kept(keep) for column in self.columns), row=self.row[keep])

    def without_headers(self) -> Table:
        """Without rows that repeat the names of the columns, as exports put one behind the other do."""
        again = np.ones(len(self.row), dtype=np.bool_)
        for column in sorted(self.columns, key=lambda column: len(column.texts)):
            texts = [text.translate(INVISIBLE).strip() for text in column.texts.to_pylist()]
            alike = np.array([text == column.name for text in texts], dtype=np.bool_)
            again &= np.append(alike, not column.name)[column.code]
            if not again.any():
                return self
        note = f"{rows_said(self.row[again])} only repeat{'s' if again.sum() == 1 else ''} the names of the columns"
        return replace(self.kept(~again), notes=(*self.notes, f"{note}, which is no purchase"))

    def without_blanks(self) -> Table:
        """Without rows in which nothing stands."""
        filled = np.zeros(len(self.row), dtype=np.bool_)
        for column in self.columns:
            blank = pc.equal(pc.utf8_trim_whitespace(column.texts), "").to_numpy(zero_copy_only=False)
            filled |= column.rows_with(~blank.astype(np.bool_))
        return self if filled.all() else self.kept(filled)


def coded(name: str, array: pa.ChunkedArray | pa.Array, numeric: bool = False) -> Column:
    """A column of an Arrow array of texts, which may be encoded as a dictionary already; `numeric`: all are numbers."""
    if isinstance(array, pa.Array):
        array = pa.chunked_array([array])
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    whole = array.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0) if whole.num_chunks else pa.array([], array.type)
    code = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    texts = whole.dictionary if len(whole.dictionary) else pa.array([""])
    if texts.null_count:  # a dictionary may hold nothing as one of its texts
        nothing = texts.is_null().to_numpy(zero_copy_only=False)
        code[np.append(nothing, False)[code]] = -1
        texts = texts.fill_null("")
    return Column(name, code, texts.cast(pa.string()), np.ones(len(texts), dtype=np.bool_) if numeric else None)


def encodable(text: str) -> str:
    """A text of Python as one that can be written: half of a sign, as a cut emoji leaves, becomes its number."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def of_texts(name: str, texts: Sequence[str | None], numbers: Collection[str] = ()) -> Column:
    """A column of plain texts, of which some were numbers."""
    column = coded(name, pa.array(texts, pa.string()))
    return replace(column, numbers=are_in(column.texts, numbers)) if numbers else column


def number_beside_texts(digits: str) -> str:
    """The text of a number whose column has texts too, in which nobody can take its point for one of thousands."""
    whole, _, part = digits.partition(".")
    if not _PLAIN.fullmatch(digits):
        return digits
    if not part.strip("0"):
        return whole
    return f"{digits}0" if len(part) == 3 else digits  # 1.125 is 1.1250


def are_in(texts: pa.Array, some: Collection[str]) -> Truths:
    """Which texts are some of these, shape (texts,)."""
    return np.array([text in some for text in texts.to_pylist()], dtype=np.bool_)
