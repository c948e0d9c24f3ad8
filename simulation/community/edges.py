"""From an edge list to sorted ties.

A list that a user brings names ties once or twice, in any order, and may tie people to themselves. What is stored names
each tie once in each direction, sorted by person and then by neighbour; what had to be left out is counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulation.community.triangles import Integers
from simulation.mistake import Mistake

Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int32]

_ROW = 0x7FFFFFFF  # 31 bits hold a row, hence int32


@dataclass(frozen=True)
class DroppedTies:
    """What an edge list contained that a community cannot; both in ties."""

    self_loops: int = 0
    duplicates: int = 0


def row_numbers(column: npt.ArrayLike, name: str, size: int) -> Integers:
    """The column as int64 rows, shape (E,).

    Raises:
        Mistake: a value is no whole number or lies outside 0 … N−1.
    """
    given = np.asarray(column)
    if given.size == 0:
        return np.zeros(0, dtype=np.int64)
    if given.ndim != 1 or given.dtype.kind not in "iu":
        raise Mistake(f"edge list {name}", f"{given.dtype} of shape {given.shape}", "must be one column of row numbers")
    lowest, highest = int(given.min()), int(given.max())
    if lowest < 0 or highest >= size:
        wrong = lowest if lowest < 0 else highest
        raise Mistake(
            f"edge list {name}", wrong, f"must be a row from 0 to {size - 1}", "Number the people from 0 without gaps."
        )
    return given.astype(np.int64)


def sorted_ties(
    size: int, source: Integers, target: Integers, strong: Bools
) -> tuple[Integers, Rows, Bools, DroppedTies]:
    """Sort ties into compressed sparse rows, each in both directions and without self-loops.

    Args:
        size: number of people N, below 2³¹.
        source: one end of each tie, shape (E,).
        target: the other end, shape (E,).
        strong: whether the tie is strong, shape (E,); a tie listed more than once is strong if it is so anywhere.

    Returns:
        start (N + 1,), neighbour (M,), strong (M,) and the number of ties left out.
    """
    proper = source != target
    loops = proper.size - int(np.count_nonzero(proper))
    if loops:
        source, target, strong = source[proper], target[proper], strong[proper]
    # One word per direction: 31 bits source, 31 bits target, 1 bit strong. Sorting plain integers is vectorised.
    word = np.concatenate([source << 32 | target << 1 | strong, target << 32 | source << 1 | strong])
    word.sort()
    pair = word >> 1
    last = np.ones(word.size, dtype=np.bool_)  # of the copies of a tie the strong one comes last
    np.not_equal(pair[1:], pair[:-1], out=last[:-1])
    duplicates = (word.size - int(np.count_nonzero(last))) // 2
    if duplicates:
        word = word[last]
    start = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(word >> 32, minlength=size), out=start[1:])
    return start, ((word >> 1) & _ROW).astype(np.int32), (word & 1).astype(np.bool_), DroppedTies(loops, duplicates)
