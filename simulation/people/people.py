"""Who is there in week 0, and with which propensities: people as published, or the customers of a firm's own log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from simulation.draws import Draws, Floats, luck
from simulation.market.terms import Terms
from simulation.parameters import check, parameter
from simulation.people.alive_probability import probability_alive
from simulation.people.heterogeneity import Buying, GammaDropout, Spending, YearlyChurn
from simulation.people.posterior import pareto_nbd_posterior, spend_posterior
from simulation.quantiles import normal


@dataclass(frozen=True)
class Traits:
    """The people of one replicate, all arrays of shape (N,).

    Args:
        provider: firm in week 0; 0 nobody.
        leave_rate: propensity to leave [1/week]; of no meaning for those who are with nobody.
        buy_rate: propensity to buy [1/week].
        spend_rate: rate of the gamma law of spend [1/money].
        lost: whether the person was a customer of the focal firm and has left.
        segment: which of the named segments of the people; None: there is only one.
        leave_rank: where the propensity to leave lies in the law of those who join anew, in (0, 1); None: it says
            nothing about the person.
        tenure: for how long each customer has been with the firm of week 0; None: since week 0 [week].
        past_purchases: what each customer had bought of it before; None: nothing.
    """

    provider: npt.NDArray[np.int64]
    leave_rate: Floats
    buy_rate: Floats
    spend_rate: Floats
    lost: npt.NDArray[np.bool_]
    segment: npt.NDArray[np.int64] | None = None
    leave_rank: Floats | None = None
    tenure: Floats | None = None
    past_purchases: Floats | None = None


OLDEST = 520.0
"""Weeks before week 0 within which customers have joined: who hardly ever leaves has not been there for ever."""


class People(Protocol):
    """A source of people."""

    @property
    def size(self) -> int:
        """Number of people."""

    @property
    def spend_shape(self) -> float:
        """Shape p of the spend in one purchase."""

    @property
    def segments(self) -> tuple[str, ...]:
        """Names of the segments that the people are made of."""

    @property
    def persistence(self) -> float:
        """How far the propensity to leave is that of the person, whatever the firm; see `Persistent`."""

    def enlarged(self, least: int) -> People:
        """At least so many people of the same kind, where there can be more; those of a log are who they are."""

    def traits(self, draws: Draws, terms: Terms) -> Traits:
        """The people of one replicate."""

    def leave_rate(self, u: Floats, segment: npt.NDArray[np.int64] | None = None) -> Floats:
        """Propensity to leave of people who join a firm anew [1/week]."""


@dataclass(frozen=True, kw_only=True, eq=False)  # or two logs would be equal whose people are as persistent
class Persistent:
    """The same person with the next firm: what all sources of people declare.

        u = Φ( √φ·z_person + √(1 - φ)·z_match )           u: rank of the propensity to leave in its law

    z_person is kept for life, z_match is drawn anew with each firm; both are standard normal, so that u is uniform and
    the law of the propensity does not change. At φ = 0 nobody is a leaver by nature, at 1 nobody changes.
    """

    persistence: float = parameter(
        0.4, "how far the propensity to leave is that of the person rather than of the match, φ", unit="share",
        low=0.0, high=0.8, grade="C",
        source="guess; both a trait and a match are published as models, and a log of one firm cannot tell",
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self, "population")


def disposition(draws: Draws, lucks: npt.NDArray[np.uint64], traits: Traits, persistence: float) -> Floats:
    """z_person: the person's part of the propensity to leave, given that of the first match, shape (N,) [sd].

    Args:
        draws: the luck of the replicate.
        lucks: of the people, shape (N,).
        traits: of the people.
        persistence: φ.
    """
    own = normal(draws.of("people.disposition", 0, lucks))
    if traits.leave_rank is None:
        return own
    known: Floats = np.sqrt(persistence) * normal(traits.leave_rank) + np.sqrt(1.0 - persistence) * own
    return known


@np.errstate(divide="ignore")  # whoever is sure to leave has been there for no whole week: his rate is infinite
def so_far(u: Floats, leave_rate: Floats) -> Floats:
    """Whole weeks that customers have been there, given that they are there now and joined in the last `OLDEST` weeks.

        P(tenure > t) ∝ (1 - h)^t                                                    t < 520

    Args:
        u: uniforms, shape (N,).
        leave_rate: h, shape (N,) [1/week].
    """
    rate = np.maximum(-np.log1p(-leave_rate), 1e-12)  # of those who never leave any week is as likely
    weeks: Floats = np.floor(-np.log1p(u * np.expm1(-rate * OLDEST)) / rate)
    return weeks


def shared_out(u: Floats, terms: Terms) -> npt.NDArray[np.int64]:
    """Firm in week 0: the focal firm's share first, then the rivals in proportion, the rest with nobody."""
    ends = np.cumsum(terms.brand_shares) * terms.taken
    provider = 1 + np.searchsorted(ends, u, side="right")
    return np.where(provider > terms.firms, 0, provider).astype(np.int64)


def expected_purchases(provider: npt.NDArray[np.int64], buy_rate: Floats, tenure: Floats) -> Floats:
    """What customers are expected to have bought so far, that by which they became customers included, shape (N,)."""
    return np.where(provider > 0, 1.0 + buy_rate * tenure, 0.0)


@dataclass(frozen=True)
class Reference(Persistent):
    """The parametric population: no log is needed."""

    size: int = 5000
    churn: YearlyChurn | GammaDropout = YearlyChurn()
    buying: Buying = Buying()
    spending: Spending = Spending()

    @property
    def spend_shape(self) -> float:
        """Shape p of the spend in one purchase."""
        return self.spending.p

    @property
    def segments(self) -> tuple[str, ...]:
        """One for all."""
        return ("everybody",)

    def enlarged(self, least: int) -> Reference:
        """At least so many people of the same kind."""
        return replace(self, size=max(self.size, least))

    def traits(self, draws: Draws, terms: Terms) -> Traits:
        """The people of one replicate."""
        lucks = luck(np.arange(self.size))
        rank = draws.of("people.leave_rate", 0, lucks)
        leave_rate, provider = self.leave_rate(rank), shared_out(draws.of("people.provider", 0, lucks), terms)
        buy_rate = self.buying.buy_rate(draws.of("people.buy_rate", 0, lucks))
        tenure = np.where(provider > 0, so_far(draws.of("people.tenure", 0, lucks), leave_rate), 0.0)
        return Traits(
            provider=provider,
            leave_rate=leave_rate,
            buy_rate=buy_rate,
            spend_rate=self.spending.spend_rate(draws.of("people.spend_rate", 0, lucks)),
            lost=np.zeros(self.size, dtype=np.bool_),
            leave_rank=rank,
            tenure=tenure,
            past_purchases=expected_purchases(provider, buy_rate, tenure),
        )

    def leave_rate(self, u: Floats, segment: npt.NDArray[np.int64] | None = None) -> Floats:
        """Propensity to leave of people who join a firm anew [1/week]."""
        return self.churn.leave_rate(u)


@dataclass(frozen=True, eq=False)
class Observed(Persistent):
    """The customers of a log, each with rates drawn from the posterior given the own history, and prospects.

    Args:
        frequency: repeat purchases x of each customer, shape (K,).
        recency: week of the last one t_x, shape (K,) [week].
        age: weeks observed T, shape (K,) [week].
        value: mean amount of the repeat purchases, shape (K,) [money].
        buying: fitted law of purchase rates.
        dropout: fitted law of dropout rates.
        spending: fitted law of spending.
        prospects: people who never were customers, per customer of the log.
        source: of the log, for messages.
    """

    frequency: Floats
    recency: Floats
    age: Floats
    value: Floats
    buying: Buying
    dropout: GammaDropout
    spending: Spending
    prospects: float = parameter(
        0.5, "people who never were customers, per customer of the log", unit="factor", low=0.2, high=5.0, grade="C",
        source="guess; a firm that has won five sixths, or a sixth, of the people it could reach", allowed=(0.0, 100.0),
    )  # fmt: skip
    source: str = "the log"

    @property
    def size(self) -> int:
        """Number of people: the customers of the log first, then the prospects."""
        return len(self.frequency) + round(self.prospects * len(self.frequency))

    @property
    def active(self) -> float:
        """How many customers of the log are expected to be still active on its last day."""
        laws = {"r": self.buying.r, "alpha": self.buying.alpha, "s": self.dropout.s, "beta": self.dropout.beta}
        return float(np.sum(probability_alive(self.frequency, self.recency, self.age, **laws)))

    @property
    def spend_shape(self) -> float:
        """Shape p of the spend in one purchase."""
        return self.spending.p

    @property
    def segments(self) -> tuple[str, ...]:
        """One for all."""
        return ("everybody",)

    def enlarged(self, least: int) -> Observed:
        """The same: there are no more."""
        return self

    def traits(self, draws: Draws, terms: Terms) -> Traits:
        """The people of one replicate."""
        lucks = luck(np.arange(self.size))

        def u(stream: str) -> Floats:
            return draws.of(f"people.{stream}", 0, lucks)

        own = terms.brand_shares[0] * terms.taken  # whose customers the log names
        provider = shared_out(own + (1.0 - own) * u("provider"), terms)
        leave_rate = self.leave_rate(u("leave_rate"))
        buy_rate = self.buying.buy_rate(u("buy_rate"))
        spend_rate = self.spending.spend_rate(u("spend_rate"))
        known = slice(0, len(self.frequency))
        alive, buy_rate[known], dropout = self._posterior(u, known)
        spend_rate[known] = spend_posterior(
            self.frequency, self.value, p=self.spending.p, q=self.spending.q, gamma=self.spending.gamma,
            u=u("spend_rate")[known],
        )  # fmt: skip
        # Rivals' customers are survivors too: their rates are those of people alive after the same time.
        aged = GammaDropout(self.dropout.s, self.dropout.beta + float(np.mean(self.age)))
        leave_rate = np.where(provider > 0, aged.leave_rate(u("leave_rate")), leave_rate)
        provider[known] = np.where(alive, 1, provider[known])
        leave_rate[known] = -np.expm1(-dropout)  # of those who are lost: with the firm they left
        lost = np.zeros(self.size, dtype=np.bool_)
        lost[known] = ~alive
        tenure = np.where(provider > 0, so_far(u("tenure"), leave_rate), 0.0)
        tenure[known] = np.where(alive, np.floor(self.age), tenure[known])
        bought = expected_purchases(provider, buy_rate, tenure)
        bought[known] = np.where(alive, 1.0 + self.frequency, bought[known])
        rank = self.dropout.rank(leave_rate)
        return Traits(provider, leave_rate, buy_rate, spend_rate, lost, None, rank, tenure, bought)

    def _posterior(self, u: Any, known: slice) -> Any:
        return pareto_nbd_posterior(
            self.frequency, self.recency, self.age,
            r=self.buying.r, alpha=self.buying.alpha, s=self.dropout.s, beta=self.dropout.beta,
            u_alive=u("alive")[known], u_time=u("time")[known],
            u_rate=u("buy_rate")[known], u_dropout=u("leave_rate")[known],
        )  # fmt: skip

    def leave_rate(self, u: Floats, segment: npt.NDArray[np.int64] | None = None) -> Floats:
        """Propensity to leave of people who join a firm anew [1/week]."""
        return self.dropout.leave_rate(u)
