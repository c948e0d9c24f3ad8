"""Small multiples of the concepts: series with a law and without it, people by step, customers by type and by channel.

All axes begin at zero, so that a law that hardly moves its series is seen to hardly move it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.figures.attribution import SHADES as BY_RULE
from experiments.figures.attribution import SPOKEN
from experiments.figures.picture import Picture
from experiments.figures.style import COLOURS, GREY, INK, LINE, canvas, foot_line, house_style, spread
from experiments.figures.typology import BOTTOM_UP
from experiments.figures.typology import SHADES as BY_TYPE
from simulation.world.lifecycle import STEPS

if TYPE_CHECKING:
    from experiments.documents.concept_panels import Panel

BY_STEP = dict(zip(STEPS[::-1], ("#08306B", "#2765A4", "#5A9BCB", "#A3CBE3", "#D9DEE3", "#B4B4B4"), strict=True))
"""From advocates, at the bottom, to those who have not heard of the firm."""
MARKS = {"first": ("<", "◂ first touch"), "last": (">", "last touch ▸")}
SHORT, TALL = 1.15, 2.5
"""Height of the axes of a row: of lines, and of areas [inch]."""
COLUMNS, WIDTH, NAMES = (0.12, 3.95), 2.0, 0.48
"""Left edges of the columns, width of the axes, and room for numbers on their left [inch]."""
ABOVE, BELOW, FOOT = 0.52, 0.68, 0.3
CHANNELS, HALF_YEAR = 1.05, 26
"""Further room for the names of channels [inch], and weeks between two ticks."""
UNSEEN = 0.04
"""Share of the height of the axes by which two lines have to differ to be seen apart, given how wide they are."""
KEY = "Means of replicates with the same people and luck. All axes begin at zero."


def draw_concepts(panels: Sequence[Panel], table: pd.DataFrame) -> Picture:
    """All panels, two abreast; those with areas are higher."""
    rows = [panels[k : k + 2] for k in range(0, len(panels), 2)]
    heights = [TALL if any(_areal(panel) for panel in row) else SHORT for row in rows]
    with house_style():
        figure = canvas(sum(heights) + len(rows) * (ABOVE + BELOW) + FOOT)
        figure.set_layout_engine("none")
        top = figure.get_figheight()
        for row, height in zip(rows, heights, strict=True):
            for left, panel in zip(COLUMNS, row, strict=False):
                _placed(figure, panel, table[table["panel"] == panel.title], left, top, height)
            top -= height + ABOVE + BELOW
        foot_line(figure, KEY)
    alt = f"Small panels, most of them by week: {', '.join(panel.title for panel in panels)}."
    return Picture(figure, f"{' '.join(_told(panel, table) for panel in panels)} {KEY}", alt)


def _areal(panel: Panel) -> bool:
    return panel.shows in ("lifecycle", "typology")


def _placed(figure: Figure, panel: Panel, some: pd.DataFrame, left: float, top: float, height: float) -> None:
    """A panel under its title and what it shows; places are in inches, so that columns are flush."""
    wide, high = figure.get_size_inches()
    figure.text(left / wide, (top - 0.2) / high, panel.title, weight="bold")
    figure.text(left / wide, (top - 0.4) / high, panel.axis, color=GREY, fontsize=11)
    start = left + NAMES + (CHANNELS if panel.shows == "attribution" else 0.0)
    bottom = top - ABOVE - height
    axes = figure.add_axes((start / wide, bottom / high, WIDTH / wide, height / high))
    _drawn(axes, panel, some, height)


def _drawn(axes: Axes, panel: Panel, some: pd.DataFrame, inches: float) -> None:
    if panel.shows == "attribution":
        return _credits(axes, some)
    if panel.shows == "lifecycle":
        ends = _areas(axes, some, BY_STEP)
    elif panel.shows == "typology":
        ends = _areas(axes, some, {name: BY_TYPE[name] for name in BOTTOM_UP})
    else:
        ends = _lines(axes, panel, some)
    axes.set_xlabel("week")
    end = HALF_YEAR * np.ceil(ends[0][3] / HALF_YEAR) if ends[0][3] > HALF_YEAR else ends[0][3]
    axes.set_xlim(0, end)
    axes.set_xticks(np.arange(0, end + 1, HALF_YEAR))
    axes.locator_params(axis="y", nbins=4)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
    _named(axes, [end[:3] for end in ends], inches)
    return None


def _lines(axes: Axes, panel: Panel, some: pd.DataFrame) -> list[tuple[float, str, str, float]]:
    ends = []
    for k, (name, shade) in enumerate(zip(panel.lines, COLOURS, strict=False)):
        own = some[some["line"] == name]
        weeks = own["at"].astype(float) + panel.period / 2
        axes.plot(weeks, own["value"], color=shade, linewidth=1.4 if k else 2.8, marker="o" if len(own) == 1 else "")
        ends.append((float(own["value"].iloc[-1]), name, shade, float(weeks.iloc[-1] + panel.period / 2)))
    axes.set_ylim(0, 1.08 * (some["value"].max() or 1.0))
    if len(ends) == 2 and (gap := _gap(some)) < UNSEEN * axes.get_ylim()[1]:
        axes.text(0.03, 0.08, f"at most {gap:.2g} apart", transform=axes.transAxes, color=GREY, fontsize=11)
    return ends


def _gap(some: pd.DataFrame) -> float:
    """How far the two lines of a panel are from each other where they are farthest."""
    first, second = (own["value"].to_numpy() for _, own in some.groupby("line", sort=False))
    return float(np.abs(first - second).max())


def _areas(axes: Axes, some: pd.DataFrame, shades: dict[str, str]) -> list[tuple[float, str, str, float]]:
    found = some.assign(at=some["at"].astype(float)).pivot_table(index="at", columns="line", values="value")
    shares = found[list(shades)].to_numpy().T
    axes.stackplot(found.index, shares, colors=list(shades.values()), linewidth=0)
    axes.set_ylim(0, 1)
    middles = np.cumsum(shares[:, -1]) - shares[:, -1] / 2
    end = float(found.index[-1]) or 1.0
    return [(float(at), name, shade, end) for at, (name, shade) in zip(middles, shades.items(), strict=True)]


def _named(axes: Axes, ends: Sequence[tuple[float, str, str]], inches: float) -> None:
    """The name of each line or area at its right end, moved apart where these are close."""
    low, high = axes.get_ylim()
    gap = (high - low) * LINE * 11 / 72 / inches
    ranks = np.arange(len(ends))
    places = np.array(spread([end[0] for end in ends], gap))
    order = np.argsort(places, kind="stable")
    places[order] = np.maximum(places[order], low + gap * ranks)
    beside: Any = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center"}
    for place, (_, name, shade) in zip(places, ends, strict=True):
        if axes.collections:
            axes.annotate("■", (1.0, place), (6, 0), color=shade, fontsize=11, **beside)
            axes.annotate(name.replace("/", "/\n"), (1.0, place), (19, 0), color=INK, fontsize=11, **beside)
        else:
            axes.annotate(name, (1.0, place), (6, 0), color=shade, fontsize=11, weight="bold", **beside)


def _credits(axes: Axes, some: pd.DataFrame) -> None:
    """One row a channel, a mark for each rule; the rules are named above the first row, at either end."""
    channels = list(dict.fromkeys(some["at"]))
    for place, channel in enumerate(channels):
        values = some[some["at"] == channel].set_index("line")["value"]
        axes.plot(values, [place] * len(values), color=GREY, linewidth=1.2, zorder=1)
        for rule, (mark, _) in MARKS.items():
            axes.plot([values[rule]], [place], mark, color=BY_RULE[rule], markersize=7)
    for rule, edge, side in (("first", 0.0, "left"), ("last", 1.0, "right")):
        axes.text(edge, 1.0, MARKS[rule][1], transform=axes.transAxes, fontsize=11, ha=side, va="top",
                  color=BY_RULE[rule], weight="bold")  # fmt: skip
    axes.set_yticks(range(len(channels)), [SPOKEN.get(channel, channel) for channel in channels])
    axes.set_ylim(len(channels) - 0.5, -1.4)
    axes.set_xlim(0, 1.08 * (some["value"].max() if len(some) else 1.0))
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")


def _told(panel: Panel, table: pd.DataFrame) -> str:
    """Where each line ends."""
    some = table[table["panel"] == panel.title]
    if panel.shows == "attribution":
        said = [f"{at} {value:.0f} by {line} touch" for at, line, value in some[["at", "line", "value"]].to_numpy()]
    else:
        ends = some.groupby("line", sort=False)["value"].last()
        said = [f"{line} {value:.3g}" for line, value in ends.items()]
    return f"{panel.title}, {panel.axis}, at the end: {', '.join(said)}."
