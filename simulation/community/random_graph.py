"""What every source of a community has in common, and how doubtful its two numbers are that all of them share."""

from __future__ import annotations

from typing import Any, Protocol

from simulation.community.csr import Community
from simulation.mistake import Mistake
from simulation.parameters import parameter


class RandomGraph(Protocol):
    """What can build a community."""

    @property
    def placed(self) -> bool:
        """Whether row r of the graph is person r; otherwise people are dealt out over its nodes by draw."""

    def refuse(self, size: int) -> None:
        """Stop, before anything is drawn, where no community of `size` people can be as asked.

        Raises:
            Mistake: naming the key, what was given and what is allowed.
        """

    def build(self, size: int, seed: int) -> Community:
        """Build the community of `size` people that belongs to `seed`.

        Raises:
            Mistake: what `refuse` says of this size.
        """


def mean_degree(default: float, **more: Any) -> Any:
    """Declare the parameter `degree`."""
    return parameter(
        default, "mean number of ties per person", unit="ties", low=6, high=30, grade="C",
        source="guess; whom one would miss, 9-15 in Zhou, Sornette, Hill & Dunbar 2005, recalled", **more,
    )  # fmt: skip


def mean_strong_ties(default: float = 5.0) -> Any:
    """Declare the parameter `strong_ties`."""
    return parameter(
        default, "mean number of strong ties per person, at most all ties", unit="ties", low=3, high=8, grade="C",
        source="guess; the support clique, 3-5 in Zhou, Sornette, Hill & Dunbar 2005, recalled",
    )  # fmt: skip


def refuse_odd(degree: float, size: int) -> None:
    """Stop where half of the ties cannot go each way round.

    Raises:
        Mistake: a degree that is not an even whole number from 2, or not below `size`.
    """
    if degree < 2 or degree % 2:
        raise Mistake("community.degree", degree, "must be an even number of ties from 2", "Half go each way.")
    if degree >= size:
        most = max((size - 1) // 2 * 2, 2)
        advice = f"Set community.degree={most}." if most < size else "It needs at least 3 people."
        raise Mistake("community.degree", degree, f"must be below the {size} people", advice)
