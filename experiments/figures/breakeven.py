"""When it pays: the cumulative paired difference of cash, week by week (a J-curve where it costs first)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from scipy import special

from experiments.figures.picture import Picture
from experiments.figures.style import FAINT, canvas, colour, label_ends, week_axis
from experiments.results.comparison import Comparison
from experiments.results.sentences.comparison import breakeven_sentence
from experiments.statistics.formatting import confidence_level, shortened_name
from simulation.draws import Floats


def breakeven(comparison: Comparison) -> Picture:
    """Each strategy's cumulative discounted cash less that of the first, with the week from which it stays ahead."""
    figure = canvas()
    axes = figure.add_subplot()
    margin = comparison.margin(comparison.measures[0])
    axes.axhspan(-margin, margin, color=FAINT, zorder=0)
    axes.axhline(0, color=colour(0), linewidth=2.2)
    ends = [(0.0, shortened_name(comparison.names[0], 18), colour(0))]
    for b in range(1, len(comparison.names)):
        low, mean, high = bands(comparison, b)
        weeks = np.arange(mean.size)
        axes.fill_between(weeks, low, high, color=colour(b), alpha=0.18)
        axes.plot(weeks, mean, color=colour(b), marker="o" if mean.size == 1 else "")
        ends.append((float(mean[-1]), shortened_name(comparison.names[b], 18), colour(b)))
    _marked(axes, comparison)
    axes.set_title(f"Cumulative gain over {shortened_name(comparison.names[0], 22)} [money per initial customer]")
    axes.set_xlabel("week")
    week_axis(axes, comparison.setting.world.weeks)
    axes.margins(y=0.12)
    label_ends(axes, ends)
    return Picture(figure, _caption(comparison), _alt(comparison))


def bands(comparison: Comparison, b: int) -> tuple[Floats, Floats, Floats]:
    """Student's interval of the mean cumulative difference by week as (low, mean, high), each of shape (weeks,)."""
    cumulative = comparison.cash_difference(b).cumsum(axis=1)
    pairs, confidence = len(cumulative), comparison.single_confidence
    mean: Floats = cumulative.mean(axis=0)
    if pairs < 2:
        return mean, mean, mean
    quantile = float(special.stdtrit(pairs - 1, (1 + confidence) / 2))
    half: Floats = quantile * cumulative.std(axis=0, ddof=1) / np.sqrt(pairs)
    return mean - half, mean, mean + half


def _marked(axes: Axes, comparison: Comparison) -> None:
    """The week of break-even, where there is one that is not the first."""
    for b in range(1, len(comparison.names)):
        week, (low, _, high) = comparison.breakeven(b).week, comparison.final_cash(b)
        if week and not low < 0 < high:
            axes.plot([week], [0], "o", color="white", markeredgecolor=colour(b), markeredgewidth=2.2, markersize=9)
            axes.annotate(f"week {week}", (week, 0), (0, 12), textcoords="offset points", color=colour(b),
                          ha="center", weight="bold")  # fmt: skip


def _caption(comparison: Comparison) -> str:
    said = [breakeven_sentence(comparison, b) for b in range(1, len(comparison.names))]
    band = f"Band: {confidence_level(comparison.confidence)} interval of the mean; grey: too small to matter."
    return f"{' '.join(said)} {band}"


def _alt(comparison: Comparison) -> str:
    others = ", ".join(comparison.names[1:])
    return f"Cumulative discounted profit of {others} less that of {comparison.names[0]}, by week, with intervals."
