"""A study is conducted: in each world one comparison of all arms, paired, with intervals that hold at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from experiments.analyses.compare import compared
from experiments.config.checks import CONFIDENCES
from experiments.config.composition import composed
from experiments.config.setting import Setting, built
from experiments.config.strategies import load
from experiments.execution.keeping import place
from experiments.execution.progress import Progress
from experiments.results.comparison import Comparison
from experiments.studies.details import segments_table, series_table
from experiments.studies.study import FOLDER, Arm, Study
from simulation.strategy import Strategy

ALONE = (
    "space.points=0", "space.contagion=false", "space.equal=false", "space.funding=false", "explain.replicates=0",
    "boundary.points=0",
)  # fmt: skip
"""The doubt in the parameters is the headline's business; a study asks one thing."""
WORDS = ("world", "measure", "arm", "verdict", "series", "segment")
"""Columns of the tables that are no numbers."""
DETAILS: dict[str, dict[str, Callable[[Mapping[str, Comparison], Study], pd.DataFrame]]] = {
    "curve": {},
    "worlds": {},
    "weekly": {"series": lambda comparisons, study: series_table(comparisons, study.series)},
    "segments": {
        "segments": lambda comparisons, study: segments_table(next(iter(comparisons.values())), study.segmentation)
    },
}
"""Tables besides the main one, by kind of figure."""


@dataclass(frozen=True, eq=False)
class Findings:
    """What came of a study.

    Args:
        study: as it was asked.
        table: one row a world, measure and arm: its mean, and its difference from the first arm with the interval.
        details: what a weekly figure or one of segments shows, as a table named "series" or "segments"; else nothing.
    """

    study: Study
    table: pd.DataFrame
    details: Mapping[str, pd.DataFrame]

    @property
    def confidence(self) -> float:
        """The level of all intervals; tables that do not tell theirs were made at the usual one."""
        return (
            float(self.table["confidence"].iloc[0])
            if "confidence" in self.table
            else CONFIDENCES["precision.confidence"]
        )

    def write(self, folder: Path) -> None:
        """Each table as a file of its name."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in {"table": self.table, **self.details}.items():
            rows.to_csv(folder / f"{name}.csv", index=False, float_format="%.6g")


def read_findings(study: Study) -> Findings:
    """What came of a study when it was conducted last, from the tables in its folder."""
    return Findings(study, _read(study, "table"), {name: _read(study, name) for name in DETAILS[study.figure]})


def _read(study: Study, name: str) -> pd.DataFrame:
    """Words stay words, as an arm called "none" or "0.3"; what is missing among numbers is undefined."""
    rows = pd.read_csv(FOLDER / study.name / f"{name}.csv", dtype=str, keep_default_na=False)
    numbers = rows.columns.difference(list(WORDS))
    rows[numbers] = rows[numbers].apply(pd.to_numeric)
    return rows


def _rows(study: Study, world: str, comparison: Comparison, measure: str) -> list[dict[str, object]]:
    judged = comparison.against_first(measure)
    first = next(iter(judged.differences.values()))
    rows: list[dict[str, object]] = []
    for arm in study.arms:
        found = judged.differences.get(arm.name)
        rows.append(
            {
                "world": world,
                "measure": measure,
                "arm": arm.name,
                "x": arm.x,
                "mean": first.mean_a if found is None else found.mean_b,
                "difference": None if found is None else found.difference,
                "ci_low": None if found is None else found.ci_low,
                "ci_high": None if found is None else found.ci_high,
                "margin": first.margin,
                "confidence": comparison.confidence,
                "verdict": "" if found is None else found.verdict,
            }
        )
    return rows


def conduct_study(study: Study, progress: Progress, words: Sequence[str] = ()) -> Findings:
    """Conduct a study.

    Args:
        study: see `Study`.
        progress: receives progress updates.
        words: overrides that win over the study's own, to run it smaller.
    """
    comparisons = {}
    with progress.parts(len(study.worlds)):
        for world, own in study.worlds.items():
            setting = built(composed([*ALONE, *study.words, *own, *words], "compare").values)
            comparisons[world] = compared(_with_arms(setting, study.arms), progress, place(None))
    table = pd.DataFrame(
        row
        for world, comparison in comparisons.items()
        for measure in study.measures
        for row in _rows(study, world, comparison, measure)
    )
    return Findings(
        study, table, {name: detailed(comparisons, study) for name, detailed in DETAILS[study.figure].items()}
    )


def _with_arms(setting: Setting, arms: Sequence[Arm]) -> Setting:
    strategies = []
    for arm in arms:
        strategy = Strategy(arm.name, load(arm.base).changed(arm.levers).levers)
        strategy.check(setting.world.mechanisms)
        strategies.append(strategy)
    levers = {strategy.name: dict(strategy.levers) for strategy in strategies}
    return replace(setting, strategies=tuple(strategies), levers={**setting.levers, **levers})
