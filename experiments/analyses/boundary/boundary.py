"""Where the winner flips, as the verb `boundary` answers it, and its sentences."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.results.flip_map import FlipMap
from experiments.results.influence import Influence, influence
from experiments.statistics.flip_point import Flip, Line, State
from experiments.statistics.formatting import confidence_level, counted, percent
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

    def sentences(self) -> list[str]:
        """What it says, in words: what was asked first, then the map, then what else was found."""
        lines = {line.key: line for line in (*self.map.lines(), *self.lines)}
        asked = [lines.pop(key) for key in self.wanted if key in lines]
        said = [flip_sentence(line, self.names, self.confidence) for line in asked]
        said.append(map_sentence(self.map))
        said += [flip_sentence(line, self.names, self.confidence) for line in lines.values()]
        said += self._space()
        said += [box_sentence(name, one) for name, one in self.boxes().items()]
        return said

    def _space(self) -> list[str]:
        shares, (a, b) = self.shares(), self.names
        if not self.places:
            return []
        if shares is None or not (shares.a and shares.b and shares.tied):
            return [f"None of {counted(len(self.places), 'sampled parameter set')} could be run: in none of them the "
                    "status quo is as it was observed."]  # fmt: skip
        ahead = (
            f"In {counted(shares.points, 'sampled parameter set')} of {len(self.ranges)} doubtful parameters, one pair "
            f"of markets each, {a} is ahead by more than what matters in {percent(shares.a.share)}, {b} in "
            f"{percent(shares.b.share)}, and neither in {percent(shares.tied.share)}."
        )
        return [ahead, self.influence.sentence("boundary.space")]

    def as_json(self) -> dict[str, Any]:
        """The content of boundary.json."""
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
            "sentences": self.sentences(),
        }


def flip_sentence(line: Line, names: tuple[str, str], confidence: float) -> str:
    """Where the winner changes along one parameter, everything else at its default."""
    flip, who = line.flip(confidence), {-1: names[0], 1: names[1], 0: "neither"}
    key, default = line.key.removeprefix("mechanism."), f"the default is {line.default:g}"
    span = f"from {line.levels[0]:.4g} to {line.levels[-1]:.4g}"
    match flip.state:
        case State.UNKNOWN:
            return f"{key}: nothing could be run {span}, so nothing is known about a flip."
        case State.EQUAL:
            return f"{key}: both strategies earn exactly the same {span}."
        case State.KEEPS:
            return f"{key}: {who[flip.below]} leads all the way {span}; it does not flip alone."
        case State.OPEN:
            shown, ahead = int(abs(line.shown(confidence)).sum()), who[int(np.sign(np.nansum(line.mean)))]
            return (
                f"{key}: no flip {span}. {ahead} is ahead on average, and is told from luck at {shown} of "
                f"{len(line.levels)} levels."
            )
        case State.CROSSES:
            return (
                f"{key}: the mean lead changes its sign near {flip.at:.3g}, but luck may have made that: the two are "
                f"not shown to lead on different sides at {confidence_level(confidence)}; {default}."
            )
    known = not np.isnan(line.band(confidence)[0]).any()
    ends = " to ".join(f"{end:.3g}" if end is not None else "beyond" for end in (flip.ci_low, flip.ci_high))
    ends = "the whole range" if flip.ci_low is None and flip.ci_high is None else ends
    sure = f" ({confidence_level(confidence)} interval {ends})" if known else ""
    more = f"; the sign changes {flip.crossings} times" if flip.crossings > 1 else ""
    return f"{key}: {who[flip.below]} leads below and {who[flip.above]} above {flip.at:.3g}{sure}{more}; {default}."


def map_sentence(found: FlipMap) -> str:
    """Who is ahead over two parameters, and whether the answer flips inside their map."""
    first, second = (key.removeprefix("mechanism.") for key in found.keys)
    lead = found.mean[~np.isnan(found.mean)]
    if not lead.size:
        return f"Over {first} and {second} nothing could be run."
    one, other, matters = int((lead < -found.margin).sum()), int((lead > found.margin).sum()), found.margin
    opening = (
        f"On the map of {first} and {second}, {found.a} is ahead by more than what matters ({matters:.3g}) at {one} of "
        f"{counted(lead.size, 'point')}, {found.b} at {other}, and neither at {lead.size - one - other}"
    )
    if not (one and other):
        return f"{opening}."
    sides = Line("", 0.0, np.arange(float(found.mean.size)), found.rows(), found.spread).shown(found.confidence)
    shown = 1 in sides and -1 in sides
    return f"{opening}; {'so the answer flips on it' if shown else 'luck may have made that it flips there'}."


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
