"""Weekly series of a study: one column a world, one row a series, one colour an arm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import GREY, canvas, colour, foot_line, name_line, week_axis
from experiments.statistics.formatting import confidence_level
from experiments.studies.details import PERIOD
from simulation.world.weekly_record import SERIES

if TYPE_CHECKING:
    from experiments.studies.run import Findings


def series(findings: Findings) -> Picture:
    """Mean of each series over the replicates, four weeks at a time, with an interval of its difference around it."""
    study, table = findings.study, findings.details["series"]
    figure = canvas(1.5 + 2.3 * len(study.series))
    panels = figure.subplots(len(study.series), len(study.worlds), sharex=True, sharey="row", squeeze=False)
    name_line(figure, [arm.name for arm in study.arms])
    for row, name in enumerate(study.series):
        for column, world in enumerate(study.worlds):
            axes = panels[row, column]
            some = table[(table["world"] == world) & (table["series"] == name)]
            for k, arm in enumerate(study.arms):
                _line(axes, some[some["arm"] == arm.name], colour(k))
            if not some["difference"].any():
                axes.annotate("all alike", (0.5, some["mean"].iloc[0]), (0, -16), xycoords=axes.get_yaxis_transform(),
                              textcoords="offset points", ha="center", color=GREY)  # fmt: skip
            if row == 0 and len(study.worlds) > 1:
                axes.annotate(world, (0, 1), (0, 28), xycoords="axes fraction", textcoords="offset points")
            week_axis(axes, int(some["week"].max()) + PERIOD)
        panels[row, 0].set_title(_spoken(name), fontsize=11)
    for axes in panels[-1]:
        axes.set_xlabel("week")
    level = confidence_level(findings.confidence)
    key = f"Lines: means of {PERIOD} weeks. Bands: {level} of the paired difference from {study.arms[0].name}."
    foot_line(figure, key)
    alt = f"{', '.join(study.series)} by week for {', '.join(arm.name for arm in study.arms)}."
    return Picture(figure, f"{study.question} {_told(findings)} {key}", alt)


def _line(axes: Axes, some: pd.DataFrame, shade: str) -> None:
    week, half = some["week"] + (PERIOD - 1) / 2, (some["ci_high"] - some["ci_low"]) / 2
    axes.fill_between(week, some["mean"] - half, some["mean"] + half, color=shade, alpha=0.18)
    axes.plot(week, some["mean"], color=shade, linewidth=1.8)


def _spoken(name: str) -> str:
    said = SERIES[name].replace(" of the firm's customers", "").replace("customers at the end of the week", "customers")
    return said[:1].upper() + said[1:]


def _told(findings: Findings) -> str:
    """Where the first series ends under each arm, in the last world."""
    study, table = findings.study, findings.details["series"]
    world, name = list(study.worlds)[-1], study.series[0]
    ends = table[(table["world"] == world) & (table["series"] == name)].groupby("arm", sort=False)["mean"].last()
    return f"{name.capitalize()} at the end ({world}): {', '.join(f'{arm} {end:.3g}' for arm, end in ends.items())}."
