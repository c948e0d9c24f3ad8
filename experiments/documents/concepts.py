"""The numbers of the figure of the concepts: its panels are run, or read again from the table that was written last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from experiments.analyses.run import ran
from experiments.config.composition import composed
from experiments.config.setting import built
from experiments.documents.concept_panels import BASE, CREDIT, STEPS, TYPES, Panel
from experiments.documents.folder import FOLDER
from experiments.execution.progress import Progress
from experiments.figures.attribution import customers_credited
from experiments.results.run import Run
from simulation.draws import Floats
from simulation.world.lifecycle import EVERY
from simulation.world.lifecycle import STEPS as NAMES_OF_STEPS
from simulation.world.typology import TYPES as NAMES_OF_TYPES
from simulation.world.typology import counts

TABLE, FIGURE = FOLDER / "concepts.csv", FOLDER / "concepts.svg"
WORDS = ("panel", "line", "at")
"""Columns that are no numbers."""


def run_concept_panels(panels: Sequence[Panel], progress: Progress, words: Sequence[str] = ()) -> pd.DataFrame:
    """Run all panels; what several of them show is run once.

    Args:
        panels: what is shown.
        progress: receives progress updates.
        words: overrides that win over the others, to run it smaller.

    Returns:
        One row a panel, line and place on its axis: the mean over the replicates.
    """
    asked = {(*BASE, *panel.words, *own, *words) for panel in panels for own in panel.lines.values()}
    runs = {}
    with progress.task("panels", len(asked)) as done:
        for said in sorted(asked):
            runs[said] = ran(built(composed(said, "run").values), Progress(quiet=True))
            done()
    return pd.DataFrame(
        {"panel": panel.title, "line": line, "at": at, "value": value}
        for panel in panels
        for name, own in panel.lines.items()
        for line, at, value in _seen(panel, name, runs[*BASE, *panel.words, *own, *words])
    )


def read_concepts_table() -> pd.DataFrame:
    """The table as it was written last."""
    return pd.read_csv(TABLE, dtype=dict.fromkeys(WORDS, str), keep_default_na=False)


def _seen(panel: Panel, name: str, run: Run) -> Iterator[tuple[str, object, float]]:
    """Line, place and value of all that a run gives to a panel."""
    if panel.shows == CREDIT:
        for channel, by in customers_credited(run).items():
            yield from ((rule, channel, by[rule]) for rule in ("first", "last"))
    elif panel.shows in (STEPS, TYPES):
        names = NAMES_OF_STEPS if panel.shows == STEPS else NAMES_OF_TYPES
        people = [o.lifecycle if panel.shows == STEPS else counts(o.typology) for o in run.outcomes]
        for look, shares in enumerate(_shares(np.sum(people, axis=0))):
            yield from ((kind, look * EVERY, share) for kind, share in zip(names, shares, strict=True))
    else:
        weekly = np.mean([o.series[panel.shows][:, 1] for o in run.outcomes], axis=0)
        for start in range(0, len(weekly) - panel.period + 1, panel.period):
            yield name, start, float(weekly[start : start + panel.period].mean())


def _shares(people: Floats) -> Floats:
    shares: Floats = people / np.maximum(people.sum(axis=1, keepdims=True), 1)
    return shares
