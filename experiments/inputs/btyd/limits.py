"""Laws at the edge of a family: what is likeliest where the likelihood has no maximum inside.

    Gamma(s, β) with s → ∞ and s/β = μ      everybody has the rate μ
    Gamma(s, β) with s/β → 0                nobody has any

In words: where customers differ no more than luck would make them differ, the shape of a gamma law can grow without
end and the law becomes better and better; its limit has one parameter less, and that one is known. A shape of `ALIKE`
stands for infinity: it leaves a spread of 3 %, of which no log but one of very many purchases speaks. Of a parameter at
its limit only one end can be known: how far from the limit it could be, by the likelihood ratio.

Source: limits of the Pareto/NBD, Schmittlein, Morrison & Colombo (1987), Management Science 33(1); likelihood ratios on
the edge of a parameter space, Self & Liang (1987), J. American Statistical Association 82.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from scipy import special

from experiments.inputs.btyd.maximum_likelihood import Climb, Edge, Family, Fit, Floats, climbed, finished

Parameters = TypeVar("Parameters")

ALIKE = 1e3
"""Shape of a gamma law that stands for one without any spread."""
SUSPECT = 50.0
"""Shape beyond which a law is held against its limit: a spread of 14 %."""
TELLS = 0.01
"""Difference of log-likelihoods, over all customers, below which two laws are not told apart."""


def settled(
    climb: Climb[Parameters], log_likelihood: Callable[[Parameters], Floats], counts: Floats, source: str
) -> Fit[Parameters]:
    """A climb as a fit; a parameter that reached a bound is held there, and is said to be at its limit.

    Args:
        climb: see `climbed`.
        log_likelihood: (histories,) log L of each distinct history.
        counts: (histories,) customers with that history.
        source: where the histories come from, for messages.

    Raises:
        Mistake: nothing was reached.
    """
    if climb.settled and climb.at_bounds:
        climb = climbed(_held(climb), log_likelihood, counts)
    return finished(climb, log_likelihood, counts, source)


def _held(climb: Climb[Parameters]) -> Family[Parameters]:
    """The family with the parameters that reached a bound held there."""
    family = climb.family
    ends = {}
    for name in climb.at_bounds:
        low, high = family.bounds_of(name)
        ends[name] = low if climb.free[name] ** 2 < low * high else high

    def among(edge: Edge[Parameters]) -> Edge[Parameters]:
        return Edge(edge.name, edge.held, edge.inward, lambda x: lambda **free: edge.laws(x)(**free, **ends))

    def edge(name: str) -> Edge[Parameters]:
        low, high = family.bounds_of(name)
        others = {key: value for key, value in ends.items() if key != name}
        inward = float(np.sqrt(low * high))
        return Edge(name, ends[name], inward, lambda x: lambda **free: family.build(**free, **others, **{name: x}))

    said = " and ".join(f"{name} = {end:g}" for name, end in ends.items())
    remarks = (family.remark, f"the most likely law lies at the limit {said}")
    start = {name: value for name, value in climb.free.items() if name not in ends}
    edges = (*map(among, family.edges), *map(edge, ends))
    return Family(
        lambda **free: family.build(**free, **ends), start, family.bounds, edges, "; ".join(filter(None, remarks))
    )


def on_the_edge(limit: Fit[Parameters]) -> bool:
    """Whether no law further inside is likelier than a limit."""
    return all(lost(limit, edge, value) > -TELLS for edge in limit.family.edges for value in (_beside(edge), _in(edge)))


def lost(limit: Fit[Parameters], edge: Edge[Parameters], value: float) -> float:
    """Log-likelihood that is lost against a limit when a parameter moves away from it and all free ones follow.

    Args:
        limit: the fit at the limit.
        edge: the parameter.
        value: its value, away from the limit.
    """
    family = Family(edge.laws(value), dict(limit.free), limit.family.bounds)
    if not limit.free:
        return limit.log_likelihood - limit.height(family.build())
    best = climbed(family, lambda law: np.array([limit.height(law) / limit.customers]), np.ones(1), roughly=True)
    return limit.log_likelihood - best.mean * limit.customers


def far_end(limit: Fit[Parameters], edge: Edge[Parameters], confidence: float) -> float:
    """How far from its limit a parameter could be: the far end of a one-sided interval; 0 or infinite if anywhere.

    Args:
        limit: the fit at the limit.
        edge: the parameter.
        confidence: of the interval.
    """
    from scipy import optimize

    allowed = float(special.ndtri(confidence)) ** 2 / 2.0
    near, far = float(np.log(_beside(edge))), float(np.log(edge.inward))

    def beyond(log_value: float) -> float:
        return lost(limit, edge, float(np.exp(log_value))) - allowed

    if beyond(far) < 0:
        return 0.0 if edge.held > edge.inward else float("inf")
    while beyond(near) > 0 and abs(near - far) < 60.0:
        near += near - far
    if beyond(near) > 0:
        return edge.held
    return float(np.exp(optimize.brentq(beyond, near, far, xtol=0.02)))


def _beside(edge: Edge[Parameters]) -> float:
    """A value so near to the limit that few logs tell it from there."""
    return ALIKE / 3 if edge.held >= ALIKE else edge.held * 10.0 if edge.held > 0 else edge.inward * 1e-6


def _in(edge: Edge[Parameters]) -> float:
    """A value further inside."""
    return SUSPECT if edge.held >= ALIKE else edge.held * 100.0 if edge.held > 0 else edge.inward * 1e-3
