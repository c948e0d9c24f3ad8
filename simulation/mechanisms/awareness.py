"""Who has heard of a firm, how far they consider it, and which channels reached them.

    K(t + dt) = 1 - (1 - K(t)·2^(-dt / h))·Π(1 - b_c)        over this week's touches and praising ties; h: half-life
    aware = 1 once touched, told, or a customer before

Consideration is a stock: a touch that brings nobody this week makes the next one convert (see acquisition), whichever
channel it comes from. Customers' consideration of their own firm does not fall below K₀, and people who have not yet
entered the market forget nothing. The focal firm's touches are logged for each person until that person leaves it, so
that the path to purchase can be read; those who joined keep the log of their path.

Source: carry-over as adstock, Broadbent (1979), Journal of the Market Research Society 21; spill-over between channels
Li & Kannan (2014), Journal of Marketing Research 51. Sizes are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.fading import share_left
from simulation.market.channel import REFERRAL, TALK, WINBACK
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.row import Row

NEUTRAL = 0.3
"""K₀: what prospects under the status quo settle at, and begin with."""


@dataclass(frozen=True)
class Awareness(Mechanism):
    """Awareness and consideration of each firm, and the log of touches."""

    half_life: float = parameter(
        8.0, "weeks until half of the consideration has faded", unit="week", low=4, high=16, grade="C",
        source="guess; order of published half-lives of advertising, recalled",
    )  # fmt: skip

    phase = Phase.MOVE
    after = ("acquisition",)
    cites = ("broadbent1979", "li2014")
    owns = (
        Column("aware", "whether the person has heard of the firm", per="firm", kept=True),
        Column("consideration", "how far the person considers the firm", initial=NEUTRAL, per="firm", kept=True),
        Column("touches", "touches by the focal firm on the person's way to it, by channel", unit="contact", high=1e6,
               per="channel", dtype="int32", kept=True),
        Column("first_touch", "channel of the first touch; 0 none", dtype="int8", high=100, kept=True),
    )  # fmt: skip
    reads = ("touch", "offered", "praise_weak", "praise_strong", "left_firm", "absent")

    def apply(self, row: Row, now: Now) -> None:
        if row.left_firm > 0:
            row.aware[row.left_firm] = 1.0
        if row.left_firm == 1:
            row.first_touch = 0
            for channel in range(len(now.terms.channels)):
                row.touches[channel] = 0
        if row.absent:
            return
        for firm in range(1, len(now.firms.customers)):
            rest = min(row.consideration[firm], NEUTRAL) if row.provider == firm else 0.0
            row.consideration[firm] = max(row.consideration[firm] * share_left(now.dt, self.half_life), rest)
            touch, weak, strong = row.touch[firm], row.praise_weak[firm], row.praise_strong[firm]
            offered = row.offered == firm
            if touch > 0 or weak > 0 or strong > 0 or offered:
                missed = gaps(now)[touch] + gaps(now)[TALK] * weak + gaps(now)[REFERRAL] * strong
                missed += gaps(now)[WINBACK] * offered
                row.consideration[firm] = 1.0 - (1.0 - row.consideration[firm]) * np.exp(missed)
                row.aware[firm] = 1.0
                if firm == 1 and row.provider != 1:
                    self._log(row, touch, weak > 0, strong > 0, offered)

    def _log(self, row: Row, touch: int, talk: bool, referral: bool, offered: bool) -> None:
        """Note this week's touches by the focal firm; of several in a week those that are bought come first."""
        first = touch
        if touch > 0:
            row.touches[touch - 1] += 1
        if offered:
            row.touches[WINBACK - 1] += 1
            first = first if first > 0 else WINBACK
        if referral:
            row.touches[REFERRAL - 1] += 1
            first = first if first > 0 else REFERRAL
        if talk:
            row.touches[TALK - 1] += 1
            first = first if first > 0 else TALK
        if row.first_touch == 0:
            row.first_touch = first


def gaps(now: Now) -> Floats:
    """What is left of the way to full consideration after a touch by each channel [log], shape (channels + 1,)."""
    left: Floats = np.log1p(-np.array([0.0, *(channel.building for channel in now.terms.channels)]))
    return left
