"""How people who are with nobody come to a firm.

    P_f = 1 - (1 - a_f·τ)·(1 - w·τ)^j·(1 - s·r·τ)^m,   τ = A_f·(½ + T_f)    j, m: weak and strong ties who praise firm f
    r = 1 + b·(1 - exp(-reward / k))                                        reward: for bringing a friend

a_f is the reach of advertising, w and s the pull of one praising tie; trust in the firm, good or bad, makes the person
easier or harder to win (back), and so does the appeal A_f that reviews give it; a reward lets friends who praise try
harder, a dear one hardly more. With several firms the person joins with 1 - Π(1 - P_f), firm f in proportion to P_f.
What brought a person is kept: advertising, a strong tie (a referral), or talk among weak ties.

Source: Goldenberg, Libai & Muller (2001), Marketing Letters 12: s 0.01-0.07, w 0.005-0.015; w is set below its range
because ties act only in weeks in which they speak. Rewards: Ryu & Feick (2007), Journal of Marketing 71 (they work, and
their size matters little). Grade B and C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows

NOBODY, ADVERTISING, REFERRAL, TALK = 0, 1, 2, 3


def encouraged(reward: Floats, effect: float, scale: float) -> Floats:
    """How much harder friends try for a reward [weekly revenue], as a factor, any shape."""
    tries: Floats = 1.0 + effect * (1.0 - np.exp(-reward / scale))
    return tries


def attracted(advertising: Floats, weak: Floats, weak_ties: Floats, strong: Floats, strong_ties: Floats) -> Floats:
    """Weekly probability that at least one of advertising, weak and strong ties makes a person join, any shape."""
    missed = (1.0 - advertising) * np.power(1.0 - weak, weak_ties) * np.power(1.0 - strong, strong_ties)
    joins: Floats = 1.0 - missed
    return joins


@dataclass(frozen=True)
class Acquisition(Mechanism):
    """Who joins, which firm, and what brought them."""

    strong: float = parameter(
        0.015, "pull of one praising strong tie", unit="probability", low=0.01, high=0.07, grade="B",
        source="Goldenberg et al. 2001", allowed=(0.0, 0.5),
    )  # fmt: skip
    weak: float = parameter(
        0.004, "pull of one praising weak tie", unit="probability", low=0.002, high=0.015, grade="C",
        source="below Goldenberg et al. 2001", allowed=(0.0, 0.5),
    )  # fmt: skip

    reward_effect: float = parameter(
        0.8, "how much harder friends try for an unlimited reward, b", unit="factor", low=0.2, high=1.5, grade="C",
        source="direction Ryu & Feick 2007",
    )  # fmt: skip
    reward_scale: float = parameter(
        1.63, "reward that brings 63 % of that, k", unit="weekly revenue", low=0.5, high=3.3, grade="C", source="guess",
        allowed=(1e-9, 1e9),
    )  # fmt: skip

    phase = Phase.MOVE
    after = ("churn",)
    cites = ("goldenberg2001", "ryu2007")
    owns = (
        Column("came_by", "what brought the person: 0 there from the start, 1 advertising, 2 a strong tie, 3 talk",
               dtype="int64", high=3, kept=True),
        Column("referred", "whether a strong tie brought the person", kept=True),
    )  # fmt: skip
    reads = ("trust", "praise_weak", "praise_strong", "closed")
    writes = ("next_provider",)

    def apply(self, rows: Rows, now: Now) -> None:
        free = np.flatnonzero(~rows.is_customer)
        firms = rows.trust.shape[1] - 1
        chances = np.zeros((len(free), firms + 1), order="F")
        stays = np.ones(len(free))
        strong = self.strong * encouraged(now.levers["referral_reward"], self.reward_effect, self.reward_scale)
        for firm in range(1, firms + 1):
            ease = now.firms.appeal[firm] * (0.5 + rows.trust[:, firm][free])
            advertising = np.minimum(now.firms.reach[firm] * ease, 1.0)
            weak_ties, strong_ties = rows.praise_weak[:, firm][free], rows.praise_strong[:, firm][free]
            told = np.flatnonzero(weak_ties + strong_ties > 0)  # few; all others are moved by advertising alone
            chances[:, firm] = 1.0 - (1.0 - advertising)
            chances[told, firm] = attracted(
                advertising[told],
                np.minimum(self.weak * ease[told], 1.0), weak_ties[told],
                np.minimum(strong[firm] * ease[told], 1.0), strong_ties[told],
            )  # fmt: skip
            chances[:, firm] *= ~rows.closed[:, firm][free]
            stays = stays * (1.0 - chances[:, firm])
        u = now.draw("joins", rows, free)
        joins = u < 1.0 - stays
        free, chances = free[joins], chances[joins]
        # The same uniform, stretched over those who join, picks the firm in proportion to its pull.
        position = u[joins] / (1.0 - stays[joins])
        weight = np.zeros(len(free))
        for firm in range(1, firms + 1):
            weight = weight + chances[:, firm]
        chosen = np.zeros(len(free), dtype=np.int64)
        reached = np.zeros(len(free))
        for firm in range(1, firms + 1):
            reached = reached + chances[:, firm] / weight
            chosen = np.where((chosen == 0) & ((position <= reached) | (firm == firms)), firm, chosen)
        ease = now.firms.appeal[chosen] * (0.5 + rows.trust[free, chosen])
        pull = now.firms.reach[chosen] * ease / chances[np.arange(len(free)), chosen]
        by_advertising = now.draw("came_by", rows, free) < pull
        by_tie = np.where(rows.praise_strong[free, chosen] > 0, REFERRAL, TALK)
        rows.next_provider[free] = chosen
        rows.came_by[free] = np.where(by_advertising, ADVERTISING, by_tie)
        rows.referred[free] = rows.came_by[free] == REFERRAL
