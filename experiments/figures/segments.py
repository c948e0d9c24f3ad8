"""Who wins by segment: what the firm earns, what customers gain and who stays, for kinds of week-0 customers."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import FAINT, GREY, INK, canvas, colour, name_line, winner_colour
from experiments.results.comparison import Comparison
from experiments.results.tables import BY
from experiments.statistics.equivalence import PairedDifference, paired_difference
from experiments.statistics.formatting import decimals, shortened_name, shown_unit, signed
from experiments.statistics.simultaneous import pairs_of
from simulation.measures.measures import measure_named
from simulation.measures.outcome import SEGMENTS, Outcome

PANELS = {
    "contribution": ("firm's contribution\n[money per head]", "profit"),
    "surplus": ("customers' surplus\n[money per head]", "customer_surplus"),
    "retention": ("retention\n[% points]", "retention"),
}
GAP = 0.35
"""Between segmentations, in rows."""


def segments_drawn(comparison: Comparison) -> list[tuple[str, str]]:
    """Segmentation and name of every segment that is drawn: the thirds by value first.

    Named segments of the population are always there; traits only beside two strategies, and deal-seekers only where
    there are deals. The table `segments` has all of them.
    """
    shown = {"segment"}
    if len(comparison.names) == 2:
        shown |= {"thrift"}
        if any(strategy.levers.get("deal_rate") for strategy in comparison.setting.strategies):
            shown |= {"deals"}
    others = comparison.outcomes[0][0].segmentations
    return [(BY, name) for name in SEGMENTS] + [(by, name) for by in others if by in shown for name in others[by]]


def segments(comparison: Comparison) -> Picture:
    """Paired differences from the first strategy by segment, for the firm and for the customers."""
    cut = segments_drawn(comparison)
    rows = [(i, b) for i in range(len(cut)) for b in range(1, len(comparison.names))]
    groups = list(dict.fromkeys(by for by, _ in cut))
    places = [-row - GAP * groups.index(cut[i][0]) for row, (i, _) in enumerate(rows)]
    figure = canvas(2.4 + 0.7 * len(rows) + 0.7 * GAP * (len(groups) - 1))
    panels = figure.subplots(1, len(PANELS), sharey=True)
    name_line(figure, comparison.names)
    for axes, (column, (title, _)) in zip(panels, PANELS.items(), strict=True):
        axes.axvline(0, color=colour(0), linewidth=2.2)
        factor = shown_unit("share").factor if column == "retention" else 1.0
        for place, (i, b) in zip(places, rows, strict=True):
            _point(axes, place, difference(comparison, column, i, b), factor, b)
        for place, before in zip(places[1:], places, strict=False):
            if before - place > 1:
                axes.axhline((place + before) / 2, color=FAINT, linewidth=1.5)
        axes.set_title(title, fontsize=11.5)
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        axes.margins(x=0.25)
        axes.locator_params(axis="x", nbins=4)
    panels[0].set_yticks(places, [_row(comparison, i, b) for i, b in rows])
    for label, (_, b) in zip(panels[0].get_yticklabels(), rows, strict=True):
        label.set_color(colour(b) if len(comparison.names) > 2 else INK)
    panels[0].set_ylim(places[-1] - 0.6, 0.6)
    figure.supxlabel(
        f"difference from {shortened_name(comparison.names[0], 24)}; the colour says who wins", fontsize=11.5
    )
    return Picture(figure, _caption(comparison), _alt(comparison))


def heads(comparison: Comparison) -> list[int]:
    """People in each third by value, in an average replicate."""
    return [_people(comparison, i) for i in range(len(SEGMENTS))]


def _people(comparison: Comparison, segment: int) -> int:
    kind = segments_drawn(comparison)[segment]
    found = [_value(o, "customers", kind) for o in comparison.outcomes[0]]
    return round(float(np.mean(np.nan_to_num(found))))


def difference(comparison: Comparison, column: str, segment: int, b: int) -> PairedDifference:
    """One segment's paired difference, see `segments_drawn` for their order; undefined where nobody is in it."""
    kind = segments_drawn(comparison)[segment]
    a, other = (np.array([_value(o, column, kind) for o in comparison.outcomes[k]]) for k in (0, b))
    measure = measure_named(PANELS[column][1])
    return paired_difference(a, other, margin=comparison.margin(measure), confidence=comparison.confidence,
                  comparisons=pairs_of(len(comparison.names)),
                  names=(comparison.names[0], comparison.names[b]))  # fmt: skip


def _value(o: Outcome, column: str, kind: tuple[str, str]) -> float:
    by, name = kind
    if by == BY:
        found = {key: float(values[SEGMENTS.index(name)]) for key, values in o.segments.items()}
    else:
        found = o.segmentations[by][name]
    return found[column] if found["customers"] else float("nan")


def _row(comparison: Comparison, segment: int, b: int) -> str:
    """What stands left of a row: the segment, and its size or the strategy where there are several."""
    people, name = _people(comparison, segment), segments_drawn(comparison)[segment][1]
    size = f"{people:,} people" if people else "nobody"
    if len(comparison.names) == 2:
        return f"{name}\n{size}"
    return f"{name}, {size}\n{shortened_name(comparison.names[b], 18)}"


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
        " ".join(said) + " Light, middle and heavy: thirds of the week-0 customers by expected spending; below, the "
        "same people divided by other traits. Grey and hollow: equivalent or undecided. Contribution, "
        "undiscounted: margin less what was spent on the person, less an equal share of each week's advertising and "
        "overhead until the person first leaves; new customers bear their own, so segments do not add up to profit."
    )


def _winners(comparison: Comparison, column: str, b: int) -> str:
    """Verdicts with the segments in which they hold, such as "cx_only (light, middle)"."""
    held: dict[str, list[str]] = {}
    for i, (_, segment) in enumerate(segments_drawn(comparison)):
        held.setdefault(difference(comparison, column, i, b).verdict, []).append(segment)
    if len(held) == 1:
        return f"{next(iter(held))} (all)"
    return ", ".join(f"{verdict} ({', '.join(where)})" for verdict, where in held.items())


def _alt(comparison: Comparison) -> str:
    return (
        f"Differences of {', '.join(comparison.names[1:])} from {comparison.names[0]} for "
        f"{', '.join(name for _, name in segments_drawn(comparison))}: contribution to the firm, customers' surplus, "
        "retention."
    )
