"""Why, by what is decided: from one strategy's profit to the other's, a step for each group of levers."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import GREY, INK, canvas, colour, foot_line
from experiments.results.effect import Effect
from experiments.results.explanation import NAMES, Explanation
from experiments.results.sentences.explanation import DESIGNS, groups_sentence, places
from experiments.statistics.formatting import confidence_level, plain, shortened_name, signed

TOGETHER = "three or more together"


def levers(found: Explanation) -> Picture | None:
    """Steps that add up to the difference, each with its interval, and what each group adds alone and last of all.

    None where the strategies do not differ.
    """
    if not found.parts:
        return None
    steps = found.groups()
    rest = found.rest()
    if found.design == "halved" and abs(rest) > 1e-9:
        steps.append(Effect("group", TOGETHER, rest, None, None, len(found.seeds)))
    figure = canvas(2.2 + 0.62 * (len(steps) + 2))
    axes = figure.add_subplot()
    _fall(axes, found, steps)
    axes.set_xlabel("discounted money per initial customer")
    axes.set_title("What each group of levers adds to profit")
    foot_line(figure, f"Lines: {confidence_level(found.confidence)} intervals. ▲ added alone, ▼ added last.")
    alt = f"Waterfall from the profit of {found.a} to that of {found.b}, a step for each group of levers."
    return Picture(figure, _caption(found), alt)


def _fall(axes: Axes, found: Explanation, steps: list[Effect]) -> None:
    digits, k = places(found), NAMES.index("profit")
    start, end = (float(np.mean(found.base[side][:, k])) for side in (0, 1))
    level, sides = start, {part.group: part for part in found.parts}
    _end(axes, 0, start, colour(0), digits)
    for row, step in enumerate(steps, 1):
        mean = step.mean or 0.0
        axes.plot([level, level], [-row + 1, -row], color=GREY, linewidth=0.9)
        axes.barh(-row, mean, left=level, height=0.5, color=colour(1) if mean > 0 else colour(0))
        reach = [level, level + mean]
        if step.ci_low is not None and step.ci_high is not None:
            ends = [level + step.ci_low, level + step.ci_high]
            axes.plot(ends, [-row, -row], color=INK, linewidth=1.6)
            reach += ends
        _text(axes, -row, max(reach), signed(mean, digits), INK)
        if step.name in sides:
            part = sides[step.name]
            alone, last = (float(values[:, k].mean()) for values in (part.alone, part.last))
            axes.plot([level + alone], [-row - 0.34], "^", color=GREY, markersize=6, clip_on=False)
            axes.plot([level + last], [-row - 0.34], "v", color=GREY, markersize=6, clip_on=False)
        level += mean
    axes.plot([level, level], [-len(steps), -len(steps) - 1], color=GREY, linewidth=0.9)
    _end(axes, len(steps) + 1, end, colour(1), digits)
    names = [
        f"profit of {shortened_name(found.a, 22)}",
        *(step.name for step in steps),
        f"profit of {shortened_name(found.b, 22)}",
    ]
    axes.set_yticks([-float(row) for row in range(len(names))], names)
    for tick, side in ((0, 0), (-1, 1)):
        axes.get_yticklabels()[tick].set(color=colour(side), weight="bold")
    axes.set_ylim(-len(names) + 0.3, 0.6)
    axes.use_sticky_edges = False
    axes.margins(x=0.14)
    axes.locator_params(axis="x", nbins=6)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")


def _end(axes: Axes, row: int, level: float, shade: str, digits: int) -> None:
    """A level, not a bar: the axis need not begin at zero."""
    axes.plot([level], [-row], "D", color=shade, markersize=9)
    _text(axes, -row, level, plain(level, digits), shade)


def _text(axes: Axes, row: float, at: float, text: str, shade: str) -> None:
    axes.annotate(text, (at, row), (9, 0), textcoords="offset points", va="center", color=shade)


def _caption(found: Explanation) -> str:
    said = [groups_sentence(found), DESIGNS[found.design]]
    said.append(
        "Bars have the colour of the strategy they favour, lines are "
        f"{confidence_level(found.confidence)} intervals over the paired replicates; triangles: added alone (▲) and "
        "added last (▼). If these differ, groups help or hinder each other."
    )
    return " ".join(said)
