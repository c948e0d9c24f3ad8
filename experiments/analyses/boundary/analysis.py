"""The verb boundary: a hypercube, a map and lines, all in one store that is resumed where it stopped.

First the space; what it says about the parameters chooses the map and the lines, unless they are named. Each stage asks
the store for what is missing, so a repeated command computes only that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from experiments.analyses.boundary.boundary import Boundary
from experiments.analyses.boundary.map_axes import map_axes
from experiments.analyses.boundary.question import BoundaryQuestion, boundary_question
from experiments.analyses.boundary.rule import current_value
from experiments.analyses.boundary.stages import (
    FLIPS,
    GRID,
    SPACE,
    boundary_stages,
    levels_of_map,
    most_lines,
    replicates_of,
)
from experiments.config.sections import Output
from experiments.config.setting import SEED_STEP
from experiments.execution.executors import worker_count
from experiments.execution.progress import Progress
from experiments.results.budget import fixed_budget
from experiments.results.flip_map import FlipMap, grid, places
from experiments.results.influence import Influence, influence
from experiments.statistics.flip_point import Line
from experiments.statistics.latin_hypercube import latin_hypercube
from experiments.sweeps.job import read_centre
from experiments.sweeps.stages import LAYING_OUT
from experiments.sweeps.store import Store
from experiments.sweeps.sweep import open_store
from simulation.draws import Floats


def answered(
    words: Sequence[str], folder: Path, progress: Progress, retry_failed: bool = False
) -> tuple[Boundary, Output]:
    """Run what is missing, and answer; the answer, and the section `output` of what was asked."""
    asking = boundary_question(words, folder)
    with progress.whole(boundary_stages(asking), worker_count(asking.setting.options.executor)):
        return _run(asking, progress, retry_failed), asking.setting.options.output


def _run(asking: BoundaryQuestion, progress: Progress, retry_failed: bool) -> Boundary:
    """First the space, then the map and the lines, then once more where these flip."""
    options, values = asking.setting.options, asking.settings
    rule, confidence = options.boundary, options.precision.confidence
    corners = latin_hypercube(asking.ranges, rule.space)
    lead = asking.run(corners, 1, progress, retry_failed, SPACE)[1].reshape(-1)
    found = influence(corners, lead, confidence) if corners else Influence({}, 1.0, 0, 1 - confidence)
    wanted = _wanted(asking)
    keys = map_axes(found, list(asking.ranges), wanted)
    defaults = {key: current_value(values, key) for key in asking.ranges}
    levels = tuple(grid(*asking.ranges[key], defaults[key], levels_of_map(asking)) for key in keys)
    alone = list(dict.fromkeys([*wanted, *keys, *found.correlations]))[: most_lines(asking)]
    steps = {key: grid(*asking.ranges[key], defaults[key], rule.levels) for key in alone}
    cells = places(keys, (levels[0], levels[1]))
    stations = [{key: float(x)} for key, xs in steps.items() for x in xs]
    replicates = replicates_of(asking)
    numbers, runs = asking.run(
        [*cells, *stations, {}], replicates, progress, retry_failed, GRID
    )  # {}: all at its default
    lines = _lines(steps, defaults, runs[len(cells) : -1])
    lines = _refined(asking, lines, confidence, replicates, progress, retry_failed)
    a, b = (strategy.name for strategy in asking.setting.strategies)
    differences = runs[: len(cells)].reshape(len(levels[0]), len(levels[1]), replicates)
    ends = defaults[keys[0]], defaults[keys[1]]
    margin = _margin(asking, numbers[-1], replicates)
    flips = FlipMap(a, b, keys, (levels[0], levels[1]), ends, differences, margin, confidence)
    through = {line.key: line for line in flips.lines()}  # what the map has along its defaults, its lines have too
    lines = tuple(line.joined(through[line.key]) if line.key in through else line for line in lines)
    return Boundary(asking.folder, asking.ranges, corners, lead, flips, lines, tuple(wanted))


def _wanted(asking: BoundaryQuestion) -> list[str]:
    """The parameters that the question names, in its order: given an interval, or listed."""
    return list(dict.fromkeys([*asking.named, *(asking.setting.options.boundary.parameters or ())]))


def _lines(steps: Mapping[str, Floats], defaults: Mapping[str, float], found: Floats) -> tuple[Line, ...]:
    at, lines = 0, []
    for key, xs in steps.items():
        lines.append(Line(key, defaults[key], xs, found[at : at + len(xs)]))
        at += len(xs)
    return tuple(lines)


def _refined(
    asking: BoundaryQuestion,
    lines: Sequence[Line],
    confidence: float,
    replicates: int,
    progress: Progress,
    retry_failed: bool,
) -> tuple[Line, ...]:
    """The same lines with one more level each, where they were found to cross 0."""
    places = {line.key: float(f"{at:.4g}") for line in lines if (at := line.flip(confidence).at) is not None}
    new = {line.key: places[line.key] for line in lines if line.key in places and places[line.key] not in line.levels}
    _, found = asking.run([{key: x} for key, x in new.items()], replicates, progress, retry_failed, FLIPS)
    progress.at_most(LAYING_OUT)
    more = dict(zip(new, found, strict=True))
    refined = []
    for line in lines:
        if line.key in new:
            levels = np.append(line.levels, new[line.key])
            order = np.argsort(levels)
            line = Line(line.key, line.default, levels[order], np.vstack([line.differences, more[line.key]])[order])
        refined.append(line)
    return tuple(refined)


def _margin(asking: BoundaryQuestion, point: int, replicates: int) -> float:
    """Smallest difference that matters: a share of the budget of the default world, whose centring the store holds.

    Raises:
        Mistake: when that world could not be run.
    """
    sql = "SELECT worlds.centre FROM plan JOIN runs USING (identity) JOIN worlds USING (world) WHERE plan.point = ?"
    with Store(asking.folder) as store:
        centre = store.value(sql, (point,))
    if centre is None:
        open_store(asking.folder).refuse_failed([point], "boundary", "of the world at its defaults")
    first = asking.setting.options.seed * SEED_STEP
    budgets = [fixed_budget(read_centre(centre), asking.setting, first + k) for k in range(replicates)]
    return asking.setting.options.precision.margin * float(np.mean(budgets))
