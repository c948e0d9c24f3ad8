"""What lies between two strategies, divided between the groups of levers in which they differ.

    φ(i) = mean over all orders of  v(those before i, and i) - v(those before i)
    sum over i of φ(i) = v(all) - v(none)

v(S) is what the first strategy earns with the groups S set as in the second. Groups help and hinder each other, so what
one of them is worth depends on what is there already: alone, or last of all. Shapley's value is the mean over all
orders in which they could have been introduced; whatever the interactions, the parts add up to the whole.

Up to five groups all 2ⁿ subsets are run and the value is exact. Beyond, orders come from a fixed design, each with its
reverse; the parts add up exactly in every order, and the standard error over pairs of orders says what sampling costs.

Source: Shapley (1953), Contributions to the theory of games II; Castro, Gómez & Tejada (2009), Comput. Oper. Res. 36
(sampled orders); Mitchell, Cooper, Frank & Holmes (2022), J. Mach. Learn. Res. 23 (an order and its reverse).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from simulation.draws import Draws, Floats, luck

EXACT = 5
"""Up to so many groups all subsets are run."""
DESIGN_SEED = 20261122

Order = tuple[int, ...]
Subset = frozenset[int]


def subsets(players: int) -> list[Subset]:
    """All subsets, the empty one first."""
    return [frozenset(i for i in range(players) if mask >> i & 1) for mask in range(2**players)]


def orders(players: int, count: int) -> list[Order]:
    """A fixed design of orders, each followed by its reverse: a drawn order and its rotations, then those of the next.

    Rotations bring every player into every place, which few independent orders do not.

    Args:
        players: how many are ordered.
        count: how many orders; an odd one is rounded up.
    """
    drawn: list[Order] = []
    for k in range((count + 1) // 2):
        u = Draws(DESIGN_SEED).of("explain.order", k // players, luck(np.arange(players)))
        order = tuple(int(i) for i in np.roll(np.argsort(u, kind="stable"), k % players))
        drawn += [order, order[::-1]]
    return drawn


def subsets_of_orders(chosen: Sequence[Order]) -> list[Subset]:
    """The subsets that some orders go through, each once."""
    return list(dict.fromkeys(frozenset(order[:k]) for order in chosen for k in range(len(order) + 1)))


def exact_values(values: Mapping[Subset, Floats], players: int) -> Floats:
    """Shapley's values.

    Args:
        values: of every subset, arrays of one shape.
        players: how many.

    Returns:
        Shape (players, ...): the parts, which add up to values[all] - values[none].
    """
    parts = np.zeros((players, *np.shape(values[frozenset()])))
    for subset, value in values.items():
        before = len(subset)
        for i in set(range(players)) - subset:
            weight = math.factorial(before) * math.factorial(players - before - 1) / math.factorial(players)
            parts[i] += weight * (values[subset | {i}] - value)
    return parts


def sampled_values(values: Mapping[Subset, Floats], chosen: Sequence[Order]) -> tuple[Floats, Floats]:
    """Shapley's values from some orders, see `orders`.

    Args:
        values: of every subset that `subsets_of_orders` names, shape (replicates, ...).
        chosen: the orders, each followed by its reverse.

    Returns:
        The parts, shape (players, replicates, ...), and the standard error of their mean over replicates that comes
        from having sampled orders, shape (players, ...); NaN from a single pair of orders.
    """
    players = len(chosen[0])
    steps = np.zeros((len(chosen), players, *np.shape(values[frozenset()])))
    for k, order in enumerate(chosen):
        for place, i in enumerate(order):
            steps[k, i] = values[frozenset(order[: place + 1])] - values[frozenset(order[:place])]
    pairs = steps.reshape(len(chosen) // 2, 2, *steps.shape[1:]).mean(axis=1)
    parts: Floats = pairs.mean(axis=0)
    by_pair = pairs.mean(axis=2)  # over replicates
    if len(pairs) < 2:
        return parts, np.full(by_pair.shape[1:], np.nan)
    error: Floats = by_pair.std(axis=0, ddof=1) / np.sqrt(len(pairs))
    return parts, error


def halved_values(alone: Floats, last: Floats) -> Floats:
    """Half of what a group is worth alone and last of all: Shapley's value where no three groups interact."""
    half: Floats = (alone + last) / 2
    return half
