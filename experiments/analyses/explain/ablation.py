"""The runs behind an explanation: every mechanism off in turn, and the levers of the second strategy in parts.

Nothing is centred anew: an ablation asks what the same world would earn without one of its laws. A mechanism that
changes not one bit of the first replicate is idle and is not run again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.analyses.explain.lever_groups import differing_groups, with_levers_of
from experiments.analyses.explain.run_cache import Look, RunCache
from experiments.config.setting import Setting
from experiments.execution.job_sizes import run_size
from experiments.execution.progress import Progress
from experiments.execution.work_plan import Stage
from experiments.results.explanation import NAMES, SOLD, Explanation, Part, Without
from experiments.statistics import shapley
from experiments.statistics.shapley import Subset
from simulation.measures.measures import measures_of
from simulation.strategy import Strategy


@dataclass(frozen=True)
class ExplanationDepth:
    """How much is run.

    Args:
        strongest: so many mechanisms are run with all seeds, the others only to rank them; None: all of them.
        levers: whether each single lever is set back too.
        exact: up to so many groups every subset is run.
        orders: of groups that are sampled beyond; 0: each group alone and last of all instead.
        screen: over so many weeks mechanisms are ranked and told from idle ones; None: over all.
    """

    strongest: int | None = None
    levers: bool = True
    exact: int = shapley.EXACT
    orders: int = 8
    screen: int | None = None


SHALLOW = ExplanationDepth(strongest=3, levers=False, exact=3, orders=0, screen=13)
"""What a comparison can afford beside its own work."""
BASE_STAGE, LEVERS_STAGE = "replicates to explain", "levers in parts"
OFF_STAGE, AGAIN_STAGE = "mechanisms off", "mechanisms off, again"
REVENUE = NAMES.index("revenue")


def explain_difference(
    trials: RunCache,
    a: Strategy,
    b: Strategy,
    seeds: Sequence[int],
    margin: float,
    depth: ExplanationDepth,
    progress: Progress,
) -> Explanation:
    """Explain the difference between two strategies.

    Args:
        trials: that are there already are not run again.
        a: what b is compared with.
        b: the other one.
        seeds: of the replicates.
        margin: smallest difference in profit that matters [money per initial customer].
        depth: how much is run.
        progress: receives progress updates.
    """
    trials.want([(None, s, seed, None) for seed in seeds for s in (a, b)], progress, BASE_STAGE)
    base = np.array([trials.measures(s, seeds) for s in (a, b)])
    parts, design = _parts(trials, a, b, seeds, depth, progress)
    without = _without(trials, a, b, seeds, depth, progress)
    confidence = trials.setting.options.precision.confidence
    names = tuple(measure.name for measure in measures_of(trials.setting.world))
    return Explanation(
        a.name, b.name, tuple(seeds), margin, base, tuple(without), tuple(parts), design, confidence, names
    )


def _without(
    trials: RunCache, a: Strategy, b: Strategy, seeds: Sequence[int], depth: ExplanationDepth, progress: Progress
) -> list[Without]:
    """All mechanisms that are on, each off in turn."""
    names = [m.name for m in trials.setting.world.mechanisms if m.enabled]
    first = seeds[:1]
    weeks = _screened_weeks(trials.setting, depth)
    looks: list[Look] = [(n, s, seed, weeks) for n in (None, *names) for seed in first for s in (a, b)]
    trials.want(looks, progress, OFF_STAGE)
    idle = {n for n in names if all(_same(trials, n, s, first, weeks) for s in (a, b))}
    busy = sorted((n for n in names if n not in idle), key=lambda n: -abs(_moved(trials, n, a, b, first, weeks)))
    again = busy[: depth.strongest]
    trials.want([(n, s, seed, None) for n in again for seed in seeds for s in (a, b)], progress, AGAIN_STAGE)
    found = []
    for n in names:
        run = seeds if n in again else first
        horizon = None if n in again else weeks
        measures = np.array([trials.measures(s, run, n, horizon) for s in (a, b)])
        found.append(Without(n, measures, n in idle, screened=horizon))
    return found


def _screened_weeks(setting: Setting, depth: ExplanationDepth) -> int | None:
    """Over how many weeks mechanisms are ranked; None for all."""
    return None if depth.screen is None or 2 * depth.screen > setting.world.weeks else depth.screen


def explanation_stages(
    setting: Setting, a: Strategy, b: Strategy, replicates: int, depth: ExplanationDepth
) -> list[Stage]:
    """All that an explanation runs at most, for the plan of a verb's work; a job has two strategies."""
    world, weeks = setting.world, _screened_weeks(setting, depth)
    on, groups = sum(m.enabled for m in world.mechanisms), differing_groups(a, b, world.mechanisms)
    mixed = len(_design(len(groups), depth)[2]) + (sum(map(len, groups.values())) if depth.levers else 0)
    size = 2.0 * run_size(world)
    return [
        Stage(LEVERS_STAGE, replicates * math.ceil(mixed / 2), size),
        Stage(OFF_STAGE, 1 + on, size if weeks is None else size * weeks / world.weeks),
        Stage(AGAIN_STAGE, replicates * (on if depth.strongest is None else min(on, depth.strongest)), size),
    ]


def _same(trials: RunCache, off: str, strategy: Strategy, seeds: Sequence[int], weeks: int | None) -> bool:
    pairs = zip(trials.of(off, strategy, seeds, weeks), trials.of(None, strategy, seeds, weeks), strict=True)
    return all(one.fingerprint == other.fingerprint for one, other in pairs)


def _moved(trials: RunCache, off: str, a: Strategy, b: Strategy, seeds: Sequence[int], weeks: int | None) -> float:
    """By how much profit's difference moves without a mechanism; 0 where nothing is sold without it."""
    gaps = [trials.measures(b, seeds, o, weeks)[:, 0] - trials.measures(a, seeds, o, weeks)[:, 0] for o in (None, off)]
    if not (trials.measures(a, seeds, off, weeks)[:, REVENUE] > SOLD).all():
        return 0.0
    return float(np.nan_to_num(gaps[0] - gaps[1]).mean())


def _design(count: int, depth: ExplanationDepth) -> tuple[str, list[shapley.Order], list[Subset]]:
    """How so many groups of levers are taken apart: the name of the design, its orders, and the subsets to be run."""
    everything = frozenset(range(count))
    chosen = shapley.orders(count, depth.orders) if count > depth.exact and depth.orders else []
    design = "exact" if count <= depth.exact else "orders" if chosen else "halved"
    ends = [frozenset(), everything, *({i} for i in range(count)), *(everything - {i} for i in range(count))]
    subsets = {"exact": shapley.subsets(count), "orders": shapley.subsets_of_orders(chosen), "halved": []}[design]
    return design, chosen, list(dict.fromkeys([*map(frozenset, ends), *subsets]))


def _parts(
    trials: RunCache, a: Strategy, b: Strategy, seeds: Sequence[int], depth: ExplanationDepth, progress: Progress
) -> tuple[list[Part], str]:
    """What each group of levers is worth: alone, last of all, and on average over all orders."""
    groups = differing_groups(a, b, trials.setting.world.mechanisms)
    names, count = list(groups), len(groups)
    everything = frozenset(range(count))
    design, chosen, wanted = _design(count, depth)

    def strategy(subset: Subset) -> Strategy:
        levers = [lever for i in sorted(subset) for lever in groups[names[i]]]
        return b if subset == everything else with_levers_of(a, b, levers) if subset else a

    singles = [lever for levers in groups.values() for lever in levers] if depth.levers else []
    back = {lever: with_levers_of(b, a, [lever]) for lever in singles}
    asked = [*map(strategy, wanted), *back.values()]
    trials.want([(None, s, seed, None) for seed in seeds for s in asked], progress, LEVERS_STAGE)
    values = {subset: trials.measures(strategy(subset), seeds) for subset in wanted}
    alone = np.array([values[frozenset({i})] - values[frozenset()] for i in range(count)])
    last = np.array([values[everything] - values[everything - {i}] for i in range(count)])
    error = np.zeros((count, values[frozenset()].shape[1]))
    if design == "orders":
        fair, error = shapley.sampled_values(values, chosen)
    else:
        fair = shapley.exact_values(values, count) if design == "exact" else shapley.halved_values(alone, last)
    full = values[everything]
    set_back = {lever: full - trials.measures(s, seeds) for lever, s in back.items()}
    return [
        Part(name, groups[name], alone[i], last[i], fair[i], error[i],
             {lever: set_back[lever] for lever in groups[name] if lever in set_back})
        for i, name in enumerate(names)
    ], design  # fmt: skip
