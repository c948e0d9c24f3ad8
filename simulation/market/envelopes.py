"""What each firm is given week by week.

With `market.equal=money` it is fixed before a run, the same for all strategies. With `market.equal=share` it is that in
the first year, and then a share of what the firm itself earned:

    E(t) = budget_share · ( R(s - 52) + … + R(s - 1) ) / 52                t ≥ 52; s: start of t's planning period
                                                                       R: net revenue of a week, see `record`

so that a plan knows past weeks only and is kept for its period. The first period of a firm's own starts in week 52.

Source: that budgets of marketing and service are set as a share of last year's sales is common practice, recalled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.draws import Floats
from simulation.market.centre import QUARTER, ByQuarter, Centre
from simulation.market.ledger import Money
from simulation.market.terms import Terms

YEAR = 52
GRAIN = 1_000_000
"""Minor units in one weekly revenue: the smallest cost of the model is many units, and in whatever currency purchases
are measured, the same cost is the same number of units."""


def envelopes_by_week(centre: Centre, weeks: int, initial_customers: npt.NDArray[Any]) -> Money:
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


def own_shares(envelopes: Money, earned: Floats, terms: Terms) -> Money:
    """The same, from the second year on a share of what each firm itself earned, of the same shape [minor units].

    What is not earned yet counts as nothing: envelopes are known until the end of this planning period.

    Args:
        envelopes: of the status quo, shape (weeks, firms + 1).
        earned: net revenue of the weeks that have passed, 0 in all others, of the same shape [minor units].
        terms: of the market.
    """
    weeks = np.arange(len(envelopes))
    period = terms.planning_weeks
    starts = (weeks // period > (weeks - 1) // period) | (weeks == YEAR)
    start = np.maximum.accumulate(np.where(starts, weeks, 0))[YEAR:]
    so_far = np.concatenate([np.zeros((1, earned.shape[1])), np.cumsum(earned, axis=0)])
    own = terms.budget_share * (so_far[start] - so_far[start - YEAR]) / YEAR
    return np.concatenate([envelopes[:YEAR], np.rint(np.maximum(own, 0.0)).astype(np.int64)])


def _minor(envelopes: ByQuarter) -> list[int]:
    return [int(np.rint(envelope * GRAIN)) for envelope in envelopes]
