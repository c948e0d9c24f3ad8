"""Purchases of the weeks kept back, against what was predicted of them: added up, and week by week.

What was bought in the fitted part was given, so it is not in any curve: with it every forecast would look good.
"""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from experiments.analyses.calibrate.forecast import FORMS, OURS, HoldOut
from experiments.analyses.calibrate.sentences import MODELS, forecast_sentence
from experiments.figures.picture import Picture
from experiments.figures.style import GREY, INK, canvas, colour, word_line
from experiments.statistics.formatting import confidence_level
from simulation.draws import Floats

TITLES = {"given": "Given each customer's history", "anew": "From first purchases alone"}
COLOURS = {OURS: colour(0), "pareto_nbd": colour(1), "bg_nbd": colour(2)}


def cumulative(check: HoldOut) -> Picture:
    """Purchases since the last fitted day in both forms of a forecast, a panel each, over the weeks kept back."""
    figure = canvas(4.4)
    panels = figure.subplots(1, 2, sharey=True)
    _names(figure, check)
    for axes, form in zip(panels, FORMS, strict=True):
        _band(axes, check.weeks, *check.bounds(form))
        for name in check.models:
            axes.plot(check.weeks, check.predicted(name, form), color=COLOURS[name], linewidth=1.8)
        axes.plot(check.weeks, check.held.further, color=INK, linewidth=2.4, linestyle=(0, (1, 1)))
        axes.set_title(TITLES[form], fontsize=11.5)
        axes.set_xlabel("week since the log's first day")
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
        axes.locator_params(axis="x", integer=True, nbins=5)
    panels[0].set_ylabel("purchases since the last fitted day")
    panels[0].set_ylim(bottom=0)
    caption = f"{forecast_sentence(check, 'given')} {forecast_sentence(check, 'anew')} {_band_words(check)}"
    return Picture(figure, caption, "Purchases since the last fitted day by week: actual and predicted, in two panels.")


def weekly(check: HoldOut) -> Picture:
    """Repeats of each week kept back, given each customer's history."""
    figure = canvas(4.2)
    axes = figure.add_subplot()
    _names(figure, check)
    tail = (1.0 - check.confidence) / 2.0
    low, high = np.quantile(np.diff(check.doubt["given"], axis=1, prepend=0.0), (tail, 1.0 - tail), axis=0)
    _band(axes, check.weeks, low, high)
    for name in check.models:
        path = np.diff(check.predicted(name), prepend=0.0)
        axes.plot(check.weeks, path, color=COLOURS[name], linewidth=1.8)
    bought = check.held.bought
    axes.plot(check.weeks, bought, color=INK, linewidth=1.2, marker="o", markersize=3.5, linestyle="none")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("week since the log's first day")
    axes.set_ylabel("repeat purchases in the week")
    axes.locator_params(axis="x", integer=True, nbins=9)
    mean = float(np.mean(np.diff(check.predicted(OURS), prepend=0.0)))
    inside = int(np.count_nonzero((bought >= low) & (bought <= high)))
    caption = (
        f"A week had {np.mean(bought):.0f} repeat purchases on average and {mean:.0f} were predicted; {inside} of "
        f"{check.held.weeks} weeks lie in the band. {_band_words(check)}"
    )
    return Picture(figure, caption, "Repeat purchases in each week: actual as points, predictions as lines.")


def _names(figure: object, check: HoldOut) -> None:
    words = [(f"■ {MODELS[name]}", COLOURS[name]) for name in check.models]
    word_line(figure, [("● made", INK), *words])  # type: ignore[arg-type]


def _band(axes: Axes, weeks: Floats, low: Floats, high: Floats) -> None:
    axes.fill_between(weeks, low, high, color=COLOURS[OURS], alpha=0.15, linewidth=0)
    axes.grid(color=GREY, alpha=0.15)


def _band_words(check: HoldOut) -> str:
    return (
        f"Band: {confidence_level(check.confidence)} of {len(check.doubt['given'])} replicates of courtship, each with "
        "other laws out of the doubt that the fit leaves."
    )
