"""A sale takes longer if sales people chase large deals.

    weeks from the word to the first week with the firm = floor(2^ε + u)       ε: incentive of the firm's sales people

A person won by a paid channel has agreed to join and considers no other firm meanwhile; the sale is closed 2^ε weeks
later on average, where u is uniform in (0, 1). Without incentives this is the next week, as for everybody who comes
through friends.

Source: larger deals take longer to close, common in sales management; the form is a guess. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.market.channel import BOUGHT
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows


def lag(incentive: Floats, longer: float, u: Floats) -> Floats:
    """Weeks until a sale is closed, whole numbers from 1 with the mean longer^incentive, any shape; u: uniform."""
    weeks: Floats = np.floor(np.power(longer, incentive) + u)
    return weeks


@dataclass(frozen=True)
class Closing(Mechanism):
    """Words given and contracts closed."""

    longer: float = parameter(
        2.0, "how much longer a sale takes when sales people are paid in proportion to the deal", unit="factor",
        low=1.0,
        high=4.0, grade="C", source="guess", allowed=(1.0, 16.0),
    )  # fmt: skip

    phase = Phase.MOVE
    after = ("acquisition",)
    owns = (
        Column("promised_to", "firm that the person has agreed to join; 0 none", dtype="int64", high=255, kept=True),
        Column("due", "weeks until that sale is closed", unit="week", high=1e6, kept=True),
        Column("sales_lag", "weeks from the agreement to the first week with the firm", unit="week", initial=1.0,
               high=1e6,
               kept=True),
    )  # fmt: skip
    series = (Series("sales_lag", "mean weeks that it took to win the firm's customers [week]", "sales_lag", "mean"),)
    reads = ("came_by", "closed", "absent")
    writes = ("next_provider",)

    def apply(self, rows: Rows, now: Now) -> None:
        waiting = np.flatnonzero((rows.promised_to > 0) & ~(rows.is_customer | rows.absent))
        if not (len(waiting) or now.in_use("incentive")):
            return
        won = np.flatnonzero(~rows.is_customer & (rows.next_provider > 0))
        firm = rows.next_provider[won]
        takes = lag(now.levers["incentive"].take(firm), self.longer, now.draw("closing.weeks", rows, won))
        weeks = np.where(np.isin(rows.came_by[won], BOUGHT), takes, 1.0)
        rows.sales_lag[won] = weeks
        slow = won[weeks > 1.0]
        rows.promised_to[slow], rows.due[slow] = rows.next_provider[slow], weeks[weeks > 1.0]
        rows.next_provider[slow] = 0
        waiting = np.concatenate([waiting, slow])
        rows.due[waiting] = np.maximum(rows.due[waiting] - now.dt, 0.0)
        done = waiting[rows.due[waiting] <= 0]
        firm = rows.promised_to[done]
        rows.next_provider[done] = np.where(rows.closed[done, firm], 0, firm)
        rows.promised_to[done] = 0
