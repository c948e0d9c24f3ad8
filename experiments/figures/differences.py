"""Every measure at once: paired differences with their intervals, in smallest differences that matter."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import FAINT, GREY, INK, canvas, colour, winner_colour
from experiments.results.comparison import Comparison
from experiments.results.sentences.comparison import verdict_sentence
from experiments.results.sentences.difference import Finding, finding
from experiments.statistics.formatting import shortened_name


def differences(comparison: Comparison) -> Picture:
    """A row for each measure and pair; right of the grey band the other strategy is better, left of it the first."""
    others = range(1, len(comparison.names))
    rows = [(finding(comparison, measure.name, b), b) for measure in comparison.measures for b in others]
    figure = canvas(1.3 + 0.31 * len(rows) + (0.1 * len(comparison.measures) if len(others) > 1 else 0))
    axes = figure.add_subplot()
    places = [-(k + 0.4 * (k // len(others)) * (len(others) > 1)) for k in range(len(rows))]
    axes.axvspan(-1, 1, color=FAINT, zorder=0)
    axes.axvline(0, color=GREY, linewidth=0.8)
    for place, (found, b) in zip(places, rows, strict=True):
        _row(axes, place, found, b, several=len(others) > 1)
    scale_in_margins(axes, max([abs(end) for one, _ in rows for end in one.in_margins() or ()], default=0.0))
    axes.set_yticks(places[:: len(others)], [measure.name.replace("_", " ") for measure in comparison.measures])
    axes.set_ylim(places[-1] - 0.7, 0.7)
    axes.grid(False)
    axes.tick_params(axis="y", pad=6)
    _sides(axes, comparison)
    axes.set_xlabel("difference in smallest differences that matter (grey: too small to matter)")
    return Picture(figure, _caption(comparison), _alt(comparison))


def _row(axes: Axes, place: float, found: Finding, b: int, several: bool) -> None:
    shade, ends = winner_colour(found.side, b), found.in_margins()
    if ends is not None:
        axes.plot([ends[0], ends[2]], [place, place], color=shade, linewidth=2.6)
        axes.plot([ends[1]], [place], "o", color=shade, markersize=7, markerfacecolor=shade if found.side else "white")
    unit = {"percentage points": "% points"}.get(found.unit.change, found.unit.change.partition(" per ")[0])
    text = f"{found.difference} {unit}" if found.pair.difference is not None else "undefined"
    name = f"{shortened_name(found.b, 14)}  " if several else ""
    axes.text(1.02, place, name + text, transform=axes.get_yaxis_transform(), va="center",
              color=colour(b) if several else INK)  # fmt: skip


def scale_in_margins(axes: Axes, furthest: float) -> None:
    """An axis in smallest differences that matter: straight between -1 and 1, logarithmic beyond, up to `furthest`."""
    furthest = max(furthest, 1.5) * 1.3
    axes.set_xscale("symlog", linthresh=1, linscale=0.6)
    axes.set_xlim(-furthest, furthest)
    decades = int(np.log10(furthest))
    powers = [10**k for k in range(0, decades + 1, 1 + decades // 3)]
    if decades == 0 and furthest > 3:
        powers.append(3)
    axes.set_xticks([-p for p in reversed(powers)] + powers, [f"{p:,}×" for p in [*reversed(powers), *powers]])
    axes.xaxis.minorticks_off()


def _sides(axes: Axes, comparison: Comparison) -> None:
    other = shortened_name(comparison.names[1], 26) if len(comparison.names) == 2 else "the other"
    left, right = f"← {shortened_name(comparison.names[0], 26)} better", f"{other} better →"
    axes.text(0.0, 1.02, left, transform=axes.transAxes, color=colour(0), weight="bold")
    shade = colour(1) if len(comparison.names) == 2 else INK
    axes.text(1.0, 1.02, right, transform=axes.transAxes, color=shade, weight="bold", ha="right")


def _caption(comparison: Comparison) -> str:
    said = []
    for b in range(1, len(comparison.names)):
        found = [finding(comparison, measure.name, b) for measure in comparison.measures]
        ahead = [sum(one.side == side for one in found) for side in (-1, 1)]
        said.append(
            f"{verdict_sentence(comparison, b)} Of {len(found)} measures {comparison.names[0]} is better on {ahead[0]} "
            f"and {comparison.names[b]} on {ahead[1]}; the others are equivalent, undecided or undefined."
        )
    return " ".join(said)


def _alt(comparison: Comparison) -> str:
    return (
        f"Paired differences of {', '.join(comparison.names[1:])} from {comparison.names[0]} on "
        f"{len(comparison.measures)} measures, each with its interval, on a scale of smallest differences that matter."
    )
