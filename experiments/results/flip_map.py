"""Over two parameters: who wins where, everything else at its default, each world centred anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from experiments.statistics.flip_point import Line, Spread
from experiments.statistics.space_share import SharesOfSpace, share_of_space
from simulation.draws import Floats


@dataclass(frozen=True, eq=False)
class FlipMap:
    """A grid of worlds.

    Args:
        a: name of the first strategy.
        b: name of the other.
        keys: of both parameters, horizontal and vertical.
        levels: of each, ascending; the default is one of them.
        defaults: of both.
        differences: b less a in profit, shape (horizontal, vertical, replicates) [money per initial customer].
        margin: smallest difference that matters [money per initial customer].
        confidence: of all intervals.
        spread: of one pair's difference at the defaults, for points that were run in a single replicate.
    """

    a: str
    b: str
    keys: tuple[str, str]
    levels: tuple[Floats, Floats]
    defaults: tuple[float, float]
    differences: Floats
    margin: float
    confidence: float
    spread: Spread | None = None

    @property
    def mean(self) -> Floats:
        """Mean difference, shape (horizontal, vertical); NaN where nothing could be run."""
        flat = Line("", 0.0, np.arange(self.differences[..., 0].size, dtype=np.float64), self.rows()).mean
        return flat.reshape(self.differences.shape[:2])

    def rows(self) -> Floats:
        """Differences of all points in one list, shape (points, replicates)."""
        return self.differences.reshape(-1, self.differences.shape[2])

    def lines(self) -> tuple[Line, ...]:
        """The lines of the grid along one parameter, where the other one has its default on the grid."""
        found = []
        for k, values in ((0, self.differences), (1, self.differences.swapaxes(0, 1))):
            at = np.flatnonzero(np.isclose(self.levels[1 - k], self.defaults[1 - k]))
            if at.size:
                found.append(Line(self.keys[k], self.defaults[k], self.levels[k], values[:, at[0]], self.spread))
        return tuple(found)

    def shares(self) -> SharesOfSpace:
        """The map divided between both strategies and neither, every point the same."""
        return share_of_space(self.rows(), self.margin, confidence=self.confidence)

    @property
    def table(self) -> pd.DataFrame:
        """One row a point and replicate."""
        rows = [
            {self.keys[0]: x, self.keys[1]: y, "replicate": r, "difference": float(self.differences[i, j, r])}
            for i, x in enumerate(map(float, self.levels[0]))
            for j, y in enumerate(map(float, self.levels[1]))
            for r in range(self.differences.shape[2])
        ]
        return pd.DataFrame(rows)

    def as_json(self) -> dict[str, Any]:
        """What boundary.json and verdict.json say about it."""
        return {
            "parameters": list(self.keys),
            "levels": [list(map(float, levels)) for levels in self.levels],
            "defaults": list(self.defaults),
            "replicates": self.differences.shape[2],
            "margin": self.margin,
            "confidence": self.confidence,
            "difference": [[None if np.isnan(v) else float(v) for v in row] for row in self.mean],
            "flips": {line.key: asdict(line.flip(self.confidence)) for line in self.lines()},
            "shares": asdict(self.shares()),
        }


def grid(low: float, high: float, default: float, count: int) -> Floats:
    """Levels between the ends of a range, evenly spread but for one that is moved onto the default.

    Args:
        low: lower end; so is the default where it lies outside.
        high: upper end.
        default: a level of the grid whatever its place.
        count: at least 2.
    """
    low, high = min(low, default), max(high, default)
    levels = np.linspace(low, high, count)
    # The ends stay, so that the range is covered; with two levels the default is only on the grid where it is an end.
    inner = np.arange(1, count - 1)
    if inner.size and not np.isclose(levels, default).any():
        levels[inner[np.argmin(np.abs(levels[inner] - default))]] = default
    levels = np.sort(levels)
    return levels


def places(keys: tuple[str, str], levels: tuple[Floats, Floats]) -> list[Mapping[str, float]]:
    """The points of a grid, the vertical parameter running fastest."""
    return [{keys[0]: float(x), keys[1]: float(y)} for x in levels[0] for y in levels[1]]
