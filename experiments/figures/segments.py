"""Who wins by segment: what the firm earns, what customers gain and who stays, for thirds of the week-0 customers."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from experiments.comparison import Comparison
from experiments.figures.house import GREY, INK, canvas, colour, name_line, winner_colour
from experiments.figures.picture import Picture
from experiments.rounding import decimals, shortened, shown, signed
from experiments.verdict import PairedDifference, paired
from simulation.measures import MEASURES
from simulation.outcome import SEGMENTS

PANELS = {
    "contribution": ("firm's direct margin\n[money per head]", "profit"),
    "surplus": ("customers' surplus\n[money per head]", "customer_surplus"),
    "retention": ("retention\n[% points]", "retention"),
}


def segments(comparison: Comparison) -> Picture:
    """Paired differences from the first strategy by segment, for the firm and for the customers."""
    rows = [(i, b) for i in range(len(SEGMENTS)) for b in range(1, len(comparison.names))]
    figure = canvas(2.4 + 0.7 * len(rows))
    panels = figure.subplots(1, len(PANELS), sharey=True)
    name_line(figure, comparison.names)
    for axes, (column, (title, _)) in zip(panels, PANELS.items(), strict=True):
        axes.axvline(0, color=colour(0), linewidth=2.2)
        factor = shown("share").factor if column == "retention" else 1.0
        for row, (i, b) in enumerate(rows):
            _point(axes, -row, difference(comparison, column, i, b), factor, b)
        axes.set_title(title, fontsize=11.5)
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        axes.margins(x=0.25)
        axes.locator_params(axis="x", nbins=4)
    panels[0].set_yticks([-float(row) for row in range(len(rows))], [_row(comparison, i, b) for i, b in rows])
    for label, (_, b) in zip(panels[0].get_yticklabels(), rows, strict=True):
        label.set_color(colour(b) if len(comparison.names) > 2 else INK)
    panels[0].set_ylim(-len(rows) + 0.4, 0.6)
    figure.supxlabel(f"difference from {shortened(comparison.names[0], 24)}; the colour says who wins", fontsize=11.5)
    return Picture(figure, _caption(comparison), _alt(comparison))


def heads(comparison: Comparison) -> list[int]:
    """People in each segment, in an average replicate."""
    return [round(n) for n in np.mean([o.segments["customers"] for o in comparison.outcomes[0]], axis=0)]


def difference(comparison: Comparison, column: str, segment: int, b: int) -> PairedDifference:
    """One segment's paired difference; undefined where nobody is in it."""
    a, other = (np.array([_value(o.segments, column, segment) for o in comparison.outcomes[k]]) for k in (0, b))
    measure = next(m for m in MEASURES if m.name == PANELS[column][1])
    rule = comparison.setting.values["precision"]
    return paired(a, other, margin=comparison.margin(measure), confidence=rule["confidence"],
                  names=(comparison.names[0], comparison.names[b]))  # fmt: skip


def _value(values: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]], column: str, segment: int) -> float:
    return float(values[column][segment]) if values["customers"][segment] else float("nan")


def _row(comparison: Comparison, segment: int, b: int) -> str:
    """What stands left of a row: the segment, and its size or the strategy where there are several."""
    people = heads(comparison)[segment]
    size = f"{people:,} people" if people else "nobody"
    if len(comparison.names) == 2:
        return f"{SEGMENTS[segment]}\n{size}"
    return f"{SEGMENTS[segment]}, {size}\n{shortened(comparison.names[b], 18)}"


def _point(axes: Axes, place: float, pair: PairedDifference, factor: float, b: int) -> None:
    if pair.difference is None or pair.ci_low is None or pair.ci_high is None:
        return
    low, mean, high = (factor * value for value in (pair.ci_low, pair.difference, pair.ci_high))
    shade = winner_colour(1 if low > factor * pair.margin else -1 if high < -factor * pair.margin else 0, b)
    axes.plot([low, high], [place, place], color=shade, linewidth=2.6)
    axes.plot([mean], [place], "o", color=shade, markersize=7, markerfacecolor="white" if shade == GREY else shade)
    text = signed(mean, decimals((high - low) / 2 or mean))
    axes.annotate(text, (mean, place), (0, 8), textcoords="offset points", ha="center", color=shade,
                  bbox={"facecolor": "white", "pad": 1, "alpha": 0.9})  # fmt: skip


def _caption(comparison: Comparison) -> str:
    said = []
    for b in range(1, len(comparison.names)):
        firm, customers = (_winners(comparison, column, b) for column in ("contribution", "surplus"))
        pair = f"{comparison.names[0]} or {comparison.names[b]}"
        said.append(f"{pair}: better for the firm is {firm}; better for the customers is {customers}.")
    return (
        " ".join(said) + " Segments: thirds of the week-0 customers by expected spending; grey and hollow: equivalent "
        "or not told apart. Direct margin: margin less what was spent on the person, an equal share of quality "
        "included; advertising and the overhead of programmes are for nobody in particular and left "
        "out, which flatters a strategy with programmes: profit has them."
    )


def _winners(comparison: Comparison, column: str, b: int) -> str:
    """Verdicts with the segments in which they hold, such as "cx_only (light, middle)"."""
    held: dict[str, list[str]] = {}
    for i, segment in enumerate(SEGMENTS):
        held.setdefault(difference(comparison, column, i, b).verdict, []).append(segment)
    return ", ".join(f"{verdict} ({', '.join(where)})" for verdict, where in held.items())


def _alt(comparison: Comparison) -> str:
    return (
        f"Differences of {', '.join(comparison.names[1:])} from {comparison.names[0]} for light, middle and heavy "
        "buyers: contribution to the firm, customers' surplus, retention."
    )
