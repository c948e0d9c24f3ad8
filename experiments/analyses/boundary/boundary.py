"""Where the winner flips, as the verb `boundary` answers it, in numbers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.results.flip_map import FlipMap
from experiments.results.influence import Influence, influence
from experiments.statistics.flip_point import Flip, Line
from experiments.statistics.prim import Box, box
from experiments.statistics.space_share import SharesOfSpace, share_of_space
from experiments.sweeps.sweep import Sweep, open_store
from simulation.draws import Floats


@dataclass(frozen=True, eq=False)
class Boundary:
    """The answer.

    Args:
        folder: of the runs.
        ranges: of each parameter.
        places: points of the hypercube over all of them.
        lead: second strategy less the first in profit at each, shape (points,); NaN where a run failed.
        map: over two parameters.
        lines: one parameter moved alone each.
        wanted: the parameters that the question named, in its order; the answer begins with them.
    """

    verb: ClassVar[str] = "boundary"
    answer_file: ClassVar[str] = "boundary.json"

    folder: Path
    ranges: dict[str, tuple[float, float]]
    places: list[dict[str, float]]
    lead: Floats
    map: FlipMap
    lines: tuple[Line, ...]
    wanted: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """Of all intervals."""
        return self.map.confidence

    @property
    def names(self) -> tuple[str, str]:
        """Names of both strategies."""
        return self.map.a, self.map.b

    def flips(self) -> dict[str, Flip]:
        """The flip along each parameter that was moved alone."""
        return {line.key: line.flip(self.confidence) for line in self.lines}

    def shares(self) -> SharesOfSpace | None:
        """The space divided between both and neither; None where none was run or all failed."""
        if not np.isfinite(self.lead).any():
            return None
        return share_of_space(self.lead[:, np.newaxis], self.map.margin, confidence=self.confidence)

    @cached_property
    def influence(self) -> Influence:
        """What the points of the hypercube say about each parameter."""
        return influence(self.places, self.lead, self.confidence)

    def boxes(self) -> dict[str, Box]:
        """For each strategy the box in which it wins; left out where it wins nowhere."""
        known = np.isfinite(self.lead)
        there = [place for place, yes in zip(self.places, known, strict=True) if yes]
        sides = zip(self.names, (-1, 1), strict=True)
        error = 1 - self.confidence
        found = {name: box(there, side * self.lead[known] > self.map.margin, error) for name, side in sides}
        return {name: one for name, one in found.items() if one is not None}

    @property
    def table(self) -> pd.DataFrame:
        """One row a parameter that was moved alone: where the winner flips, with its interval."""
        rows = [
            {"parameter": line.key, "default": line.default, "low": self.ranges[line.key][0],
             "high": self.ranges[line.key][1], **asdict(line.flip(self.confidence))}
            for line in self.lines
        ]  # fmt: skip
        return pd.DataFrame(rows)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Tables of the answer, by file name."""
        return {"flips": self.table, "map": self.map.table}

    @property
    def drawn_from(self) -> dict[str, Any]:
        """What figures are drawn from."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "folder"}

    @property
    def sweep(self) -> Sweep:
        """The runs behind it."""
        return open_store(self.folder)

    def as_json(self) -> dict[str, Any]:
        """The numbers of boundary.json."""
        shares = self.shares()
        return {
            "strategies": list(self.names),
            "points": len(self.places),
            "share_of_space": None if shares is None else asdict(shares),
            "asked": list(self.wanted),
            "confidence": self.confidence,
            "rank_correlations": self.influence.correlations,
            "rank_correlation_by_luck": self.influence.bound,
            "flips": {key: asdict(flip) for key, flip in self.flips().items()},
            "map": self.map.as_json(),
            "boxes": {name: asdict(one) for name, one in self.boxes().items()},
            "ranges": {key: list(ends) for key, ends in self.ranges.items()},
        }
