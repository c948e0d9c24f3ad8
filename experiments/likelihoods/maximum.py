"""The parameters under which a history is likeliest.

    θ̂ = argmax over θ > 0 of Σ n_i · log L(history_i | θ)          n_i: how many customers share history i

In words: of all customer bases that the model can describe, the one that would most often have produced this log.
The search runs over log θ, so that no parameter can become negative, on the mean per customer, so that a tolerance
means the same for a hundred customers and for a million.

Source: Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2), 275-284, section 5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from scipy import optimize

from simulation.mistake import Mistake

Floats = npt.NDArray[np.float64]
Parameters = TypeVar("Parameters")

LOWEST, HIGHEST = 1e-6, 1e6  # a parameter that reaches them says that the model has no best fit
STEP = 1e-5  # of the central differences, in log θ
ENOUGH = 20_000  # customers whose fit is near that of all, to begin the search with
FLAT = 2e-6  # largest slope of the mean log-likelihood that counts as a maximum


@dataclass(frozen=True)
class Fit(Generic[Parameters]):
    """A maximum of the likelihood.

    Args:
        parameters: where it lies.
        log_likelihood: its height, the sum over customers.
        customers: how many customers it rests on.
        evaluations: how often the likelihood was computed.
    """

    parameters: Parameters
    log_likelihood: float
    customers: int
    evaluations: int


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


def maximised(
    build: Callable[..., Parameters],
    log_likelihood: Callable[[Parameters], Floats],
    counts: Floats,
    start: Mapping[str, float],
    source: str,
) -> Fit[Parameters]:
    """Climb from a start to the maximum.

    Args:
        build: makes the parameters from their names and values.
        log_likelihood: (histories,) log L of each distinct history.
        counts: (histories,) customers with that history.
        start: where to begin, by name; all above 0.
        source: where the histories come from, for messages.

    Raises:
        Mistake: the likelihood has no maximum inside the bounds, or the search does not reach one.
    """
    names = list(start)
    customers = float(counts.sum())
    evaluations = 0

    def depth(log_theta: Floats) -> float:
        nonlocal evaluations
        evaluations += 1
        parameters = build(**dict(zip(names, np.exp(log_theta).tolist(), strict=True)))
        return -float(counts @ log_likelihood(parameters)) / customers

    def slope(log_theta: Floats) -> Floats:
        steps = STEP * np.eye(len(names))
        return np.array([(depth(log_theta + step) - depth(log_theta - step)) / (2 * STEP) for step in steps])

    bounds = [(float(np.log(LOWEST)), float(np.log(HIGHEST)))] * len(names)
    found: Floats = np.log([start[name] for name in names])
    for _ in range(5):  # a line search that meets the rounding of the likelihood is begun again, not believed
        step = optimize.minimize(
            depth,
            found,
            jac=slope,
            method="L-BFGS-B",
            bounds=bounds,
            options={"maxiter": 500, "ftol": 1e-15, "gtol": FLAT / 10},
        )
        found = np.asarray(step.x, dtype=np.float64)
        if np.abs(slope(found)).max() < FLAT:
            break
    values = dict(zip(names, np.exp(found).tolist(), strict=True))
    _require_maximum(values, np.abs(slope(found)), source)
    return Fit(build(**values), -depth(found) * customers, int(customers), evaluations)


def _require_maximum(values: Mapping[str, float], slopes: Floats, source: str) -> None:
    shown = ", ".join(f"{name} = {value:.4g}" for name, value in values.items())
    edge = [name for name, value in values.items() if not 2 * LOWEST < value < HIGHEST / 2]
    advice = "A longer log, more customers, or another model may help."
    if edge:
        raise Mistake(f"{source}, fit", shown, f"must have its best {edge[0]} inside {LOWEST:g} to {HIGHEST:g}", advice)
    if not slopes.max() < FLAT:
        raise Mistake(f"{source}, fit", f"no maximum ({shown})", "must converge", f"Try another start. {advice}")


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
            "From them neither how often customers buy nor how long they stay can be fitted, and no later "
            "purchase says how much. Watch longer, or check that customers keep one id over their purchases."
        )
        raise Mistake(f"{source}, fit", "one-time buyers only", "must have customers who bought again", advice)
