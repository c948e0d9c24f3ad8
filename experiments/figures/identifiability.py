"""What the data narrowed: each parameter's range before and after, in the order of how well it is known."""

from __future__ import annotations

from typing import Any

from experiments.analyses.calibrate.calibration import Calibration
from experiments.analyses.calibrate.heterogeneity import AT_ITS_LIMIT
from experiments.analyses.calibrate.identifiability import IDENTIFIED, PRIOR_ONLY, WEAKLY
from experiments.analyses.calibrate.sentences import relational_sentence
from experiments.figures.picture import Picture
from experiments.figures.style import FAINT, GREY, INK, canvas, colour, word_line
from experiments.statistics.formatting import shortened_name

SHADES = {IDENTIFIED: colour(0), WEAKLY: colour(1), PRIOR_ONLY: GREY}
MOST, FEW = 18, 5
"""Relational parameters shown at most; and of those that are prior only, which all look the same."""


def identifiability(answer: Calibration) -> Picture:
    """Fitted laws by the error of their logarithm, above relational parameters by range before and after."""
    laws, rows = answer.table, answer.identifiability
    limits = list(laws.loc[laws["verdict"] == AT_ITS_LIMIT, "parameter"])
    laws = laws[laws["verdict"] != AT_ITS_LIMIT]  # they have no multiple of an estimate
    known = int((rows["verdict"] != PRIOR_ONLY).sum())
    rows = rows.head(min(MOST, known + FEW))
    figure = canvas(1.7 + 0.26 * (len(laws) + len(rows)))
    above, below = figure.subplots(2, 1, height_ratios=[len(laws) + 1.2, len(rows) + 1.0])
    word_line(figure, [(f"■ {verdict}", shade) for verdict, shade in SHADES.items()])
    for place, row in enumerate(laws.to_dict("records")):
        middle = float(row["estimate"])
        _range(
            above,
            place,
            max(float(row["low"]) / middle, 1e-2),
            min(float(row["high"]) / middle, 1e2),
            str(row["verdict"]),
        )
        above.plot(1.0, -place, marker="|", color=INK, markersize=9)
    above.set_xscale("log")
    above.set_yticks([-float(k) for k in range(len(laws))], list(laws["parameter"]))
    above.set_title("Customers, from the log: as a multiple of the estimate", fontsize=11.5)
    above.xaxis.set_major_formatter(lambda value, _: f"{value:g} ×")
    above.xaxis.set_minor_formatter(lambda value, _: f"{value:g} ×" if f"{value:g}" in ("0.2", "0.5", "2", "5") else "")
    for place, row in enumerate(rows.to_dict("records")):
        low, high = float(row["prior_low"]), float(row["prior_high"])
        span = (high - low) or 1.0
        below.barh(-place, 1.0, left=0.0, height=0.62, color=FAINT)
        _range(below, place, (float(row["low"]) - low) / span, (float(row["high"]) - low) / span, str(row["verdict"]))
    names = [shortened_name(str(name).removeprefix("mechanism."), 40) for name in rows["parameter"]]
    below.set_yticks([-float(k) for k in range(len(rows))], names)
    below.set_xticks([0.0, 0.5, 1.0], ["low end", "middle", "high end"])
    left = len(answer.identifiability) - len(rows)
    below.set_title("Relationships: remaining part of the plausible range", fontsize=11.5)
    if left:
        below.set_xlabel(f"{left} more are prior only" if known < MOST else f"{left} more are known less well")
    for axes in (above, below):
        axes.grid(visible=False, axis="y")
        axes.use_sticky_edges = False
        axes.margins(x=0.06, y=0.06)
    level = answer.setting.options.calibrate.confidence
    caption = f"{relational_sentence(answer)} Ranges hold {100 * level:g} %; grey grounds are the ranges before."
    if limits:
        caption += f" Not shown because they lie at their limit: {', '.join(limits)}."
    return Picture(figure, caption, "Bars of parameter ranges before and after calibration.")


def _range(axes: Any, place: int, low: float, high: float, verdict: str) -> None:
    axes.barh(-place, high - low, left=low, height=0.34, color=SHADES[verdict])
