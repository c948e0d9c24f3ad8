"""Where the winner flips, over two parameters: who leads by how much, and the lines of 0 and of what matters."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize

from experiments.config.reference import parameter_table
from experiments.figures.picture import Picture
from experiments.figures.style import GREY, INK, canvas, colour, house_style, word_line
from experiments.results.flip_map import FlipMap
from experiments.statistics.flip_point import State
from experiments.statistics.formatting import counted, decimals, percent, plain, shortened_name, signed
from simulation.draws import Floats

SHADES = 11


def flip_map(found: FlipMap) -> Picture:
    """Shades of the leader's colour, lines of 0 and of the smallest difference that matters, dots where it was run."""
    with house_style():
        figure = canvas(5.2)
        axes = figure.add_subplot()
        word_line(
            figure, [(f"■ {shortened_name(name, 28)} leads", colour(k)) for k, name in enumerate((found.a, found.b))]
        )
        x, y = found.levels
        _shaded(axes, found)
        for i, row in enumerate(found.mean):
            for j, value in enumerate(row):
                _point(axes, float(x[i]), float(y[j]), float(value), found, few=found.mean.size <= 25)
        axes.plot(*found.defaults, marker="*", markersize=17, color="white", markeredgecolor=INK, zorder=6)
        axes.annotate("default", found.defaults, (10, 9), textcoords="offset points", weight="bold", zorder=7)
        for name, levels, axis in (("xlim", x, 0), ("ylim", y, 1)):
            pad = 0.045 * float(levels[-1] - levels[0])
            axes.set(**{name: (float(levels[0]) - pad, float(levels[-1]) + pad)})
            (axes.set_xlabel if axis == 0 else axes.set_ylabel)(_with_unit(found.keys[axis]))
        axes.grid(visible=False)
        first, second = map(key_in_words, found.keys)
        alt = f"Map of who earns more, {found.a} or {found.b}, over {first} and {second}."
        return Picture(figure, caption(found), alt)


def key_in_words(key: str) -> str:
    """A key as an axis says it."""
    return key.removeprefix("mechanism.").replace("_", " ").replace(".", ": ")


def _with_unit(key: str) -> str:
    """The same with its unit, where it is a parameter."""
    table = parameter_table()
    return " ".join([key_in_words(key), *(f"[{unit}]" for unit in table["unit"][table["key"] == key])])


def _shaded(axes: Axes, found: FlipMap) -> None:
    x, y = found.levels
    height: Floats = np.ma.masked_invalid(found.mean.T)
    most = max(float(np.nanmax(np.abs(found.mean))) if np.isfinite(found.mean).any() else 1.0, 1e-12)
    shades = LinearSegmentedColormap.from_list("flip", [colour(0), "#FFFFFF", colour(1)])
    steps, norm = np.linspace(-most, most, 2 * SHADES), Normalize(-1.6 * most, 1.6 * most)
    axes.contourf(x, y, height, steps, cmap=shades, norm=norm).set(edgecolor="face", linewidth=0.6)  # no gaps between
    drawn = [
        (0.0, INK, "solid", 2.6),
        (found.margin, colour(1), "dashed", 1.4),
        (-found.margin, colour(0), "dashed", 1.4),
    ]
    low, high = float(height.min()), float(height.max())
    for level, shade, style, width in drawn:
        if low < level < high:
            axes.contour(x, y, height, [level], colors=[shade], linestyles=style, linewidths=width)


def _point(axes: Axes, x: float, y: float, value: float, found: FlipMap, few: bool) -> None:
    if np.isnan(value):
        axes.plot(x, y, "x", color=GREY, markersize=7)
        return
    shade = colour(1) if value > found.margin else colour(0) if value < -found.margin else GREY
    axes.plot(x, y, "o", color=shade, markersize=6, markeredgecolor="white", zorder=5)
    if few:
        right, bottom = x == found.levels[0][-1], y == found.levels[1][0]
        axes.annotate(signed(value, decimals(value, 2)), (x, y), (-8 if right else 8, 7 if bottom else -16),
                      color=shade, textcoords="offset points", ha="right" if right else "left", weight="bold", zorder=6,
                      bbox={"facecolor": "white", "pad": 1.2, "alpha": 0.75})  # fmt: skip


def caption(found: FlipMap) -> str:
    """Who wins how much of the map, where the default lies, and where it flips along both axes."""
    shares, points = found.shares(), found.mean.size
    said = []
    if shares.a and shares.b and shares.tied:
        said.append(
            f"Of {counted(shares.points, 'point')} of this map {found.a} is ahead in {percent(shares.a.share)}, "
            f"{found.b} in {percent(shares.b.share)}, neither in {percent(shares.tied.share)}."
        )
    for line in found.lines():
        flip, key = line.flip(found.confidence), key_in_words(line.key)
        if flip.state is State.FLIPS and flip.at is not None:
            said.append(f"Along {key} alone, the winner changes near {flip.at:.3g} (default {line.default:g}).")
        elif flip.state is State.CROSSES and flip.at is not None:
            said.append(f"Along {key} alone, the mean lead changes its sign near {flip.at:.3g}, which may be chance.")
        elif flip.state is State.UNKNOWN:
            said.append(f"Along {key} alone, no run was possible.")
        else:
            said.append(f"Along {key} alone, no change of the winner is shown.")
    replicates = found.differences.shape[2]
    said.append(
        f"Numbers: {found.b} less {found.a} in profit [money per initial customer]; solid line: no difference; dashed: "
        f"the smallest one that matters, {plain(found.margin, 2)}. {counted(points, 'world')}, each aligned separately "
        f"and run in {counted(replicates, 'paired replicate')}, straight lines between them."
    )
    return " ".join(said)
