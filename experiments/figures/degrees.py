"""How many people have how many ties, on logarithmic scales where a few have very many."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator

from experiments.analyses.network.description import NetworkReport
from experiments.figures.picture import Picture
from experiments.figures.style import COLOURS, GREY, canvas
from experiments.statistics.formatting import percent, plain
from simulation.community import Community
from simulation.community.csr import Counts

STRONG, BARS = COLOURS[0], "#D2D2D2"
HEAVY = 8.0  # the best connected have so many times the ties of the mean: then scales are logarithmic
MOST_BARS = 60


def degrees(community: Community, report: NetworkReport) -> Picture:
    """How many people have how many ties; on logarithmic scales where a few have very many."""
    figure = canvas()
    axes = figure.add_subplot()
    both = [(community.degree, "all ties", GREY), (community.strong_degree, "strong ties", STRONG)]
    heavy = report.degree["maximum"] > HEAVY * max(report.mean_degree, 1.0)
    (_tails if heavy else _bars)(axes, both if report.strong_ties else both[:1])
    mean, median = report.mean_degree, report.degree["median"]
    caption = (
        f"{finding(report)} Half of the people have at most {plain(median, 0)} ties, one in ten at least "
        f"{plain(report.degree['p90'], 0)}, and nobody more than {plain(report.degree['maximum'], 0)}; the mean is "
        f"{plain(mean, 1)}, of which {plain(report.mean_strong_degree, 1)} are strong."
    )
    return Picture(figure, caption, "The distribution of the number of ties and of strong ties of a person.")


def _bars(axes: Axes, both: list[tuple[Counts, str, str]]) -> None:
    most = int(both[0][0].max())
    width = max(1, -(-(most + 1) // MOST_BARS))
    edges = np.arange(0, most + 1 + width, width)
    for degree, label, shade in both:
        share = 100 * np.histogram(degree, bins=edges)[0] / degree.size
        if label == "all ties":
            axes.stairs(share, edges - 0.5, fill=True, color=BARS)
        else:
            axes.stairs(share, edges - 0.5, color=shade, linewidth=2.2)
        top = int(np.argmax(share))
        left = top < 0.08 * share.size  # the words would stick out on that side
        at = (edges[top] - 0.5 + (0 if left else width / 2), share[top])
        axes.annotate(label, at, (0, 5), textcoords="offset points", color=shade, weight="bold",
                      ha="left" if left else "center")  # fmt: skip
    axes.set_xlim(-0.5, edges[-1] - 0.5)
    axes.margins(y=0.1)
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g} %"))
    axes.locator_params(axis="x", integer=True)
    axes.set_xlabel("ties of a person" if width == 1 else f"ties of a person, in steps of {width}")
    axes.set_title("Share of people by number of ties")


def _tails(axes: Axes, both: list[tuple[Counts, str, str]]) -> None:
    for degree, label, shade in both:
        least = np.unique(degree[degree > 0])
        if not least.size:
            continue
        share = 100 * (1 - np.searchsorted(np.sort(degree), least) / degree.size)
        axes.plot(least, share, color=shade, marker="o", markersize=4, linewidth=1.2)
        at = int(np.searchsorted(-np.log(share), -0.6 * np.log(share[0]) - 0.4 * np.log(share[-1])))
        side = 1 if label == "all ties" else -1  # nobody has more strong ties than ties, so their curve lies below
        aligned: dict[str, Any] = {"ha": "left", "va": "bottom"} if side > 0 else {"ha": "right", "va": "top"}
        axes.annotate(label, (least[at], share[at]), (8 * side, 6 * side), textcoords="offset points", color=shade,
                      weight="bold", **aligned)  # fmt: skip
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g} %"))
    axes.margins(x=0.05)
    axes.set_xlabel("ties of a person (logarithmic)")
    axes.set_title("Share of people with at least so many ties")


def finding(report: NetworkReport) -> str:
    """What is to be known of a network first."""
    whole = "all are connected" if report.components == 1 and not report.isolated else (
        f"the largest of {plain(report.components, 0)} connected groups holds {percent(report.largest_component)}"
    )  # fmt: skip
    alone = f", and {plain(report.isolated, 0)} have no ties" if report.isolated else ""
    return (
        f"{plain(report.people, 0)} people have {plain(report.mean_degree, 1)} ties each on average; {whole}{alone}. "
        f"Two friends of a person know each other in {percent(report.clustering)} of cases."
    )
