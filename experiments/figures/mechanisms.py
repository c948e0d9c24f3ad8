"""Why, by the laws of the market: what each mechanism adds to the lead of the second strategy."""

from __future__ import annotations

from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import FAINT, GREY, canvas, winner_colour
from experiments.results.effect import Effect
from experiments.results.explanation import Explanation
from experiments.results.sentences.explanation import mechanisms_sentence, places
from experiments.statistics.formatting import confidence_level, counted, shortened_name, signed

SHOWN = 14


def mechanisms(found: Explanation) -> Picture | None:
    """A row for each mechanism that moves the difference, the strongest on top; None where there is none."""
    moving = [one for one in found.mechanisms() if one.mean]
    rows = [one for one in moving if not one.note][:SHOWN]
    if not found.parts or not rows:
        return None
    figure = canvas(1.7 + 0.36 * len(rows))
    axes = figure.add_subplot()
    axes.axvspan(-found.margin, found.margin, color=FAINT, zorder=0)
    axes.axvline(0, color=GREY, linewidth=0.8)
    for row, one in enumerate(rows):
        _row(axes, -row, one, found)
    axes.set_yticks([-float(row) for row in range(len(rows))], [one.name.replace("_", " ") for one in rows])
    axes.set_ylim(-len(rows) + 0.35, 0.65)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.margins(x=0.06)
    axes.locator_params(axis="x", nbins=7)
    axes.set_title(f"What each mechanism adds to the lead of {shortened_name(found.b, 22)}")
    axes.set_xlabel("money per initial customer (grey: too small to matter)")
    alt = f"Bars: what {len(rows)} mechanisms add to the lead of {found.b} over {found.a}, with intervals."
    return Picture(figure, _caption(found, moving), alt)


def _row(axes: Axes, place: float, one: Effect, found: Explanation) -> None:
    mean = one.mean or 0.0
    shade = winner_colour(one.shown, 1)
    if one.ci_low is not None and one.ci_high is not None:
        axes.plot([one.ci_low, one.ci_high], [place, place], color=shade, linewidth=2.6)
    axes.plot([mean], [place], "o", color=shade, markersize=7, markerfacecolor=shade if one.shown else "white")
    text = signed(mean, places(found))
    axes.text(1.02, place, text, transform=axes.get_yaxis_transform(), va="center", color=shade)


def _caption(found: Explanation, moving: list[Effect]) -> str:
    said = [mechanisms_sentence(found)]
    dead = [one.name.replace("_", " ") for one in moving if one.note]
    if dead:
        said.append(f"Without {' or '.join(dead)} nothing is sold, so there is no difference.")
    once = [one for one in moving if one.replicates == 1]
    if once:
        were = "mechanism was" if len(once) == 1 else "mechanisms were"
        said.append(f"{len(once)} {were} run in one replicate only and have no interval.")
    said.append(
        "Effects overlap, because mechanisms work through each other, and do not add up. Hollow: not distinguishable "
        f"from 0 at {confidence_level(found.confidence)} over {counted(len(found.seeds), 'paired replicate')}."
    )
    return " ".join(said)
