"""A column is one fact about every person, or about every firm: declared once, owned by one mechanism."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from simulation.draws import Floats

Initial = float | Callable[[Floats], Floats]


@dataclass(frozen=True)
class Column:
    """One column of the population (or, with `of="firm"`, of the table of firms).

    Args:
        name: a singular noun.
        doc: meaning, in one line.
        unit: the unit, "1" for a latent scale.
        low: smallest value it can take.
        high: largest value it can take.
        initial: the value at the start of a relationship, or the inverse distribution that maps a keyed uniform,
            shape (N,), to it.
        per: None for one number a person, else one number for each "firm" (index 0 is nobody), "touchpoint" or
            "channel".
        kept: True for what belongs to the person and survives a change of provider; False for what belongs to the
            match of person and firm and starts again with the next firm.
        weekly: True for what says something about this week alone (a contact, a purchase) and is computed anew
            each week before anybody reads it.
        dtype: NumPy type.
        of: whether a row is a person or a firm.
        newcomer: column of firms with what somebody who joins the firm begins with; empty: `initial`.
    """

    name: str
    doc: str
    unit: str = "1"
    low: float = 0.0
    high: float = 1.0
    initial: Initial = 0.0
    per: Literal["firm", "touchpoint", "channel"] | None = None
    kept: bool = False
    weekly: bool = False
    dtype: str = "float64"
    of: Literal["person", "firm"] = "person"
    newcomer: str = ""
