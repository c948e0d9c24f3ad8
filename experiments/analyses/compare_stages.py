"""All that a comparison runs, declared before the first job: the replicates at most, and what stands beside them."""

from __future__ import annotations

from experiments.analyses.boundary.flip_map import map_stage
from experiments.analyses.explain.of_comparison import stages_beside_comparison
from experiments.analyses.marginal_return import marginal_return_stage
from experiments.config.setting import Setting
from experiments.execution.centring import centring_stage, members_stage, status_quo_stage
from experiments.execution.job_sizes import point_size, run_size
from experiments.execution.work_plan import Stage

SWITCHED = 12
"""Pairs with contagion the other way: enough to see whether the verdict hangs on it."""
OTHERWISE = 8
"""Pairs with the other meaning of equal: enough to see whether the verdict hangs on it."""
REPLICATES_STAGE, SPACE_STAGE = "replicates", "parameter space"
CONTAGION_STAGE, EQUAL_STAGE = "contagion the other way", "the other meaning of equal"


def compare_stages(setting: Setting, other: Setting | None, equally: Setting | None) -> list[Stage]:
    """In the order in which they begin.

    Args:
        setting: what was asked.
        other: the same with contagion the other way; None where that is left out.
        equally: the same with the other meaning of equal, likewise.
    """
    options, strategies = setting.options, len(setting.strategies)
    space, fixed = options.space, options.replicates
    most = options.precision.maximum if fixed is None else fixed
    switched = 0 if other is None else min(most, SWITCHED)
    size = strategies * run_size(setting.world)
    return [
        centring_stage(setting, 1 if other is None else 2),
        members_stage(setting, max(most, space.points)),
        members_stage(setting, switched),
        status_quo_stage(setting, most + switched),
        Stage(REPLICATES_STAGE, most, size, rounds=True),
        Stage(CONTAGION_STAGE, switched, size),
        Stage(EQUAL_STAGE, 0 if equally is None else min(most, OTHERWISE), size),
        marginal_return_stage(setting, most),
        Stage(SPACE_STAGE, space.points, point_size(setting.world, strategies, space.replicates)),
        *stages_beside_comparison(setting, most),
        map_stage(setting),
    ]
