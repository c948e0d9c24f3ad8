"""Which parameters matter, for a measure of one strategy or for what parts two of them: a sweep with an answer.

Every point is centred anew, and all points share their luck, so that what differs between points is the parameters'
doing. The runs are kept as those of any sweep: another measure, or the other strategy, is answered from the same store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.config.sections import Output, SensitivityRule
from experiments.execution.progress import Progress
from experiments.statistics.distinguishable import rank_correlations
from experiments.statistics.sensitivity_indices import METHODS, analyze
from experiments.sweeps.problem import problem
from experiments.sweeps.run import swept
from experiments.sweeps.sweep import Sweep, open_store
from simulation.draws import Floats
from simulation.measures.measures import measure_named

BLOCK = {"morris": 1, "sobol": 2}
"""Points of a block beyond one for each parameter."""
SIZES = ("mu_star", "sigma", "ST", "S1")
"""How columns of sizes of effects begin."""
ROUNDING = 1e-9
"""A share of a measure that its floats and the minor units of money do not tell from 0."""


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """The answer.

    Args:
        folder: of the runs.
        settings: the section `sensitivity` of the configuration, n included.
        strategies: one, or the two that are compared, first and second.
        ranges: of each parameter.
        table: see `statistics.sensitivity_indices.analyze`.
        points: how many were run.
        idle: parameters that were asked about and left out, each with its mechanism, which is off.
    """

    verb: ClassVar[str] = "sensitivity"
    answer_file: ClassVar[str] = "sensitivity.json"

    folder: Path
    settings: SensitivityRule
    strategies: tuple[str, ...]
    ranges: dict[str, tuple[float, float]]
    table: pd.DataFrame
    points: int
    idle: dict[str, str] = field(default_factory=dict)

    @property
    def index(self) -> str:
        """The index by which parameters are ranked."""
        return METHODS[self.settings.method][0]

    @property
    def beside(self) -> str:
        """The index that stands beside it."""
        return METHODS[self.settings.method][1]

    @property
    def unit(self) -> str:
        """Unit of the index."""
        if self.settings.method == "sobol":
            return "share of the variance"
        return measure_named(self.settings.measure, among=self.sweep.measures).unit

    @property
    def agreement(self) -> float:
        """Rank correlation of the index between half of the sample and all of it; near 1, more points change little."""
        both = self.table[[self.index, f"{self.index}_half"]].dropna().to_numpy()
        if len(both) < 2 or (np.ptp(both, axis=0) == 0).any():
            return 1.0
        return float(rank_correlations(both[:, :1], both[:, 1])[0])

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Tables of the answer, by file name."""
        return {"sensitivity": self.table}

    @property
    def drawn_from(self) -> dict[str, Any]:
        """What the figure is drawn from beside the table."""
        apart = {name: getattr(self, name) for name in ("strategies", "ranges", "points", "idle")}
        return {"settings": vars(self.settings), **apart}

    @property
    def sweep(self) -> Sweep:
        """The runs behind it."""
        return open_store(self.folder)

    def as_json(self) -> dict[str, Any]:
        """The numbers of sensitivity.json."""
        rows = self.table.astype(object).where(self.table.notna(), None).to_dict(orient="records")
        return {
            **{key: vars(self.settings)[key] for key in ("method", "n", "measure", "of", "confidence", "resamples")},
            "strategies": list(self.strategies),
            "points": self.points,
            "unit": self.unit,
            "rank_correlation_of_half_and_all": self.agreement,
            "idle": self.idle,
            "ranges": {key: list(ends) for key, ends in self.ranges.items()},
            "parameters": rows,
        }


def answered(
    words: Sequence[str], folder: Path, progress: Progress, retry_failed: bool = False
) -> tuple[Sensitivity, Output]:
    """Run what is missing, and analyse it; the answer, and the section `output` of what was asked."""
    posed = problem(words)
    points = swept(posed.question, folder, progress, "sensitivity", retry_failed)
    rule = posed.question.options.sensitivity
    runs = open_store(folder).asked(points, posed.question.replicates)
    if runs.empty:
        open_store(folder).refuse_failed(points, "sensitivity", "at the sampled points")
    values = _by_strategy(runs, rule.measure, posed.strategies)
    first, *second = (values[name] for name in posed.strategies)
    gaps = second[0] - first if second else first
    by_replicate = gaps.unstack("replicate").reindex(points).to_numpy(dtype=np.float64)
    Y = paired_means(by_replicate, BLOCK[rule.method] + len(posed.ranges))
    largest = np.nan_to_num(np.abs(values.groupby("point").mean().to_numpy(dtype=np.float64))).max(initial=0.0)
    table = analyze(
        posed.scale, rule.method, posed.X, Y, resamples=rule.resamples, confidence=rule.confidence, seed=rule.seed
    )
    table = _without_rounding(table, ROUNDING * float(largest), Y)
    answer = Sensitivity(folder, rule, posed.strategies, posed.ranges, table, len(posed.X), posed.idle)
    return answer, posed.question.options.output


def paired_means(values: Floats, size: int) -> Floats:
    """Means over the replicates that are defined at all points of a block, which are held against each other.

    A point at which nothing is defined is NaN, and is not asked of the others.

    Args:
        values: NaN where undefined, shape (points, replicates).
        size: points of a block.

    Returns:
        Shape (points,); NaN also for a block without any such replicate.
    """
    blocks = values.reshape(-1, size, values.shape[1])
    undefined = np.isnan(blocks)
    never = undefined.all(axis=2, keepdims=True)
    there = (~undefined | never).all(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        means: Floats = np.where(there, blocks, 0.0).sum(axis=2) / there.sum(axis=2)
    return means.reshape(-1)


def _without_rounding(table: pd.DataFrame, least: float, values: Floats) -> pd.DataFrame:
    """Effects that are all below what sums of floats are rounded to are none.

    Args:
        table: one row a parameter; those of Morris have their effects in the unit of the measure.
        least: size that rounding can have in that unit.
        values: of the measure at each point, NaN where undefined, shape (points,).
    """
    sizes = [name for name in table.columns if name.startswith(SIZES) or name in ("least", "most")]
    alike = np.nanmax(values) - np.nanmin(values) <= least
    none = table["most"] <= least if "most" in table else np.full(len(table), alike)
    table.loc[none, sizes] = 0.0
    return table


def _by_strategy(runs: pd.DataFrame, measure: str, strategies: Sequence[str]) -> pd.DataFrame:
    """A measure of one question's runs: a row a point and replicate, a column a strategy, NaN where a run failed."""
    wide = runs.set_index(["point", "replicate", "strategy"])[measure].unstack("strategy")
    return wide.reindex(columns=list(strategies))
