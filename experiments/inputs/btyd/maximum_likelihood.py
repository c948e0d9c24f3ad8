"""The parameters under which a history is likeliest.

    θ̂ = argmax over θ > 0 of Σ n_i · log L(history_i | θ)          n_i: how many customers share history i

In words: of all customer bases that the model can describe, the one that would most often have produced this log.
The search runs over log θ, so that no parameter can become negative, on the mean per customer, so that a tolerance
means the same for a hundred customers and for a million. Where the likelihood rises towards the edge of a family, its
maximum is one of the family's limit laws, see `limits`.

Source: Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2), 275-284, section 5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from simulation.mistake import Mistake

if TYPE_CHECKING:
    from scipy import optimize

Floats = npt.NDArray[np.float64]
Parameters = TypeVar("Parameters")

Bounds: TypeAlias = Mapping[str, tuple[float, float]]

LOWEST, HIGHEST = 1e-6, 1e6  # of a parameter without bounds of its own; one that reaches them lies at its limit
STEP = 1e-5  # of the central differences, in log θ
ENOUGH = 20_000  # customers whose fit is near that of all, to begin the search with
FLAT = 2e-6  # largest slope of the mean log-likelihood that counts as a maximum
STALLED, ROUNDED = 1e-9, 1e-3  # rise of a search that was begun anew, and slope, which rounding can explain


@dataclass(frozen=True)
class Edge(Generic[Parameters]):
    """A parameter that lies at its limit, and the laws that it takes there from.

    Args:
        name: of the parameter.
        held: its value at the limit.
        inward: a value so far from the limit that no log of this kind would come from it.
        laws: of a value, how the law is made of it and of the free parameters.
    """

    name: str
    held: float
    inward: float
    laws: Callable[[float], Callable[..., Parameters]]


@dataclass(frozen=True)
class Family(Generic[Parameters]):
    """The laws among which the best is sought: a whole family, or one of its limits.

    Args:
        build: makes a law of the free parameters, given by name.
        start: the free parameters to begin with, by name; all above 0.
        bounds: lowest and highest value of those that have any of their own, by name.
        edges: the parameters that are held at a limit.
        remark: what the limit says of the customers; empty for a whole family.
    """

    build: Callable[..., Parameters]
    start: Mapping[str, float]
    bounds: Bounds
    edges: tuple[Edge[Parameters], ...] = ()
    remark: str = ""

    def bounds_of(self, name: str) -> tuple[float, float]:
        """Lowest and highest value of a free parameter."""
        return self.bounds.get(name, (LOWEST, HIGHEST))


@dataclass(frozen=True)
class Climb(Generic[Parameters]):
    """Where a search ended.

    Args:
        family: in which it was made.
        free: values of the free parameters, by name.
        mean: log-likelihood there, per customer.
        settled: whether nothing inside the bounds is higher nearby.
        evaluations: how often the likelihood was computed.
    """

    family: Family[Parameters]
    free: Mapping[str, float]
    mean: float
    settled: bool
    evaluations: int

    @property
    def at_bounds(self) -> list[str]:
        """Names of the free parameters that reached a bound."""
        ends = {name: self.family.bounds_of(name) for name in self.free}
        return [name for name, (low, high) in ends.items() if not 2 * low < self.free[name] < high / 2]


@dataclass(frozen=True)
class Fit(Generic[Parameters]):
    """A maximum of the likelihood.

    Args:
        parameters: where it lies.
        log_likelihood: its height, the sum over customers.
        customers: how many customers it rests on.
        evaluations: how often the likelihood was computed.
        family: in which it lies: the whole one, or a limit of it.
        free: values of the family's free parameters, by name.
        height: the sum over customers of the log-likelihood of any other law.
    """

    parameters: Parameters
    log_likelihood: float
    customers: int
    evaluations: int
    family: Family[Parameters]
    free: Mapping[str, float]
    height: Callable[[Parameters], float]


def grouped(*columns: npt.NDArray[np.generic]) -> tuple[list[Floats], Floats]:
    """Distinct rows of equally long columns, and how often each occurs; most one-time buyers share theirs."""
    table = np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])
    order = np.lexsort(table.T[::-1])
    table = table[order]
    fresh = np.ones(len(table), dtype=np.bool_)
    fresh[1:] = (table[1:] != table[:-1]).any(axis=1)
    first = np.flatnonzero(fresh)
    counts = np.diff(np.append(first, len(table))).astype(np.float64)
    return [np.ascontiguousarray(table[first, column]) for column in range(table.shape[1])], counts


def climbed(
    family: Family[Parameters],
    log_likelihood: Callable[[Parameters], Floats],
    counts: Floats,
    stop: Callable[[Mapping[str, float]], bool] | None = None,
    roughly: bool = False,
) -> Climb[Parameters]:
    """Climb as far as it goes inside the bounds.

    Args:
        family: of the laws to choose from.
        log_likelihood: (histories,) log L of each distinct history.
        counts: (histories,) customers with that history.
        stop: of the free parameters by name, whether to break off.
        roughly: whether only the height counts and not where it is reached: one search, less exactly.
    """
    start = family.start
    names, customers = list(start), float(counts.sum())
    evaluations = 0

    def depth(log_theta: Floats) -> float:
        nonlocal evaluations
        evaluations += 1
        parameters = family.build(**named(log_theta))
        return -float(counts @ log_likelihood(parameters)) / customers

    def slope(log_theta: Floats) -> Floats:
        steps = STEP * np.eye(len(names))
        return np.array([(depth(log_theta + step) - depth(log_theta - step)) / (2 * STEP) for step in steps])

    low, high = np.log([family.bounds_of(name) for name in names]).T

    def steepest(log_theta: Floats) -> float:
        """The largest slope that does not lead out of the bounds."""
        falls = slope(log_theta)
        held = ((log_theta <= low) & (falls > 0)) | ((log_theta >= high) & (falls < 0))
        return float(np.abs(np.where(held, 0.0, falls)).max())

    def named(log_theta: Floats) -> dict[str, float]:
        return dict(zip(names, np.exp(log_theta).tolist(), strict=True))

    def watch(intermediate_result: optimize.OptimizeResult) -> None:
        if stop is not None and stop(named(intermediate_result.x)):
            raise StopIteration

    from scipy import optimize  # which runs without a log need not wait for

    found: Floats = np.log([start[name] for name in names])
    settled, before = False, np.inf
    for _ in range(
        1 if roughly else 5
    ):  # a line search that meets the rounding of the likelihood is begun again, not believed
        step = optimize.minimize(
            depth,
            found,
            jac=slope,
            method="L-BFGS-B",
            bounds=list(zip(low.tolist(), high.tolist(), strict=True)),
            callback=watch,
            options={"maxiter": 500, "ftol": 1e-9 if roughly else 1e-15, "gtol": FLAT / 10},
        )
        found = np.asarray(step.x, dtype=np.float64)
        # Large shapes round the likelihood: where the search, begun anew, finds nothing higher, that is the maximum.
        settled = steepest(found) < (FLAT if before - step.fun > STALLED else ROUNDED)
        before = float(step.fun)
        if settled or (stop is not None and stop(named(found))):
            break
    return Climb(family, named(found), -depth(found), settled, evaluations)


def finished(
    climb: Climb[Parameters], log_likelihood: Callable[[Parameters], Floats], counts: Floats, source: str
) -> Fit[Parameters]:
    """A climb as a fit.

    Raises:
        Mistake: the search did not settle, or a parameter ran away.
    """
    shown = ", ".join(f"{name} = {value:.4g}" for name, value in climb.free.items())
    edge = climb.at_bounds
    advice = "A longer log or more customers may help."
    if edge:
        low, high = climb.family.bounds_of(edge[0])
        raise Mistake(f"{source}, fit", shown, f"must have its best {edge[0]} inside {low:g} to {high:g}", advice)
    if not climb.settled:
        raise Mistake(
            f"{source}, fit", f"purchases for which no law is most likely (the search stopped at {shown})",
            "must have a most likely law", advice,
        )  # fmt: skip
    customers = float(counts.sum())

    def height(parameters: Parameters) -> float:
        return float(counts @ log_likelihood(parameters))

    parameters = climb.family.build(**climb.free)
    total = climb.mean * customers
    return Fit(parameters, total, int(customers), climb.evaluations, climb.family, climb.free, height)


def maximised(
    family: Family[Parameters],
    log_likelihood: Callable[[Parameters], Floats],
    counts: Floats,
    source: str,
) -> Fit[Parameters]:
    """The maximum inside a family.

    Args:
        family: of the laws to choose from.
        log_likelihood: (histories,) log L of each distinct history.
        counts: (histories,) customers with that history.
        source: where the histories come from, for messages.

    Raises:
        Mistake: the likelihood has no maximum inside the bounds, or the search does not reach one.
    """
    return finished(climbed(family, log_likelihood, counts), log_likelihood, counts, source)


def checked_start(start: Mapping[str, float] | None, default: Mapping[str, float]) -> dict[str, float]:
    """The start to use: the default where none is given.

    Raises:
        Mistake: a name is missing or unknown, or a value lies outside the bounds.
    """
    start = default if start is None else start
    if set(start) != set(default):
        raise Mistake("start", ", ".join(start), f"must give {', '.join(default)}")
    for name, value in start.items():
        if not LOWEST < value < HIGHEST:
            raise Mistake(f"start, {name}", value, f"must lie between {LOWEST:g} and {HIGHEST:g}")
    return {name: float(start[name]) for name in default}


def require_repeats(frequency: Sequence[int] | npt.NDArray[np.int64], source: str) -> None:
    """Refuse a log in which nobody could be told from anybody.

    Raises:
        Mistake: fewer than two customers, or nobody who bought again.
    """
    if len(frequency) < 2:
        raise Mistake(f"{source}, fit", f"{len(frequency)} customer", "must have at least two customers")
    if not np.any(np.asarray(frequency) > 0):
        advice = (
            "From them neither how often customers buy nor how long they stay can be estimated, and no later "
            "purchase says how much. Watch longer, or check that customers keep one id over their purchases."
        )
        raise Mistake(f"{source}, fit", "one-time buyers only", "must have customers who bought again", advice)
