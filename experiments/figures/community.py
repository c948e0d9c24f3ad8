"""A small community person by person, with strong and weak ties told apart."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patheffects import withStroke

from experiments.analyses.network.description import NetworkReport
from experiments.analyses.network.layout import layout_of_network
from experiments.analyses.network.network import best_connected
from experiments.figures.degrees import finding
from experiments.figures.picture import Picture
from experiments.figures.style import COLOURS, GREY, INK, canvas, word_line
from experiments.statistics.formatting import counted, percent, plain, shortened_name
from simulation.community import Community
from simulation.draws import Floats

DRAWN = 300  # people at most in a drawing of persons; beyond it lines cover each other
STRONG, WEAK = COLOURS[0], "#B4B4B4"


def drawing(community: Community, report: NetworkReport, name: Callable[[int], str]) -> Picture:
    """Every person and every tie, strong and weak ones told apart.

    Args:
        community: of at most `DRAWN` people.
        report: about it.
        name: of a person, by row; empty where there is none.
    """
    place, degree = layout_of_network(community), community.degree
    span = place.max(axis=0) - place.min(axis=0)
    figure = canvas(float(np.clip(8 * (span[1] + 0.6) / (span[0] + 0.6) + 0.5, 3.0, 8.0)))
    axes = figure.add_subplot(xmargin=0.04, ymargin=0.04)
    source, target, strong = community.edges()
    lines = np.stack([place[source], place[target]], axis=1)
    crowd = float(np.clip(40 / max(community.size, 1), 0.2, 1.0))  # the more people, the finer dots and lines
    for shade, width, chosen in ((WEAK, 0.4 + 0.8 * crowd, ~strong), (STRONG, 0.7 + 1.7 * crowd, strong)):
        axes.add_collection(LineCollection(list(lines[chosen]), colors=shade, linewidths=width, capstyle="round"))
    area = (5 + 9 * crowd) ** 2 * (0.35 + 0.65 * degree / max(int(degree.max()), 1))
    axes.scatter(place[:, 0], place[:, 1], s=area, color=INK, edgecolors="white", linewidths=0.8, zorder=3)
    named = [row for row in best_connected(community) if name(row)]
    for row in named:
        near = [other for other in named if np.linalg.norm(place[other] - place[row]) < 0.1 * span.max()]
        below = any(place[other][1] > place[row][1] for other in near)
        _named(axes, place[row], shortened_name(name(row), 16), float(np.sqrt(area[row])), -1 if below else 1)
    axes.set_aspect("equal")
    axes.set_axis_off()
    weak = report.ties - report.strong_ties
    word_line(figure, [
        (f"━ {counted(report.strong_ties, 'strong tie')}", STRONG),
        (f"─ {counted(weak, 'weak tie')}", GREY),
        (f"● {plain(report.people, 0)} people, larger with more ties", INK),
    ])  # fmt: skip
    strong_share = report.strong_ties / max(report.ties, 1)
    caption = f"{finding(report)} {percent(strong_share)} of the ties are strong."
    if named:
        caption += " The people with the most ties are named."
    alt = f"A network of {plain(report.people, 0)} people and {plain(report.ties, 0)} ties, drawn as dots and lines."
    return Picture(figure, caption, alt)


def _named(axes: Axes, at: Floats, text: str, diameter: float, side: int) -> None:
    axes.annotate(
        text, (at[0], at[1]), (0, side * (diameter / 2 + 3)), textcoords="offset points", ha="center",
        va="bottom" if side > 0 else "top", zorder=4,
        weight="bold", color=INK, path_effects=[withStroke(linewidth=3, foreground="white")],
    )  # fmt: skip
