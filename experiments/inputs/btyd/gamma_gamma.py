"""Gamma-gamma: a customer's amounts vary around a mean of their own, whatever the frequency.

    amounts z ~ Gamma(p, ν),   ν ~ Gamma(q, γ);     mean amount of a customer p/ν     [money]

    L(p, q, γ | x, m) = Γ(p·x+q) / (Γ(p·x)·Γ(q)) · γ^q · m^(p·x-1) · x^(p·x) / (γ + x·m)^(p·x+q)
    E[p/ν | x, m]     = p·(γ + x·m) / (p·x + q - 1)

In words: the more transactions are known, the more their mean m counts against the mean of all customers, p·γ/(q-1).
Money is counted in the median of the means while the law is fitted, so that no unit of it makes any difference. Where
customers pay alike, or each always the same, the likeliest law lies at the edge of the family, see `limits`.

Source: Fader, Hardie & Lee (2005), RFM and CLV: using iso-value curves for customer base analysis, J. Marketing
Research 42, 415-430; the conventions for p, q and γ are theirs (CDNOW: 6.25, 3.74, 15.44).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from scipy import special

from experiments.inputs.btyd.limits import ALIKE, SUSPECT, on_the_edge, settled
from experiments.inputs.btyd.maximum_likelihood import (
    ENOUGH,
    HIGHEST,
    LOWEST,
    Climb,
    Edge,
    Family,
    Fit,
    checked_start,
    climbed,
    grouped,
    require_repeats,
)
from experiments.inputs.transactions.rfm import Summary, every
from simulation.mistake import Mistake
from simulation.people.alive_probability import Floats, Numbers

BOUNDS = {"p": (1e-3, ALIKE), "q": (1.001, ALIKE)}
"""Of the shapes [1]; there is a mean amount only where q > 1."""
ONE_MEAN = (
    "customers differ in what they pay no more than chance explains: all are assumed to have the same mean amount"
)
ALWAYS_ALIKE = "each customer is taken to pay the same amount every time"


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
        Mistake: a mean amount is 0, or the likelihood has no maximum.
    """
    require_repeats(summary.frequency, summary.source)
    if start is None and len(summary.frequency) >= 2 * ENOUGH:
        near = fit(every(summary, len(summary.frequency) // ENOUGH))  # near the end, and soon there
        start = asdict(near.parameters) if not near.family.edges else None
    again = summary.frequency > 0
    require_repeats(summary.frequency[again], f"{summary.source}, repeat buyers")
    free = np.flatnonzero(again & (summary.monetary <= 0))
    if free.size:
        thing = f"{summary.source}, customer {summary.ids[free[0]]}"
        advice = f"{free.size} such customers; leave their rows out, or fit without amounts."
        raise Mistake(thing, "repeat transactions worth 0", "must have a mean amount above 0", advice)
    unit = float(np.median(summary.monetary[again]))
    (x, mean), counts = grouped(summary.frequency[again], summary.monetary[again] / unit)
    given = None if start is None else {**start, "gamma": start["gamma"] / unit}
    begin = checked_start(given, {"p": 4.0, "q": 4.0, "gamma": 1.0})

    def height(model: GammaGamma) -> Floats:
        return model.log_likelihood(x, mean)

    family = Family(GammaGamma, begin, BOUNDS)
    whole = climbed(family, height, counts, stop=_suspect)
    if _suspect(whole.free):
        found = settled(_narrowed(whole, height, counts), height, counts, summary.source)
        if not on_the_edge(found):
            found = settled(climbed(family, height, counts), height, counts, summary.source)
    else:
        found = settled(whole, height, counts, summary.source)
    return _in_money(found, unit)


def _in_money(found: Fit[GammaGamma], unit: float) -> Fit[GammaGamma]:
    """A fit to amounts in some unit, in money."""

    def law(inner: GammaGamma) -> GammaGamma:
        return replace(inner, gamma=inner.gamma * unit)

    def back(free: Mapping[str, float], by: float) -> dict[str, float]:
        return {name: value * by if name in ("gamma", "mean") else value for name, value in free.items()}

    def outer(build: Callable[..., GammaGamma]) -> Callable[..., GammaGamma]:
        return lambda **free: law(build(**back(free, 1.0 / unit)))

    family = found.family

    def moved(edge: Edge[GammaGamma]) -> Edge[GammaGamma]:
        return replace(edge, laws=lambda value: outer(edge.laws(value)))

    ends = dict.fromkeys(("gamma", "mean"), (LOWEST * unit, HIGHEST * unit))
    shift = found.customers * np.log(unit)
    return Fit(
        parameters=law(found.parameters),
        log_likelihood=found.log_likelihood - shift,
        customers=found.customers,
        evaluations=found.evaluations,
        family=Family(
            outer(family.build), back(family.start, unit), BOUNDS | ends, tuple(map(moved, family.edges)), family.remark
        ),
        free=back(found.free, unit),
        height=lambda model: found.height(replace(model, gamma=model.gamma / unit)) - shift,
    )


def _suspect(free: Mapping[str, float]) -> bool:
    return max(free.get("p", 0.0), free.get("q", 0.0)) > SUSPECT


def _narrowed(whole: Climb[GammaGamma], height: Callable[[GammaGamma], Floats], counts: Floats) -> Climb[GammaGamma]:
    """From limit to limit, each with one parameter less, until no shape could be any larger."""
    p, q, gamma = whole.free.values()
    start = {"p": min(p, SUSPECT / 2), "q": min(q, SUSPECT / 2), "mean": p * gamma / (q - 1.0)}
    shapes, free = ["p", "q"], dict(whole.free)
    while True:
        shapes = [name for name in shapes if not free[name] > SUSPECT]
        climb = climbed(_family(shapes, start), height, counts, stop=_suspect)
        if not _suspect(climb.free):
            return climb
        free = dict(climb.free)


def _family(shapes: Sequence[str], start: Mapping[str, float]) -> Family[GammaGamma]:
    """What is free where one of the shapes, or both, cannot be told from infinity: the others and the mean amount."""
    held = {name: ALIKE for name in ("p", "q") if name not in shapes}

    def law(p: float, q: float, mean: float) -> GammaGamma:
        return GammaGamma(p, q, mean * (q - 1.0) / p)

    def edge(name: str, inward: float) -> Edge[GammaGamma]:
        return Edge(name, ALIKE, inward, lambda value: lambda **free: law(**{**held, **free, name: value}))

    far = {"p": 0.05, "q": 1.05}
    said = {"p": ALWAYS_ALIKE, "q": ONE_MEAN}
    return Family(
        lambda **free: law(**held, **free),
        {name: start[name] for name in (*shapes, "mean")},
        BOUNDS,
        tuple(edge(name, far[name]) for name in held),
        "; ".join(said[name] for name in held),
    )
