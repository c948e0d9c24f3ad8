"""A sweep over one of its keys: a measure of every strategy, or the paired difference of two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import GREY, canvas, colour, house_style, label_ends, winner_colour
from experiments.statistics.formatting import percent
from simulation.draws import Floats
from simulation.measure import Measure

FEW = 12
"""Up to so many values of the key are joined by a line; more are a cloud."""


def measure_over(table: pd.DataFrame, key: str, of: Measure, strategies: Sequence[str]) -> Picture:
    """Dots: points of the sweep. Line and band: their mean and the middle nine tenths, where the key has few values.

    Args:
        table: one row a point and strategy.
        key: over which it is drawn.
        of: the measure that is drawn.
        strategies: in the order of their colours.
    """
    measure = of.name
    with house_style():
        figure = canvas()
        axes = figure.add_subplot()
        places, labels = _places(table[key])
        ends = []
        for k, name in enumerate(strategies):
            mine = (table["strategy"] == name).to_numpy()
            values = table[measure].to_numpy(dtype=np.float64)
            last = _drawn(axes, places[mine], values[mine], colour(k), few=len(np.unique(places)) <= FEW)
            ends.append((last, name, colour(k)))
        _finished(axes, key, labels, f"{measure.replace('_', ' ')} [{of.unit}]")
        label_ends(axes, ends)
        axes.set_title(f"{measure.replace('_', ' ').capitalize()} over {_short(key)}")
        points = table["point"].nunique()
        return Picture(figure, f"{points:,} points; all other keys vary too.", f"{measure} of {', '.join(strategies)}")


def difference_over(table: pd.DataFrame, key: str, of: Measure, names: tuple[str, str]) -> Picture:
    """Dots: points, in the colour of who leads; above zero the second strategy.

    Args:
        table: one row a point, see `Sweep.differences`.
        key: over which it is drawn.
        of: the measure that is drawn.
        names: first and second strategy.
    """
    measure = of.name
    with house_style():
        figure = canvas()
        axes = figure.add_subplot()
        places, labels = _places(table[key])
        gap = table["difference"].to_numpy(dtype=np.float64)
        if len(np.unique(places)) <= FEW:
            _drawn(axes, places, gap, GREY, few=True)
        up = of.better == "high"
        sides = np.sign(np.nan_to_num(gap)) * (1 if up else -1)
        shades = [winner_colour(int(side), 1) for side in sides]
        axes.scatter(places, gap, c=shades, s=30, zorder=3)
        axes.axhline(0, color=GREY, linewidth=1.2)
        low, high = axes.get_ylim()
        reach = max(abs(low), abs(high))
        axes.set_ylim(-reach, reach)
        for height, name, k in ((0.97, names[up], int(up)), (0.03, names[not up], int(not up))):
            axes.text(0.01, height, f"{name} leads", color=colour(k), weight="bold", transform=axes.transAxes,
                      va="top" if height > 0.5 else "bottom")  # fmt: skip
        _finished(axes, key, labels, f"difference in {measure.replace('_', ' ')} [{of.unit}]")
        defined = int(np.isfinite(gap).sum())
        leads = f"{names[1]} leads at {percent((sides > 0).sum() / defined)} of" if defined else "undefined at all"
        without = f", {len(table) - defined:,} more are undefined" if 0 < defined < len(table) else ""
        axes.set_title(f"{leads} {defined or len(table):,} points{without}")
        alt = f"Difference in {measure} of {names[1]} from {names[0]} over {key}."
        return Picture(figure, f"{leads} {defined or len(table):,} points of the sweep{without}.", alt)


def _drawn(axes: Axes, places: Floats, values: Floats, shade: str, few: bool) -> float:
    """Dots, and for a few values a line with its band; returns the height of the right end."""
    axes.scatter(places, values, s=18, color=shade, alpha=0.35 if few else 0.6, linewidths=0)
    places, values = places[np.isfinite(values)], values[np.isfinite(values)]
    if not values.size:
        return 0.0
    steps = np.unique(places)
    if not few:
        last = places >= np.quantile(places, 0.9)
        return float(np.nanmean(values[last]))
    groups = [values[places == step] for step in steps]
    mean = [float(np.nanmean(group)) for group in groups]
    low, high = (np.array([np.nanquantile(group, share) for group in groups]) for share in (0.05, 0.95))
    axes.fill_between(steps, low, high, color=shade, alpha=0.15)
    axes.plot(steps, mean, color=shade)
    return mean[-1]


def _places(column: pd.Series) -> tuple[Floats, list[str]]:
    """Where the values of a key stand, and their names where they are no numbers."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return column.to_numpy(dtype=np.float64), []
    codes, names = pd.factorize(column.astype(str))
    return codes.astype(np.float64), [str(name) for name in names]


def _finished(axes: Axes, key: str, labels: Sequence[str], height: str) -> None:
    if labels:
        axes.set_xticks(range(len(labels)), labels)
        axes.set_xlim(-0.4, len(labels) - 0.6)
    axes.set_xlabel(_short(key))
    axes.set_ylabel(height)


def _short(key: str) -> str:
    return key.removeprefix("mechanism.").replace("_", " ").replace(".", ": ")
