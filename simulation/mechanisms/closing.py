"""A sale takes longer if sales people chase large deals.

    weeks from the word to the first week with the firm = floor(2^ε + u)       ε: incentive of the firm's sales people

A person won by a paid channel has agreed to join and considers no other firm meanwhile; the sale is closed 2^ε weeks
later on average, where u is uniform in (0, 1). Without incentives this is the next week, as for everybody who comes
through friends.

Source: larger deals take longer to close, common in sales management; the form is a guess. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.market.channel import BOUGHT
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.row import Row


def lag(incentive: Floats, longer: float, u: Floats | float) -> Floats:
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

    bought: ClassVar = np.isin(np.arange(128), BOUGHT)
    """Whether the firm pays for each channel, by its number."""

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

    def apply(self, row: Row, now: Now) -> None:
        if row.is_customer:
            return
        if row.next_provider > 0:
            row.sales_lag = 1.0
            if self.bought[row.came_by]:
                incentive = now.levers["incentive"][row.next_provider]
                row.sales_lag = lag(incentive, self.longer, now.draw("closing.weeks", row))
            if row.sales_lag > 1.0:
                row.promised_to, row.due = row.next_provider, row.sales_lag
                row.next_provider = 0
        if row.promised_to > 0 and not row.absent:
            row.due = max(row.due - now.dt, 0.0)
            if row.due == 0:
                row.next_provider = 0 if row.closed[row.promised_to] else row.promised_to
                row.promised_to = 0
