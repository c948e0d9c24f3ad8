"""The house: one style file, one palette, text instead of legends; nothing of matplotlib's global state is kept."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.offsetbox import AnchoredOffsetbox, HPacker, TextArea

from experiments.statistics.formatting import shortened_name

STYLE = Path(__file__).with_name("courtship.mplstyle")
COLOURS = ("#0072B2", "#C04A00", "#00795A", "#9C4480", "#7A6200", "#4B4B9B")
"""Of the strategies in order: after Okabe & Ito, darkened until text in them is readable on white (4.5 : 1)."""
GREY, FAINT, INK = "#6B6B6B", "#EDEDED", "#262626"
LINE = 1.35
"""Height of a line of text, as a multiple of the size of the type."""


@contextmanager
def house_style() -> Iterator[None]:
    """Draw and save in the house style, whatever style the user has set."""
    with style.context(["default", str(STYLE)]):
        yield


class Canvas(Figure):
    """A figure that a notebook shows although it belongs to no window: pyplot, which would tell it how, is not used."""

    def _repr_png_(self) -> bytes:
        content = io.BytesIO()
        with house_style():
            self.savefig(content, format="png", dpi=110)
        return content.getvalue()


def canvas(height: float = 4.5) -> Figure:
    """An empty figure, 8 inches wide."""
    return Canvas(figsize=(8, height))


def colour(strategy: int) -> str:
    """The fixed colour of a strategy by its place."""
    return COLOURS[strategy % len(COLOURS)]


def winner_colour(side: int, b: int) -> str:
    """The colour of who wins, grey where nobody does."""
    return {1: colour(b), -1: colour(0)}.get(side, GREY)


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """Positions moved apart as little as needed, so that neighbours are at least `gap` apart."""
    order = np.argsort(positions, kind="stable")
    apart = np.array(positions, dtype=np.float64)[order]
    for _ in range(100):
        close = np.flatnonzero(np.diff(apart) < gap * 0.999)
        if not close.size:
            break
        for k in close:
            push = max(gap - (apart[k + 1] - apart[k]), 0.0) / 2
            apart[k] -= push
            apart[k + 1] += push
    moved = np.empty_like(apart)
    moved[order] = apart
    return [float(value) for value in moved]


def label_ends(axes: Axes, ends: Sequence[tuple[float, str, str]]) -> None:
    """Write a name at the right end of each line instead of a legend.

    Args:
        axes: with their final limits.
        ends: height in data units, text and colour of each line.
    """
    low, high = axes.get_ylim()
    figure = axes.get_figure()
    inches = 0.8 * (figure.get_figheight() if isinstance(figure, Figure) else 4.5)
    gap = (high - low) * LINE * 11.5 / 72 / inches
    for place, (_, text, shade) in zip(spread([end[0] for end in ends], gap), ends, strict=True):
        axes.text(1.015, place, text, color=shade, transform=axes.get_yaxis_transform(), va="center", weight="bold")


def week_axis(axes: Axes, weeks: int, ticks: int = 7, prune: str | None = None) -> None:
    """Whole weeks, and room for a run of very few; the only place that puts ticks on an axis of weeks.

    Args:
        axes: whose horizontal axis counts weeks.
        weeks: of the run.
        ticks: at most so many intervals between them.
        prune: "upper" leaves out the last tick, which would touch a neighbour's first.
    """
    if weeks < 5:
        axes.set_xlim(-0.5, weeks - 0.5)
        axes.set_xticks(range(weeks))
    else:
        axes.locator_params(axis="x", integer=True, nbins=ticks, prune=prune)


def name_line(figure: Figure, names: Sequence[str]) -> None:
    """The names of all strategies in their colours, above panels that have no room for labels of their own."""
    most = max(6, 70 // max(len(names), 1) - 4)
    word_line(figure, [(f"■ {shortened_name(name, most)}", colour(k)) for k, name in enumerate(names)])


def word_line(figure: Figure, words: Sequence[tuple[str, str]]) -> None:
    """Words, each in its colour, in one line above all panels."""
    area = HPacker(children=[TextArea(word, textprops={"color": shade, "weight": "bold"}) for word, shade in words],
                   sep=18, pad=0)  # fmt: skip
    top = 1 - 0.09 / figure.get_figheight()
    box = AnchoredOffsetbox("upper left", child=area, frameon=False, pad=0, borderpad=0,
                            bbox_to_anchor=(0.012, top), bbox_transform=figure.transFigure)  # fmt: skip
    box.set_in_layout(False)
    figure.add_artist(box)
    layout = figure.get_layout_engine()
    if isinstance(layout, ConstrainedLayoutEngine):
        layout.set(rect=(0, 0, 1, 1 - 0.4 / figure.get_figheight()))


def foot_line(figure: Figure, text: str) -> None:
    """How to read what is drawn, in one line below all panels."""
    figure.supxlabel(text, x=0.012, ha="left", fontsize=11, color=GREY)
