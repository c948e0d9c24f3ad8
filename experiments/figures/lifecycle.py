"""The funnel: how many people came as far as each step of the lifecycle with the focal firm, at the end of the run."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import FAINT, INK, canvas, colour, name_line
from experiments.figures.weekly import strategies
from experiments.results.comparison import Comparison
from experiments.results.run import Run
from experiments.statistics.formatting import plain
from simulation.draws import Floats
from simulation.measures.outcome import Outcome
from simulation.world.lifecycle import EVERY, STEPS, people_at_or_beyond

MEANT = {
    "unaware": "everybody",
    "awareness": "have heard of it",
    "purchase": "are customers",
    "experience": "bought again",
    "loyalty": "… and are committed",
    "advocacy": "… and speak for it",
}
"""What people at a step or beyond it have in common."""


def lifecycle(result: Comparison | Run) -> Picture:
    """People at each step or beyond, mean of all replicates, with the share of those who stood at the step before."""
    names, outcomes = strategies(result)
    found = [funnel(runs) for runs in outcomes]
    figure = canvas(1.2 + len(STEPS) * (0.42 + 0.26 * len(names)))
    axes = figure.add_subplot()
    if len(names) > 1:
        name_line(figure, names)
    thick = 0.8 / len(names)
    for k, people in enumerate(found):
        places: Floats = np.arange(len(STEPS), dtype=np.float64) + (k - (len(names) - 1) / 2) * thick
        axes.barh(places, people[0], height=0.88 * thick, color=FAINT)
        axes.barh(places, people, height=0.88 * thick, color=colour(k))
        _labelled(axes, places, people)
    axes.set_yticks(range(len(STEPS)), ["everybody", *(f"{step}:\n{MEANT[step]}" for step in STEPS[1:])])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.02 * max(people[0] for people in found) or 1.0)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_axisbelow(True)
    axes.set_xlabel("people")
    alt = f"Bars from everybody to advocates, each step part of the one before, for {', '.join(names)}."
    return Picture(figure, _caption(names, outcomes, found), alt)


def funnel(runs: tuple[Outcome, ...]) -> Floats:
    """People at each step or beyond at the last look, mean of all replicates, shape (steps,)."""
    people: Floats = np.mean([people_at_or_beyond(o.lifecycle[-1]) for o in runs], axis=0)
    return people


def _labelled(axes: Axes, places: Floats, people: Floats) -> None:
    """How many, and which share of the step before: inside a long bar, beside a short one."""
    for step, (place, count) in enumerate(zip(places, people, strict=True)):
        text = f"{count:,.0f}"
        if step and people[step - 1] > 0:
            text += f"  ({100.0 * count / people[step - 1]:.0f} %)"
        long = count > 0.5 * people[0]
        axes.annotate(text, (count, place), (-6 if long else 6, 0), textcoords="offset points", va="center",
                      ha="right" if long else "left", color="white" if long else INK)  # fmt: skip


def _caption(names: tuple[str, ...], outcomes: tuple[tuple[Outcome, ...], ...], found: list[Floats]) -> str:
    said = []
    for name, people in zip(names, found, strict=True):
        steps = ", ".join(
            f"{plain(float(count), 0)} {MEANT[step].removeprefix('… ')}"
            for step, count in zip(STEPS, people, strict=True)
        )
        said.append(f"{name}: {steps}")
    week = EVERY * (len(outcomes[0][0].lifecycle) - 1)
    return (
        f"In week {week}, of {'; '.join(said)}. In brackets: the share of the previous step. Former customers count as "
        "people who have heard of the firm; committed: more than the average customer under the status quo; speak for "
        "it: praised it within half a year."
    )
