"""A reward for bringing a friend.

    reward = referral reward for each customer whom a strong tie brought            R = programme + Σ reward

Acquisition describes how a friend who praises the firm raises the chance of joining; this mechanism pays the reward. It
goes to a friend of the newcomer, drawn among those who are customers of the firm, or to the newcomer if none is left.
It is paid in the following week, whatever the account holds, because it was promised, and for each referred customer,
including those who would have come anyway: this makes such programmes expensive.

Source: Schmitt, Skiera & Van den Bulte (2011), Journal of Marketing 75; Ryu & Feick (2007), Journal of Marketing 71.
That rewards raise referrals is B, what a programme costs is a guess, C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

if TYPE_CHECKING:
    from simulation.community import Community


@dataclass(frozen=True)
class Referrals(Mechanism):
    """What those receive who bring friends."""

    overhead: float = parameter(
        0.001, "weekly cost of the referral programme, per customer", unit="weekly revenue", low=0.0,
        high=0.003, grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels")
    cites = ("schmitt2011", "ryu2007")
    owns = (
        Column("brought", "whether a friend brought the person last week", weekly=True),
        Column(
            "reward", "reward received this week for bringing friends", unit="weekly revenue", high=1e5, weekly=True
        ),
    )
    series = (Series("rewards", "rewards that customers earned by bringing friends [weekly revenue]", "reward"),)
    reads = ("referred", "tenure")
    levers = (Lever("referral_reward", "reward for bringing a friend", "weekly revenue", high=20.0),)
    purposes = ("rewards",)

    def decide(self, row: Row, now: Now) -> None:
        row.brought = row.reward = 0.0
        if row.is_customer and row.tenure == 0 and row.referred > 0:
            row.brought = now.lever("referral_reward", row) > 0

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        reward = float(now.levers["referral_reward"][purse.firm])
        if reward == 0:
            return
        purse.spend_overhead("rewards", self.overhead)
        purse.incur("rewards", np.flatnonzero((rows.brought > 0) & purse.customers), reward)

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        """Find who brought them."""
        if not rows.brought.any():
            return
        new, friend = community.pairs_from(rows.brought > 0, ties="strong")
        same = rows.provider[new] == rows.provider[friend]
        new, friend = new[same], friend[same]
        order = np.lexsort((now.draws.of_ties("referrals.friend", now.week, rows.luck[new], rows.luck[friend]), new))
        new, friend = new[order], friend[order]
        first = np.ones(len(new), dtype=np.bool_)
        first[1:] = new[1:] != new[:-1]
        alone = rows.brought > 0
        alone[new] = False
        receiver = np.concatenate([friend[first], np.flatnonzero(alone)])
        rewards = np.bincount(receiver, minlength=len(rows.reward)) * now.lever("referral_reward", rows)
        rows.reward[:] = rewards
