"""Where the difference in profit comes from: a waterfall from one strategy's profit to the other's, by purpose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import GREY, canvas, colour
from experiments.results.comparison import Comparison
from experiments.statistics.formatting import decimals, plain, shortened_name, signed
from simulation.draws import Floats
from simulation.market.ledger import MARGIN, OWED, PUT_BY, UNSPENT
from simulation.measures.measures import YEAR
from simulation.measures.outcome import Outcome

SMALL = 0.02
"""Steps below this share of the largest one are put together."""


@dataclass(frozen=True)
class Step:
    """One step of the waterfall: what it is about and what it adds to profit [money per initial customer]."""

    what: str
    change: float


WORDS = {UNSPENT: "left unspent", OWED: "owed at the end"}
"""How purposes are called that are none of spending."""


def ledger(comparison: Comparison) -> Picture:
    """A panel for each pair: margin gained or lost, then what is spent more (to the left) or less (to the right)."""
    others = range(1, len(comparison.names))
    fall = {b: steps(comparison, b) for b in others}
    rows = [len(fall[b]) + 2 for b in others]
    figure = canvas(max(4.5, 0.9 + 0.42 * sum(rows) + 0.5 * len(rows)))
    panels = figure.subplots(len(rows), 1, squeeze=False, height_ratios=rows)[:, 0]
    for axes, b in zip(panels, others, strict=True):
        _waterfall(axes, comparison, b, fall[b])
    panels[-1].set_xlabel("discounted money per initial customer")
    others_named = ", ".join(comparison.names[1:])
    alt = f"Waterfall from the profit of {comparison.names[0]} to that of {others_named}, by purpose."
    return Picture(figure, _caption(comparison, fall), alt)


def mean_bookings(runs: tuple[Outcome, ...], discount_rate: float) -> dict[str, float]:
    """Mean discounted bookings by purpose, spending negative; they add up to profit [money per initial customer].

    What is put by is left out: it is no spending, and stays part of the profit.
    """
    totals: list[Floats] = []
    for o in runs:
        discount = np.power(1.0 + discount_rate, -np.arange(len(o.ledger)) / YEAR)
        initial = max(float(o.segments["customers"].sum()), 1.0)
        totals.append((o.ledger / o.scale * discount[:, np.newaxis]).sum(axis=0) / initial)
    signs = [1 if purpose == MARGIN else -1 for purpose in runs[0].purposes]
    means = dict(zip(runs[0].purposes, map(float, np.mean(totals, axis=0) * signs), strict=True))
    return {purpose: mean for purpose, mean in means.items() if purpose != PUT_BY}


def steps(comparison: Comparison, b: int) -> list[Step]:
    """What lies between the two profits: margin first, then the purposes by size, small ones together."""
    rate = comparison.setting.world.terms.discount_rate
    first, other = (mean_bookings(comparison.outcomes[k], rate) for k in (0, b))
    changes = {purpose: other[purpose] - first[purpose] for purpose in first}
    largest = max(abs(change) for change in changes.values())
    spending = sorted((p for p in changes if p != MARGIN), key=lambda purpose: -abs(changes[purpose]))
    large = [purpose for purpose in spending if abs(changes[purpose]) > SMALL * largest]
    rest = sum(changes[purpose] for purpose in spending if purpose not in large)
    found = [Step(f"{_word(changes[MARGIN])} margin from sales", changes[MARGIN])]
    found += [Step(f"{_word(-changes[p])} {WORDS.get(p, f'for {p}')}", changes[p]) for p in large]
    return [*found, Step("all other spending", rest)] if abs(rest) > SMALL * largest / 10 else found


def _word(more: float) -> str:
    return "more" if more > 1e-9 else "less" if more < -1e-9 else "the same"


def _waterfall(axes: Axes, comparison: Comparison, b: int, fall: list[Step]) -> None:
    start, end = (float(np.mean([o.measures["profit"] for o in comparison.outcomes[k]])) for k in (0, b))
    places, level = decimals(max(abs(step.change) for step in fall), 3), start
    names = [f"profit of {shortened_name(comparison.names[k], 22)}" for k in (0, b)]
    _total(axes, 0, start, colour(0), places)
    for row, step in enumerate(fall, 1):
        axes.plot([level, level], [-row + 1, -row], color=GREY, linewidth=0.9)
        shade = colour(b) if step.change > 0 else colour(0)
        axes.barh(-row, step.change, left=level, height=0.55, color=shade)
        outer = max(level, level + step.change)
        _text(axes, -row, outer, signed(step.change, places))
        level += step.change
    axes.plot([level, level], [-len(fall), -len(fall) - 1], color=GREY, linewidth=0.9)
    _total(axes, len(fall) + 1, end, colour(b), places)
    labels = [names[0], *(step.what for step in fall), names[1]]
    axes.set_yticks([-float(row) for row in range(len(labels))], labels)
    for tick, k in ((0, 0), (-1, b)):
        axes.get_yticklabels()[tick].set(color=colour(k), weight="bold")
    axes.set_ylim(-len(labels) + 0.4, 0.6)
    axes.use_sticky_edges = False
    axes.margins(x=0.14)
    axes.locator_params(axis="x", nbins=6)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")


def _total(axes: Axes, row: int, level: float, shade: str, places: int) -> None:
    """A level, not a bar: the axis need not begin at zero."""
    axes.plot([level], [-row], "D", color=shade, markersize=9)
    _text(axes, -row, level, plain(level, places), shade)


def _text(axes: Axes, row: float, at: float, text: str, shade: str = GREY) -> None:
    axes.annotate(text, (at, row), (9, 0), textcoords="offset points", va="center", color=shade)


def _caption(comparison: Comparison, fall: dict[int, list[Step]]) -> str:
    said = []
    for b, found in fall.items():
        total = sum(step.change for step in found)
        places = decimals(max(abs(step.change) for step in found), 3)
        parts = ", ".join(f"{step.what} {signed(step.change, places)}" for step in found)
        pair = f"From {comparison.names[0]} to {comparison.names[b]}"
        said.append(f"{pair} profit changes by {signed(total, places)}: {parts}.")
    said.append("Budgets are equal: money for one purpose is taken from another.")
    said.append("Each bar has the colour of the strategy it favours.")
    return " ".join(said)
