"""Who brought the customers: three rules that read the log of touches, beside what each channel caused."""

from __future__ import annotations

import numpy as np

from experiments.figures.picture import Picture
from experiments.figures.style import COLOURS, GREY, INK, canvas, word_line
from experiments.results.attribution import NAMES, channels_in_use
from experiments.results.run import Run
from experiments.statistics.formatting import plain, shortened_name
from simulation.draws import Floats
from simulation.world.attribution import RULES

MARKS = {"first": "<", "last": ">", "linear": "o", "causal": "D"}
SHADES = {"first": COLOURS[0], "last": COLOURS[1], "linear": GREY, "causal": INK}
SAID = {"first": "◂ first touch", "last": "▸ last touch", "linear": "● all touches alike", "causal": "◇ caused"}
SPOKEN = {
    "prospect_email": "e-mail to prospects",
    "referral": "referral by friends",
    "talk": "talk",
    "winback": "win-back",
}


def attribution(run: Run) -> Picture | None:
    """Customers won by channel, mean of all replicates; None where nobody was won."""
    won = customers_credited(run)
    if not won:
        return None
    figure = canvas(1.7 + 0.62 * len(won))
    axes = figure.add_subplot()
    word_line(figure, [(SAID[rule], SHADES[rule]) for rule in MARKS if any(rule in row for row in won.values())])
    for place, row in enumerate(won.values()):
        values = list(row.values())
        axes.plot([min(values), max(values)], [place, place], color=GREY, linewidth=1.2, zorder=1)
        for rule, value in row.items():
            causal = rule == "causal"  # hollow and around the others, where they coincide
            face, size = ("none", 13) if causal else (SHADES[rule], 9)
            axes.plot([value], [place], MARKS[rule], color=SHADES[rule], markersize=size, markerfacecolor=face,
                      markeredgewidth=2.2 if causal else 1.0)  # fmt: skip
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set_yticks(range(len(won)), [SPOKEN.get(channel, channel) for channel in won])
    axes.set_ylim(len(won) - 0.5, -0.5)
    axes.margins(x=0.06)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_axisbelow(True)
    axes.set_xlabel(f"customers won over the run under {shortened_name(run.setting.strategy.name, 30)}")
    return Picture(figure, _caption(run, won), "One row a channel: customers credited by first, last and all touches, "
                   "and customers whom the channel caused.")  # fmt: skip


def customers_credited(run: Run) -> dict[str, dict[str, float]]:
    """Customers won by channel in use and by rule, mean of all replicates; the largest by last touch first."""
    mean: Floats = np.mean([o.attribution for o in run.outcomes], axis=0)
    rows = {}
    for channel in channels_in_use(run.outcomes):
        rows[channel] = {rule: float(mean[r, NAMES.index(channel)]) for r, rule in enumerate(RULES)}
        if channel in run.caused:
            rows[channel]["causal"] = float(np.mean(run.caused[channel]))
    return dict(sorted(rows.items(), key=lambda row: -row[1]["last"]))


def _caption(run: Run, won: dict[str, dict[str, float]]) -> str:
    total = sum(row["last"] for row in won.values())
    said = []
    for channel, row in won.items():
        caused = f", caused {plain(row['causal'], 0)}" if "causal" in row else ""
        said.append(
            f"{SPOKEN.get(channel, channel)} is credited with {plain(row['last'], 0)} by the last touch{caused}"
        )
    trials = len(run.outcomes)
    return (
        f"Of {plain(total, 0)} customers won from people without a firm, {'; '.join(said)}. "
        "Caused: customers who are missing if the channel's "
        f"money is spent but reaches nobody, or friends' praise is not heard, in the same {trials} "
        f"replicate{'s' if trials > 1 else ''}; what one channel causes depends on the others, so these do not add up "
        "to the total."
    )
