"""Figures of comparisons and runs in one house style, one file each; the only files that import matplotlib."""

from __future__ import annotations

from collections.abc import Callable

from experiments.comparison import Comparison
from experiments.explaining.asking import Explained
from experiments.figures.attribution import attribution
from experiments.figures.breakeven import breakeven
from experiments.figures.differences import differences
from experiments.figures.flipmap import over
from experiments.figures.house import house
from experiments.figures.ledger import ledger
from experiments.figures.levers import levers
from experiments.figures.lifecycle import lifecycle
from experiments.figures.mechanisms import mechanisms
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


def _levers(comparison: Comparison) -> Picture | None:
    return levers(comparison.explanation) if comparison.explanation else None


def _mechanisms(comparison: Comparison) -> Picture | None:
    return mechanisms(comparison.explanation) if comparison.explanation else None


def _map(comparison: Comparison) -> Picture | None:
    return over(comparison.flips) if comparison.flips else None


FIGURES: dict[str, Callable[[Comparison], Picture | None]] = {
    "differences": differences,
    "levers": _levers,
    "mechanisms": _mechanisms,
    "weekly": weekly,
    "typology": typology,
    "lifecycle": lifecycle,
    "breakeven": breakeven,
    "segments": segments,
    "surplus": surplus,
    "ledger": ledger,
    "space": space,
    "map": _map,
}
"""All figures by name, in the order of the report."""
OF_A_RUN: dict[str, Callable[[Run], Picture | None]] = {
    "weekly": weekly,
    "typology": typology,
    "lifecycle": lifecycle,
    "attribution": attribution,
    "ledger": spending,
}
"""The figures of a run."""


def draw(result: Comparison | Run | Explained | Validation) -> dict[str, Picture]:
    """All figures of a result by name: one a case of a validation; those are left out for which nothing was run."""
    with house():
        if isinstance(result, Validation):
            return {name: validation(result, name) for name in result.readings}
        if isinstance(result, Run):
            drawn = {name: figure(result) for name, figure in OF_A_RUN.items()}
        elif isinstance(result, Explained):
            drawn = {"levers": levers(result.explanation), "mechanisms": mechanisms(result.explanation)}
        else:
            drawn = {name: figure(result) for name, figure in FIGURES.items()}
    return {name: picture for name, picture in drawn.items() if picture is not None}
