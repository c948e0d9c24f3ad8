"""Where the winner flips, as the verb `boundary` answers it, and its sentences."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.boundaries.choice import ranked
from experiments.boundaries.flips import Flip, Line
from experiments.boundaries.map import FlipMap
from experiments.boundaries.prim import Box, box
from experiments.rounding import percent
from experiments.shown import Figure, Shown
from experiments.space import SharesOfSpace, share_of_space
from experiments.sweeps.result import Sweep, open_store
from simulation.draws import Floats


@dataclass(frozen=True, eq=False)
class Boundary(Shown):
    """The answer.

    Args:
        folder: of the runs.
        ranges: of each parameter.
        places: points of the hypercube over all of them.
        lead: second strategy less the first in profit at each, shape (points,); NaN where a run failed.
        map: over two parameters.
        lines: one parameter moved alone each.
        confidence: of intervals.
    """

    verb: ClassVar[str] = "boundary"
    answer_file: ClassVar[str] = "boundary.json"

    folder: Path
    ranges: dict[str, tuple[float, float]]
    places: list[dict[str, float]]
    lead: Floats
    map: FlipMap
    lines: tuple[Line, ...]
    confidence: float = 0.95

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
        return share_of_space(self.lead[:, np.newaxis], self.map.margin)

    def correlations(self) -> dict[str, float]:
        """Rank correlation of each parameter with the lead, strongest first."""
        return ranked(self.places, self.lead) if self.places else {}

    def boxes(self) -> dict[str, Box]:
        """For each strategy the box in which it wins; left out where it wins nowhere."""
        known = np.isfinite(self.lead)
        there = [place for place, yes in zip(self.places, known, strict=True) if yes]
        sides = zip(self.names, (-1, 1), strict=True)
        found = {name: box(there, side * self.lead[known] > self.map.margin) for name, side in sides}
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

    def plot_map(self) -> Figure:
        """Who wins over two parameters."""
        return self.plot("map")

    def plot_flips(self) -> Figure:
        """The difference along one parameter after the other."""
        return self.plot("flips")

    def sentences(self) -> list[str]:
        """What it says, in words."""
        a, b = self.names
        said = []
        shares = self.shares()
        if shares is not None and shares.a and shares.b and shares.tied:
            said.append(
                f"Over {shares.points} points of {len(self.ranges)} doubtful parameters {a} wins "
                f"{percent(shares.a.share)}, {b} {percent(shares.b.share)}, and neither {percent(shares.tied.share)}."
            )
        said += [flip_sentence(line, self.names, self.confidence) for line in self.lines]
        said += [box_sentence(name, one) for name, one in self.boxes().items()]
        return said

    def as_json(self) -> dict[str, Any]:
        """The content of boundary.json."""
        shares = self.shares()
        return {
            "strategies": list(self.names),
            "points": len(self.places),
            "share_of_space": None if shares is None else asdict(shares),
            "rank_correlations": self.correlations(),
            "flips": {key: asdict(flip) for key, flip in self.flips().items()},
            "map": self.map.as_json(),
            "boxes": {name: asdict(one) for name, one in self.boxes().items()},
            "ranges": {key: list(ends) for key, ends in self.ranges.items()},
            "sentences": self.sentences(),
        }


def flip_sentence(line: Line, names: tuple[str, str], confidence: float = 0.95) -> str:
    """Where the winner changes along one parameter, everything else at its default."""
    flip, who = line.flip(confidence), {-1: names[0], 1: names[1], 0: "neither"}
    key = line.key.removeprefix("mechanism.")
    if flip.at is None:
        span = f"{line.levels[0]:.4g} to {line.levels[-1]:.4g}"
        return f"{key}: {who[flip.below]} leads all the way from {span}; it does not flip alone."
    ends = " to ".join(f"{end:.3g}" if end is not None else "beyond" for end in (flip.ci_low, flip.ci_high))
    ends = "the whole range" if flip.ci_low is None and flip.ci_high is None else ends
    sure = f" ({percent(confidence)} interval {ends})" if line.differences.shape[1] > 1 else ""
    more = f"; the sign changes {flip.crossings} times" if flip.crossings > 1 else ""
    return (
        f"{key}: {who[flip.below]} leads below and {who[flip.above]} above {flip.at:.3g}{sure}{more}; "
        f"the default is {line.default:g}."
    )


def box_sentence(name: str, one: Box) -> str:
    """In which corner of the space a strategy wins."""
    if not one.limits:
        return f"No limits beyond luck tell where {name} wins ({percent(one.density)} of {one.points} points)."
    limits = " and ".join(
        f"{key.removeprefix('mechanism.')} is {low:.3g} to {high:.3g}" for key, (low, high) in one.limits.items()
    )
    return (
        f"Where {limits}, {name} wins {percent(one.density)} of {one.points} points, "
        f"which are {percent(one.coverage)} of all that it wins."
    )
