"""From axes to points: every combination, a design over intervals, the rows of a table, or one key at a time."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from experiments.config.axes import Axis, Level
from experiments.config.sections import Design
from experiments.statistics.designs import KINDS, unit_points
from experiments.sweeps.point_table import table_points
from simulation.mistake import Mistake, nearest

Place = dict[str, Level]
ALL = ("grid", *KINDS, "table", "one_at_a_time")
TRIED = 64
"""Combinations of other values beside which a value is tried before it is called wrong."""


def places(axes: Sequence[Axis], design: Design, whole: Collection[str] = ()) -> Iterator[Place]:
    """The points, each as the level of every key that varies.

    Listed values are always crossed with each other and with what the design makes of the intervals; only
    `one_at_a_time` crosses nothing.

    Args:
        axes: what varies.
        design: the section of the configuration.
        whole: keys that take whole numbers; intervals are rounded to them.

    Raises:
        Mistake: when design and axes do not fit.
    """
    kind = design.kind
    if kind not in ALL:
        raise Mistake("design", kind, f"must be one of {', '.join(ALL)}", nearest(kind, ALL))
    intervals = [axis for axis in axes if axis.interval]
    listed = [[(axis.key, level) for level in axis.levels] for axis in axes if not axis.interval]
    if kind == "one_at_a_time":
        if not axes:
            raise Mistake("design", kind, "needs at least one key with several values")
        if design.n < 2 and intervals:
            raise Mistake("design.n", design.n, "must be at least 2 levels")
        return _one_at_a_time(axes, design.n, whole)
    continuum = _continuum(kind, intervals, design, whole)
    return ({**dict(chosen), **place} for chosen in itertools.product(*listed) for place in continuum)


def point_count(axes: Sequence[Axis], design: Design) -> int:
    """How many points `places` gives; equal ones count."""
    kind, steps = design.kind, [len(axis.levels) or design.n for axis in axes]
    if kind == "one_at_a_time":
        return 1 + sum(steps)
    listed = math.prod(len(axis.levels) for axis in axes if not axis.interval)
    return listed * (design.n if kind in KINDS else len(table_points(design.file)) if kind == "table" else 1)


def start(axes: Sequence[Axis]) -> Place:
    """A point at the beginning of every axis; what does not vary has its value there."""
    return {axis.key: axis.levels[0] if axis.levels else _level(axis, 0.0, ()) for axis in axes}


def ends(axis: Axis, whole: Collection[str]) -> list[Level]:
    """The levels of an axis between which all others lie; all of them where they are no numbers."""
    if axis.interval:
        return [_level(axis, u, whole) for u in (0.0, 1.0)]
    if any(isinstance(level.value, bool) or not isinstance(level.value, (int, float)) for level in axis.levels):
        return list(axis.levels)
    order = sorted(axis.levels, key=lambda level: level.value)
    return [order[0], order[-1]]


def corners(axes: Sequence[Axis], whole: Collection[str], without: str | None = None) -> Iterator[Place]:
    """Points at the ends of all axes but one, as many as are worth trying, in an order of their own.

    The order in which axes and their levels were listed makes no difference.
    """
    others = sorted((axis for axis in axes if axis.key != without), key=lambda axis: axis.key)
    levels = [sorted(ends(axis, whole), key=lambda level: level.word) for axis in others]
    for chosen in itertools.islice(itertools.product(*levels), TRIED):
        yield dict(zip((axis.key for axis in others), chosen, strict=True))


def columns(file: str | None) -> list[Axis]:
    """The columns of a table as axes, each with its values once."""
    points = table_points(file)
    found = {key: {place[key].word: place[key] for place in points} for key in points[0]}
    return [Axis(key, tuple(levels.values())) for key, levels in found.items()]


def _continuum(kind: str, intervals: Sequence[Axis], design: Design, whole: Collection[str]) -> list[Place]:
    if kind == "table" or kind == "grid":
        if intervals:
            advice = f"Choose design={'|'.join(KINDS)} design.n=64, or list its values."
            raise Mistake(intervals[0].key, "interval(...)", f"has no effect with design={kind}", advice)
        return table_points(design.file) if kind == "table" else [{}]
    if not intervals:
        raise Mistake("design", kind, "needs at least one KEY=interval(low,high)", "Or list values with design=grid.")
    cube = unit_points(kind, design.n, len(intervals), design.seed)
    return [{axis.key: _level(axis, float(u), whole) for axis, u in zip(intervals, row, strict=True)} for row in cube]


def _one_at_a_time(axes: Sequence[Axis], levels: int, whole: Collection[str]) -> Iterator[Place]:
    yield {}
    for axis in axes:
        steps = axis.levels or [_level(axis, float(u), whole) for u in np.linspace(0.0, 1.0, levels)]
        yield from ({axis.key: step} for step in steps)


def _level(axis: Axis, u: float, whole: Collection[str]) -> Level:
    value: float | int = axis.value(u)
    if axis.key in whole or (u == 0.0 and float(value).is_integer()):
        value = round(value)
    return Level(f"{axis.key}={value!r}", value)
