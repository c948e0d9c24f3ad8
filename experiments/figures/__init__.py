"""Figures of comparisons and runs in one house style, one file each; the only files that import matplotlib."""

from __future__ import annotations

from collections.abc import Callable

from experiments.comparison import Comparison
from experiments.figures.breakeven import breakeven
from experiments.figures.differences import differences
from experiments.figures.house import house
from experiments.figures.ledger import ledger
from experiments.figures.picture import Picture, save
from experiments.figures.segments import segments
from experiments.figures.space import space
from experiments.figures.spending import spending
from experiments.figures.surplus import surplus
from experiments.figures.typology import typology
from experiments.figures.validation import validation
from experiments.figures.weekly import weekly
from experiments.single import Run
from experiments.validation.validation import Validation

__all__ = ["FIGURES", "Picture", "draw", "save"]

FIGURES: dict[str, Callable[[Comparison], Picture | None]] = {
    "differences": differences,
    "weekly": weekly,
    "typology": typology,
    "breakeven": breakeven,
    "segments": segments,
    "surplus": surplus,
    "ledger": ledger,
    "space": space,
}
"""All figures by name, in the order of the report."""


def draw(result: Comparison | Run | Validation) -> dict[str, Picture]:
    """All figures of a result by name: one a case of a validation; `space` is left out where no space was run."""
    with house():
        if isinstance(result, Validation):
            return {name: validation(result, name) for name in result.readings}
        if isinstance(result, Run):
            return {"weekly": weekly(result), "typology": typology(result), "ledger": spending(result)}
        drawn = {name: figure(result) for name, figure in FIGURES.items()}
    return {name: picture for name, picture in drawn.items() if picture is not None}
