"""Pareto/NBD: customers buy at random until they leave, unseen, at a random time.

    purchases while alive ~ Poisson(λ),  λ ~ Gamma(r, α);   leaving ~ Exponential(μ),  μ ~ Gamma(s, β)      [1/week]

    L(r, α, s, β | x, t_x, T) = Γ(r+x)·α^r·β^s / Γ(r) · { (α+T)^-(r+x)·(β+T)^-s
                                + s · ∫ from t_x to T of (α+τ)^-(r+x)·(β+τ)^-(s+1) dτ }
    E[X(t)]                   = r·β / (α·(s-1)) · [1 - (β/(β+t))^(s-1)]
    E[Y(t) | x, t_x, T]       = P(alive) · (r+x)·(β+T) / ((α+T)·(s-1)) · [1 - ((β+T)/(β+T+t))^(s-1)]

In words: either the customer is alive and bought x times in T weeks, or left at τ and bought x times until then. X(t)
counts repeat transactions in the first t weeks of a new customer, Y(t) those in the next t weeks of a known one.

Source: Schmittlein, Morrison & Colombo (1987), Counting your customers: who are they and what will they do next?,
Management Science 33(1), 1-24; Fader & Hardie (2005), A note on deriving the Pareto/NBD model and related expressions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
from scipy import special

from experiments.inputs.transactions.rfm import Summary, every
from experiments.likelihoods.maximum import ENOUGH, Fit, checked_start, grouped, maximised, require_repeats
from simulation.alive import Floats, Numbers, log_time_within, probability_alive


@dataclass(frozen=True)
class ParetoNBD:
    """The four parameters and what follows from them; all methods work elementwise on any shape.

    Args:
        r: shape of the purchase rate [1].
        alpha: rate of the purchase rate [week].
        s: shape of the dropout rate [1].
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
        gone = np.log(s) + log_time_within(t_x, age, x, r, alpha, s, beta)
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
        start = asdict(fit(every(summary, len(summary.frequency) // ENOUGH)).parameters)  # near the end, and soon there
    scale = max(float(np.median(summary.age)), 1.0)
    begin = checked_start(start, {"r": 0.5, "alpha": scale / 2, "s": 0.5, "beta": scale / 2})
    (x, t_x, age), counts = grouped(summary.frequency, summary.recency, summary.age)
    return maximised(ParetoNBD, lambda model: model.log_likelihood(x, t_x, age), counts, begin, summary.source)
