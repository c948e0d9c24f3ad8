"""What a mechanism from outside of the package makes of the package's columns stays within their declared ranges.

Mechanisms of the package keep to them (tests/test_contract.py), and rely on it: a gratitude of -5, or of NaN, gives
numbers that mean nothing, and nobody would be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy.typing as npt

from simulation.column import Column
from simulation.mechanism import ContractBroken, Mechanism
from simulation.mechanisms import shipped


def written_from_outside(
    mechanisms: Iterable[Mechanism], columns: Mapping[str, Column]
) -> dict[str, tuple[Column, ...]]:
    """Columns of others that each mechanism from outside of the package writes, by its name."""
    ours = set(shipped().values())
    return {one.name: tuple(columns[name] for name in one.writes) for one in mechanisms if type(one) not in ours}


def refuse_outside(mechanism: str, column: Column, values: npt.NDArray[Any]) -> None:
    """Stop where a column has a value that it cannot have.

    Args:
        mechanism: that has just written it.
        column: its declaration.
        values: of some rows or all, shape (K,) or (K, width).

    Raises:
        ContractBroken: naming mechanism, column and value.
    """
    for value in (values.min(), values.max()):
        if not column.low <= value <= column.high:  # NaN is within no range
            bounds = f"must stay between {column.low:g} and {column.high:g}"
            raise ContractBroken(f"the mechanism {mechanism} made column {column.name!r} {value:g}, which {bounds}")
