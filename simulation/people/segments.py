"""People of several kinds: a mixture of named segments, each with its own laws.

    P(segment k) = share_k,    leave, buy and spend rates ~ laws of segment k

Who joins a firm anew is of the same segment as before, and the new propensity to leave has its law.

Source: retention of the segments "Regular" and "High End", Fader & Hardie (2007), Journal of Interactive Marketing 21.
Grade A for the two laws of leaving; how many people are of which segment, and what they spend, was not published: C.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from simulation.draws import Draws, Floats, luck
from simulation.market.terms import Terms
from simulation.mistake import Mistake
from simulation.parameters import check, parameter
from simulation.people.heterogeneity import Buying, GammaDropout, Spending, YearlyChurn
from simulation.people.people import Persistent, Traits, expected_purchases, shared_out, so_far


@dataclass(frozen=True)
class Segment:
    """One kind of people.

    Args:
        name: as published.
        share: of all people.
        churn: law of their propensity to leave.
        buying: law of their propensity to buy.
        spending: law of their spending; the shape p within a person must be the same in all segments.
    """

    name: str
    share: float
    churn: YearlyChurn | GammaDropout = YearlyChurn()
    buying: Buying = Buying()
    spending: Spending = Spending()


@dataclass(frozen=True)
class Mixture(Persistent):
    """A population of several segments; no log is needed.

    Args:
        size: number of people.
        kinds: the segments; their shares add up to 1.
    """

    size: int
    kinds: tuple[Segment, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        shares = [kind.share for kind in self.kinds]
        if not np.isclose(sum(shares), 1.0) or min(shares) < 0:
            raise Mistake("population shares", shares, "must not be negative and must add up to 1")
        if len({kind.spending.p for kind in self.kinds}) > 1:
            raise Mistake("population.spending.p", [k.spending.p for k in self.kinds], "must be the same for all")

    @property
    def segments(self) -> tuple[str, ...]:
        """Names of the segments."""
        return tuple(kind.name for kind in self.kinds)

    @property
    def spend_shape(self) -> float:
        """Shape p of the spend in one purchase."""
        return self.kinds[0].spending.p

    def enlarged(self, least: int) -> Mixture:
        """At least so many people of the same kind."""
        return replace(self, size=max(self.size, least))

    def traits(self, draws: Draws, terms: Terms) -> Traits:
        """The people of one replicate."""
        lucks = luck(np.arange(self.size))
        edges = np.cumsum([kind.share for kind in self.kinds])[:-1]
        segment = np.searchsorted(edges, draws.of("people.segment", 0, lucks), side="right").astype(np.int64)
        buy_rate, spend_rate = (draws.of(f"people.{name}", 0, lucks) for name in ("buy_rate", "spend_rate"))
        rank = draws.of("people.leave_rate", 0, lucks)
        for k, kind in enumerate(self.kinds):
            own = np.flatnonzero(segment == k)
            buy_rate[own] = kind.buying.buy_rate(buy_rate[own])
            spend_rate[own] = kind.spending.spend_rate(spend_rate[own])
        leave_rate = self.leave_rate(rank, segment)
        provider = shared_out(draws.of("people.provider", 0, lucks), terms)
        tenure = np.where(provider > 0, so_far(draws.of("people.tenure", 0, lucks), leave_rate), 0.0)
        return Traits(
            provider=provider,
            leave_rate=leave_rate,
            buy_rate=buy_rate,
            spend_rate=spend_rate,
            lost=np.zeros(self.size, dtype=np.bool_),
            segment=segment,
            leave_rank=rank,
            tenure=tenure,
            past_purchases=expected_purchases(provider, buy_rate, tenure),
        )

    def leave_rate(self, u: Floats, segment: npt.NDArray[np.int64] | None = None) -> Floats:
        """Propensity to leave of people who join a firm anew [1/week]; without a segment, of the first one."""
        if segment is None:
            segment = np.zeros(len(u), dtype=np.int64)
        rate = np.zeros_like(u)
        for k, kind in enumerate(self.kinds):
            own = np.flatnonzero(segment == k)
            rate[own] = kind.churn.leave_rate(u[own])
        return rate


@dataclass(frozen=True)
class HighEnd:
    """The second published segment: fewer people who leave less and spend more."""

    share: float = parameter(0.3, "share of people", unit="share", low=0.1, high=0.5, grade="C", source="guess")
    worth: float = parameter(
        2.0, "mean spend in one purchase, relative to the Regular segment", unit="factor", low=1.0, high=4.0, grade="C",
        source="guess", allowed=(1e-3, 1e3),
    )  # fmt: skip
    alpha: float = parameter(
        0.668, "first shape of yearly churn", unit="1", grade="A", source="Fader & Hardie 2007", allowed=(1e-3, 1e3)
    )
    beta: float = parameter(
        3.806, "second shape of yearly churn", unit="1", grade="A", source="Fader & Hardie 2007", allowed=(1e-3, 1e3)
    )

    def __post_init__(self) -> None:
        check(self, "population.high_end")


def regular_and_high_end(
    size: int, churn: YearlyChurn, buying: Buying, spending: Spending, high_end: HighEnd
) -> Mixture:
    """The two published segments.

    Args:
        size: number of people.
        churn: law of the Regular segment.
        buying: law of both.
        spending: law of both together: their mean spend in one purchase stays that of this law.
        high_end: how the other segment differs.
    """
    regular = replace(spending, gamma=spending.gamma / (1.0 + high_end.share * (high_end.worth - 1.0)))
    dear = replace(regular, gamma=regular.gamma * high_end.worth)
    return Mixture(
        size,
        (
            Segment("Regular", 1.0 - high_end.share, churn, buying, regular),
            Segment("High End", high_end.share, YearlyChurn(high_end.alpha, high_end.beta), buying, dear),
        ),
    )
