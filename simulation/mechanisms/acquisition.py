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
import numpy.typing as npt

from simulation.column import Column
from simulation.draws import Floats
from simulation.market.channel import REFERRAL, TALK, WINBACK
from simulation.mechanism import Mechanism, Now, Phase, Places
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.quantiles import in_proportion

NEUTRAL = 0.3
"""K₀: consideration of a prospect under the status quo, at which a touch converts as stated."""
MOST = 0.95


def encouragement(reward: Floats, effect: float, scale: float) -> Floats:
    """How much harder friends try for a reward [weekly revenue], as a factor, any shape."""
    tries: Floats = 1.0 + effect * (1.0 - np.exp(-reward / scale))
    return tries


def joining_probability(touch: Floats, offer: Floats, weak: Floats, strong: Floats) -> Floats:
    """Weekly probability that at least one of a touch, an offer, weak and strong ties makes a person join, any shape.

    Args:
        touch: chance that the touch does.
        offer: chance that the offer does.
        weak: chance that at least one of the weak ties does.
        strong: chance that at least one of the strong ties does.
    """
    joins: Floats = 1.0 - (1.0 - touch) * (1.0 - offer) * (1.0 - weak) * (1.0 - strong)
    return joins


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

    def apply(self, rows: Rows, now: Now) -> None:
        free = ~(rows.is_customer | rows.absent) & (rows.promised_to == 0)
        firms = rows.trust.shape[1] - 1
        chances, touches, offers = (np.zeros((len(free), firms + 1), order="F") for _ in range(3))
        stays = np.ones(len(free))
        friends = self.strong * encouragement(now.levers["referral_reward"], self.reward_effect, self.reward_scale)
        for firm in range(1, firms + 1):
            some = np.flatnonzero(free & people_approached(rows, firm))  # few; the others have no reason to join
            ease = self.ease(rows, some, firm, now)
            # A column first, then rows: faster than both at once.
            touches[:, firm][some] = touch = np.minimum(self.converts(rows, some, firm, now) * ease, MOST)
            offered = (rows.offered[some] == firm) * rows.forgiven[some]
            offers[:, firm][some] = offer = np.minimum(self.offer * offered * ease, MOST)
            weak, strong = self._ties(rows, some, firm)
            chance = joining_probability(
                touch, offer,
                -np.expm1(np.log1p(-np.minimum(self.weak * ease, MOST)) * weak),
                -np.expm1(np.log1p(-np.minimum(friends[firm] * ease, MOST)) * strong),
            )  # fmt: skip
            chances[:, firm][some] = chance = chance * ~rows.closed[:, firm][some]
            stays[some] *= 1.0 - chance
        some = np.flatnonzero(stays < 1.0)
        u = now.draw("joins", rows, some)
        joins = u < 1.0 - stays[some]
        who, u = some[joins], u[joins] / (1.0 - stays[some[joins]])
        # The same uniform, stretched over those who join, picks the firm in proportion to its pull.
        chosen = in_proportion(u, chances[who])
        pull = chances[who, chosen]
        u = now.draw("came_by", rows, who) * pull
        by_touch, by_offer = touches[who, chosen], touches[who, chosen] + offers[who, chosen]
        by_tie = np.where(self._ties(rows, who, chosen)[1] > 0, REFERRAL, TALK)
        came_by = np.where(u < by_touch, rows.touch[who, chosen], np.where(u < by_offer, WINBACK, by_tie))
        rows.next_provider[who] = chosen
        rows.came_by[who] = came_by
        rows.referred[who] = came_by == REFERRAL

    def ease(self, rows: Rows, some: Places, firm: int, now: Now) -> Floats:
        """τ: what multiplies every pull of a firm on some people, shape (K,)."""
        eased: Floats = (0.5 + rows.trust[:, firm][some]) * (1.0 + self.proof * rows.neighbour_share[:, firm][some])
        eased *= now.firms.appeal[firm]
        return eased

    def converts(self, rows: Rows, some: Places, firm: int, now: Now) -> Floats:
        """c: chance that this week's touch makes each of some people join, shape (K,)."""
        channel = np.array([0.0, *(channel.conversion for channel in now.terms.channels)])
        considered = 1.0 + self.carry_over * (rows.consideration[:, firm][some] / NEUTRAL - 1.0)
        chance: Floats = self.conversion * channel.take(rows.touch[:, firm][some]) * considered
        return chance

    def _ties(self, rows: Rows, some: Places, firm: int | npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Weak and strong ties that praise a firm and count, each of shape (K,)."""
        silent = np.equal(firm, 1)
        weak, strong = rows.praise_weak[some, firm], rows.praise_strong[some, firm]
        return weak * ~(silent & (self.deaf_to == "talk")), strong * ~(silent & (self.deaf_to == "referral"))


def people_approached(rows: Rows, firm: int) -> npt.NDArray[np.bool_]:
    """Whom a firm touched or asked to come back, and who hear of it from friends, shape (N,)."""
    reached: npt.NDArray[np.bool_] = rows.praise_weak[:, firm] > 0
    reached |= rows.praise_strong[:, firm] > 0
    reached |= rows.touch[:, firm] > 0
    reached |= rows.offered == firm
    return reached
