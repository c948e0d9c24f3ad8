"""What a log of very loyal customers says of one guess: how often even the closest customers leave after a failure.

    share φ · floor  <=  ¼ · h            h: mean weekly propensity to leave of the customers of the log

The floor is a guess from 0 upwards. Where fewer customers leave than it would take, the log refutes it, and 0 is what
is left; the calibrated population carries that along, so that the comparison with it needs no word more.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from experiments.inputs.calibrated import Member
from experiments.inputs.transactions.rfm import Summary
from simulation.mechanisms.failure import MOST_OF_FLOOR, Failure
from simulation.world.world import World

KEY = "mechanism.failure.floor"
ROOM = 2.0
"""How much less than expected may be observed in the customers of one replicate."""


def refuted_floor(world: World, members: Iterable[Member], summary: Summary) -> dict[str, float]:
    """The floor of failures at 0 where any of some laws leaves no room for it, by dotted key; else empty.

    Args:
        world: says which floor and share are set.
        members: laws of dropping out.
        summary: the customers.
    """
    failure = world.mechanism("failure")
    assert isinstance(failure, Failure)
    rates = [float(np.mean(m.dropout.s / (m.dropout.beta + summary.age))) for m in members if m.dropout.s > 0]
    if not rates or failure.share * failure.floor * ROOM <= MOST_OF_FLOOR * min(rates):
        return {}
    return {KEY: 0.0}
