"""Needs drift, and a firm's knowledge of them becomes out of date.

    x(t + dt) = ρ·x(t) + √(1 - ρ²)·z,   ρ = 2^(-dt / h),   z ~ N(0, 1)      h: half-life [week]
    fit = exp(-½·((x - o) / w)²)                                            o: the need the firm believes in, w: width

An Ornstein-Uhlenbeck process: across people needs always have mean 0 and variance 1, and half of what is known about
one of them is worthless after h weeks. A firm that never listened serves the average need, o = 0. The transition is
exact for any step, so needs are moved once in four weeks only.

Source: form common in preference drift; no published half-life was found. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.deviates import normal_deviate
from simulation.draws import Floats
from simulation.fading import share_left
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.quantiles import normal
from simulation.row import Row

EVERY = 4


def needs_after(need: Floats, deviate: Floats | float, kept: float) -> Floats:
    """Needs of which a share is kept [sd], any shape."""
    moved: Floats = kept * need + np.sqrt(1.0 - kept * kept) * deviate
    return moved


def fit(need: Floats, known_need: Floats, width: float) -> Floats:
    """How well an offer made for `known_need` suits `need`, in (0, 1]."""
    return np.exp(-0.5 * np.square((need - known_need) / width))


@dataclass(frozen=True)
class Needs(Mechanism):
    """Drift of needs and the fit of the offer to them."""

    half_life: float = parameter(
        104.0, "weeks until half of a need has changed", unit="week", low=52, high=208, grade="C", source="guess"
    )
    width: float = parameter(
        2.0, "mismatch that costs 40 % of the fit", unit="sd", low=1.5, high=3.0, grade="C", source="guess",
        allowed=(1e-3, 1e9),
    )  # fmt: skip

    phase = Phase.MARKET
    owns = (
        Column("need", "what the person needs", unit="sd", low=-9, high=9, initial=normal, kept=True),
        Column("known_need", "what the person's firm believes the need to be", unit="sd", low=-9, high=9),
        Column("fit", "how well the offer suits the person", initial=1.0, weekly=True),
    )

    def apply(self, row: Row, now: Now) -> None:
        if now.week % EVERY == 0 and now.week > 0:
            deviate = normal_deviate(now.draw("needs", row))
            row.need = needs_after(row.need, deviate, share_left(EVERY * now.dt, self.half_life))
        row.fit = fit(row.need, row.known_need, self.width)
