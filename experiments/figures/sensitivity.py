"""Which parameters matter: every index with its interval, and what half of the sample said of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from experiments.analyses.sensitivity import Sensitivity
from experiments.figures.picture import Picture
from experiments.figures.style import GREY, INK, canvas, colour, house_style
from experiments.results.sentences.sensitivity import sensitivity_sentence
from experiments.statistics.formatting import confidence_level, decimals, plain

SHOWN = 14
HEAD = 0.8
"""Height of the band above the rows [inch]."""
DARK, LIGHT = colour(0), "#8FC1E3"
HALF: dict[str, Any] = {
    "marker": "o", "linestyle": "none", "markersize": 7, "markerfacecolor": "white", "markeredgecolor": INK
}  # fmt: skip


def sensitivity(answer: Sensitivity) -> Picture:
    """A row for each of the most influential parameters, the first on top."""
    with house_style():
        return _drawn(answer)


def _drawn(answer: Sensitivity) -> Picture:
    table = answer.table.head(SHOWN)
    morris = answer.settings.method == "morris"
    ranked, other = ("mu_star", "sigma") if morris else ("ST", "S1")
    # A few effects say more themselves than an interval of their mean would.
    ends = ("least", "most") if morris else ("ST_low", "ST_high")
    figure = canvas(HEAD + 1.0 + 0.36 * len(table))
    axes = figure.add_subplot()
    most = float(np.nanmax(table[[ranked, *ends]].to_numpy()))
    places = decimals(most, 3) if morris else 2
    for row, found in enumerate(table.itertuples()):
        value, low, high = (float(getattr(found, name)) for name in (ranked, *ends))
        axes.barh(-row, value, height=0.62, color=LIGHT, zorder=2)
        second = float(getattr(found, other))
        if not morris:
            axes.barh(-row, max(second, 0.0), height=0.62, color=DARK, zorder=3)
        axes.plot([max(low, 0.0), high], [-row, -row], color=INK, linewidth=1.6, zorder=4)
        half = float(getattr(found, f"{ranked}_half"))
        axes.plot([half], [-row], zorder=5, clip_on=False, **HALF)
        if morris:
            axes.plot([second, second], [-row - 0.31, -row + 0.31], color=DARK, linewidth=2.6, zorder=4)
        axes.text(1.02, -row, plain(value, places), transform=axes.get_yaxis_transform(), va="center")
    names = [str(key).removeprefix("mechanism.").replace("_", " ").replace(".", ": ") for key in table["parameter"]]
    axes.set_yticks([-float(row) for row in range(len(table))], names)
    axes.set_ylim(-len(table) + 0.35, 0.65)
    axes.set_xlim(0, max(most, 1e-12) * 1.04)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.axvline(0, color=GREY, linewidth=0.8)
    _headed(figure, axes, _title(answer), morris)
    axes.set_xlabel(_label(answer, morris))
    return Picture(figure, _caption(answer), _alt(answer, len(table)))


def _title(answer: Sensitivity) -> str:
    measure = answer.settings.measure.replace("_", " ")
    if len(answer.strategies) == 2:
        return f"What decides by how much {answer.strategies[1]} leads {answer.strategies[0]} in {measure}"
    return f"What the {measure} of {answer.strategies[0]} depends on"


def _headed(figure: Figure, axes: Axes, title: str, morris: bool) -> None:
    """Title and one line of keys, from the left edge of the paper, in a band that the rows leave free."""
    height = figure.get_figheight()
    heading = figure.text(0.012, 1 - 0.1 / height, title, va="top", fontsize=12, weight="bold")
    bar, tick = ("mean effect (μ*)", "spread of effects (σ)") if morris else ("with interactions (ST)", "alone (S1)")
    stroke: dict[str, Any] = {"marker": "|", "markersize": 15, "markeredgewidth": 2.6}
    kinds = stroke if morris else {"marker": "s", "markersize": 10}
    axes.plot([], [], "s", markersize=10, color=LIGHT, label=bar)
    axes.plot([], [], linestyle="none", color=DARK, label=tick, **kinds)
    axes.plot([], [], label="half of the sample", **HALF)
    axes.plot([], [], color=INK, linewidth=1.6, label="all effects" if morris else "interval")
    keys = figure.legend(loc="upper left", bbox_to_anchor=(0.0, 1 - 0.36 / height), ncols=4, borderaxespad=0.2,
                         handletextpad=0.4, handlelength=1.2, columnspacing=1.4, fontsize=11)  # fmt: skip
    for one in (heading, keys):
        one.set_in_layout(False)
    layout = figure.get_layout_engine()
    if isinstance(layout, ConstrainedLayoutEngine):
        layout.set(rect=(0, 0, 1, 1 - HEAD / height))


def _label(answer: Sensitivity, morris: bool) -> str:
    return f"effect of crossing the range [{answer.unit}]" if morris else answer.unit


def _caption(answer: Sensitivity) -> str:
    method = {"morris": "Morris's elementary effects", "sobol": "Sobol's indices"}[answer.settings.method]
    blocks, lines = {
        "morris": ("trajectories", "lines reach from the smallest effect to the largest"),
        "sobol": ("base points", f"lines are bootstrap intervals at {confidence_level(answer.settings.confidence)}"),
    }[answer.settings.method]
    count = int(answer.table["blocks"].iloc[0] + answer.table["undefined"].iloc[0])
    return (
        f"{method} from {count} {blocks} ({answer.points:,} points) over the plausible ranges of {len(answer.ranges)} "
        f"parameters, each point centred anew; {lines}. {sensitivity_sentence(answer)}"
    )


def _alt(answer: Sensitivity, rows: int) -> str:
    first = str(answer.table["parameter"].iloc[0])
    return f"Bars: {answer.index} of the {rows} most influential parameters, {first} first, with intervals."
