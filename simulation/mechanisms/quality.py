"""Spending buys quality with diminishing returns; rivals who see it spend more to match it.

    Q = (1 - exp(-(money / customers) / scale))·(1 + b·(1 - exp(-ideas / k)))
    seen(t + dt) = seen + (Q_focal - seen)·dt / lag,  at first a rival's own Q       what a rival sees of the focal firm
    money of a rival = own plan + min( what is missing to be as good as seen, limit·envelope )

    customers: at least a quarter of those in week 0            ideas: useful ones of customers, per customer of week 0

Customers' ideas make the same money buy more quality, with diminishing returns. The minimum number of customers in the
equation keeps a firm that has lost nearly everybody from becoming perfect for the few who remain. Spending is fixed for
a planning period, so that quality does not follow the random variation of single weeks; see `account`. A rival pays for
matching beyond its envelope, in its own books: no firm has quality that it did not pay for.

Source: saturating response is standard in marketing (concave response of spending); the scale is a guess and decides
much. Parity: Keaveney (1995), and the mission of the model: if the rival is as good, quality alone retains nobody. Lag
and limit of matching are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows

if TYPE_CHECKING:
    from simulation.community import Community

FLOOR = 0.25


def bought(money: float, scale: float) -> float:
    """Quality in [0, 1) that a weekly spend per customer buys [weekly revenue]."""
    return float(1.0 - np.exp(-money / scale))


def price(quality: float, scale: float) -> float:
    """The weekly spend per customer that buys a quality; without bound towards 1 [weekly revenue]."""
    return float(-scale * np.log1p(-quality)) if quality < 1.0 else np.inf


def enriched(ideas: float, gain: float, scale: float) -> float:
    """By how much customers' ideas multiply it, from 1 to 1 + gain; ideas per initial customer."""
    return float(1.0 + gain * (1.0 - np.exp(-ideas / scale)))


@dataclass(frozen=True)
class Quality(Mechanism):
    """Quality of a firm this week, and what rivals spend to match it."""

    scale: float = parameter(
        0.0163, "weekly spend per customer that buys 63 % of perfect quality", unit="weekly revenue", low=0.008,
        high=0.027, grade="C", source="guess; decisive", allowed=(1e-9, 1e9),
    )  # fmt: skip
    ideas_gain: float = parameter(
        0.05, "how much better an unlimited stock of ideas would make quality, b", unit="share", low=0.0, high=0.1,
        grade="C",
        source="guess", allowed=(0.0, 0.2),
    )  # fmt: skip
    ideas_scale: float = parameter(
        0.3, "useful ideas per initial customer that bring 63 % of that gain, k", unit="idea", low=0.1, high=1.0,
        grade="C",
        source="guess", allowed=(1e-9, 1e9),
    )  # fmt: skip
    matching_lag: float = parameter(
        26.0, "mean delay with which rivals see the focal firm's quality, in weeks", unit="week",
        low=4.0, high=104.0, grade="C", source="guess", allowed=(1.0, 1e6),
    )  # fmt: skip
    matching_limit: float = parameter(
        0.5, "most that a rival spends beyond its envelope to match that quality, as a share of the envelope",
        unit="share", low=0.0, high=1.0, grade="C", source="guess", allowed=(0.0, 100.0),
    )  # fmt: skip

    phase = Phase.CONTACT
    last = True
    cites = ("keaveney1995",)
    owns = (
        Column("quality", "quality of what the firm delivers", of="firm", initial=0.5, high=1.2),
        Column("seen_quality", "quality of the focal firm as a rival sees it", of="firm", high=1.2),
    )
    levers = (
        Lever("reserve", "share of the remaining money that is saved, and counts as profit, instead of buying quality",
              "share",
              copied=False),
    )  # fmt: skip
    purposes = ("quality",)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        customers = max(float(purse.customers.sum()), FLOOR * purse.initial_customers, 1.0)
        ideas = float(now.firms.ideas[purse.firm]) / max(purse.initial_customers, 1)
        worth = enriched(ideas, self.ideas_gain, self.ideas_scale)
        kept = float(now.levers["reserve"][purse.firm])
        money = purse.pay_for_quality("quality", kept, customers)
        missing = price(float(firms.seen_quality[purse.firm]) / worth, self.scale) * customers - money
        money += purse.spend_beyond("quality", missing, self.matching_limit)
        firms.quality[purse.firm] = bought(money / customers, self.scale) * worth

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        seen = firms.seen_quality[2:]
        if now.week == 0:
            np.maximum(seen, firms.quality[2:], out=seen)
        seen += (firms.quality[1] - seen) * (now.dt / self.matching_lag)
