"""The figure of a study: its measures over the arms, weekly series, or what each segment gains and loses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import FAINT, GREY, canvas, colour, foot_line, house_style, word_line
from experiments.statistics.formatting import confidence_level
from experiments.studies.figures.segments import segments
from experiments.studies.figures.series import series
from experiments.studies.figures.worlds import worlds
from simulation.measures.measures import measure_named

if TYPE_CHECKING:
    from experiments.studies.run import Findings

BESIDE = 0.18
"""Between the marks of two worlds at one arm, in arms."""


def _key(findings: Findings) -> str:
    return f"Intervals: {confidence_level(findings.confidence)}, all at once. Grey: too small to matter."


def draw_study(findings: Findings) -> Picture:
    """The figure that the study asks for."""
    with house_style():
        return {"curve": _curve, "weekly": series, "segments": segments, "worlds": worlds}[findings.study.figure](
            findings
        )


def _curve(findings: Findings) -> Picture:
    """Difference from the first arm over the arms, one panel a measure and one colour a world."""
    study, table = findings.study, findings.table
    first, on_axis = study.arms[0], study.arms[0].x is not None
    figure = canvas(1.3 + 2.3 * len(study.measures))
    panels = figure.subplots(len(study.measures), 1, sharex=True, squeeze=False)[:, 0]
    for axes, measure in zip(panels, study.measures, strict=True):
        some = table[table["measure"] == measure]
        margin = float(some["margin"].iloc[0])
        axes.axhspan(-margin, margin, color=FAINT, zorder=0)
        axes.axhline(0, color=GREY, linewidth=0.8)
        place = [arm.x if on_axis else k for k, arm in enumerate(study.arms)]
        worlds = [some[some["world"] == world].assign(place=np.array(place, dtype=float)) for world in study.worlds]
        (_along if on_axis else _beside)(axes, worlds)
        axes.plot(place[:1], [0.0], color=GREY, marker="o", markersize=8, markerfacecolor="white", zorder=5)
        for at in worlds[0]["place"][1:][worlds[0]["difference"][1:].isna()]:
            axes.annotate("undefined", (at, 0), (0, 5), textcoords="offset points", color=GREY)
        axes.set_title(
            f"{measure.replace('_', ' ').capitalize()} against {first.name} [{_unit(measure)}]", fontsize=11.5
        )
    if on_axis:
        panels[-1].set_xlabel(study.x)
    else:
        panels[-1].set_xlim(-0.5, len(study.arms) - 0.5)
        panels[-1].set_xticks(range(len(study.arms)), [_broken(arm.name) for arm in study.arms])
    if len(study.worlds) > 1:
        word_line(figure, [(f"■ {world}", colour(k)) for k, world in enumerate(study.worlds)])
    foot_line(figure, f"Ring: {first.name}. {_key(findings)}")
    return Picture(figure, _told(findings), f"Differences in {', '.join(study.measures)} over {study.x or 'the arms'}.")


def _along(axes: Axes, worlds: Sequence[pd.DataFrame]) -> None:
    """Arms have a place on the axis: a line with a band for each world, through the first arm at zero."""
    for k, rows in enumerate(worlds):
        rows = pd.concat([rows[:1].fillna({"difference": 0.0, "ci_low": 0.0, "ci_high": 0.0}), rows[1:]])
        rows = rows.sort_values("place")
        axes.fill_between(rows["place"], rows["ci_low"], rows["ci_high"], color=colour(k), alpha=0.18)
        axes.plot(rows["place"], rows["difference"], color=colour(k), marker="o", markersize=4)


def _beside(axes: Axes, worlds: Sequence[pd.DataFrame]) -> None:
    """Arms are kinds: a mark with an interval for each but the first, worlds beside each other."""
    for k, rows in enumerate(worlds):
        rows = rows[1:]
        place = rows["place"] + BESIDE * (k - (len(worlds) - 1) / 2)
        error = [rows["difference"] - rows["ci_low"], rows["ci_high"] - rows["difference"]]
        axes.errorbar(place, rows["difference"], yerr=error, color=colour(k), marker="o", markersize=5, capsize=3,
                      linestyle="none", linewidth=1.6)  # fmt: skip


def _told(findings: Findings) -> str:
    """The finding on the first measure: the arm that does best, or that none does better than the first."""
    study, table = findings.study, findings.table
    main = table[(table["measure"] == study.measures[0]) & table["difference"].notna()]
    better = measure_named(study.measures[0]).better
    best = main.sort_values("difference").iloc[-1 if better == "high" else 0]
    where = f" ({best['world']})" if best["world"] else ""
    said = (
        f"{'Highest' if better == 'high' else 'Lowest'} {study.measures[0].replace('_', ' ')} but for that of "
        f"{study.arms[0].name}: {best['arm']}{where}, {best['difference']:+.3g} "
        f"({best['ci_low']:.3g} to {best['ci_high']:.3g})."
    )
    return f"{study.question} {said} {_key(findings)}"


def _unit(measure: str) -> str:
    return measure_named(measure).unit


def _broken(name: str) -> str:
    """In two lines where it is long."""
    return name if len(name) < 11 else re.sub(r"(?<=_)| ", "\n", name, count=1)
