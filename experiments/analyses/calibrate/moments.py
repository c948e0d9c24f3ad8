"""What the simulated status quo shows of the statistics that were observed, as a job for workers.

The simulation starts where the log ends, with the fitted customers, the whole market on and the status quo in force; it
is centred anew at every point, so that it shows the fitted rates whatever the parameters are. The same seeds serve at
every point: what differs between two points is the parameters' doing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.analyses.calibrate.targets import Target
from experiments.config.setting import moved
from simulation.alignment.centring import PILOT_SEEDS, centre_world
from simulation.draws import Floats
from simulation.market.centre import Centre
from simulation.measures.measures import net_promoter_score
from simulation.mistake import Mistake
from simulation.world.market import Market
from simulation.world.world import World

PASSES_FROM_NEAR = 2
"""Passes of the centring that begins at a world which is much the same."""


def simulated_statistics(
    world: World,
    start: Centre,
    place: dict[str, float],
    targets: Sequence[Target],
    seeds: Sequence[int],
    scale: float = 1.0,
) -> Floats:
    """Every statistic in every replicate at one point of the parameter space.

    Args:
        world: at its defaults; its weeks reach the last target.
        start: its centre, from which that of the point is found.
        place: value of each parameter that is moved, by dotted key.
        targets: what is looked at.
        seeds: one for each replicate.
        scale: customers of the firm per simulated one, for counts.

    Returns:
        Shape (replicates, targets); NaN where a statistic is undefined because no customer is left, and everywhere
        where the status quo cannot be as it was observed.
    """
    there = moved(world, place)
    try:
        centre = centre_world(there, seeds=PILOT_SEEDS[:1], passes=PASSES_FROM_NEAR, start=start)
    except Mistake:
        return np.full((len(seeds), len(targets)), np.nan)
    return np.array([_one(Market(there, there.as_is, seed, centre), targets, scale) for seed in seeds])


def _one(market: Market, targets: Sequence[Target], scale: float) -> list[float]:
    waves = {target.week - 1 for target in targets if target.kind == "nps"}
    scores: dict[int, float] = {}

    def ask(now: Market) -> None:
        if now.week in waves:
            scores[now.week] = net_promoter_score(now)

    market.run(ask)
    series = market.record.series
    won = np.cumsum(series["by_referral"][:, 1]) * scale
    shown = {
        "retention": lambda week: float(series["cohort"][week, 1]),
        "nps": lambda week: scores[week],
        "referrals": lambda week: float(won[week]),
    }
    return [shown[target.kind](target.week - 1) for target in targets]
