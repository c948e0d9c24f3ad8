"""One person, as a law sees them."""

from __future__ import annotations

from typing import Any

from simulation.population import Rows


class Row:
    """One person's numbers, by the names of the columns; what a person has of each firm is reached by `[firm]`.

    Compiled laws read the columns themselves (see `compiled.translation`); this is what the same law is given where it
    is not compiled.

    Args:
        rows: the window that the mechanism is lent.
        number: of the row.
    """

    __slots__ = ("_number", "_rows")

    def __init__(self, rows: Rows, number: int) -> None:
        object.__setattr__(self, "_rows", rows)
        object.__setattr__(self, "_number", number)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rows, name)[self._number]

    def __setattr__(self, name: str, value: Any) -> None:
        getattr(self._rows, name)[self._number] = value


def clip(value: float, low: float, high: float) -> float:
    """The nearest number between two others."""
    return min(max(value, low), high)
