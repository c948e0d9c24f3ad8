"""All that the verb boundary runs at most, declared before the first run."""

from __future__ import annotations

from experiments.analyses.boundary.question import BoundaryQuestion
from experiments.execution.work_plan import Stage
from experiments.sweeps.stages import sweep_stages

SPACE, GRID, FLIPS = "parameter space", "map and lines", "once more where it flips"
USUAL_LEVELS, USUAL_REPLICATES = 7, 4


def levels_of_map(asking: BoundaryQuestion) -> int:
    """Levels of each of the two parameters of the map."""
    points = asking.setting.options.boundary.points
    return USUAL_LEVELS if points is None else points


def replicates_of(asking: BoundaryQuestion) -> int:
    """Replicates of each point of the map and the lines."""
    replicates = asking.setting.options.replicates
    return USUAL_REPLICATES if replicates is None else replicates


def most_lines(asking: BoundaryQuestion) -> int:
    """How many parameters are moved alone at most."""
    return max(asking.setting.options.boundary.flips, len(asking.named))


def boundary_stages(asking: BoundaryQuestion) -> list[Stage]:
    """In the order in which they begin; lines are refined only where they were found to flip."""
    rule, lines, replicates = asking.setting.options.boundary, most_lines(asking), replicates_of(asking)
    points = levels_of_map(asking) ** 2 + lines * rule.levels + 1
    return [
        *sweep_stages(asking.setting.options, rule.space, 2, 1, SPACE),
        *sweep_stages(asking.setting.options, points, 2, replicates, GRID),
        *sweep_stages(asking.setting.options, lines, 2, replicates, FLIPS),
    ]
