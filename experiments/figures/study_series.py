"""Weekly series of a study: one column a world, one row a series, one colour an arm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.house import canvas, colour, name_line, week_axis
from experiments.figures.picture import Picture
from experiments.studies.details import PERIOD, series_table
from simulation.record import SERIES

if TYPE_CHECKING:
    from experiments.studies.conducting import Findings


def series(findings: Findings) -> Picture:
    """Mean of each series over the replicates, four weeks at a time, with an interval of its difference around it."""
    study, worlds = findings.study, list(findings.comparisons)
    table = series_table(findings.comparisons, study.series)
    figure = canvas(1.2 + 2.3 * len(study.series))
    panels = figure.subplots(len(study.series), len(worlds), sharex=True, sharey="row", squeeze=False)
    name_line(figure, [arm.name for arm in study.arms])
    for row, name in enumerate(study.series):
        for column, world in enumerate(worlds):
            axes = panels[row, column]
            for k, arm in enumerate(study.arms):
                some = table[(table["world"] == world) & (table["series"] == name) & (table["arm"] == arm.name)]
                week, half = some["week"] + (PERIOD - 1) / 2, (some["ci_high"] - some["ci_low"]) / 2
                axes.fill_between(week, some["mean"] - half, some["mean"] + half, color=colour(k), alpha=0.18)
                axes.plot(week, some["mean"], color=colour(k), linewidth=1.8)
            above = f"{world}\n" if row == 0 and len(worlds) > 1 else ""
            axes.set_title(f"{above}{_spoken(name) if column == 0 else ''}", fontsize=11)
            week_axis(axes, len(next(iter(findings.comparisons.values())).outcomes[0][0].cash))
    for axes in panels[-1]:
        axes.set_xlabel("week")
    caption = (
        f"{study.question} {_told(findings)} Lines: means of {PERIOD} weeks; bands: 95 % of the paired difference from "
        f"{study.arms[0].name}."
    )
    return Picture(figure, caption, f"{', '.join(study.series)} by week for {', '.join(a.name for a in study.arms)}.")


def _spoken(name: str) -> str:
    return SERIES[name].replace(" of the firm's customers", "").replace("customers at the end of the week", "customers")


def _told(findings: Findings) -> str:
    """Where the first series ends under each arm, in the last world."""
    world, comparison = list(findings.comparisons.items())[-1]
    name = findings.study.series[0]
    ends = [
        f"{arm} {np.mean([o.series[name][-PERIOD:, 1].mean() for o in runs]):.3g}"
        for arm, runs in zip(comparison.names, comparison.outcomes, strict=True)
    ]
    return f"{name.capitalize()} at the end ({world}): {', '.join(ends)}."
