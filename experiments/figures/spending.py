"""What became of the money of one strategy: from the margin of sales, purpose by purpose, to profit."""

from __future__ import annotations

from matplotlib.axes import Axes

from experiments.figures.ledger import mean_bookings
from experiments.figures.picture import Picture
from experiments.figures.style import GREY, canvas, colour
from experiments.results.run import Run
from experiments.statistics.formatting import decimals, plain, shortened_name, signed
from simulation.market.ledger import MARGIN


def spending(run: Run) -> Picture:
    """A bar for the margin, one for each purpose that takes from it, and one for the profit that is left."""
    bookings = mean_bookings(run.outcomes, run.setting.world.terms.discount_rate)
    spent = sorted((p for p in bookings if p != MARGIN and bookings[p]), key=lambda purpose: bookings[purpose])
    profit = sum(bookings.values())
    figure = canvas(max(4.5, 1.4 + 0.42 * (len(spent) + 2)))
    axes = figure.add_subplot()
    places, level = decimals(max(abs(bookings[MARGIN]), abs(profit)), 3), bookings[MARGIN]
    _bar(axes, 0, 0.0, level, colour(0), plain(level, places))
    for row, purpose in enumerate(spent, 1):
        _bar(axes, row, level, bookings[purpose], GREY, signed(bookings[purpose], places))
        level += bookings[purpose]
    _bar(axes, len(spent) + 1, 0.0, profit, colour(0), plain(profit, places))
    labels = ["margin from sales", *spent, "profit"]
    axes.set_yticks([-float(row) for row in range(len(labels))], labels)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.use_sticky_edges = False
    axes.margins(x=0.14)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_title(f"From margin to profit under {shortened_name(run.setting.strategy.name, 40)}")
    axes.set_xlabel("discounted money per initial customer")
    parts = ", ".join(f"{purpose} {plain(-bookings[purpose], places)}" for purpose in spent)
    caption = (
        f"Of a margin of {plain(bookings[MARGIN], places)} money per initial customer, {plain(profit, places)} are "
        f"left as profit; spent: {parts or 'nothing'}."
    )
    return Picture(figure, caption, "Waterfall from margin over spending by purpose to profit.")


def _bar(axes: Axes, row: int, start: float, change: float, shade: str, text: str) -> None:
    axes.barh(-row, change, left=start, height=0.55, color=shade)
    at = max(start, start + change)
    axes.annotate(text, (at, -row), (8, 0), textcoords="offset points", va="center")
