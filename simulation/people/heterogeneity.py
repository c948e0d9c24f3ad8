"""How people differ from the start: the published mixing distributions, as inverse laws of keyed uniforms.

Each law answers two questions: what is the propensity of a person about whom nothing is known, and what is its mean.
A person keeps the propensity to buy and to spend for life. The propensity to leave is drawn anew with each firm, in
part (see `Persistent` in `people`): as far as it is the person's, those who are with nobody are rather leavers, and
later cohorts fall below the observed curve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from simulation.draws import Floats
from simulation.parameters import check, parameter
from simulation.quantiles import beta, gamma

CLOSEST = 2.0**-53
"""How near to 0 and 1 a rank can be, as for keyed uniforms."""


@dataclass(frozen=True)
class YearlyChurn:
    """Yearly probability of leaving θ ~ Beta(α, β); weekly hazard h = 1 - (1 - θ)^(1/52).

    Source: Fader & Hardie (2007), Journal of Interactive Marketing 21; the "Regular" segment. Grade A.
    """

    alpha: float = parameter(
        0.704, "first shape", unit="1", grade="A", source="Fader & Hardie 2007", allowed=(1e-3, 1e3)
    )
    beta: float = parameter(
        1.182, "second shape", unit="1", grade="A", source="Fader & Hardie 2007", allowed=(1e-3, 1e3)
    )

    def __post_init__(self) -> None:
        check(self, "population.churn")

    def leave_rate(self, u: Floats) -> Floats:
        """Weekly hazard of leaving, one for each uniform."""
        return 1.0 - np.power(1.0 - beta(u, self.alpha, self.beta), 1.0 / 52.0)

    @np.errstate(divide="ignore")  # of somebody sure to leave, -ln(1 - h) is infinite, and the rank is the last one
    def rank(self, leave_rate: Floats) -> Floats:
        """The uniform that has this hazard, in (0, 1), any shape."""
        yearly = -np.expm1(52.0 * np.log1p(-leave_rate))
        below: Floats = np.clip(special.betainc(self.alpha, self.beta, yearly), CLOSEST, 1.0 - CLOSEST)
        return below

    def mean_log_survival(self) -> float:
        """-E[ln(1 - h)] = (ψ(α + β) - ψ(β)) / 52, the mean hazard of a fresh cohort in continuous time [1/week]."""
        return float(special.digamma(self.alpha + self.beta) - special.digamma(self.beta)) / 52.0


@dataclass(frozen=True)
class GammaDropout:
    """Dropout rate μ ~ Gamma(s, β) per week, weekly hazard h = 1 - e^(-μ): the dropout half of the Pareto/NBD.

    At s = 0, the edge of the family, nobody ever leaves.

    Source: Schmittlein, Morrison & Colombo (1987), Management Science 33.
    """

    s: float
    beta: float

    def leave_rate(self, u: Floats) -> Floats:
        """Weekly hazard of leaving, one for each uniform."""
        return -np.expm1(-gamma(u, self.s, self.beta)) if self.s > 0 else np.zeros_like(u)

    @np.errstate(divide="ignore")  # of somebody sure to leave, -ln(1 - h) is infinite, and the rank is the last one
    def rank(self, leave_rate: Floats) -> Floats:
        """The uniform that has this hazard, in (0, 1), any shape; one half for all where nobody ever leaves."""
        if self.s == 0:
            return np.full_like(leave_rate, 0.5)
        below = special.gammainc(self.s, -self.beta * np.log1p(-leave_rate))
        found: Floats = np.clip(below, CLOSEST, 1.0 - CLOSEST)
        return found


@dataclass(frozen=True)
class Buying:
    """Purchase rate λ ~ Gamma(r, α) per week while with a firm.

    Source: Schmittlein, Morrison & Colombo (1987); values refitted to CDNOW.
    """

    r: float = parameter(0.553, "shape", unit="1", grade="B", source="CDNOW, Pareto/NBD", allowed=(1e-3, 1e3))
    alpha: float = parameter(10.58, "scale", unit="week", grade="B", source="CDNOW, Pareto/NBD")

    def __post_init__(self) -> None:
        check(self, "population.buying")

    def buy_rate(self, u: Floats) -> Floats:
        """Purchases a week, one for each uniform."""
        return gamma(u, self.r, self.alpha)

    @property
    def mean(self) -> float:
        """Mean purchase rate [1/week]."""
        return self.r / self.alpha


@dataclass(frozen=True)
class Spending:
    """Spend in one purchase ~ Gamma(p, ν) with ν ~ Gamma(q, γ) across people; mean p·γ / (q - 1).

    Source: Fader, Hardie & Lee (2005), Journal of Marketing Research 42; values refitted to CDNOW. Grade A.
    """

    p: float = parameter(6.25, "shape within a person", unit="1", grade="A", source="CDNOW", allowed=(1e-3, 1e6))
    q: float = parameter(3.74, "shape across people", unit="1", grade="A", source="CDNOW", allowed=(1.001, 1e6))
    gamma: float = parameter(15.4, "scale across people", unit="money", grade="A", source="CDNOW",
                             allowed=(1e-300, 1e300))  # fmt: skip

    def __post_init__(self) -> None:
        check(self, "population.spending")

    def spend_rate(self, u: Floats) -> Floats:
        """ν, one for each uniform [1/money]."""
        return gamma(u, self.q, self.gamma)

    @property
    def mean(self) -> float:
        """Mean spend in one purchase [money]."""
        return self.p * self.gamma / (self.q - 1.0)
