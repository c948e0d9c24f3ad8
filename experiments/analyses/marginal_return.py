"""How well the status quo is funded: its marginal return on spending, from pairs with and without a tenth more money.

    r[i] = 1 + ( profit with (1 + m)·E - profit with E )[i] / ( m·E )[i]            present values, m = 0.1

E: envelope of the focal firm; its rivals keep theirs, but for what they add to match its quality. Profit is after
spending, so that r is what customers leave more for each unit that is spent more, to the horizon. Where r is 1 the last
unit of money earns itself back; where it is far from 1, the size of the budget matters more than what it is spent on.
The interval is Student's, see `statistics.paired`.

Source: that a budget is at its best where the marginal return on spending equals what is spent, is the textbook
condition for advertising (Dorfman & Steiner 1954, Am. Econ. Rev. 44); the bounds are a convention of ours.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from experiments.config.setting import Setting
from experiments.execution.centring import Centres
from experiments.execution.executors import WorkerPool
from experiments.execution.job_sizes import run_size
from experiments.execution.jobs import run_replicate
from experiments.execution.progress import Progress
from experiments.execution.work_plan import Stage
from experiments.results.budget import present_value
from experiments.results.marginal_return import MarginalReturn
from experiments.statistics.paired import t_interval
from simulation.draws import Floats
from simulation.market.centre import Centre
from simulation.market.terms import MONEY

MORE = 0.1
"""The share by which the envelope is larger."""
PAIRS = 6
"""Enough to see on which side of the bounds the return lies."""
MONEY_STAGE = "the status quo with more money"


def marginal_return(
    setting: Setting, centres: Centres, replicates: int, workers: WorkerPool, progress: Progress
) -> MarginalReturn | None:
    """The marginal return on spending; None where it was left out, or there are fewer than two pairs.

    Args:
        setting: what was asked.
        centres: of the world, or of the worlds of an ensemble.
        replicates: of the comparison; no more pairs than these are run.
        workers: who computes.
        progress: receives progress updates.
    """
    count = _pairs(setting, replicates)
    if count < 2:
        return None
    engine = setting.options.engine
    payloads = [
        (setting.world_of(k).with_equal(MONEY), by, (setting.world.as_is,), setting.seed_of(k), engine)
        for k, centre in enumerate(centres.funded(range(count)))
        for by in (centre, _with_more(centre))
    ]
    with progress.task(MONEY_STAGE, len(payloads)) as done:
        runs = [found for (found,) in workers.do(run_replicate, payloads, done)]
    profits = [run.measures["profit"] for run in runs]
    budgets = [present_value(run, setting) for run in runs]
    gained, spent = np.subtract(profits[1::2], profits[::2]), np.subtract(budgets[1::2], budgets[::2])
    return return_on_spending(gained, spent, setting.options.precision.confidence)


def _pairs(setting: Setting, replicates: int) -> int:
    return min(replicates, PAIRS) if setting.options.space.funding else 0


def marginal_return_stage(setting: Setting, replicates: int) -> Stage:
    """What it runs beside a comparison of so many replicates, for the plan of the whole work."""
    count = _pairs(setting, replicates)
    return Stage(MONEY_STAGE, 2 * count if count >= 2 else 0, run_size(setting.world))


def return_on_spending(gained: Floats, spent: Floats, confidence: float) -> MarginalReturn | None:
    """The return from what was gained and spent more in each pair; None where nothing more was spent.

    Args:
        gained: difference in profit by pair, after spending, shape (pairs,) [money].
        spent: difference in the present value of the envelope, likewise.
        confidence: of the interval.
    """
    if not spent.min() > 0:
        return None
    low, mean, high = t_interval(1.0 + gained / spent, confidence)
    return MarginalReturn(mean, low, high, len(spent), confidence)


def _with_more(centre: Centre) -> Centre:
    """The same with a larger envelope of the focal firm."""
    return replace(centre, quarterly_envelope=tuple((1.0 + MORE) * amount for amount in centre.quarterly_envelope))
