"""The figure of a study: a curve over its arms, weekly series, or what each segment gains and loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.house import FAINT, GREY, canvas, colour, house, label_ends, name_line, week_axis
from experiments.figures.picture import Picture
from experiments.figures.weekly import curves, quantiles
from simulation.measures import MEASURES
from simulation.record import SERIES

if TYPE_CHECKING:
    from experiments.studies.conducting import Findings

WHERE_NOT_NAMED = "as it is"


def drawn(findings: Findings) -> Picture:
    """The figure that the study asks for."""
    with house():
        return {"curve": _curve, "weekly": _weekly, "segments": _segments}[findings.study.figure](findings)


def _curve(findings: Findings) -> Picture:
    """Difference from the first arm over the arms, one panel a measure and one line a world."""
    study, table = findings.study, findings.table
    figure = canvas(0.6 + 2.6 * len(study.measures))
    panels = figure.subplots(len(study.measures), 1, sharex=True, squeeze=False)[:, 0]
    for axes, measure in zip(panels, study.measures, strict=True):
        some = table[table["measure"] == measure].fillna({"difference": 0.0, "ci_low": 0.0, "ci_high": 0.0})
        ends = []
        for k, (world, rows) in enumerate(some.groupby("world", sort=False)):
            place = _places(rows)
            axes.fill_between(place, rows["ci_low"], rows["ci_high"], color=colour(k), alpha=0.18)
            axes.plot(place, rows["difference"], color=colour(k), marker="o", markersize=4)
            ends.append((float(rows["difference"].iloc[-1]), str(world) or WHERE_NOT_NAMED, colour(k)))
        margin = float(some["margin"].iloc[0])
        axes.axhspan(-margin, margin, color=FAINT, zorder=0)
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.set_title(f"{_spoken(measure)}, less that of {study.arms[0].name}", fontsize=11.5)
        if len(ends) > 1:
            label_ends(axes, ends)
    if study.arms[0].x is None:
        panels[-1].set_xticks(range(len(study.arms)), [arm.name.replace("_", " ") for arm in study.arms])
    panels[-1].set_xlabel(study.x)
    main = table[(table["measure"] == study.measures[0]) & table["difference"].notna()]
    best = main.sort_values("difference").iloc[-1]
    where = f" where {best['world']}" if best["world"] else ""
    caption = (
        f"{study.question} Largest {study.measures[0].replace('_', ' ')}: {best['arm']}{where}, "
        f"{best['difference']:+.3g} "
        f"({best['ci_low']:.3g} to {best['ci_high']:.3g}). Bands: 95 % intervals that hold at once; grey: too small to "
        "matter."
    )
    return Picture(figure, caption, f"Curves of {', '.join(study.measures)} over {study.x or 'the arms'}.")


def _places(rows: pd.DataFrame) -> list[float]:
    return list(range(len(rows))) if rows["x"].isna().any() else [float(x) for x in rows["x"]]


def _spoken(measure: str) -> str:
    unit = next(m.unit for m in MEASURES if m.name == measure)
    return f"{measure.replace('_', ' ')} [{unit}]"


def _weekly(findings: Findings) -> Picture:
    """Median of each series by week, one column a world and one row a series."""
    study, worlds = findings.study, list(findings.comparisons)
    figure = canvas(0.8 + 2.4 * len(study.series))
    panels = figure.subplots(len(study.series), len(worlds), sharex=True, sharey="row", squeeze=False)
    name_line(figure, [arm.name for arm in study.arms])
    for column, (world, comparison) in enumerate(findings.comparisons.items()):
        for row, series in enumerate(study.series):
            axes = panels[row, column]
            for k, runs in enumerate(comparison.outcomes):
                _band(axes, quantiles(curves(runs, series)), colour(k))
            axes.set_title(f"{SERIES[series]}{', ' + world if world else ''}", fontsize=10.5)
            week_axis(axes, len(comparison.outcomes[0][0].cash))
    for axes in panels[-1]:
        axes.set_xlabel("week")
    caption = f"{study.question} Lines: medians of replicates; bands: eight of ten."
    return Picture(
        figure, caption, f"Weekly {', '.join(study.series)} for {', '.join(arm.name for arm in study.arms)}."
    )


def _band(axes: Axes, found: np.ndarray[tuple[int, int], np.dtype[np.float64]], shade: str) -> None:
    weeks = np.arange(found.shape[1])
    axes.fill_between(weeks, found[0], found[2], color=shade, alpha=0.18)
    axes.plot(weeks, found[1], color=shade)


def _segments(findings: Findings) -> Picture:
    """Paired difference of the last arm from the first by segment: what the firm gains and what the customer gains."""
    study = findings.study
    comparison = next(iter(findings.comparisons.values()))
    table = comparison.segments
    table = table[table["by"] == study.segmentation]
    figure = canvas(4.0)
    panels = figure.subplots(1, 2, sharey=True)
    name_line(figure, [arm.name for arm in study.arms[1:]])
    names = list(dict.fromkeys(table["segment"]))
    for axes, measure in zip(panels, ("contribution", "surplus"), strict=True):
        axes.axvline(0, color=GREY, linewidth=0.8)
        for k, arm in enumerate(study.arms[1:]):
            for row, segment in enumerate(names):
                rows = table[table["segment"] == segment].set_index(["strategy", "seed"])[measure]
                gap = (rows[arm.name] - rows[study.arms[0].name]).to_numpy()
                error = 1.96 * gap.std(ddof=1) / np.sqrt(len(gap)) if len(gap) > 1 else 0.0
                offset = 0.16 * (k - (len(study.arms) - 2) / 2)
                axes.errorbar(gap.mean(), row + offset, xerr=error, color=colour(k), marker="o", capsize=3)
        axes.set_title(f"{measure} per head, less that of {study.arms[0].name} [money]", fontsize=10.5)
    panels[0].set_yticks(range(len(names)), names)
    caption = f"{study.question} Bars: 95 % intervals of the paired difference, each for itself."
    return Picture(figure, caption, f"Differences by {study.segmentation} segment for {', '.join(names)}.")
