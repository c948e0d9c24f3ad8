"""The figure of a study of many worlds: a row a world, and in it what each arm gains, in differences that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.differences import scale_in_margins
from experiments.figures.picture import Picture
from experiments.figures.style import FAINT, GREY, canvas, colour, foot_line, word_line
from experiments.statistics.formatting import confidence_level

if TYPE_CHECKING:
    from experiments.studies.run import Findings

APART = 0.2
"""Between the marks of two arms in one world, in rows."""


def _foot(findings: Findings) -> str:
    lines = f"Lines: {confidence_level(findings.confidence)} intervals, all at once in a world."
    return f"In smallest differences that matter (grey: less than one). {lines}"


def worlds(findings: Findings) -> Picture:
    """One panel a measure; right of zero an arm has more of it than the first."""
    study, table = findings.study, findings.table
    names, arms = list(study.worlds), [arm.name for arm in study.arms[1:]]
    figure = canvas(1.5 + 0.5 * len(names))
    panels = figure.subplots(1, len(study.measures), sharey=True, squeeze=False)[0]
    for axes, measure in zip(panels, study.measures, strict=True):
        some = table[(table["measure"] == measure) & table["difference"].notna()]
        _panel(axes, some, names, arms)
        axes.set_title(f"{measure.replace('_', ' ').capitalize()} against {study.arms[0].name}", fontsize=11.5)
    panels[0].set_yticks([-float(row) for row in range(len(names))], names)
    panels[0].set_ylim(-len(names) + 0.5, 0.5)
    word_line(figure, [(f"■ {arm}", colour(k + 1)) for k, arm in enumerate(arms)])
    foot_line(figure, _foot(findings))
    return Picture(figure, _told(findings), f"Differences in {', '.join(study.measures)} in {len(names)} worlds.")


def _panel(axes: Axes, some: pd.DataFrame, names: list[str], arms: list[str]) -> None:
    axes.axvspan(-1, 1, color=FAINT, zorder=0)
    axes.axvline(0, color=GREY, linewidth=0.8)
    ends = some[["difference", "ci_low", "ci_high"]].div(some["margin"], axis=0)
    for (_, row), (value, low, high) in zip(some.iterrows(), ends.to_numpy(), strict=True):
        k = arms.index(row["arm"])
        place = -names.index(row["world"]) - APART * (k - (len(arms) - 1) / 2)
        sure = low > 1 or high < -1
        axes.plot([low, high], [place, place], color=colour(k + 1), linewidth=2.2)
        axes.plot([value], [place], "o", color=colour(k + 1), markersize=6.5,
                  markerfacecolor=colour(k + 1) if sure else "white")  # fmt: skip
    scale_in_margins(axes, float(np.nanmax(np.abs(ends.to_numpy()))))
    axes.grid(False)


def _told(findings: Findings) -> str:
    """On the first measure: where each arm leads the first by enough to matter, and where it falls behind."""
    study, table = findings.study, findings.table
    main = table[(table["measure"] == study.measures[0]) & table["difference"].notna()]
    said = []
    for arm in study.arms[1:]:
        rows = main[main["arm"] == arm.name]
        ahead, behind = rows[rows["ci_low"] > rows["margin"]], rows[rows["ci_high"] < -rows["margin"]]
        listed = (", ".join(some["world"]) or "nowhere" for some in (ahead, behind))
        said.append("{} leads in {} and falls behind in {}".format(arm.name, *listed))
    return f"{study.question} By {study.measures[0].replace('_', ' ')}, {'; '.join(said)}. {_foot(findings)}"
