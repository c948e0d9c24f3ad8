"""The climate in which everybody does business: the general level of trust in firms, and the state of the economy.

    anchor of trust: T₀ + climate,    climate = -decline·week / 52 + shocks
    purchase rates are multiplied by e^economy,    economy = x + shocks
    x(t + dt) = ρ·x(t) + √(1 - ρ²)·σ·z,            ρ = 2^(-dt / h),  z ~ N(0, 1)

The economy is one Ornstein-Uhlenbeck process for all firms, the same for all compared strategies. Scheduled events
shift either, multiply the risk of failures, or take away a share of the trust in a firm at once.

Source: general decline of trust: annual surveys such as Edelman's, as reported; business cycle as a first-order
autoregression is common practice. Sizes are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.draws import Floats, luck
from simulation.market.events import shock
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.quantiles import normal
from simulation.row import Row

if TYPE_CHECKING:
    from simulation.community import Community

NOBODY = luck(np.array([0]))


@dataclass(frozen=True)
class Climate(Mechanism):
    """Climate of trust, state of the economy, and shocks."""

    decline: float = parameter(
        0.0, "yearly decline of the anchor of trust", unit="1/year", low=0.0, high=0.02, grade="C", source="guess"
    )
    volatility: float = parameter(
        0.05, "standard deviation of the log of purchase rates over the business cycle, σ", unit="log-rate", low=0.0,
        high=0.10, grade="C", source="guess", allowed=(0.0, 2.0),
    )  # fmt: skip
    half_life: float = parameter(
        52.0, "weeks until half of a boom or slump is over", unit="week", low=26, high=104, grade="C", source="guess"
    )

    phase = Phase.MARKET
    owns = (
        Column("climate", "shift of the anchor of trust", of="firm", low=-2, high=2),
        Column("cycle", "business cycle, before shocks", of="firm", unit="log-rate", low=-20, high=20),
        Column("economy", "shift of the log of purchase rates", of="firm", unit="log-rate", low=-30, high=30),
        Column("mishap", "factor that multiplies the risk of a failure", of="firm", initial=1.0, high=1e4),
    )
    writes = ("trust",)

    def calm(self) -> Climate:
        return replace(self, volatility=0.0)

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        kept = np.exp2(-now.dt / self.half_life)
        z = normal(now.draws.of("economy", now.week, NOBODY))[0]
        cycle = kept * firms.cycle[0] + np.sqrt(1.0 - kept * kept) * self.volatility * z
        events = now.terms.events
        firms.cycle[:] = cycle
        for firm in range(1, len(firms.climate)):
            trend = -self.decline * now.week * now.dt / 52.0
            firms.climate[firm] = np.clip(trend + sum(shock(events, "climate", now.week, firm)), -1.0, 1.0)
            firms.economy[firm] = cycle + sum(shock(events, "economy", now.week, firm))
            firms.mishap[firm] = np.prod(shock(events, "failures", now.week, firm) or [1.0])

    def apply(self, row: Row, now: Now) -> None:
        for firm in range(1, len(now.firms.climate)):
            row.trust[firm] *= _trust_left(now)[firm]


def _trust_left(now: Now) -> Floats:
    """Share of the trust in each firm that this week's events leave, shape (firms + 1,)."""
    breaking = [event for event in now.terms.events if event.week == now.week]
    lost = [shock(breaking, "trust", now.week, firm) for firm in range(len(now.firms.climate))]
    return np.array([np.prod(1.0 - np.array(each)) for each in lost])
