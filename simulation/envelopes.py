"""What each firm is given week by week, and what is still to come: fixed before a run, the same for all strategies."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.account import weekly
from simulation.centre import QUARTER, ByQuarter, Centre
from simulation.draws import Floats
from simulation.ledger import Money

GRAIN = 1_000_000
"""Minor units in one weekly revenue: the smallest cost of the model is many units, and in whatever currency purchases
are measured, the same cost is the same number of units."""


def given(centre: Centre, weeks: int, initial_customers: npt.NDArray[Any]) -> Money:
    """What each firm is given in each week, shape (weeks, firms + 1) [minor units].

    Args:
        centre: whose envelopes they are.
        weeks: length of the run.
        initial_customers: of each firm, shape (firms + 1,); a rival without an envelope of its own has one in
            proportion to them.
    """
    envelopes = np.zeros((weeks, len(initial_customers)), dtype=np.int64)
    focal = max(int(initial_customers[1]), 1)
    for firm in range(1, len(initial_customers)):
        own = firm == 1 or not centre.rivals_envelopes
        amounts = _minor(centre.quarterly_envelope if own else centre.rivals_envelopes[firm - 2])
        if firm > 1 and own:
            amounts = [amount * int(initial_customers[firm]) // focal for amount in amounts]
        quarter = np.minimum(np.arange(weeks) // QUARTER, len(amounts) - 1)
        envelopes[:, firm] = np.array(amounts, dtype=np.int64)[quarter]
    return envelopes


def _minor(envelopes: ByQuarter) -> list[int]:
    return [int(np.rint(envelope * GRAIN)) for envelope in envelopes]


def to_come(envelopes: Money, discount_rate: float) -> Floats:
    """Present value in each week of what is given in all later ones, of the same shape [minor units].

    Args:
        envelopes: weeks first.
        discount_rate: per year.
    """
    worth = np.power(weekly(discount_rate), -np.arange(len(envelopes)))
    discounted = (envelopes.T * worth).T
    later = np.cumsum(discounted[::-1], axis=0)[::-1] - discounted
    value: Floats = np.maximum((later.T / worth).T, 0.0)
    return value
