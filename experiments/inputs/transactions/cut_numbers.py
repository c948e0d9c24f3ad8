"""Numbers of customers of which a spreadsheet has cut the last figures, so that different people look alike.

It keeps 15 figures of a number and writes zeros for the rest; and what it showed as 4.91701E+11 is 491701000000 once
that has been typed, or opened, again. One such number may be as it is; all long numbers are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.identities import bare
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.table import Column, Integers

Truths = npt.NDArray[np.bool_]
_LONG = re.compile(r"[1-9]\d{9,}")
"""Whole numbers that are long enough to be cut; those with a zero in front have been a text."""
KEPT, SHOWN, LOST = 15, 6, 4
"""Figures that a spreadsheet keeps, and such as it shows of a large number; and zeros that chance hardly makes."""
FEWEST = 3
"""Long numbers below which nothing is told."""


def refuse_cut_numbers(customers: Column, row: Integers, problems: Problems) -> None:
    """Ask about numbers of customers that all end in the zeros that a spreadsheet leaves.

    Args:
        customers: their column, which no word has chosen.
        row: number of each row, for messages, shape (rows,).
        problems: where the question is noted.
    """
    rows = customers.rows_with(are_cut(customers.texts.to_pylist()))
    if rows.any():
        given = "long numbers that all end in zeros"
        advice = (
            "A spreadsheet may have cut their last figures, so that different customers look alike: export them as "
            f"text again. If they are right, say {typed('customer', customers.name)}."
        )
        problems.at(row[rows], customers.name, given, "may be no identities any more", advice)


def are_cut(texts: Sequence[str]) -> Truths:
    """Which texts are numbers that have lost their last figures, as far as all long ones have; shape (texts,)."""
    plain = [bare(text)[0] for text in texts]
    length = np.array([len(text) if _LONG.fullmatch(text) else 0 for text in plain], dtype=np.int64)
    zeros = np.array([len(text) - len(text.rstrip("0")) for text in plain], dtype=np.int64)
    kept = np.where(length > KEPT, KEPT, SHOWN)
    lost = np.where(length > KEPT, length - KEPT, np.maximum(length - SHOWN, LOST))
    long = length > 0
    cut = long & (length - zeros <= kept)
    enough = long.sum() >= FEWEST and bool((cut == long).all()) and int(lost[long].sum()) >= 2 * LOST
    return cut if enough else np.zeros(len(plain), dtype=np.bool_)
