"""The acquisition budget buys touches of people without a firm, with diminishing returns in each channel.

    R_c = most·reach_c·(1 - exp(-spend per person / (scale·scale_c)))      share of these people whom channel c touches
    P(touch by c) = R_c·(1 - i_c + i_c·K/K₀)·v^ε / mean(v^ε)               at most one touch of each firm a week
    ln v = s·ln w + (1 - s)·mean(ln w) + sd(ln w)·√(s·(1 - s))·z           s: signal; z: standard normal, for good
    commission = ε·b·margin of a year at w, for each customer whom a channel has won

Spending is per person whom the firm can reach: everybody who is in the market and has not left the firm for good. K is
how far the person considers the firm, and i_c how well the channel finds people who do. w is the person's expected
spending, and v is what sales people believe it to be: if they are paid by the size of the deal (incentive ε > 0), they
chase large prospects and neglect small ones, with the same number of touches, and are paid when the sale is closed. The
effect of a touch is described in acquisition and awareness.

Source: diminishing returns are standard; with a conversion of 0.02 a touch (see acquisition) advertising brings
0.002-0.01 a week at unlimited spending, as in Goldenberg, Libai & Muller (2001), Marketing Letters 12. Incentives by
deal size: direction Basu, Lal, Srinivasan & Staelin (1985), Marketing Science 4. Sizes are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation import exact_sums
from simulation.column import Column
from simulation.draws import Floats
from simulation.market.channel import BOUGHT, CHANNELS, ChannelDesign
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Places
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.quantiles import normal

YEAR = 52.0
NEUTRAL = 0.3
"""Consideration of a prospect under the status quo, at which conversion and reach are as stated."""
MOST_CHASED = 10.0
"""A large prospect is not courted more than so many times as much as the average one."""


def share_reached(spend: float, most: float, scale: float) -> float:
    """Share of people touched in a week at a spend per person [weekly revenue]."""
    return float(most * (1.0 - np.exp(-spend / scale)))


def contact_weight(value: Floats, incentive: float) -> Floats:
    """How much more than the average each prospect is courted, shape (N,); the mean is 1 unless the cap binds.

    Args:
        value: what the person is expected to spend, in any unit, above 0.
        incentive: ε.
    """
    weight = np.power(value, incentive)
    return np.minimum(weight / exact_sums.mean(weight, 1.0), MOST_CHASED)


def taken_for(value: Floats, signal: float, noise: Floats) -> Floats:
    """What sales people take prospects to be worth, shape (N,): the best guess from a noisy signal of the logarithm.

    Args:
        value: what each is expected to spend, in any unit.
        signal: share of the variance of its logarithm that they see.
        noise: standard normal, shape (N,).
    """
    logs = np.log(np.maximum(value, np.finfo(np.float64).tiny))
    middle = exact_sums.mean(logs)
    spread = np.sqrt(exact_sums.mean(np.square(logs - middle)))
    guess: Floats = np.exp(signal * (logs - middle) + spread * np.sqrt(signal * (1.0 - signal)) * noise)
    return guess


@dataclass(frozen=True)
class Channels(Mechanism):
    """Spending on acquisition, and whom it touches."""

    most: float = parameter(
        0.21, "largest share of people whom advertising can touch in a week, at unlimited spending", unit="share",
        low=0.13,
        high=0.33, grade="C", source="with the conversion of a touch, the range of Goldenberg et al. 2001",
    )  # fmt: skip
    scale: float = parameter(
        0.0092, "spending per person that reaches 63 % of that share", unit="weekly revenue", low=0.005, high=0.018,
        grade="C",
        source="guess; winning a customer costs about five times what keeping one for a year does",
        allowed=(1e-9, 1e9),
    )  # fmt: skip
    overhead: float = parameter(
        0.0007, "weekly cost of each channel other than advertising before it reaches anybody, per customer",
        unit="weekly revenue", low=0.0, high=0.002, grade="C", source="guess",
    )  # fmt: skip
    commission: float = parameter(
        0.1, "commission on a sale at incentive 1, as a share of its expected margin in a year, b", unit="share",
        low=0.03,
        high=0.3, grade="C", source="guess",
    )  # fmt: skip
    signal: float = parameter(
        0.5, "share of the variance of prospects' log value that sales people can see, s", unit="share",
        low=0.2, high=0.8, grade="C", source="guess",
    )  # fmt: skip
    shape: float = parameter(
        6.25, "shape of the spend in one purchase", unit="1", grade="A", source="CDNOW", allowed=(1e-3, 1e6),
        of_people="spend_shape",
    )  # fmt: skip
    burnt: str = parameter(
        "none", "channel of the focal firm that reaches nobody, as an experiment that shows what the channel causes",
        unit="-", choices=("none", *(CHANNELS[number - 1].name for number in BOUGHT)),
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact",)
    cites = ("goldenberg2001", "blake2015", "li2014", "basu1985")
    owns = (
        Column("touch", "channel by which the firm touched the person this week; 0 none", dtype="int8", high=100,
               per="firm", kept=True),
        Column("reach", "share of people without a firm whom this firm touches in a week", of="firm"),
    )  # fmt: skip
    reads = ("absent", "closed", "consideration", "buy_rate", "spend_rate", "came_by", "tenure")
    levers = (
        Lever("acquisition_share", "share of the envelope that is spent on winning customers", "share"),
        Lever(
            "content_share",
            "share of the acquisition budget for content; if the shares sum to more than 1, they are scaled to 1",
            "share",
        ),
        Lever("search_share", "share of the acquisition budget for search", "share"),
        Lever("social_share", "share of the acquisition budget for social media", "share"),
        Lever("prospect_email_share", "share of the acquisition budget for e-mail to prospects", "share"),
        Lever("incentive", "how far sales people are paid by the size of the deal, ε", "1", high=2.0),
    )
    purposes = (*(CHANNELS[number - 1].name for number in BOUGHT), "commissions")

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        firm = purse.firm
        rows.touch[:, firm] = 0
        firms.reach[firm] = 0.0
        incentive = float(now.levers["incentive"][firm])
        if incentive > 0:
            self._pay_commissions(incentive, purse, rows, now)
        there = ~(rows.absent | rows.closed[:, firm])
        people = int(np.count_nonzero(there))
        reach = {number: self._reach(number, share, people, purse, now) for number, share in budget(now, firm).items()}
        if not any(reach.values()):
            return
        free = np.flatnonzero(there & ~rows.is_customer)
        weight: Floats | float = 1.0
        if incentive > 0:
            noise = normal(now.draws.of(f"channels.signal.{firm}", 0, rows.luck[free]))
            weight = contact_weight(
                taken_for(rows.buy_rate[free] / rows.spend_rate[free], self.signal, noise), incentive
            )
        u = now.draw(f"touch.{firm}", rows, free)
        below: Floats | float = 0.0
        first = next(iter(reach))
        for number, share in reach.items():
            upto = below + share * weight * _found(now.terms.channels[number - 1], rows, free, firm)
            hit = np.flatnonzero((u >= below) & (u < upto) if number != first else u < upto)
            rows.touch[free[hit], firm] = number
            firms.reach[firm] += len(hit) / max(len(free), 1)
            below = upto

    def _pay_commissions(self, incentive: float, purse: Purse, rows: Rows, now: Now) -> None:
        won = np.flatnonzero(purse.customers & (rows.tenure == 0) & np.isin(rows.came_by, BOUGHT))
        yearly = YEAR * rows.buy_rate[won] * self.shape / rows.spend_rate[won] * now.terms.margin
        purse.incur("commissions", won, incentive * self.commission * yearly / now.centre.weekly_revenue)

    def _reach(self, number: int, share: float, people: int, purse: Purse, now: Now) -> float:
        channel = now.terms.channels[number - 1]
        spent = purse.spend_share(channel.name, share)
        if channel.lever:
            spent = max(spent - self.overhead * purse.heads, 0.0)
        if purse.firm == 1 and channel.name == self.burnt:
            return 0.0
        return share_reached(spent / max(people, 1), self.most * channel.reach, self.scale * channel.scale)


def budget(now: Now, firm: int) -> dict[int, float]:
    """Share of the envelope for each channel in use, by its number; shares above 1 together are scaled down."""
    total = float(now.levers["acquisition_share"][firm])
    shares = {n: float(now.levers[c.lever][firm]) for n, c in enumerate(now.terms.channels, 1) if c.lever}
    together = sum(shares.values())
    shares = {number: share / max(together, 1.0) for number, share in shares.items() if share > 0}
    rest = max(1.0 - together, 0.0)
    return {n: total * share for n, share in ({BOUGHT[0]: rest} | shares).items() if total * share > 0}


def _found(channel: ChannelDesign, rows: Rows, free: Places, firm: int) -> Floats | float:
    """How much likelier than the average each person is found by a channel, shape (K,)."""
    if channel.intent == 0:
        return 1.0
    found: Floats = 1.0 + channel.intent * (rows.consideration[free, firm] / NEUTRAL - 1.0)
    return found
