"""A community to look at: small ones person by person, all by how many ties people have."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, NullFormatter

from experiments.figures.house import COLOURS, GREY, INK, canvas
from experiments.figures.picture import Picture
from experiments.networks.describe import NetworkReport
from experiments.networks.layout import laid_out
from experiments.rounding import percent, plain
from simulation.community import Community

DRAWN = 300  # people at most in a drawing of persons; beyond it lines cover each other
NAMED = 3  # people with the most ties, named in the drawing
STRONG, WEAK = COLOURS[0], "#B4B4B4"
HEAVY = 8.0  # the best connected have so many times the ties of the mean: then scales are logarithmic


def drawing(community: Community, report: NetworkReport, name: Callable[[int], str]) -> Picture:
    """Every person and every tie, strong and weak ones told apart.

    Args:
        community: of at most `DRAWN` people.
        report: about it.
        name: of a person, by row; empty where there is none.
    """
    place, degree = laid_out(community), community.degree
    span = place.max(axis=0) - place.min(axis=0)
    figure = canvas(float(np.clip(7.4 * (span[1] + 0.8) / (span[0] + 0.8) + 0.9, 4.5, 8.0)))
    axes = figure.add_subplot()
    source, target, strong = community.edges()
    lines = np.stack([place[source], place[target]], axis=1)
    crowd = float(np.clip(40 / max(community.size, 1), 0.25, 1.0))
    for shade, width, chosen in ((WEAK, 0.6 + 0.6 * crowd, ~strong), (STRONG, 1.0 + 1.4 * crowd, strong)):
        axes.add_collection(LineCollection(list(lines[chosen]), colors=shade, linewidths=width, capstyle="round"))
    area = (5 + 9 * crowd) ** 2 * (0.35 + 0.65 * degree / max(int(degree.max()), 1))
    axes.scatter(*place.T, s=area, color=INK, edgecolors="white", linewidths=0.8, zorder=3)
    for row in _best_connected(degree, NAMED):
        if name(int(row)):
            _named(axes, place[row], f"{name(int(row))[:16]}", float(np.sqrt(area[row])))
    axes.set_aspect("equal")
    axes.margins(0.06)
    axes.set_axis_off()
    strong_share = report.strong_ties / max(report.ties, 1)
    axes.set_title(f"■ {plain(report.strong_ties, 0)} strong ties", color=STRONG, loc="left")
    axes.set_title(f"■ {plain(report.ties - report.strong_ties, 0)} weak ties", color=GREY, loc="center")
    axes.set_title(f"● {plain(report.people, 0)} people, larger with more ties", color=INK, loc="right")
    caption = f"{_finding(report)} {percent(strong_share)} of the ties are strong."
    if any(name(int(row)) for row in _best_connected(degree, NAMED)):
        caption += " The people with the most ties are named."
    alt = f"A network of {plain(report.people, 0)} people and {plain(report.ties, 0)} ties, drawn as dots and lines."
    return Picture(figure, caption, alt)


def degrees(community: Community, report: NetworkReport) -> Picture:
    """How many people have how many ties; on logarithmic scales where a few have very many."""
    figure = canvas()
    axes = figure.add_subplot()
    both = [(community.degree, "all ties", INK), (community.strong_degree, "strong ties", STRONG)]
    if report.degree["maximum"] > HEAVY * max(report.mean_degree, 1.0):
        _tails(axes, both)
    else:
        _bars(axes, both)
    mean, median = report.mean_degree, report.degree["median"]
    caption = (
        f"{_finding(report)} Half of the people have at most {plain(median, 0)} ties, one in ten at least "
        f"{plain(report.degree['p90'], 0)}, and nobody more than {plain(report.degree['maximum'], 0)}; the mean is "
        f"{plain(mean, 1)}, of which {plain(report.mean_strong_degree, 1)} are strong."
    )
    return Picture(figure, caption, "The distribution of the number of ties and of strong ties of a person.")


def _bars(axes: Axes, both: list[tuple[np.ndarray, str, str]]) -> None:
    most = int(both[0][0].max())
    width = max(1, -(-(most + 1) // 60))  # at most sixty bars
    edges = np.arange(0, most + 1 + width, width)
    for degree, label, shade in both:
        share = np.histogram(degree, bins=edges)[0] / degree.size
        if label != "all ties" and not degree.any():
            continue
        axes.stairs(100 * share, edges - 0.5, fill=True, color=shade, alpha=0.16)
        axes.stairs(100 * share, edges - 0.5, color=shade, linewidth=1.8)
        top = int(np.argmax(share))
        axes.annotate(label, (edges[top] + width / 2 - 0.5, 100 * share[top]), (0, 5), textcoords="offset points",
                      ha="center", color=shade, weight="bold")  # fmt: skip
    axes.set_xlim(-0.5, edges[-1] - 0.5)
    axes.set_ylim(bottom=0)
    axes.margins(y=0.12)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g} %"))
    axes.locator_params(axis="x", integer=True)
    axes.set_xlabel("ties of a person" if width == 1 else f"ties of a person, in steps of {width}")
    axes.set_title("Share of people by number of ties")


def _tails(axes: Axes, both: list[tuple[np.ndarray, str, str]]) -> None:
    for degree, label, shade in both:
        least = np.unique(degree[degree > 0])
        if not least.size:
            continue
        share = 100 * (1 - np.searchsorted(np.sort(degree), least) / degree.size)
        axes.plot(least, share, color=shade, marker="o", markersize=4, linewidth=1.2)
        at = int(np.searchsorted(-np.log(share), -np.log(share[-1]) * 0.5 - np.log(share[0]) * 0.5))
        axes.annotate(label, (least[at], share[at]), (8, 6), textcoords="offset points", color=shade, weight="bold")
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g} %"))
    axes.margins(x=0.05)
    axes.set_xlabel("ties of a person (logarithmic)")
    axes.set_title("Share of people with at least so many ties")


def _best_connected(degree: np.ndarray, count: int) -> np.ndarray:
    """Rows of the people with the most ties, the earlier row first among equals."""
    best = np.argsort(-degree, kind="stable")[:count]
    return best[degree[best] > 0]


def _named(axes: Axes, at: np.ndarray, text: str, diameter: float) -> None:
    axes.annotate(
        text, (at[0], at[1]), (0, diameter / 2 + 3), textcoords="offset points", ha="center", va="bottom", zorder=4,
        weight="bold", color=INK, path_effects=[withStroke(linewidth=3, foreground="white")],
    )  # fmt: skip


def _finding(report: NetworkReport) -> str:
    whole = "all are connected" if report.components == 1 and not report.isolated else (
        f"the largest of {plain(report.components, 0)} connected groups holds {percent(report.largest_component)}"
    )  # fmt: skip
    alone = f", and {plain(report.isolated, 0)} have no ties" if report.isolated else ""
    return (
        f"{plain(report.people, 0)} people have {plain(report.mean_degree, 1)} ties each on average; {whole}{alone}. Two "
        f"friends of a person know each other in {percent(report.clustering)} of cases."
    )
