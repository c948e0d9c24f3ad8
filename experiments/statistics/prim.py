"""A box in the space of parameters in which one strategy wins: scenario discovery by peeling.

    peel: take away the α of the points in the box, at one end of one parameter, that leaves the highest share of wins
    stop: when less than half of all wins are left; of the boxes on the way, the last one before that
    keep: limits that luck could not have made: P(share of wins inside | that of the box without the limit) < error / 2m

The rule of the patient (α small) is Friedman and Fisher's PRIM; that a box is judged by density (share of wins inside)
and coverage (share of all wins that are inside) is Bryant and Lempert's. With m parameters there are 2m limits to luck
with, hence the division. Written here rather than borrowed: the one maintained library (EMA Workbench) brings a
plotting stack, a process pool and half of the scientific ecosystem for sixty lines.

Source: Friedman & Fisher (1999), Stat. Comput. 9; Bryant & Lempert (2010), Technol. Forecast. Soc. Change 77 (coverage,
density, quasi-p values).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from simulation.draws import Floats

ALPHA, LEAST_COVERAGE = 0.05, 0.5
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Box:
    """Limits, and how good a scenario they are.

    Args:
        limits: lower and upper end of each parameter that is limited; {} where no limit is more than luck.
        density: share of the points inside that are won.
        coverage: share of all points won that are inside.
        mass: share of all points that are inside.
        points: inside.
    """

    limits: dict[str, tuple[float, float]]
    density: float
    coverage: float
    mass: float
    points: int


def box(places: Sequence[Mapping[str, float]], won: Flags, error: float) -> Box | None:
    """The box in which wins are densest while it holds at least half of them; None without a win.

    Args:
        places: points, each with all parameters.
        won: whether each is won, shape (points,).
        error: probability that luck alone makes a limit, in (0, 1).
    """
    if not len(places) or not won.any():
        return None
    keys = list(places[0])
    X = np.array([[place[key] for key in keys] for place in places])
    limits: dict[tuple[int, int], float] = {}
    inside = np.ones(len(X), dtype=np.bool_)
    while (smaller := _peeled(X, won, inside)) is not None:
        (column, end, limit), rest = smaller
        if won[rest].sum() < LEAST_COVERAGE * won.sum() or won[rest].mean() <= won[inside].mean():
            break
        limits[column, end], inside = limit, rest
    limits = _beyond_luck(X, won, limits, error)
    inside = _inside(X, limits)
    named = {
        keys[c]: (limits.get((c, 0), float(X[:, c].min())), limits.get((c, 1), float(X[:, c].max())))
        for c in dict.fromkeys(column for column, _ in limits)
    }
    return Box(named, float(won[inside].mean()), float(won[inside].sum() / won.sum()), float(inside.mean()),
               int(inside.sum()))  # fmt: skip


def _peeled(X: Floats, won: Flags, inside: Flags) -> tuple[tuple[int, int, float], Flags] | None:
    """The best peel of a box: (parameter, end, limit) and what is inside then; None where nothing can go."""
    count = int(inside.sum())
    gone = max(1, math.ceil(ALPHA * count))
    if count <= gone:
        return None
    best: tuple[float, tuple[int, int, float], Flags] | None = None
    for column in range(X.shape[1]):
        order = np.sort(X[inside, column])
        for end, limit in ((0, float(order[gone])), (1, float(order[-gone - 1]))):
            rest = inside & ((X[:, column] >= limit) if end == 0 else (X[:, column] <= limit))
            if 0 < rest.sum() < count:
                density = float(won[rest].mean())
                if best is None or density > best[0]:
                    best = density, (column, end, limit), rest
    return None if best is None else best[1:]


def _beyond_luck(
    X: Floats, won: Flags, limits: dict[tuple[int, int], float], error: float
) -> dict[tuple[int, int], float]:
    """The limits without those that luck could have made, the weakest dropped first."""
    limits = dict(limits)
    while limits:
        chances = {which: _by_luck(X, won, limits, which) for which in limits}
        weakest = max(chances, key=lambda which: chances[which])
        if chances[weakest] < error / (2 * X.shape[1]):
            break
        del limits[weakest]
    return limits


def _by_luck(X: Floats, won: Flags, limits: dict[tuple[int, int], float], which: tuple[int, int]) -> float:
    """Chance of at least so many wins inside, were the limit drawn through points that are all alike."""
    within = _inside(X, limits)
    wider = _inside(X, {key: limit for key, limit in limits.items() if key != which})
    wins, points, share = int(won[within].sum()), int(within.sum()), float(won[wider].mean())
    return 1.0 if wins == 0 else float(special.bdtrc(wins - 1, points, share))


def _inside(X: Floats, limits: Mapping[tuple[int, int], float]) -> Flags:
    inside = np.ones(len(X), dtype=np.bool_)
    for (column, end), limit in limits.items():
        inside &= (X[:, column] >= limit) if end == 0 else (X[:, column] <= limit)
    return inside
