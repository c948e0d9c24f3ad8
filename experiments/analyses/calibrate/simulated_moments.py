"""Parameters that a log cannot tell, from statistics that can: simulated moments, and what they leave open.

    d²(θ) = Σ_j ((S_j(θ) - T_j) / σ_j)²,       σ_j² = error of T_j² + error of the mean simulated S_j²

1. screen   both ends of each plausible range are simulated; a parameter that moves no statistic by one σ between them
            cannot be narrowed by any of them and is not searched
2. search   the others, by asking and telling, towards the smallest d
3. accept   all sets of the plausible ranges, weighed by e^(-d²/2) on a surface through the runs

A parameter set whose status quo could not be what was observed is excluded, as in the parameter space of `compare`.
Everything that is not searched stays at its default meanwhile. What is accepted is therefore conditional on it, and
the parameter space of `compare` goes on drawing it from its whole plausible range.

Source: McFadden (1989), A method of simulated moments for estimation of discrete response models without numerical
integration, Econometrica 57; Pakes & Pollard (1989), Econometrica 57; screening one at a time, Saltelli et al. (2008),
Global sensitivity analysis, ch. 3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy import special

from experiments.analyses.calibrate.targets import Target, degrees_of_freedom, residuals
from experiments.statistics.emulator import Emulator, emulator
from experiments.statistics.importance_weights import Accepted, accepted_sets
from experiments.statistics.optimise import ROUND, Point, Search
from simulation.draws import Floats

Ranges: TypeAlias = Mapping[str, tuple[float, float]]
Simulate: TypeAlias = Callable[[Sequence[Point]], list[Floats]]
"""Points → for each the statistics in every replicate, shape (replicates, targets)."""
MOVES = 1.0
"""Standard errors by which a statistic has to move between the ends of a range."""
MOST = 8
"""Parameters that are searched at once; more would need more runs than anybody waits for."""
IMPOSSIBLE = 1e6
"""Distance of a point at which a statistic is undefined."""


@dataclass(frozen=True, eq=False)
class Matching:
    """What came of it.

    Args:
        targets: what was observed.
        errors: σ of each difference, shape (targets,).
        at_default: statistics with every parameter at its default, shape (targets,).
        movement: by how many σ each parameter moves the statistic that it moves most.
        ranges: plausible ranges of those that were searched.
        points: that were run in the search.
        shown: mean statistics there, shape (points, targets).
        surface: through them; None where nothing was searched.
        sets: accepted; None likewise, and where nothing that was searched can be.
        tried: parameter sets beside the default, at the ends of ranges and in the search.
        ruled_out: how many of them cannot be: their status quo could not have been observed, see `centring`.
    """

    targets: tuple[Target, ...]
    errors: Floats
    at_default: Floats
    movement: dict[str, float]
    ranges: dict[str, tuple[float, float]]
    points: list[Point]
    shown: Floats
    surface: Emulator | None
    sets: Accepted | None
    tried: int = 0
    ruled_out: int = 0

    @property
    def distances(self) -> Floats:
        """d² of every point that was run, shape (points,)."""
        return _distances(self.shown, self.targets, self.errors)

    @property
    def misfit(self) -> float:
        """Probability of a distance as large as the smallest one found if the model could be right."""
        best = (
            self.distances.min() if len(self.points) else _distances(self.at_default[None], self.targets, self.errors)
        )
        spare = degrees_of_freedom(self.targets) - len(self.ranges)
        # With more parameters than statements nothing can contradict; one degree is left so that a gap still shows.
        return float(special.chdtrc(max(spare, 1), float(np.min(best))))

    def scaled(self, x: Floats) -> Floats:
        """Values of parameters from places between -1 and 1, shape (..., parameters)."""
        low, high = np.array(list(self.ranges.values())).T
        return np.asarray(low + (x + 1.0) / 2.0 * (high - low), dtype=np.float64)

    def table(self) -> pd.DataFrame:
        """One row a point of the search: parameters, statistics and distance."""
        rows = [{**point, **{t.label: float(s) for t, s in zip(self.targets, shown, strict=True)}, "distance": float(d)}
                for point, shown, d in zip(self.points, self.shown, self.distances, strict=True)]  # fmt: skip
        return pd.DataFrame(rows)


def match_moments(
    simulate: Simulate, ranges: Ranges, defaults: Point, targets: tuple[Target, ...], trials: int, seed: int
) -> Matching:
    """Screen, search and accept.

    Args:
        simulate: runs the model.
        ranges: plausible range of each parameter.
        defaults: their values meanwhile.
        targets: what was observed.
        trials: points of the search.
        seed: of the search.
    """
    ends = [{**defaults, key: end} for key in ranges for end in ranges[key]]
    at_default, *at_ends = simulate([defaults, *ends])
    noise = at_default.std(axis=0, ddof=1) / np.sqrt(len(at_default)) if len(at_default) > 1 else 0.0
    errors = np.sqrt(np.array([target.error for target in targets]) ** 2 + noise**2)
    middle = at_default.mean(axis=0)
    movement = {}
    for k, key in enumerate(ranges):
        three = np.array([at_ends[2 * k].mean(axis=0), middle, at_ends[2 * k + 1].mean(axis=0)])
        movement[key] = _movement(residuals(three, targets, errors))
    chosen = sorted((key for key in ranges if movement[key] >= MOVES), key=lambda key: -movement[key])[:MOST]
    searched = {key: ranges[key] for key in chosen}
    if not searched:
        nothing = np.empty((0, len(targets)))
        return Matching(targets, errors, middle, movement, {}, [], nothing, None, None, len(ends), _ruled_out(at_ends))
    points, shown = _searched(simulate, searched, targets, errors, trials, seed)
    tried, out = len(ends) + len(points), _ruled_out([*at_ends, *shown])
    return _accepted(Matching(targets, errors, middle, movement, searched, points, shown, None, None, tried, out), seed)


def _movement(off: Floats) -> float:
    """By how many σ the statistic that moves most moves between those of three points that can be."""
    there = off[~np.isnan(off).all(axis=1)]
    return float(np.nanmax(np.ptp(there, axis=0), initial=0.0)) if len(there) else 0.0


def _ruled_out(shown: Sequence[Floats]) -> int:
    """At how many points nothing could be run."""
    return sum(bool(np.isnan(point).all()) for point in shown)


def _searched(
    simulate: Simulate, ranges: Ranges, targets: tuple[Target, ...], errors: Floats, trials: int, seed: int
) -> tuple[list[Point], Floats]:
    search = Search(ranges, first=max(trials // 2, ROUND), seed=seed)
    points: list[Point] = []
    shown: list[Floats] = []
    while len(points) < trials:
        asked = search.ask(min(ROUND, trials - len(points)))
        found = [replicates.mean(axis=0) for replicates in simulate(asked)]
        search.tell([float(d) for d in _distances(np.array(found), targets, errors)])
        points += asked
        shown += found
    return points, np.array(shown)


def _distances(shown: Floats, targets: Sequence[Target], errors: Floats) -> Floats:
    squares = np.sum(residuals(shown, targets, errors) ** 2, axis=-1)
    return np.asarray(np.where(np.isfinite(squares), squares, IMPOSSIBLE), dtype=np.float64)


def _accepted(found: Matching, seed: int) -> Matching:
    low, high = np.array(list(found.ranges.values())).T
    at = np.array([list(point.values()) for point in found.points])
    defined = np.isfinite(found.shown).all(axis=1)
    if not defined.any():
        return found
    x = (2.0 * (at - low) / (high - low) - 1.0)[defined]
    weight = 1.0 / (1.0 + found.distances[defined] / max(degrees_of_freedom(found.targets), 1))
    surface = emulator(x, found.shown[defined], weight)
    errors = np.sqrt(found.errors**2 + surface.error**2)
    sets = accepted_sets(lambda y: _distances(surface.at(y), found.targets, errors), len(found.ranges), seed)
    return replace(found, surface=surface, sets=sets)
