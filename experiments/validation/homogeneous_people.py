"""People who do not differ in anything, for laws whose answer is known for one person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulation.draws import Draws, Floats
from simulation.market.terms import Terms
from simulation.people.people import Traits


@dataclass(frozen=True)
class HomogeneousPeople:
    """A source of people with the same propensities.

    Args:
        size: number of people [people].
        leaves: hazard of leaving [1/week].
        buys: purchase rate [1/week].
        spend_rate: rate of the gamma law of spend [1/money].
        customers: how many are with the firm in week 0, all others with nobody; None: everybody [people].
        spend_shape: shape of the spend in one purchase [1].
        persistence: how far the propensity to leave is the person's; here it is the same for all.
    """

    size: int
    leaves: float = 0.0
    buys: float = 0.0
    spend_rate: float = 1.0
    customers: int | None = None
    spend_shape: float = 6.25
    persistence: float = 0.0

    def enlarged(self, least: int) -> HomogeneousPeople:
        """The same: more of them would say no more."""
        return self

    def traits(self, draws: Draws, terms: Terms) -> Traits:
        """The people of one replicate; communities deal them out at random, so it does not matter who is first."""
        same = np.ones(self.size)
        count = self.size if self.customers is None else self.customers
        return Traits(
            provider=(np.arange(self.size) < count).astype(np.int64),
            leave_rate=self.leaves * same,
            buy_rate=self.buys * same,
            spend_rate=self.spend_rate * same,
            lost=np.zeros(self.size, dtype=np.bool_),
        )

    @property
    def segments(self) -> tuple[str, ...]:
        """Names of the segments: there is one."""
        return ("alike",)

    def leave_rate(self, u: Floats, segment: npt.NDArray[np.int64] | None = None) -> Floats:
        """Propensity to leave of people who join anew [1/week]."""
        return np.full_like(u, self.leaves)
