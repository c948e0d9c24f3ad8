"""The figure of a study: its measures over the arms, weekly series, or what each segment gains and loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.house import FAINT, GREY, canvas, colour, house, word_line
from experiments.figures.picture import Picture
from experiments.figures.study_segments import segments
from experiments.figures.study_series import series
from simulation.measures import MEASURES

if TYPE_CHECKING:
    from experiments.studies.conducting import Findings

BESIDE = 0.18
"""Between the marks of two worlds at one arm, in arms."""


def drawn(findings: Findings) -> Picture:
    """The figure that the study asks for."""
    with house():
        return {"curve": _curve, "weekly": series, "segments": segments}[findings.study.figure](findings)


def _curve(findings: Findings) -> Picture:
    """Difference from the first arm over the arms, one panel a measure and one colour a world."""
    study, table = findings.study, findings.table
    figure = canvas(1.0 + 2.3 * len(study.measures))
    panels = figure.subplots(len(study.measures), 1, sharex=True, squeeze=False)[:, 0]
    on_axis = study.arms[0].x is not None
    for axes, measure in zip(panels, study.measures, strict=True):
        some = table[table["measure"] == measure].fillna({"difference": 0.0, "ci_low": 0.0, "ci_high": 0.0})
        margin = float(some["margin"].iloc[0])
        axes.axhspan(-margin, margin, color=FAINT, zorder=0)
        axes.axhline(0, color=GREY, linewidth=0.8)
        (_along if on_axis else _beside)(axes, some)
        axes.set_title(f"{_spoken(measure)}, less that of {study.arms[0].name}", fontsize=11.5)
    if on_axis:
        panels[-1].set_xlabel(study.x)
    else:
        names = [arm.name.replace("_", " ").replace(" ", "\n", 1) for arm in study.arms]
        panels[-1].set_xticks(range(len(names)), names)
    if len(findings.comparisons) > 1:
        word_line(figure, [(f"■ {world}", colour(k)) for k, world in enumerate(findings.comparisons)])
    return Picture(figure, _told(findings), f"Differences in {', '.join(study.measures)} over {study.x or 'the arms'}.")


def _along(axes: Axes, some: pd.DataFrame) -> None:
    """Arms have a place on the axis: a line with a band for each world, the first arm as a ring on the zero line."""
    for k, (_, rows) in enumerate(some.groupby("world", sort=False)):
        first = float(rows["x"].iloc[0])
        rows = rows.sort_values("x")
        axes.fill_between(rows["x"], rows["ci_low"], rows["ci_high"], color=colour(k), alpha=0.18)
        axes.plot(rows["x"], rows["difference"], color=colour(k), marker="o", markersize=4)
        axes.plot([first], [0.0], color=GREY, marker="o", markersize=8, markerfacecolor="white", zorder=5)


def _beside(axes: Axes, some: pd.DataFrame) -> None:
    """Arms are kinds: a mark with an interval for each, worlds beside each other, the first arm on the zero line."""
    worlds = list(dict.fromkeys(some["world"]))
    for k, world in enumerate(worlds):
        rows = some[some["world"] == world].reset_index()
        place = rows.index + BESIDE * (k - (len(worlds) - 1) / 2)
        error = [rows["difference"] - rows["ci_low"], rows["ci_high"] - rows["difference"]]
        axes.errorbar(place, rows["difference"], yerr=error, color=colour(k), marker="o", markersize=5, capsize=3,
                      linestyle="none", linewidth=1.6)  # fmt: skip


def _told(findings: Findings) -> str:
    """The finding on the first measure: the arm that does best, or that none does better than the first."""
    study, table = findings.study, findings.table
    main = table[(table["measure"] == study.measures[0]) & table["difference"].notna()]
    better = next(m.better for m in MEASURES if m.name == study.measures[0])
    best = main.sort_values("difference").iloc[-1 if better == "high" else 0]
    where = f" ({best['world']})" if best["world"] else ""
    said = (
        f"{'Highest' if better == 'high' else 'Lowest'} {study.measures[0].replace('_', ' ')} but for that of "
        f"{study.arms[0].name}: {best['arm']}{where}, {best['difference']:+.3g} "
        f"({best['ci_low']:.3g} to {best['ci_high']:.3g})."
    )
    return f"{study.question} {said} Intervals: 95 %, all at once; grey: too small to matter."


def _spoken(measure: str) -> str:
    unit = next(m.unit for m in MEASURES if m.name == measure)
    return f"{measure.replace('_', ' ')} [{unit.replace('money per initial customer', 'money per head')}]"
