"""What a study tells beyond its measures: series by period of four weeks, and what each segment gains.

    mean of an arm, and the mean of its paired difference from the first arm, each with Student's interval for itself

Unlike those of the main table these intervals do not hold at once: they show where to look, not who has won.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from experiments.results.comparison import Comparison
from experiments.statistics.paired import Floats, t_interval

PERIOD = 4
"""Weeks whose mean is one row."""


def series_table(comparisons: Mapping[str, Comparison], series: Sequence[str]) -> pd.DataFrame:
    """One row a world, series, arm and period of four weeks; a last period that is not whole is left out."""
    rows = []
    for world, comparison in comparisons.items():
        for name in series:
            periods = [_periods(np.array([o.series[name][:, 1] for o in runs])) for runs in comparison.outcomes]
            for arm, values in zip(comparison.names, periods, strict=True):
                for k, (here, there) in enumerate(zip(values.T, periods[0].T, strict=True)):
                    low, mean, high = t_interval(here - there, comparison.confidence)
                    rows.append({"world": world, "series": name, "arm": arm, "week": k * PERIOD, "mean": here.mean(),
                                 "difference": mean, "ci_low": low, "ci_high": high})  # fmt: skip
    return pd.DataFrame(rows)


def _periods(values: Floats) -> Floats:
    """Means over periods, shape (replicates, weeks // PERIOD), of weekly values, shape (replicates, weeks)."""
    whole = values.shape[1] // PERIOD
    means: Floats = values[:, : whole * PERIOD].reshape(len(values), whole, PERIOD).mean(axis=2)
    return means


def segments_table(comparison: Comparison, by: str) -> pd.DataFrame:
    """One row a measure, segment and arm but the first: its paired difference from the first arm, per head."""
    return pd.DataFrame(_gaps(comparison, by))


def _gaps(comparison: Comparison, by: str) -> Iterator[dict[str, object]]:
    table = comparison.segments
    table = table[table["by"] == by]
    first, *others = comparison.names
    for measure in ("contribution", "surplus"):
        values = table.pivot(index=["segment", "seed"], columns="strategy", values=measure)
        for segment in dict.fromkeys(table["segment"]):
            for arm in others:
                gap = (values.loc[segment, arm] - values.loc[segment, first]).dropna().to_numpy()
                low, mean, high = t_interval(gap, comparison.confidence) if len(gap) > 1 else (np.nan, np.nan, np.nan)
                yield {"measure": measure, "segment": segment, "arm": arm,
                       "mean_first": values.loc[segment, first].mean(), "difference": mean,
                       "ci_low": low, "ci_high": high}  # fmt: skip
