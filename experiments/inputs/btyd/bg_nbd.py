"""BG/NBD: customers buy at random and may leave after each purchase.

    purchases while alive ~ Poisson(λ),  λ ~ Gamma(r, α) [1/week];   leaving after a purchase ~ p,  p ~ Beta(a, b)

    L(r, α, a, b | x, t_x, T) = Γ(r+x)·α^r / Γ(r) · B(a, b+x) / B(a, b)
                                · { (α+T)^-(r+x) + [x > 0] · a / (b+x-1) · (α+t_x)^-(r+x) }
    E[X(t)]                   = (a+b-1) / (a-1) · [1 - (α/(α+t))^r · ₂F₁(r, b; a+b-1; t/(α+t))]
    P(alive | x, t_x, T)      = 1 / (1 + [x > 0] · a / (b+x-1) · ((α+T)/(α+t_x))^(r+x))
    E[Y(t) | x, t_x, T]       = P(alive) · (a+b+x-1) / (a-1)
                                · [1 - ((α+T)/(α+T+t))^(r+x) · ₂F₁(r+x, b+x; a+b+x-1; t/(α+T+t))]

In words: either the customer is alive and silent since t_x, or left right after the last purchase; who never bought
again had no occasion to leave. Pfaff's transformation turns power times ₂F₁ into ₂F₁(r+x, a-1; a+b+x-1; -t/(α+T)),
which neither overflows nor cancels.

Source: Fader, Hardie & Lee (2005), "Counting your customers" the easy way: an alternative to the Pareto/NBD model,
Marketing Science 24(2), 275-284.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import special

from experiments.inputs.btyd.maximum_likelihood import Family, Fit, checked_start, grouped, maximised, require_repeats
from experiments.inputs.transactions.rfm import Summary
from simulation.people.alive_probability import Floats, Numbers

_POLE = 1e-5  # around a = 1 the formula is 0/0; this far off, the value is right to about 1e-5


@dataclass(frozen=True)
class BGNBD:
    """The four parameters and what follows from them; all methods work elementwise on any shape.

    Args:
        r: shape of the purchase rate [1].
        alpha: rate of the purchase rate [week].
        a: first shape of the probability of leaving [1].
        b: second shape of the probability of leaving [1].
    """

    r: float
    alpha: float
    a: float
    b: float

    def log_likelihood(self, x: Numbers, t_x: Numbers, age: Numbers) -> Floats:
        """log L of x repeat transactions, the last at t_x, in T = `age` weeks."""
        r, a, b = self.r, self.a, self.b
        alive = -np.add(r, x) * np.log(np.add(self.alpha, age))
        scale = special.gammaln(np.add(r, x)) - special.gammaln(r) + r * np.log(self.alpha)
        stays = special.betaln(a, np.add(b, x)) - special.betaln(a, b)
        result: Floats = scale + stays + alive + np.logaddexp(0.0, self._log_odds_gone(x, t_x, age))
        return result

    def expected_repeats(self, t: Numbers) -> Floats:
        """E[X(t)]: repeat transactions of a new customer in the first t weeks [1]."""
        return self._repeats(t, 0.0, 0.0)

    def probability_alive(self, x: Numbers, t_x: Numbers, age: Numbers) -> Floats:
        """P(alive at T | x, t_x, T)."""
        result: Floats = special.expit(-self._log_odds_gone(x, t_x, age))
        return result

    def conditional_repeats(self, t: Numbers, x: Numbers, t_x: Numbers, age: Numbers) -> Floats:
        """E[Y(t) | x, t_x, T]: transactions of a known customer in the next t weeks [1]."""
        result: Floats = self.probability_alive(x, t_x, age) * self._repeats(t, x, age)
        return result

    def _log_odds_gone(self, x: Numbers, t_x: Numbers, age: Numbers) -> Floats:
        silent = np.log(np.add(self.alpha, age)) - np.log(np.add(self.alpha, t_x))
        odds = np.log(self.a) - np.log(self.b + np.maximum(x, 1) - 1.0) + np.add(self.r, x) * silent
        result: Floats = np.where(np.greater(x, 0), odds, -np.inf)
        return result

    def _repeats(self, t: Numbers, x: Numbers, age: Numbers) -> Floats:
        """Transactions in the next t weeks of one who is alive after x repeats in `age` weeks."""
        a = self.a if abs(self.a - 1.0) > _POLE else 1.0 + _POLE
        ends = np.add(x, a + self.b - 1.0)
        kept = special.hyp2f1(np.add(self.r, x), a - 1.0, ends, -np.divide(t, np.add(self.alpha, age)))
        result: Floats = ends / (a - 1.0) * (1.0 - kept)
        return result


def fit(summary: Summary, start: Mapping[str, float] | None = None) -> Fit[BGNBD]:
    """Maximum likelihood.

    Args:
        summary: the customers.
        start: r, alpha, a and b to begin with; None for a neutral customer base on the log's own time scale.

    Raises:
        Mistake: the customers cannot be told apart, or the likelihood has no maximum.
    """
    require_repeats(summary.frequency, summary.source)
    scale = max(float(np.median(summary.age)), 1.0)
    begin = checked_start(start, {"r": 0.5, "alpha": scale / 2, "a": 1.0, "b": 2.0})
    (x, t_x, age), counts = grouped(summary.frequency, summary.recency, summary.age)
    return maximised(Family(BGNBD, begin, {}), lambda model: model.log_likelihood(x, t_x, age), counts, summary.source)
