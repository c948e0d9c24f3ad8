"""Where the winner flips along one parameter at a time: the paired difference with its band, and the flip."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from experiments.figures.flip_map import key_in_words
from experiments.figures.picture import Picture
from experiments.figures.style import FAINT, GREY, INK, canvas, colour, house_style, word_line
from experiments.statistics.flip_point import Line, State
from experiments.statistics.formatting import confidence_level, counted, shortened_name

ACROSS = 2


def flip_lines(lines: Sequence[Line], names: tuple[str, str], margin: float, confidence: float) -> Picture:
    """A panel for each parameter; above 0 the second strategy leads."""
    with house_style():
        rows = -(-len(lines) // ACROSS)
        figure = canvas(0.9 + 2.15 * rows)
        panels = figure.subplots(rows, ACROSS, squeeze=False, sharey=True).ravel()
        word_line(figure, [(f"■ {shortened_name(name, 28)} leads", colour(k)) for k, name in enumerate(names)])
        for axes, line in zip(panels, lines, strict=False):
            _panel(axes, line, margin, confidence)
        for axes in panels[len(lines) :]:
            axes.set_axis_off()
        figure.supylabel(f"lead of {shortened_name(names[1], 22)} [money per initial customer]", fontsize=11.5)
        alt = f"Lines: lead of {names[1]} over {names[0]} along {len(lines)} parameters, one at a time."
        return Picture(figure, _caption(lines, names, confidence), alt)


def _panel(axes: Axes, line: Line, margin: float, confidence: float) -> None:
    x, mean = line.levels, line.mean
    low, high = line.band(confidence)
    axes.axhspan(-margin, margin, color=FAINT, zorder=0)
    axes.axhline(0, color=GREY, linewidth=1.0)
    if np.isfinite(low).any():
        axes.fill_between(x, low, high, color=GREY, alpha=0.22, linewidth=0)
    axes.plot(x, mean, color=GREY, linewidth=1.6)
    axes.scatter(x, mean, s=30, zorder=3, c=[colour(1) if value > 0 else colour(0) for value in mean])
    flip = line.flip(confidence)
    if flip.at is not None and flip.state is State.FLIPS:
        axes.axvline(flip.at, color=INK, linewidth=1.4)
        axes.annotate(f"{flip.at:.3g}", (flip.at, 1), (4, -2), xycoords=("data", "axes fraction"), va="top",
                      textcoords="offset points", weight="bold")  # fmt: skip
    axes.axvline(line.default, color=GREY, linestyle="dotted", linewidth=1.4)
    axes.set_title(key_in_words(line.key), fontsize=11.5)
    axes.locator_params(axis="x", nbins=5)
    axes.locator_params(axis="y", nbins=5)


def _caption(lines: Sequence[Line], names: tuple[str, str], confidence: float) -> str:
    from experiments.results.sentences.boundary import flip_sentence

    told = " ".join(flip_sentence(line, names, confidence) for line in lines)
    return (
        f"{told} Everything else is at its default and each world is aligned separately; band:  "
        f"{confidence_level(confidence)} intervals over "
        f"{counted(lines[0].differences.shape[1], 'paired replicate')}; solid: the flip; dotted: the default."
    )
