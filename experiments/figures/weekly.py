"""Week by week: four series under each strategy, the mean of all replicates in a band of eight out of ten."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import canvas, colour, name_line, week_axis
from experiments.results.comparison import Comparison
from experiments.results.run import Run
from experiments.statistics.formatting import plain
from simulation.draws import Floats
from simulation.measures.outcome import Outcome

SMOOTHED = 4
BAND = (0.1, 0.5, 0.9)
PANELS = {
    "customers": "customers [people]",
    "revenue": f"revenue [money a week, mean of {SMOOTHED}]",
    "satisfaction": "mean satisfaction [0 to 1]",
    "trust": "mean trust in the firm [0 to 1]",
}


def weekly(comparison: Comparison | Run) -> Picture:
    """Customers, revenue, satisfaction and trust of the focal firm by week."""
    names, outcomes = strategies(comparison)
    figure = canvas(6.0)
    panels = figure.subplots(2, 2, sharex=True)
    name_line(figure, names)
    for axes, (series, title) in zip(panels.flat, PANELS.items(), strict=True):
        for k, runs in enumerate(outcomes):
            _drawn(axes, curves(runs, series), colour(k))
        axes.set_title(title, fontsize=11.5)
        axes.set_ylim(bottom=0 if series in ("customers", "revenue") else None)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
        axes.locator_params(axis="y", nbins=5)
        week_axis(axes, len(outcomes[0][0].cash))
    for axes in panels[1]:
        axes.set_xlabel("week")
    alt = f"Curves by week for {', '.join(names)}: customers, revenue, satisfaction and trust."
    return Picture(figure, _caption(names, outcomes), alt)


def strategies(result: Comparison | Run) -> tuple[tuple[str, ...], tuple[tuple[Outcome, ...], ...]]:
    """Names and runs of what is drawn."""
    if isinstance(result, Comparison):
        return result.names, result.outcomes
    return (result.setting.strategy.name,), (result.outcomes,)


def curves(runs: tuple[Outcome, ...], series: str) -> Floats:
    """One weekly series of the focal firm, shape (replicates, weeks); revenue is smoothed."""
    values = np.array([o.series[series][:, 1] for o in runs])
    if series != "revenue" or values.shape[1] < SMOOTHED:
        return values
    sums = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    smooth: Floats = values.copy()
    smooth[:, SMOOTHED - 1 :] = (sums[:, SMOOTHED:] - sums[:, :-SMOOTHED]) / SMOOTHED
    smooth[:, : SMOOTHED - 1] = np.nan
    return smooth


def quantiles(values: Floats) -> Floats:
    """Low end, median and high end by week over the replicates in which the series is defined, shape (3, weeks)."""
    found = np.full((len(BAND), values.shape[1]), np.nan)
    some = ~np.isnan(values).all(axis=0)
    if some.any():
        found[:, some] = np.nanquantile(values[:, some], BAND, axis=0)
    return found


def _drawn(axes: Axes, values: Floats, shade: str) -> None:
    weeks, (low, middle, high) = np.arange(values.shape[1]), quantiles(values)
    axes.fill_between(weeks, low, high, color=shade, alpha=0.18)
    axes.plot(weeks, middle, color=shade, marker="o" if len(weeks) == 1 else "")


def _caption(names: tuple[str, ...], outcomes: tuple[tuple[Outcome, ...], ...]) -> str:
    last = len(outcomes[0][0].cash) - 1
    ends = []
    for name, runs in zip(names, outcomes, strict=True):
        customers, satisfaction, trust = (
            quantiles(curves(runs, series))[1, -1] for series in ("customers", "satisfaction", "trust")
        )
        felt = f"satisfaction {plain(satisfaction, 2)} and trust {plain(trust, 2)}"
        ends.append(f"{name} has {plain(customers, 0)} customers, {felt}")
    paired = " Replicates are paired, so bands may overlap where the difference is sure." if len(names) > 1 else ""
    return f"In week {last}, {'; '.join(ends)}. Lines: medians; bands: eight of ten replicates.{paired}"
