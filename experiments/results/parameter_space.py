"""The parameter space as it was run: at each point every strategy's measures, under a status quo centred anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulation.draws import Floats
from simulation.measures.measures import MEASURES

NAMES = tuple(measure.name for measure in MEASURES)


@dataclass(frozen=True, eq=False)
class DoubtfulSpace:
    """Points of the space and what came of them; none where every point that was drawn is ruled out.

    Args:
        ranges: plausible range of each doubtful parameter.
        places: the points.
        values: measures, shape (points, replicates, strategies, measures).
        ruled_out: points that were drawn but cannot be: their status quo could not have been observed, see `centring`.
        measures: their names.
    """

    ranges: dict[str, tuple[float, float]]
    places: list[dict[str, float]]
    values: npt.NDArray[np.float64]
    ruled_out: int = 0
    measures: tuple[str, ...] = NAMES

    @classmethod
    def possible(
        cls, ranges: dict[str, tuple[float, float]], places: list[dict[str, float]], values: npt.NDArray[np.float64],
        measures: Sequence[str] = NAMES,
    ) -> DoubtfulSpace:  # fmt: skip
        """Without the points at which nothing could be run."""
        there: npt.NDArray[np.bool_] = np.array([not np.isnan(point).all() for point in values])
        kept = [place for place, possible in zip(places, there, strict=True) if possible]
        return cls(ranges, kept, values[there], int((~there).sum()), tuple(measures))

    def table(self, names: Sequence[str]) -> pd.DataFrame:
        """One row a point, replicate and strategy: the parameters and all measures."""
        points, replicates, strategies, _ = self.values.shape
        rows = [
            {"point": p, "replicate": r, "strategy": names[s], **self.places[p],
             **{name: self.values[p, r, s, k] for k, name in enumerate(self.measures)}}
            for p in range(points) for r in range(replicates) for s in range(strategies)
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def as_json(self) -> dict[str, Any]:
        """What verdict.json says about the space."""
        return {
            "points": len(self.places),
            "ruled_out": self.ruled_out,
            "replicates": self.values.shape[1],
            "ranges": self.ranges,
        }

    def differences(self, measure: str, b: int, a: int = 0) -> Floats:
        """b less a, the first strategy, at each point, shape (points, replicates)."""
        k = self.measures.index(measure)
        gap: Floats = self.values[:, :, b, k] - self.values[:, :, a, k]
        return gap
