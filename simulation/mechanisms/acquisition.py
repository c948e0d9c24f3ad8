"""How people without a firm become customers.

    P_f = 1 - (1 - c·τ)·(1 - o·τ·[offer])·(1 - w·τ)^j·(1 - s·r·τ)^m   j, m: weak and strong ties who praise firm f
    c = κ·k·(1 - μ + μ·K/K₀)  for a touch by a channel of conversion k, 0 without one       K: consideration of f
    τ = A_f·(½ + T_f)·(1 + π·n_f)                                     n_f: share of neighbours who are with f
    r = 1 + b·(1 - exp(-reward / k))                                  reward: for bringing a friend

κ is the pull of one touch, o of a win-back offer, w and s of one tie who praises the firm. Trust in the firm, good or
bad, makes the person easier or harder to win (back), and so does the appeal A_f of its reviews. A reward makes friends
who praise the firm try harder; a large one hardly more than a small one. An offer counts for less while the damage at
parting is fresh. Earlier touches make later ones more effective; K remembers them. With several firms the person joins
with 1 - Π(1 - P_f), firm f in proportion to P_f. The model records what brought a person: a channel, a strong tie (a
referral), or talk among weak ties.

Source: Goldenberg, Libai & Muller (2001), Marketing Letters 12: s 0.01-0.07, w 0.005-0.015; w is set below its range
because ties act only in weeks in which they speak. Carry-over of touches: form Li & Kannan (2014), Journal of Marketing
Research 51. Former customers are easier to win than strangers: direction Thomas, Blattberg & Fox (2004), Journal of
Marketing Research 41. Rewards: Ryu & Feick (2007), Journal of Marketing 71 (they work, and their size matters little).
Grade B and C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.market.channel import REFERRAL, TALK, WINBACK
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.row import Row

NEUTRAL = 0.3
"""K₀: consideration of a prospect under the status quo, at which a touch converts as stated."""
MOST = 0.95


def encouragement(reward: Floats, effect: float, scale: float) -> Floats:
    """How much harder friends try for a reward [weekly revenue], as a factor, any shape."""
    tries: Floats = 1.0 + effect * (1.0 - np.exp(-reward / scale))
    return tries


def joining_probability(touch: float, offer: float, weak: float, strong: float) -> float:
    """Weekly probability that at least one of a touch, an offer, weak and strong ties makes a person join.

    Args:
        touch: chance that the touch does.
        offer: chance that the offer does.
        weak: chance that at least one of the weak ties does.
        strong: chance that at least one of the strong ties does.
    """
    return 1.0 - (1.0 - touch) * (1.0 - offer) * (1.0 - weak) * (1.0 - strong)


@dataclass(frozen=True)
class Acquisition(Mechanism):
    """Who joins, which firm, and what brought them."""

    conversion: float = parameter(
        0.02, "chance that one touch by advertising makes a person join, κ", unit="probability", low=0.015, high=0.03,
        grade="C", source="with the reach of channels, the range of Goldenberg et al. 2001", allowed=(0.0, 0.5),
    )  # fmt: skip
    carry_over: float = parameter(
        0.5, "how far that chance depends on consideration, μ", unit="share", low=0.2, high=0.8, grade="C",
        source="direction Li & Kannan 2014",
    )  # fmt: skip
    strong: float = parameter(
        0.015, "pull of one strong tie who praises the firm", unit="probability", low=0.01, high=0.07, grade="B",
        source="Goldenberg et al. 2001", allowed=(0.0, 0.5),
    )  # fmt: skip
    weak: float = parameter(
        0.004, "pull of one weak tie who praises the firm", unit="probability", low=0.002, high=0.015, grade="C",
        source="below Goldenberg et al. 2001", allowed=(0.0, 0.5),
    )  # fmt: skip
    offer: float = parameter(
        0.05, "pull of one win-back offer", unit="probability", low=0.02, high=0.10, grade="C",
        source="direction Thomas et al. 2004", allowed=(0.0, 0.5),
    )  # fmt: skip
    proof: float = parameter(
        0.3, "how much stronger a firm's pull is where all neighbours are its customers, π", unit="factor", low=0.0,
        high=1.0,
        grade="C", source="guess; acts only where social_proof is on",
    )  # fmt: skip
    deaf_to: str = parameter(
        "none", "praise of the focal firm that brings nobody, as an experiment that shows what the praise causes",
        unit="-",
        choices=("none", "referral", "talk"),
    )  # fmt: skip

    reward_effect: float = parameter(
        0.8, "how much harder customers try to bring a friend for an unlimited reward, b", unit="factor", low=0.2,
        high=1.5, grade="C",
        source="direction Ryu & Feick 2007",
    )  # fmt: skip
    reward_scale: float = parameter(
        1.63, "reward that brings 63 % of that effect, k", unit="weekly revenue", low=0.5, high=3.3, grade="C",
        source="guess",
        allowed=(1e-9, 1e9),
    )  # fmt: skip

    phase = Phase.MOVE
    after = ("churn",)
    cites = ("goldenberg2001", "li2014", "thomas2004", "ryu2007")
    owns = (
        Column("came_by", "number of the channel that brought the person; 0 if present from the start",
               dtype="int64", high=100, kept=True),
        Column("referred", "whether a strong tie brought the person", kept=True),
    )  # fmt: skip
    reads = (
        "trust", "praise_weak", "praise_strong", "closed", "absent", "touch", "consideration", "offered", "forgiven",
        "neighbour_share", "promised_to",
    )  # fmt: skip
    writes = ("next_provider",)

    def apply(self, row: Row, now: Now) -> None:
        if row.is_customer or row.absent or row.promised_to > 0:
            return
        stays, pull = 1.0, 0.0
        for firm in range(1, len(now.firms.appeal)):
            chance = self._chance(row, now, firm)
            stays *= 1.0 - chance
            pull += chance
        if stays == 1.0:
            return
        u = now.draw("joins", row)
        if u >= 1.0 - stays:
            return
        # The same uniform, stretched over those who join, picks the firm in proportion to its pull.
        chosen, reached = 0, 0.0
        for firm in range(1, len(now.firms.appeal)):
            chance = self._chance(row, now, firm)
            if chance > 0 and (chosen == 0 or u / (1.0 - stays) > reached):
                chosen = firm
                reached += chance / pull
        row.next_provider = chosen
        row.came_by = self._brought_by(row, now, chosen)
        row.referred = 1.0 if row.came_by == REFERRAL else 0.0

    def _brought_by(self, row: Row, now: Now, firm: int) -> int:
        """What brought a person to a firm: one of the things that could have, in proportion to its pull."""
        u = now.draw("came_by", row) * self._chance(row, now, firm)
        touch = self._touch(row, now, firm)
        if u < touch:
            return row.touch[firm]
        if u < touch + self._offer(row, now, firm):
            return WINBACK
        return REFERRAL if self._strong(row, firm) > 0 else TALK

    def _chance(self, row: Row, now: Now, firm: int) -> float:
        """Chance that a firm makes the person join; 0 without a touch, an offer or a friend's praise."""
        asked = row.offered == firm
        praised = row.praise_weak[firm] > 0 or row.praise_strong[firm] > 0
        if row.closed[firm] or not (asked or praised or row.touch[firm] > 0):
            return 0.0
        ease = self._ease(row, now, firm)
        weak = -np.expm1(np.log1p(-min(self.weak * ease, MOST)) * self._weak(row, firm))
        strong = -np.expm1(np.log1p(-min(self.friends(now)[firm] * ease, MOST)) * self._strong(row, firm))
        return joining_probability(self._touch(row, now, firm), self._offer(row, now, firm), weak, strong)

    def _ease(self, row: Row, now: Now, firm: int) -> float:
        """τ: what multiplies every pull of a firm on the person."""
        return (0.5 + row.trust[firm]) * (1.0 + self.proof * row.neighbour_share[firm]) * now.firms.appeal[firm]

    def _touch(self, row: Row, now: Now, firm: int) -> float:
        """Chance that this week's touch by a firm makes the person join."""
        considered = 1.0 + self.carry_over * (row.consideration[firm] / NEUTRAL - 1.0)
        converts = self.conversion * conversions(now)[row.touch[firm]] * considered
        return min(converts * self._ease(row, now, firm), MOST)

    def _offer(self, row: Row, now: Now, firm: int) -> float:
        """Chance that a firm's offer to come back makes the person join."""
        forgiven = row.forgiven if row.offered == firm else 0.0
        return min(self.offer * forgiven * self._ease(row, now, firm), MOST)

    def _weak(self, row: Row, firm: int) -> float:
        """Weak ties that praise a firm and count."""
        return 0.0 if firm == 1 and self.deaf_to == "talk" else row.praise_weak[firm]

    def _strong(self, row: Row, firm: int) -> float:
        """Strong ties that praise a firm and count."""
        return 0.0 if firm == 1 and self.deaf_to == "referral" else row.praise_strong[firm]

    def friends(self, now: Now) -> Floats:
        """Pull of one praising strong tie of each firm, shape (firms + 1,)."""
        pull: Floats = self.strong * encouragement(now.levers["referral_reward"], self.reward_effect, self.reward_scale)
        return pull


def conversions(now: Now) -> Floats:
    """How a touch by each channel converts, relative to advertising; 0 without a touch, shape (channels + 1,)."""
    return np.array([0.0, *(channel.conversion for channel in now.terms.channels)])
