"""What the compared strategies may spend, all the same, and what is left of it at the end, or overspent."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from experiments.config.setting import Setting
from simulation.draws import Draws, Floats
from simulation.market.centre import Centre
from simulation.market.ledger import PUT_BY
from simulation.measures.outcome import Outcome


def present_value(o: Outcome, setting: Setting) -> float:
    """Present value of the envelope of one run, per initial customer [money]."""
    return float(np.sum(o.envelope * discount(setting, len(o.envelope))) / o.scale / _initial(o))


def mean_budget(runs: Iterable[Outcome], setting: Setting) -> float:
    """The same on average over replicates, whose numbers of customers differ; what margins are a share of [money]."""
    return float(np.mean([present_value(o, setting) for o in runs]))


def mean_left(runs: Iterable[Outcome], setting: Setting) -> float:
    """Present value of what is left in the last week, on average per initial customer; below 0 is overdrawn [money]."""
    left = [
        o.ledger[-1, o.purposes.index(PUT_BY)] * discount(setting, len(o.ledger))[-1] / o.scale / _initial(o)
        for o in runs
    ]
    return float(np.mean(left))


def discount(setting: Setting, weeks: int) -> Floats:
    """What money of each week is worth in week 0, shape (weeks,)."""
    worth: Floats = np.power(1.0 + setting.world.terms.discount_rate, -np.arange(weeks) / 52.0)
    return worth


def fixed_budget(centre: Centre, setting: Setting, seed: int) -> float:
    """The same before any run, from the envelope of a centre; who is a customer comes from the seed [money]."""
    weeks = setting.world.weeks
    envelope = np.array([centre.envelope(week) for week in range(weeks)]) * centre.weekly_revenue
    initial = float((setting.world.people.traits(Draws(seed), setting.world.terms).provider == 1).sum())
    return float(np.sum(envelope * discount(setting, weeks)) / max(initial, 1.0))


def _initial(o: Outcome) -> float:
    return max(float(o.segments["customers"].sum()), 1.0)
