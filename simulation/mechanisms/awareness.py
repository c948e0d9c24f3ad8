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
from simulation.market.channel import REFERRAL, TALK, WINBACK
from simulation.mechanism import Mechanism, Now, Phase, Places
from simulation.parameters import parameter
from simulation.population import Rows

NEUTRAL = 0.3
"""K₀: what prospects under the status quo settle at, and begin with."""


def consideration_after(consideration: Floats, dt: float, half_life: float) -> Floats:
    """Consideration after dt weeks without a touch, any shape."""
    left: Floats = consideration * np.exp2(-dt / half_life)
    return left


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

    def apply(self, rows: Rows, now: Now) -> None:
        here, firms = ~rows.absent, range(1, rows.aware.shape[1])
        for firm in firms:
            considered = rows.consideration[:, firm]
            rest = np.where(rows.provider == firm, np.minimum(considered, NEUTRAL), 0.0)
            rows.consideration[:, firm] = np.where(
                here, np.maximum(consideration_after(considered, now.dt, self.half_life), rest), considered
            )
        left = np.flatnonzero(rows.left_firm > 0)
        rows.aware[left, rows.left_firm[left]] = 1.0
        parted = left[rows.left_firm[left] == 1]
        rows.touches[parted], rows.first_touch[parted] = 0, 0
        gap = np.log1p(-np.array([0.0, *(channel.building for channel in now.terms.channels)]))
        for firm in firms:
            touch, weak, strong = rows.touch[:, firm], rows.praise_weak[:, firm], rows.praise_strong[:, firm]
            reached = (touch > 0) | (weak > 0) | (strong > 0) | (rows.offered == firm)
            some = np.flatnonzero(reached & ~rows.absent)
            missed = gap.take(touch[some]) + gap[TALK] * weak[some] + gap[REFERRAL] * strong[some]
            missed += gap[WINBACK] * (rows.offered[some] == firm)
            considered = rows.consideration[:, firm]  # a view, in which rows are found faster than in two dimensions
            considered[some] = 1.0 - (1.0 - considered[some]) * np.exp(missed)
            rows.aware[:, firm][some] = 1.0
            if firm == 1:
                self._log(rows, some[rows.provider[some] != 1])

    def _log(self, rows: Rows, some: Places) -> None:
        """Note this week's touches by the focal firm; of several in a week those that are bought come first."""
        by = rows.touch[some, 1].astype(np.int64)
        heard = {
            WINBACK: rows.offered[some] == 1,
            REFERRAL: rows.praise_strong[some, 1] > 0,
            TALK: rows.praise_weak[some, 1] > 0,
        }
        bought = np.flatnonzero(by > 0)
        rows.touches[some[bought], by[bought] - 1] += 1
        first = by
        for number, touched in heard.items():
            rows.touches[some[touched], number - 1] += 1
            first = np.where((first == 0) & touched, number, first)
        rows.first_touch[some] = np.where(rows.first_touch[some] == 0, first, rows.first_touch[some])
