"""The doubt: which share of the parameter space each strategy wins, and which parameters part the winners."""

from __future__ import annotations

from matplotlib.figure import SubFigure

from experiments.figures.picture import Picture
from experiments.figures.style import FAINT, GREY, INK, canvas, colour
from experiments.results.comparison import Comparison
from experiments.results.influence import KEY, Influence, influence_on
from experiments.results.sentences.comparison import space_sentence
from experiments.results.sentences.influence import influence_sentence
from experiments.statistics.formatting import percent, shortened_name, signed

SHOWN = 8


def space(comparison: Comparison) -> Picture | None:
    """Settings in which each strategy is ahead, and the parameters that part them; None without points."""
    others = range(1, len(comparison.names))
    judged = [comparison.shares("profit", b) for b in others]
    if any(shares is None or shares.a is None for shares in judged):
        return None
    found = {b: influence_on(comparison, b) for b in others}
    strongest = {
        key: max(abs(found[b].correlations[key]) for b in others) for one in found.values() for key in one.named
    }
    keys = sorted(strongest, key=lambda key: -strongest[key])[:SHOWN]
    heights = [0.75 * len(others) + 0.3, 0.36 * len(keys) + 0.6] if keys else [0.75 * len(others) + 0.3]
    figure = canvas(sum(heights) + (1.4 if keys else 0.5))
    if keys:
        grid = figure.add_gridspec(2, 1, height_ratios=[heights[0] + 0.4, heights[1] + 1.0])
        _shares(figure.add_subfigure(grid[0]), comparison)
        _bars(figure.add_subfigure(grid[1]), comparison, found, keys)
    else:
        _shares(figure.add_subfigure(figure.add_gridspec(1, 1)[0]), comparison)
    alt = f"Bars: share of plausible settings in which {', '.join(comparison.names)} are ahead."
    if keys:
        alt += f" Below: rank correlations of the difference in profit with {', '.join(keys)}."
    return Picture(figure, _caption(comparison, found), alt)


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
            text = f"{shortened_name(name, room)}\n{percent(share.share)}" if room > 7 else percent(share.share)
            if room > 2:
                axes.text(left + share.share / 2, -b, text, ha="center", va="center", weight="bold",
                          color=INK if name == "neither" else "white")  # fmt: skip
            left += share.share
    points = len(comparison.space.places) if comparison.space else 0
    _headed(panel, f"Share of {points} plausible settings in which each is ahead")
    axes.set_xlim(0, 1)
    axes.set_axis_off()


def _bars(panel: SubFigure, comparison: Comparison, found: dict[int, Influence], keys: list[str]) -> None:
    """Correlations that are told from luck; with several pairs a bar is left out where it is not."""
    axes = panel.add_subplot()
    luck = max(one.bound for one in found.values())
    axes.axvspan(-luck, luck, color=FAINT, zorder=0)
    axes.axvline(0, color=GREY, linewidth=0.8)
    for b, values in ((b, one.named) for b, one in found.items()):
        offset = (b - (1 + len(found)) / 2) * 0.7 / len(found)
        for row, key in ((row, key) for row, key in enumerate(keys) if key in values):
            shade = colour(b) if values[key] > 0 or len(found) > 1 else colour(0)
            axes.barh(-row - offset, values[key], height=0.7 / len(found), color=shade)
            if len(found) == 1:
                right = values[key] > 0
                axes.annotate(signed(values[key], 2), (values[key], -row), (5 if right else -5, 0), va="center",
                              textcoords="offset points", ha="left" if right else "right")  # fmt: skip
    axes.set_yticks([-float(row) for row in range(len(keys))], [key.removeprefix("mechanism.") for key in keys])
    axes.set_ylim(-len(keys) + 0.4, 0.6)
    reach = min(1.0, max(abs(value) for one in found.values() for value in one.named.values()) + 0.25)
    axes.set_xlim(-reach, reach)
    _headed(panel, "Parameters that affect the winner: rank correlation with the lead in profit")
    first = shortened_name(comparison.names[0], 20)
    other = shortened_name(comparison.names[1], 20) if len(found) == 1 else "the other"
    between = "      " if len(first + other) < 24 else "\n"
    axes.set_xlabel(f"← more of it favours {first}{between}more of it favours {other} →")
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")


def _headed(panel: SubFigure, title: str) -> None:
    panel.suptitle(title, x=0.012, ha="left", fontsize=12, weight="bold")


def _caption(comparison: Comparison, found: dict[int, Influence]) -> str:
    said = [space_sentence(comparison, b) for b in found]
    said += [influence_sentence(one, KEY) for one in found.values()]
    return " ".join(dict.fromkeys(said))
