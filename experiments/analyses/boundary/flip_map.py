"""The small map beside the verdict of a comparison, centred and run as are the points of the parameter space."""

from __future__ import annotations

import numpy as np

from experiments.analyses.boundary.map_axes import map_axes
from experiments.analyses.boundary.rule import current_value, ranges_of
from experiments.config.setting import Setting
from experiments.execution.executors import WorkerPool
from experiments.execution.job_sizes import point_size
from experiments.execution.jobs import run_point
from experiments.execution.progress import Progress
from experiments.execution.work_plan import Stage
from experiments.results.flip_map import FlipMap, grid, places
from experiments.results.influence import Influence, influence
from experiments.results.parameter_space import DoubtfulSpace
from experiments.statistics.flip_point import Spread
from simulation.market.centre import Centre

USUAL = 3
"""Levels of each parameter where none are asked for: both ends of the range and the default."""
MAP_STAGE = "map of two parameters"


def map_beside_comparison(
    setting: Setting,
    centre: Centre,
    space: DoubtfulSpace | None,
    margin: float,
    spread: Spread | None,
    workers: WorkerPool,
    progress: Progress,
) -> FlipMap | None:
    """Map the first two strategies over two parameters; None where `boundary.points` is 0 or nothing is in doubt.

    Args:
        setting: what was asked.
        centre: of the world at its defaults, from which each point's centring starts.
        space: the parameter space, which says which parameters part the winners; None where it was left out.
        margin: smallest difference in profit that matters [money per initial customer].
        spread: of one pair's difference in profit at the defaults.
        workers: who computes.
        progress: receives progress updates.
    """
    confidence = setting.options.precision.confidence
    rule = setting.options.boundary
    ranges = ranges_of(setting, rule.parameters)
    count = _levels(setting, len(ranges))
    if count == 0:
        return None
    if rule.parameters:
        keys = rule.parameters[0], rule.parameters[1]
    else:
        found = Influence({}, 1.0, 0, 1 - confidence)
        if space is not None and space.places:
            found = influence(space.places, space.differences("profit", 1).mean(axis=1), confidence)
        keys = map_axes(found, list(ranges))
    defaults = current_value(setting.values, keys[0]), current_value(setting.values, keys[1])
    levels = grid(*ranges[keys[0]], defaults[0], count), grid(*ranges[keys[1]], defaults[1], count)
    pair = setting.strategies[:2]
    seeds = tuple(map(setting.seed_of, range(setting.options.space.replicates)))
    payloads = [(setting.world, centre, dict(place), pair, seeds) for place in places(keys, levels)]
    with progress.task(MAP_STAGE, len(payloads)) as done:
        values = np.array(workers.do(run_point, payloads, done))
    differences = (values[:, :, 1, 0] - values[:, :, 0, 0]).reshape(count, count, len(seeds))
    return FlipMap(pair[0].name, pair[1].name, keys, levels, defaults, differences, margin, confidence, spread)


def _levels(setting: Setting, parameters: int) -> int:
    """Levels of each of the two; 0 where there is no map."""
    points = setting.options.boundary.points
    return 0 if parameters < 2 else USUAL if points is None else points


def map_stage(setting: Setting) -> Stage:
    """What the map runs, for the plan of a comparison's work."""
    count = _levels(setting, len(ranges_of(setting, setting.options.boundary.parameters)))
    return Stage(MAP_STAGE, count**2, point_size(setting.world, 2, setting.options.space.replicates))
