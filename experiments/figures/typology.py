"""What customers are to the firm: the shares of seven types of relationship over time, one panel a strategy."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.figures.picture import Picture
from experiments.figures.style import INK, LINE, canvas, colour, spread, week_axis
from experiments.figures.weekly import strategies
from experiments.results.comparison import Comparison
from experiments.results.run import Run
from experiments.statistics.formatting import shortened_name
from simulation.draws import Floats
from simulation.measures.outcome import Outcome
from simulation.world.typology import EVERY, TYPES, counts

ABREAST = 3
BOTTOM_UP = ("married", "partner", "engaged", "boyfriend/girlfriend", "dating", "one-night stand", "damaged")
SHADES = dict(zip(BOTTOM_UP, ("#08306B", "#2765A4", "#5A9BCB", "#A3CBE3", "#D9DEE3", "#B4B4B4", "#C04A00"),
                  strict=True))  # fmt: skip
"""From close to loose a ramp that keeps its order in grey; the damaged stand out."""
_BESIDE: Any = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center"}


def typology(result: Comparison | Run) -> Picture:
    """Shares of the focal firm's customers by type of relationship, all replicates together."""
    names, outcomes = strategies(result)
    rows = -(-len(names) // ABREAST)
    figure = canvas(0.6 + 3.9 * rows)
    panels = figure.subplots(rows, min(len(names), ABREAST), sharey=True, squeeze=False)
    for k, axes in enumerate(panels.flat):
        if k >= len(names):
            axes.set_axis_off()
            continue
        found = shares(outcomes[k])
        _stacked(axes, found)
        week_axis(axes, len(outcomes[k][0].cash), 5 if len(names) < ABREAST else 3, prune="upper")
        axes.margins(x=0)
        axes.set_ylim(0, 100)
        axes.set_xlabel("week")
        axes.set_title(shortened_name(names[k], 24), color=colour(k))
        # An incomplete last row has the names above it.
        if (k + 1) % ABREAST == 0 or (rows == 1 and k + 1 == len(names)):
            _labelled(figure, axes, found[-1], rows)
    for row in panels:
        row[0].set_ylabel("share of the firm's customers [%]")
    alt = f"Stacked areas by week for {', '.join(names)}: {', '.join(BOTTOM_UP)}, from the bottom up."
    return Picture(figure, _caption(names, outcomes), alt)


def shares(runs: tuple[Outcome, ...]) -> Floats:
    """Percent of all customers, replicates together, shape (looks, types), bottom up; NaN where there is nobody."""
    people = np.sum([counts(o.typology) for o in runs], axis=0)[:, [TYPES.index(name) for name in BOTTOM_UP]]
    everybody = people.sum(axis=1, keepdims=True)
    found: Floats = np.where(everybody > 0, 100.0 * people / np.maximum(everybody, 1), np.nan)
    return found


def _stacked(axes: Axes, found: Floats) -> None:
    weeks = np.arange(len(found), dtype=np.float64) * EVERY
    if len(found) == 1:
        weeks, found = np.array([-0.5, 0.5]), np.repeat(found, 2, axis=0)
    axes.stackplot(weeks, found.T, colors=[SHADES[name] for name in BOTTOM_UP], linewidth=0)


def _labelled(figure: Figure, axes: Axes, last: Floats, rows: int) -> None:
    """Names at the right end, in the order of the areas and moved apart where these are thin."""
    last = np.nan_to_num(last)
    gap = 100.0 * LINE * 11.5 / 72 / (0.75 * figure.get_figheight() / rows)
    places = spread([float(place) for place in np.cumsum(last) - last / 2], gap)
    ranks = np.arange(len(places))
    lowest, highest = 1.5 + gap * ranks, 98.5 - gap * ranks[::-1]  # no name stands beside the panel
    for place, name in zip(np.clip(places, lowest, highest), BOTTOM_UP, strict=True):
        axes.annotate("■", (1.0, place), (8, 0), color=SHADES[name], **_BESIDE)
        axes.annotate(name, (1.0, place), (22, 0), color=INK, **_BESIDE)


def _caption(names: tuple[str, ...], outcomes: tuple[tuple[Outcome, ...], ...]) -> str:
    said = []
    for name, runs in zip(names, outcomes, strict=True):
        last = dict(zip(BOTTOM_UP, shares(runs)[-1], strict=True))
        if np.isnan(last["married"]):
            said.append(f"{name} has no customers any more")
            continue
        parts = ", ".join(f"{_spoken(share)} {kind}" for kind, share in last.items())
        said.append(f"{name}: {parts}")
    week = EVERY * (len(outcomes[0][0].typology) - 1)
    return (
        f"Of the firm's customers in week {week} are, under {'; '.join(said)}. By a rule on closeness, commitment, "
        "exclusiveness, contract, purchases and contributions; it classifies relationships and does not "
        "change them. The customers of week 0 count as new then."
    )


def _spoken(share: float) -> str:
    return "under 1 %" if 0.0 < share < 0.5 else f"{share:.0f} %"
