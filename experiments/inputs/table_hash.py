"""A hash of what is in a table, whatever the order of its rows and however it was written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


def content_hash(table: pd.DataFrame) -> str:
    """Hash of what is in a table, whatever the order of its rows and however it was written."""
    columns = {str(name): column for name, column in sorted(table.items())}
    rows = _order(list(columns.values()), len(table))
    digest = hashlib.sha256()
    for name, column in columns.items():
        digest.update(name.encode())
        if column.dtype.kind in "fiub":
            digest.update(column.to_numpy()[rows].tobytes())
        else:
            digest.update("\x1f".join(map(str, column.iloc[rows])).encode())
    return digest.hexdigest()


def _order(columns: Sequence[pd.Series], rows: int) -> npt.NDArray[np.intp]:
    """Rows sorted by the columns from left to right; what is missing comes last."""
    if rows < 2 or not columns:
        return np.arange(rows)
    return np.lexsort([_sortable(column) for column in reversed(columns)])


def _sortable(column: pd.Series) -> npt.NDArray[Any]:
    """Numbers that are in the order of the values."""
    if column.dtype.kind in "fiub":
        return column.to_numpy()
    places, values = pd.factorize(column, sort=True)
    return np.where(places < 0, len(values), places)
