"""What a column holds, whatever it is called: rows of each text, pairs with another column, what repeats."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from experiments.inputs.transactions.table import Codes, Column, Integers, Truths


def filled(column: Column) -> Column:
    """The same column, in which a text of blanks is nothing."""
    blank = pc.equal(pc.utf8_trim_whitespace(column.texts), "").to_numpy(zero_copy_only=False).astype(np.bool_)
    if not blank.any():
        return column
    return Column(column.name, np.where(np.append(blank, True)[column.code], -1, column.code), column.texts)


def rows_of_texts(column: Column, alive: Truths) -> Integers:
    """How many rows hold each text, shape (texts,)."""
    return np.bincount(column.code[alive & (column.code >= 0)], minlength=len(column.texts)).astype(np.int64)


def pairs(one: Codes | Integers, other: Codes | Integers) -> tuple[Integers, Integers]:
    """Distinct pairs of two columns of codes, of the rows in which neither is -1; two of the shape (pairs,)."""
    told = (one >= 0) & (other >= 0)
    width = int(other.max(initial=0)) + 1
    distinct = pd.unique(one[told].astype(np.int64) * width + other[told])
    first, second = np.divmod(distinct, width)
    return first, second


def partners(one: Codes | Integers, other: Codes | Integers) -> Integers:
    """How many distinct codes of another column stand beside each code; 0 for codes that no row has, shape (codes,)."""
    return np.bincount(pairs(one, other)[0], minlength=int(one.max(initial=-1)) + 1).astype(np.int64)


def names_in_quotes(names: list[str]) -> str:
    """All names, one after the other."""
    return ", ".join(f"'{name}'" for name in names)
