"""Pareto/NBD: customers buy at random until they leave, unseen, at a random time.

    purchases while alive ~ Poisson(λ),  λ ~ Gamma(r, α);   leaving ~ Exponential(μ),  μ ~ Gamma(s, β)      [1/week]

    L(r, α, s, β | x, t_x, T) = Γ(r+x)·α^r·β^s / Γ(r) · { (α+T)^-(r+x)·(β+T)^-s
                                + s · ∫ from t_x to T of (α+τ)^-(r+x)·(β+τ)^-(s+1) dτ }
    E[X(t)]                   = r·β / (α·(s-1)) · [1 - (β/(β+t))^(s-1)]
    E[Y(t) | x, t_x, T]       = P(alive) · (r+x)·(β+T) / ((α+T)·(s-1)) · [1 - ((β+T)/(β+T+t))^(s-1)]

In words: either the customer is alive and bought x times in T weeks, or left at τ and bought x times until then. X(t)
counts repeat transactions in the first t weeks of a new customer, Y(t) those in the next t weeks of a known one.

Where a log knows no spread of a rate, or nobody who dropped out, the likeliest law lies on the edge of the family: the
same formulas with a shape that stands for infinity, or with s = 0, under which nobody ever leaves (see `limits`).

Source: Schmittlein, Morrison & Colombo (1987), Counting your customers: who are they and what will they do next?,
Management Science 33(1), 1-24; Fader & Hardie (2005), A note on deriving the Pareto/NBD model and related expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TypeAlias

import numpy as np
from scipy import special

from experiments.inputs.btyd.limits import ALIKE, SUSPECT, on_the_edge, settled
from experiments.inputs.btyd.maximum_likelihood import (
    ENOUGH,
    Climb,
    Family,
    Fit,
    checked_start,
    climbed,
    grouped,
    require_repeats,
)
from experiments.inputs.btyd.rates import Spread, TwoRates, at_once, differing, equal, nil
from experiments.inputs.transactions.rfm import Summary, every
from simulation.people.alive_probability import Floats, Numbers, log_time_within, probability_alive

SOONEST = 1e-3
"""Ten minutes, of which a log of whole days does not speak [week]."""
BOUNDS = {"r": (1e-3, ALIKE), "alpha": (SOONEST, 1e6), "s": (1e-3, ALIKE), "beta": (SOONEST, 1e6)}
"""Of the shapes [1] and scales [week]."""
HARDLY = 0.05
"""Customers, of all of a log, who are expected to have left under a law that is taken for one without any dropout."""
ALL_BUY_ALIKE = (
    "customers differ in how often they buy no more than chance explains: all are assumed to buy equally often"
)
ALL_LEAVE_ALIKE = (
    "customers differ in how soon they drop out no more than chance explains: all are assumed to have one rate"
)
NOBODY_LEAVES = "no customer shows signs of having dropped out: nobody is taken to leave"
SOME_LEAVE_AT_ONCE = "customers either leave right after their first purchase or hardly ever"


@dataclass(frozen=True)
class ParetoNBD:
    """The four parameters and what follows from them; all methods work elementwise on any shape.

    Args:
        r: shape of the purchase rate [1].
        alpha: rate of the purchase rate [week].
        s: shape of the dropout rate [1]; 0: nobody ever leaves.
        beta: rate of the dropout rate [week].
    """

    r: float
    alpha: float
    s: float
    beta: float

    def log_likelihood(self, x: Numbers, t_x: Numbers, age: Numbers) -> Floats:
        """log L of x repeat transactions, the last at t_x, in T = `age` weeks."""
        r, alpha, s, beta = self.r, self.alpha, self.s, self.beta
        alive = -np.add(r, x) * np.log(np.add(alpha, age)) - s * np.log(np.add(beta, age))
        gone = np.log(s) + log_time_within(t_x, age, x, r, alpha, s, beta) if s > 0 else -np.inf
        scale = special.gammaln(np.add(r, x)) - special.gammaln(r) + r * np.log(alpha) + s * np.log(beta)
        result: Floats = scale + np.logaddexp(alive, gone)
        return result

    def expected_repeats(self, t: Numbers) -> Floats:
        """E[X(t)]: repeat transactions of a new customer in the first t weeks [1]."""
        return self.r / self.alpha * _weeks_alive(self.s, self.beta, t)

    def probability_alive(self, x: Numbers, t_x: Numbers, age: Numbers) -> Floats:
        """P(alive at T | x, t_x, T)."""
        return probability_alive(x, t_x, age, **asdict(self))

    def conditional_repeats(self, t: Numbers, x: Numbers, t_x: Numbers, age: Numbers) -> Floats:
        """E[Y(t) | x, t_x, T]: transactions of a known customer in the next t weeks [1]."""
        rate = np.add(self.r, x) / np.add(self.alpha, age)
        result: Floats = self.probability_alive(x, t_x, age) * rate * _weeks_alive(self.s, np.add(self.beta, age), t)
        return result


def _weeks_alive(s: float, beta: Numbers, t: Numbers) -> Floats:
    """Expected weeks alive out of the next t: β/(s-1)·[1 - (β/(β+t))^(s-1)], so written that s = 1 is no exception."""
    length = np.log1p(np.divide(t, beta))
    result: Floats = beta * length * special.exprel((1.0 - s) * length)
    return result


def fit(summary: Summary, start: Mapping[str, float] | None = None) -> Fit[ParetoNBD]:
    """Maximum likelihood.

    Args:
        summary: the customers.
        start: r, alpha, s and beta to begin with; None for a neutral customer base on the log's own time scale.

    Raises:
        Mistake: the customers cannot be told apart, or the likelihood has no maximum.
    """
    require_repeats(summary.frequency, summary.source)
    if start is None and len(summary.frequency) >= 2 * ENOUGH:
        near = fit(every(summary, len(summary.frequency) // ENOUGH))  # near the end, and soon there
        start = asdict(near.parameters) if not near.family.edges else None
    scale = max(float(np.median(summary.age)), 1.0)
    begin = checked_start(start, {"r": 0.5, "alpha": scale / 2, "s": 0.5, "beta": scale / 2})
    (x, t_x, age), counts = grouped(summary.frequency, summary.recency, summary.age)

    def height(model: ParetoNBD) -> Floats:
        return model.log_likelihood(x, t_x, age)

    suspect = _Suspect(float(np.mean(summary.age)), len(summary.age))
    family = Family(ParetoNBD, begin, BOUNDS)
    whole = climbed(family, height, counts, stop=suspect.of)
    if not suspect.of(whole.free):
        return settled(whole, height, counts, summary.source)
    r, alpha, s, beta = whole.free.values()
    start = {"r": r, "s": s, "buying_rate": r / alpha, "dropout_rate": s / beta}
    again = summary.frequency > 0
    loyal = {"r": 2.0, "buying_rate": float(summary.frequency[again].sum() / summary.age[again].sum()), "s": 0.1}
    ways = [
        _narrowed(spreads, begin, suspect, height, counts)
        for spreads, begin in zip(_ways(whole.free, suspect), (start, loyal), strict=True)
    ]
    limit = settled(max(ways, key=lambda climb: climb.mean), height, counts, summary.source)
    if on_the_edge(limit):
        return limit
    return settled(climbed(family, height, counts), height, counts, summary.source)


@dataclass(frozen=True)
class _Suspect:
    """Whether a law is so near the edge of the family that its limit may be as likely.

    Args:
        age: mean time since the first transaction [week].
        customers: how many.
    """

    age: float
    customers: int

    def of(self, free: Mapping[str, float]) -> bool:
        """Of a whole family, or of one of its limits."""
        return max(free.get("r", 0.0), free.get("s", 0.0)) > SUSPECT or self.nobody_left(free)

    def nobody_left(self, free: Mapping[str, float]) -> bool:
        """Whether hardly anybody is expected to have left."""
        if "beta" in free:
            left = free["s"] * np.log1p(self.age / free["beta"])
        else:
            left = free.get("dropout_rate", np.inf) * self.age
        return bool(self.customers * -np.expm1(-left) < HARDLY)


Ways: TypeAlias = tuple[Spread, Spread]


def _ways(free: Mapping[str, float], suspect: _Suspect) -> tuple[Ways, Ways]:
    """Where to begin: at the limit that the search ran towards, and at one that no search from afar finds."""
    buying, dropout = differing("r", "buying_rate"), differing("s", "dropout_rate")
    soon = at_once("s", "beta", SOONEST, SOME_LEAVE_AT_ONCE)
    return _limits(buying, dropout, free, suspect), (buying, soon)


def _narrowed(
    spreads: Ways, start: Mapping[str, float], suspect: _Suspect, height: Callable[[ParetoNBD], Floats], counts: Floats
) -> Climb[ParetoNBD]:
    """From limit to limit, each with one parameter less, until one is not suspect any more."""
    while True:
        family = TwoRates(ParetoNBD, *spreads).family(start, BOUNDS)
        climb = climbed(family, height, counts, stop=suspect.of)
        if not suspect.of(climb.free):
            return climb
        spreads = _limits(*spreads, climb.free, suspect)


def _limits(buying: Spread, dropout: Spread, free: Mapping[str, float], suspect: _Suspect) -> Ways:
    """The limits that a law is near."""
    if suspect.nobody_left(free):
        dropout = nil("dropout_rate", NOBODY_LEAVES)
    elif free.get("s", 0.0) > SUSPECT:
        dropout = equal("s", "dropout_rate", ALL_LEAVE_ALIKE)
    if free.get("r", 0.0) > SUSPECT:
        buying = equal("r", "buying_rate", ALL_BUY_ALIKE)
    return buying, dropout
