"""The doubt: which share of the doubtful space each strategy wins, and which parameters part the winners."""

from __future__ import annotations

from matplotlib.figure import SubFigure

from experiments.answer import space_sentence
from experiments.comparison import Comparison
from experiments.figures.house import FAINT, GREY, INK, canvas, colour
from experiments.figures.picture import Picture
from experiments.influence import by_luck, correlations
from experiments.rounding import counted, percent, plain, shortened, signed

SHOWN = 8


def space(comparison: Comparison) -> Picture | None:
    """Shares of the space won on profit, and rank correlations of the difference; None without a space."""
    if comparison.space is None or any(comparison.shares("profit", b) is None for b in range(1, len(comparison.names))):
        return None
    others = range(1, len(comparison.names))
    found = {b: correlations(comparison, b) for b in others}
    keys = sorted(found[1], key=lambda key: -max(abs(found[b][key]) for b in others))[:SHOWN]
    heights = [0.75 * len(others) + 0.3, 0.36 * len(keys) + 0.6]
    figure = canvas(sum(heights) + 1.4)
    grid = figure.add_gridspec(2, 1, height_ratios=[heights[0] + 0.4, heights[1] + 1.0])
    _shares(figure.add_subfigure(grid[0]), comparison)
    _bars(figure.add_subfigure(grid[1]), comparison, found, keys)
    alt = (
        f"Bars: shares of the doubtful space won by {', '.join(comparison.names)}. Below: rank correlations of "
        f"the difference in profit with the {len(keys)} parameters that part the winners most."
    )
    return Picture(figure, _caption(comparison, found[1]), alt)


def _shares(panel: SubFigure, comparison: Comparison) -> None:
    axes = panel.add_subplot()
    for b in range(1, len(comparison.names)):
        shares, left = comparison.shares("profit", b), 0.0
        assert shares is not None
        parts = ((shares.a, colour(0), comparison.names[0]), (shares.tied, "#BDBDBD", "neither"),
                 (shares.b, colour(b), comparison.names[b]))  # fmt: skip
        for share, shade, name in parts:
            if share is None or share.share == 0:
                continue
            axes.barh(-b, share.share, left=left, height=0.62, color=shade, edgecolor="white", linewidth=1.5)
            room = int(74 * share.share) - 2
            text = f"{shortened(name, room)}\n{percent(share.share)}" if room > 7 else percent(share.share)
            if room > 2:
                axes.text(left + share.share / 2, -b, text, ha="center", va="center", weight="bold",
                          color=INK if name == "neither" else "white")  # fmt: skip
            left += share.share
    points = len(comparison.space.places) if comparison.space else 0
    _headed(panel, f"Who earns more, by share of {counted(points, 'point')} of the doubtful space")
    axes.set_xlim(0, 1)
    axes.set_axis_off()


def _bars(panel: SubFigure, comparison: Comparison, found: dict[int, dict[str, float]], keys: list[str]) -> None:
    axes = panel.add_subplot()
    points = len(comparison.space.places) if comparison.space else 0
    luck = by_luck(points, len(found[1]))
    axes.axvspan(-luck, luck, color=FAINT, zorder=0)
    axes.axvline(0, color=GREY, linewidth=0.8)
    for b, values in found.items():
        offset = (b - (1 + len(found)) / 2) * 0.7 / len(found)
        for row, key in enumerate(keys):
            shade = colour(b) if values[key] > 0 or len(found) > 1 else colour(0)
            axes.barh(-row - offset, values[key], height=0.7 / len(found), color=shade)
            if len(found) == 1:
                right = values[key] > 0
                axes.annotate(signed(values[key], 2), (values[key], -row), (5 if right else -5, 0), va="center",
                              textcoords="offset points", ha="left" if right else "right")  # fmt: skip
    axes.set_yticks([-float(row) for row in range(len(keys))], [key.removeprefix("mechanism.") for key in keys])
    axes.set_ylim(-len(keys) + 0.4, 0.6)
    reach = min(1.0, max(max(abs(value) for value in values.values()) for values in found.values()) + 0.25)
    axes.set_xlim(-reach, reach)
    _headed(panel, "Which parameters part the winners: rank correlation with the lead in profit")
    first = shortened(comparison.names[0], 20)
    other = shortened(comparison.names[1], 20) if len(found) == 1 else "the other"
    between = "      " if len(first + other) < 24 else "\n"
    axes.set_xlabel(f"← more of it favours {first}{between}more of it favours {other} →")
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")


def _headed(panel: SubFigure, title: str) -> None:
    panel.suptitle(title, x=0.012, ha="left", fontsize=12, weight="bold")


def _caption(comparison: Comparison, found: dict[str, float]) -> str:
    assert comparison.space is not None
    said = [space_sentence(comparison, b) for b in range(1, len(comparison.names))]
    points = len(comparison.space.places)
    luck = by_luck(points, len(found))
    beyond = [key for key in sorted(found, key=lambda key: -abs(found[key])) if abs(found[key]) > luck]
    named = ", ".join(f"{key.removeprefix('mechanism.')} ({signed(found[key], 2)})" for key in beyond)
    told = f"stand out: {named}" if beyond else "none stands out; more points would tell"
    said.append(
        f"Grey: correlations within ±{plain(luck, 2)}, which luck reaches among {len(found)} parameters at "
        f"{counted(points, 'point')}; beyond it {told}."
    )
    return " ".join(said)
