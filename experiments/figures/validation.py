"""One case of a validation: the target, its band, and what was simulated."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import COLOURS, GREY, INK, canvas, word_line
from experiments.validation.case import FAILS, HOLDS, Case
from experiments.validation.observation import Reading
from experiments.validation.validation import Validation, number, place
from simulation.draws import Floats

BAND = "#D9E4EC"
SHADES = {HOLDS: COLOURS[0], FAILS: COLOURS[1]}
MOST = 2.5
"""How many half widths of its band a point may lie out before it is drawn at the edge."""


def validation(result: Validation, name: str) -> Picture:
    """The picture of one case: a curve where the points stand on an axis, else a row for each point."""
    case, reading = next(one for one in result.cases if one.name == name), result.readings[name]
    verdict = case.verdict(reading)
    shade = SHADES.get(verdict, COLOURS[3])
    curve = reading.at.size > 2 and not reading.labels
    figure = canvas(5.4 if curve else 1.9 + 0.5 * reading.at.size)
    if curve:
        axes, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1.2))
        _curve(axes, reading, shade)
        _distance(below, reading, shade)
    else:
        axes = figure.add_subplot()
        _rows(axes, reading, shade)
    claim = case.claim[0].upper() + case.claim[1:] if case.claim[0].isascii() else case.claim
    title = "\n".join(textwrap.wrap(claim, 78 if curve else 54))
    axes.set_title(title if curve else f"{title}\n", pad=8)
    word_line(figure, [(f"{verdict}", shade), ("■ band", "#7F9BB0"), ("│ target" if not curve else "○ target", INK),
                       ("● simulated", shade)])  # fmt: skip
    return Picture(figure, caption(case, reading), f"{case.claim}: target, band and simulated values; {verdict}.")


def caption(case: Case, reading: Reading) -> str:
    """The finding in words and numbers, at the point that is furthest out."""
    k = reading.worst
    where = place(reading)
    error = f" ± {reading.error[k]:.2g}" if reading.error[k] > 0 else ""
    said = (
        f"{case.name}: {case.verdict(reading)}. {f'At {where}: ' if where else ''}"
        f"simulated {number(reading.simulated[k])}"
        f"{error}, target {number(reading.target[k])}, band {number(reading.low[k])} to {number(reading.high[k])} "
        f"[{reading.unit}]. Source: {case.source}."
    )
    return said if case.miss is None or bool(reading.inside.all()) else f"{said} {case.miss}."


def _curve(axes: Axes, reading: Reading, shade: str) -> None:
    # A band that is exact would not be seen at all.
    axes.fill_between(reading.at, reading.low, reading.high, color=BAND, edgecolor=BAND, linewidth=1.0)
    axes.plot(reading.at, reading.target, "o", markersize=8, markerfacecolor="none", markeredgecolor=INK,
              markeredgewidth=1.3)  # fmt: skip
    axes.errorbar(reading.at, reading.simulated, yerr=2.0 * reading.error, color=shade, marker="o", markersize=4,
                  linewidth=1.8, elinewidth=1.2)  # fmt: skip
    axes.set_ylabel(reading.unit)
    axes.margins(x=0.03, y=0.08)


def _distance(axes: Axes, reading: Reading, shade: str) -> None:
    """The same on the scale of the band, which may be narrower than a line."""
    half = _half_widths(reading)
    low, high, value = ((each - reading.target) / half for each in (reading.low, reading.high, reading.simulated))
    axes.fill_between(reading.at, low, high, color=BAND)
    axes.axhline(0, color=INK, linewidth=1.0)
    for at, one in zip(reading.at, value, strict=True):
        if np.isfinite(one):
            axes.plot(at, np.clip(one, -MOST, MOST), marker=_marker(float(one), upright=True), color=shade)
    axes.set_ylim(-MOST - 0.3, MOST + 0.3)
    axes.set_yticks([-1, 0, 1], ["−1", "0", "1"])
    axes.set_ylabel("half widths")
    axes.set_xlabel(reading.axis)
    if np.array_equal(reading.at, np.rint(reading.at)):
        axes.locator_params(axis="x", integer=True)


def _half_widths(reading: Reading) -> Floats:
    """Half the width of each band, 1 where it is exact, shape (K,)."""
    half = (reading.high - reading.low) / 2.0
    return np.where(half > 0, half, 1.0)


def _rows(axes: Axes, reading: Reading, shade: str) -> None:
    """A row for each point, all on the scale of their bands, with the numbers beside them."""
    half = _half_widths(reading)
    names = reading.labels or tuple(f"{reading.axis} {at:g}".strip() for at in reading.at)
    if reading.at.size == 1 and not reading.labels:
        names = ("",)
    for k in range(len(names)):
        low, high = ((edge[k] - reading.target[k]) / half[k] for edge in (reading.low, reading.high))
        value = (reading.simulated[k] - reading.target[k]) / half[k]
        axes.barh(-k, high - low, left=low, height=0.5, color=BAND, edgecolor=BAND)
        axes.plot([0, 0], [-k - 0.25, -k + 0.25], color=INK, linewidth=1.6)
        tint = SHADES[HOLDS] if reading.inside[k] else shade
        if np.isfinite(value):
            axes.errorbar(np.clip(value, -MOST, MOST), -k, xerr=min(2.0 * reading.error[k] / half[k], MOST),
                          color=tint, marker=_marker(float(value)), markersize=9)  # fmt: skip
        text = f"{number(reading.simulated[k])}  ({number(reading.target[k])})"
        axes.text(1.02, -k, text, transform=axes.get_yaxis_transform(), va="center", color=tint, weight="bold")
    axes.set_yticks([-k for k in range(len(names))], names)
    axes.set_xlim(-MOST - 0.15, MOST + 0.15)
    axes.set_ylim(-len(names) + 0.4, 0.6)
    axes.grid(visible=False)
    axes.axvline(0, color=GREY, linewidth=0.6, zorder=0)
    axes.set_xlabel(f"half widths of the band; right: simulated (target) [{reading.unit}]")


def _marker(value: float, upright: bool = False) -> str:
    """A point, or an arrow where it lies beyond the edge of the picture."""
    return "o" if abs(value) <= MOST else ("^v" if upright else "><")[int(value < 0)]
