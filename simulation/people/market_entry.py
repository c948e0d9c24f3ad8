"""New people enter the market on an exogenous schedule: when somebody does depends on nothing that a firm does.

    week of entry = floor(52·u·p / r)  if that lies within the run, else the person is there from the start

r is the share of N people who enter in a year and p the share of N who could: those with nobody in week 0 who never
were customers. N are all but former customers, who may be gone for good. So r·N people a year enter, evenly, as long as
there are such, and a longer run changes nobody's week of entry. Before it nobody reaches them.

Source: exogenous schedules keep compared strategies paired (common random numbers); the rate is a setting.
"""

from __future__ import annotations

import numpy as np

from simulation.draws import Draws, Floats, luck
from simulation.people.people import Traits


def entry_week(draws: Draws, traits: Traits, rate: float, weeks: int) -> Floats:
    """Week in which each person enters, 0 for those who are there from the start, shape (N,).

    Args:
        draws: the luck of the replicate.
        traits: who is there, and with whom.
        rate: share of all people but former customers who enter in a year.
        weeks: length of the run.
    """
    could = (traits.provider == 0) & ~traits.lost
    if rate == 0 or not could.any():
        return np.zeros(len(could))
    u = draws.of("entry", 0, luck(np.arange(len(could))))
    week = np.floor(52.0 * u * (could.sum() / (~traits.lost).sum()) / rate)
    return np.where(could & (week < weeks), week, 0.0)
