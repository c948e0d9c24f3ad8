"""How well a likelihood pins its parameters down, and draws of parameters that are as uncertain as that.

    I = -d²/d(log θ)² Σ n_i · log L(history_i | θ)   at the maximum,      log θ̂ ~ Normal(log θ, I⁻¹)
    interval of θ:  exp( log θ̂ ± z · se )

In words: the sharper the peak, the less the parameters could be otherwise. The law of large samples is taken for log θ,
where the peak is nearer to a parabola and no interval reaches below zero. Parameters of one law are uncertain together
(a base that buys more often and leaves sooner looks much the same), so draws use the whole matrix, never single errors.

Source: the observed information, Efron & Hinkley (1978), Biometrika 65; the large-sample law of maximum likelihood, van
der Vaart (1998), Asymptotic statistics, ch. 5. Each draw is the image of a keyed uniform.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import special

from simulation.draws import Draws, Floats, luck
from simulation.quantiles import normal

STEP = 1e-3  # of the second differences, in log θ: their rounding error is then about 1e-9 per customer
STEEPEST = 3.0  # largest standard error in log θ that still says anything: a factor of 20 either way


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """The large-sample law of the parameters of one fit.

    Args:
        names: of the parameters, in order.
        estimate: θ̂, shape (parameters,).
        covariance: of log θ̂, shape (parameters, parameters); None where the likelihood is flat in some direction.
    """

    names: tuple[str, ...]
    estimate: Floats
    covariance: Floats | None

    @property
    def standard_errors(self) -> Floats:
        """Standard errors of log θ̂, shape (parameters,); infinite where the likelihood is flat."""
        if self.covariance is None:
            return np.full(len(self.names), np.inf)
        return np.sqrt(np.diag(self.covariance))

    @property
    def identified(self) -> bool:
        """Whether the log pins down every parameter to within a factor that says something."""
        return bool((self.standard_errors < STEEPEST).all())

    def intervals(self, confidence: float) -> Floats:
        """Both ends of each interval, shape (parameters, 2)."""
        z = float(special.ndtri((1.0 + confidence) / 2.0))
        spread = z * self.standard_errors
        with np.errstate(over="ignore"):
            return np.column_stack([self.estimate * np.exp(-spread), self.estimate * np.exp(spread)])

    def drawn(self, members: int, seed: int, stream: str) -> list[dict[str, float]]:
        """Parameter sets from the large-sample law; the estimate itself where that is not defined.

        Args:
            members: how many.
            seed: of the draws.
            stream: names them, so that two fits do not share their luck.
        """
        draws, lucks = Draws(seed), luck(np.arange(members))
        z = np.column_stack([normal(draws.of(f"{stream}.{name}", 0, lucks)) for name in self.names])
        shift = z @ _root(self.covariance).T if self.covariance is not None and self.identified else 0.0 * z
        return [dict(zip(self.names, map(float, row), strict=True)) for row in self.estimate * np.exp(shift)]


def uncertainty(log_likelihood: Callable[[Mapping[str, float]], float], estimate: Mapping[str, float]) -> Uncertainty:
    """The law of an estimate from the curvature of the likelihood there.

    Args:
        log_likelihood: of parameters by name, the sum over customers.
        estimate: where it is largest.
    """
    names, theta = tuple(estimate), np.array(list(estimate.values()), dtype=np.float64)
    count = len(names)

    def height(shift: Floats) -> float:
        return log_likelihood(dict(zip(names, map(float, theta * np.exp(shift)), strict=True)))

    steps = STEP * np.eye(count)
    top = height(np.zeros(count))
    information = np.empty((count, count))
    for i in range(count):
        information[i, i] = -(height(steps[i]) - 2.0 * top + height(-steps[i])) / STEP**2
        for j in range(i):
            mixed = height(steps[i] + steps[j]) - height(steps[i] - steps[j])
            mixed += height(-steps[i] - steps[j]) - height(steps[j] - steps[i])
            information[i, j] = information[j, i] = -mixed / (4.0 * STEP**2)
    return Uncertainty(names, theta, _inverse(information))


def _inverse(information: Floats) -> Floats | None:
    """The inverse where all curvatures are downward, None where the likelihood is flat or a saddle."""
    curvatures = np.linalg.eigvalsh(information)
    if not np.isfinite(curvatures).all() or curvatures[0] <= 1e-9 * max(curvatures[-1], 1e-300):
        return None
    return np.asarray(np.linalg.inv(information), dtype=np.float64)


def _root(covariance: Floats) -> Floats:
    return np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
