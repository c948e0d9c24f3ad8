"""Segments of a study: what the firm gains and what the customer gains, arm by arm, against the first arm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.figures.picture import Picture
from experiments.figures.style import GREY, canvas, colour, foot_line, word_line
from experiments.statistics.formatting import confidence_level

if TYPE_CHECKING:
    from experiments.studies.run import Findings

BESIDE = 0.2
"""Between the marks of two arms at one segment, in segments."""
TITLES = {"contribution": "Contribution to the firm", "surplus": "Customers' surplus"}


def segments(findings: Findings) -> Picture:
    """Paired difference of each arm from the first by segment, in two panels."""
    study, table = findings.study, findings.details["segments"]
    names = list(dict.fromkeys(table["segment"]))
    figure = canvas(1.7 + 0.9 * len(names))
    panels = figure.subplots(1, 2, sharey=True)
    word_line(figure, [(f"■ {arm.name}", colour(k)) for k, arm in enumerate(study.arms[1:], 1)])
    for axes, (measure, title) in zip(panels, TITLES.items(), strict=True):
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        axes.axvline(0, color=GREY, linewidth=0.8)
        for k, arm in enumerate(study.arms[1:], 1):
            rows = table[(table["measure"] == measure) & (table["arm"] == arm.name)].reset_index()
            place = rows.index + BESIDE * (k - len(study.arms) / 2)
            error = [rows["difference"] - rows["ci_low"], rows["ci_high"] - rows["difference"]]
            axes.errorbar(rows["difference"], place, xerr=error, color=colour(k), marker="o", markersize=5, capsize=3,
                          linestyle="none", linewidth=1.6)  # fmt: skip
        axes.set_title(f"{title}\nagainst {study.arms[0].name} [money per head]", fontsize=11)
        axes.margins(x=0.06)
        axes.locator_params(axis="x", nbins=5)
    panels[0].set_yticks(range(len(names)), names)
    panels[0].set_ylabel(f"customers by {study.segmentation}")
    panels[0].invert_yaxis()
    key = f"Intervals: {confidence_level(findings.confidence)} of the paired difference, each for itself."
    foot_line(figure, key)
    most = table[table["measure"] == "surplus"].sort_values("difference").iloc[-1]
    caption = (
        f"{study.question} Where customers do best against {study.arms[0].name}: {most['segment']} under "
        f"{most['arm']}, {most['difference']:+.3g} ({most['ci_low']:.3g} to {most['ci_high']:.3g}). {key}"
    )
    return Picture(figure, caption, f"Differences by {study.segmentation} segment for {', '.join(names)}.")
