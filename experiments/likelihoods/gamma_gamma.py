"""Gamma-gamma: a customer's amounts vary around a mean of their own, whatever the frequency.

    amounts z ~ Gamma(p, ν),   ν ~ Gamma(q, γ);     mean amount of a customer p/ν     [money]

    L(p, q, γ | x, m) = Γ(p·x+q) / (Γ(p·x)·Γ(q)) · γ^q · m^(p·x-1) · x^(p·x) / (γ + x·m)^(p·x+q)
    E[p/ν | x, m]     = p·(γ + x·m) / (p·x + q - 1)

In words: the more transactions are known, the more their mean m counts against the mean of all customers, p·γ/(q-1).

Source: Fader, Hardie & Lee (2005), RFM and CLV: using iso-value curves for customer base analysis, J. Marketing
Research 42, 415-430; the conventions for p, q and γ are theirs (CDNOW: 6.25, 3.74, 15.44).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
from scipy import special

from experiments.inputs.transactions.rfm import Summary, every
from experiments.likelihoods.maximum import ENOUGH, Fit, checked_start, grouped, maximised, require_repeats
from simulation.alive import Floats, Numbers
from simulation.mistake import Mistake


@dataclass(frozen=True)
class GammaGamma:
    """The three parameters and what follows from them; all methods work elementwise on any shape.

    Args:
        p: shape of amounts [1].
        q: shape of the rate of amounts [1].
        gamma: rate of the rate of amounts [money].
    """

    p: float
    q: float
    gamma: float

    def log_likelihood(self, x: Numbers, mean: Numbers) -> Floats:
        """log L of the mean amount of x > 0 transactions, mean > 0."""
        shape = np.multiply(self.p, x)
        total = np.multiply(x, mean)
        scale = special.gammaln(shape + self.q) - special.gammaln(shape) - special.gammaln(self.q)
        rest = self.q * (np.log(self.gamma) - np.log(self.gamma + total))
        result: Floats = scale + rest + shape * (np.log(total) - np.log(self.gamma + total)) - np.log(mean)
        return result

    def mean_amount(self) -> float:
        """Mean over customers of their mean amount [money]; infinite where q <= 1."""
        return self.p * self.gamma / (self.q - 1.0) if self.q > 1.0 else float("inf")

    def conditional_mean_amount(self, x: Numbers, mean: Numbers) -> Floats:
        """E[p/ν | x, m]: mean amount of a known customer [money]; that of all for x = 0; infinite if p·x + q <= 1."""
        shape = np.multiply(self.p, x) + self.q - 1.0
        proper = shape > 0
        value = self.p * (self.gamma + np.multiply(x, mean)) / np.where(proper, shape, 1.0)
        result: Floats = np.where(proper, value, np.inf)
        return result


def fit(summary: Summary, start: Mapping[str, float] | None = None) -> Fit[GammaGamma]:
    """Maximum likelihood on the customers who bought again.

    Args:
        summary: the customers.
        start: p, q and gamma to begin with; None for a start on the log's own scale of money.

    Raises:
        Mistake: there are no amounts, a mean amount is 0, or the likelihood has no maximum.
    """
    if summary.monetary is None:
        raise Mistake(f"{summary.source}, fit", "no amounts", "must have amounts", "Read the log with its amounts.")
    require_repeats(summary.frequency, summary.source)
    if start is None and len(summary.frequency) >= 2 * ENOUGH:
        start = asdict(fit(every(summary, len(summary.frequency) // ENOUGH)).parameters)  # near the end, and soon there
    again = summary.frequency > 0
    require_repeats(summary.frequency[again], f"{summary.source}, repeat buyers")
    free = np.flatnonzero(again & (summary.monetary <= 0))
    if free.size:
        thing = f"{summary.source}, customer {summary.ids[free[0]]}"
        advice = f"{free.size} such customers; leave their rows out, or fit without amounts."
        raise Mistake(thing, "repeat transactions worth 0", "must have a mean amount above 0", advice)
    (x, mean), counts = grouped(summary.frequency[again], summary.monetary[again])
    begin = checked_start(start, {"p": 4.0, "q": 4.0, "gamma": float(np.median(mean))})
    return maximised(GammaGamma, lambda model: model.log_likelihood(x, mean), counts, begin, summary.source)
