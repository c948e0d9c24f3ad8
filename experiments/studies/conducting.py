"""A study is conducted: in each world one comparison of all arms, paired, with intervals that hold at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from experiments.comparing import compared
from experiments.comparison import Comparison
from experiments.config.building import Setting, built
from experiments.config.composition import composed
from experiments.config.strategies import load
from experiments.progress import Progress
from experiments.studies.details import segments_table, series_table
from experiments.studies.study import Arm, Study
from simulation.strategy import Strategy

ALONE = ("space.points=0", "space.contagion=false", "explain.replicates=0", "boundary.points=0")
"""The doubt in the parameters is the headline's business; a study asks one thing."""


@dataclass(frozen=True, eq=False)
class Findings:
    """What came of a study.

    Args:
        study: as it was asked.
        comparisons: by world.
    """

    study: Study
    comparisons: dict[str, Comparison]

    @property
    def table(self) -> pd.DataFrame:
        """One row a world, measure and arm: its mean, and its difference from the first arm with the interval."""
        return pd.DataFrame(
            row
            for world, comparison in self.comparisons.items()
            for measure in self.study.measures
            for row in _rows(self.study, world, comparison, measure)
        )

    @property
    def details(self) -> dict[str, pd.DataFrame]:
        """What a weekly figure or one of segments shows, as a table named "series" or "segments"; else nothing."""
        if self.study.figure == "weekly":
            return {"series": series_table(self.comparisons, self.study.series)}
        if self.study.figure == "segments":
            return {"segments": segments_table(next(iter(self.comparisons.values())), self.study.segmentation)}
        return {}


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
                "verdict": "" if found is None else found.verdict,
            }
        )
    return rows


def conducted(study: Study, progress: Progress, words: Sequence[str] = ()) -> Findings:
    """Conduct a study.

    Args:
        study: see `Study`.
        progress: is told what goes on.
        words: overrides that win over the study's own, to run it smaller.
    """
    comparisons = {}
    for world, own in study.worlds.items():
        setting = built(composed([*ALONE, *study.words, *own, *words], "compare").config)
        comparisons[world] = compared(_with_arms(setting, study.arms), progress)
    return Findings(study, comparisons)


def _with_arms(setting: Setting, arms: Sequence[Arm]) -> Setting:
    strategies = []
    for arm in arms:
        strategy = Strategy(arm.name, load(arm.base).changed(arm.levers).levers)
        strategy.check(setting.world.mechanisms)
        strategies.append(strategy)
    levers = {strategy.name: dict(strategy.levers) for strategy in strategies}
    return replace(setting, strategies=tuple(strategies), levers={**setting.levers, **levers})
