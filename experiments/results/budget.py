"""What the compared strategies may spend, all the same: the envelope is fixed before the run."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from experiments.config.setting import Setting
from simulation.draws import Draws
from simulation.market.centre import Centre
from simulation.measures.outcome import Outcome


def present_value(o: Outcome, setting: Setting) -> float:
    """Present value of the envelope of one run, per initial customer [money]."""
    weeks = np.arange(len(o.envelope))
    discount = np.power(1.0 + setting.world.terms.discount_rate, -weeks / 52.0)
    return float(np.sum(o.envelope / o.scale * discount) / max(float(o.segments["customers"].sum()), 1.0))


def mean_budget(runs: Iterable[Outcome], setting: Setting) -> float:
    """The same on average over replicates, whose numbers of customers differ; what margins are a share of [money]."""
    return float(np.mean([present_value(o, setting) for o in runs]))


def fixed_budget(centre: Centre, setting: Setting, seed: int) -> float:
    """The same before any run, from the envelope of a centre; who is a customer comes from the seed [money]."""
    terms = setting.world.terms
    discount = np.power(1.0 + terms.discount_rate, -np.arange(setting.world.weeks) / 52.0)
    envelope = np.array([centre.envelope(week) for week in range(setting.world.weeks)]) * centre.weekly_revenue
    initial = float((setting.world.people.traits(Draws(seed), terms).provider == 1).sum())
    return float(np.sum(envelope * discount) / max(initial, 1.0))
