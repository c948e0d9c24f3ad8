"""Figures of comparisons and runs in one house style, one file each; the only files that import matplotlib."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, singledispatch

from experiments.analyses.boundary.boundary import Boundary
from experiments.analyses.calibrate.calibration import Calibration
from experiments.analyses.explain.explain import Explained
from experiments.analyses.network.network import NetworkAnswer
from experiments.analyses.sensitivity import Sensitivity
from experiments.figures.attribution import attribution
from experiments.figures.breakeven import breakeven
from experiments.figures.community import DRAWN, drawing
from experiments.figures.degrees import degrees
from experiments.figures.differences import differences
from experiments.figures.flip_lines import flip_lines
from experiments.figures.flip_map import flip_map
from experiments.figures.holdout import cumulative
from experiments.figures.holdout import weekly as weekly_repeats
from experiments.figures.identifiability import identifiability
from experiments.figures.ledger import ledger
from experiments.figures.levers import levers
from experiments.figures.lifecycle import lifecycle
from experiments.figures.mechanisms import mechanisms
from experiments.figures.picture import Picture, save
from experiments.figures.segments import segments
from experiments.figures.sensitivity import sensitivity
from experiments.figures.space import space
from experiments.figures.spending import spending
from experiments.figures.style import house_style
from experiments.figures.surplus import surplus
from experiments.figures.typology import typology
from experiments.figures.validation import validation
from experiments.figures.weekly import weekly
from experiments.results.comparison import Comparison
from experiments.results.run import Run
from experiments.validation.validation import Validation

__all__ = ["FIGURES", "Picture", "draw", "drawn_by", "makers", "save"]

Maker = Callable[[], Picture | None]


def _levers(comparison: Comparison) -> Picture | None:
    return levers(comparison.explanation) if comparison.explanation else None


def _mechanisms(comparison: Comparison) -> Picture | None:
    return mechanisms(comparison.explanation) if comparison.explanation else None


def _map(comparison: Comparison) -> Picture | None:
    return flip_map(comparison.flips) if comparison.flips else None


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


def draw(result: object) -> dict[str, Picture]:
    """All figures of a result by name, in the house style; those are left out for which nothing was run."""
    drawn = {name: drawn_by(maker) for name, maker in makers(result).items()}
    return {name: picture for name, picture in drawn.items() if picture is not None}


def drawn_by(maker: Maker) -> Picture | None:
    """One figure in the house style; None where nothing was run for it."""
    with house_style():
        return maker()


@singledispatch
def makers(result: object) -> Mapping[str, Maker]:
    """What draws each figure of a result, by name and in order; nothing is drawn before it is called.

    A result of a kind that has no figures has none.
    """
    return {}


@makers.register
def _(result: Comparison) -> Mapping[str, Maker]:
    return {name: partial(figure, result) for name, figure in FIGURES.items()}


@makers.register
def _(result: Run) -> Mapping[str, Maker]:
    return {name: partial(figure, result) for name, figure in OF_A_RUN.items()}


@makers.register
def _(result: Explained) -> Mapping[str, Maker]:
    return {"levers": partial(levers, result.explanation), "mechanisms": partial(mechanisms, result.explanation)}


@makers.register
def _(result: Validation) -> Mapping[str, Maker]:
    return {name: partial(validation, result, name) for name in result.readings}


@makers.register
def _(result: NetworkAnswer) -> Mapping[str, Maker]:
    found: dict[str, Maker] = {}
    if result.community.size <= DRAWN:
        found["network"] = partial(drawing, result.community, result.report, result.name)
    return {**found, "degrees": partial(degrees, result.community, result.report)}


@makers.register
def _(result: Calibration) -> Mapping[str, Maker]:
    check = result.check
    forecast: dict[str, Maker] = {}
    if check is not None:
        forecast = {"repeats": partial(cumulative, check), "weekly_repeats": partial(weekly_repeats, check)}
    return {**forecast, "identifiability": partial(identifiability, result)}


@makers.register
def _(result: Sensitivity) -> Mapping[str, Maker]:
    return {"sensitivity": partial(sensitivity, result)}


@makers.register
def _(result: Boundary) -> Mapping[str, Maker]:
    lines: dict[str, Maker] = {}
    if result.lines:
        lines["flips"] = partial(flip_lines, result.lines, result.names, result.map.margin, result.confidence)
    return {"map": partial(flip_map, result.map), **lines}
