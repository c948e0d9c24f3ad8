"""Graphs with a prescribed sequence of degrees.

    each person holds out as many stubs as the degree says; stubs are joined in pairs, all pairings equally likely

The graph is otherwise random, so its clustering vanishes as it grows and word of mouth on it has an exact threshold,
1/κ with κ = (⟨k²⟩ − ⟨k⟩)/⟨k⟩. About κ/2 self-loops and at most κ²/4 repeated ties are dropped and reported.

Source: Newman, Strogatz & Watts (2001), Random graphs with arbitrary degree distributions, Physical Review E 64.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulation.community.csr import Community
from simulation.community.limits import refuse_beyond_networkx
from simulation.community.published import drawn_by_networkx
from simulation.community.random_graph import mean_degree, mean_strong_ties
from simulation.community.ties import with_strong_ties
from simulation.community.triangles import Integers
from simulation.draws import Draws, Floats, luck
from simulation.mistake import Mistake
from simulation.parameters import check, parameter

_HALVINGS = 60  # of an interval in bisection: to the last bit of a float


@dataclass(frozen=True)
class Configuration:
    """The configuration model with degrees that are given, Poisson or power-law distributed."""

    law: str = parameter(
        "poisson", "degree distribution: poisson, power_law, or given (your own degrees)", unit="-",
        choices=("poisson", "power_law", "given"),
    )  # fmt: skip
    degree: float = mean_degree(12.0)
    exponent: float = parameter(
        2.5, "exponent of the power law, above 2", unit="1", low=2.1, high=3.0, grade="C",
        source="social networks 2-3 in Newman 2003, recalled",
    )  # fmt: skip
    degrees: tuple[int, ...] = ()  # ties of each person, for given; one number per row
    strong_ties: float = mean_strong_ties()

    placed: ClassVar[bool] = False

    def refuse(self, size: int) -> None:
        """Stop at an unknown law, degrees that no graph can have, or more than 100,000 people."""
        check(self, "community")
        if self.law == "given":
            self._refuse_given(size)
        elif not 0 < self.degree < size:
            raise Mistake("community.degree", self.degree, f"must be above 0 and below the {size} people")
        if self.law == "power_law" and not self.exponent > 2:
            raise Mistake(
                "community.exponent", self.exponent, "must be above 2, because otherwise the mean is infinite"
            )
        refuse_beyond_networkx(size)

    def build(self, size: int, seed: int) -> Community:
        """Build it."""
        self.refuse(size)
        community = drawn_by_networkx("configuration_model", size, seed, self.sequence(size, seed).tolist(), None)
        return with_strong_ties(community, self.strong_ties, seed)

    def sequence(self, size: int, seed: int) -> Integers:
        """The degree of each person before anything is dropped, shape (N,); its sum is even."""
        if self.law == "given":
            return np.array(self.degrees, dtype=np.int64)
        place = Draws(seed).of("community.configuration.degree", 0, luck(np.arange(size)))
        if self.law == "poisson":
            degrees = poisson_degrees(place, self.degree)
        else:
            degrees = power_law_degrees(place, self.degree, self.exponent)
        degrees = np.minimum(degrees, size - 1)
        degrees[np.argmin(degrees)] += degrees.sum() % 2  # a tie has two ends
        return degrees

    def _refuse_given(self, size: int) -> None:
        key = "community.degrees"
        if len(self.degrees) != size:
            raise Mistake(key, f"{len(self.degrees)} numbers", f"must be one for each of the {size} people")
        degrees = np.array(self.degrees, dtype=np.int64)
        wrong = degrees[(degrees < 0) | (degrees >= size)]
        if wrong.size:
            raise Mistake(key, int(wrong[0]), f"must be from 0 to {size - 1}, the number of other people")
        if degrees.sum() % 2:
            raise Mistake(key, f"sum {degrees.sum()}", "must add up to an even number", "Every tie has two ends.")


def poisson_degrees(place: Floats, mean: float) -> Integers:
    """Poisson quantiles at `place` in (0, 1), any shape; equivalent to the random graph of Erdős and Rényi."""
    reach = np.arange(1, int(mean + 12 * np.sqrt(mean) + 30))  # beyond it lies less than a draw can resolve
    log_mass = np.concatenate([[0.0], np.cumsum(np.log(mean / reach))]) - mean
    return np.searchsorted(np.cumsum(np.exp(log_mass)), place).astype(np.int64)


def power_law_degrees(place: Floats, mean: float, exponent: float) -> Integers:
    """Quantiles of a power law with a cut-off, rounded; any shape.

    P(k > y) = (y / lowest)^(1 − exponent), and never above √(mean · N), beyond which hubs would have to be tied to each
    other more than once (Boguñá, Pastor-Satorras & Vespignani 2004). `lowest` is such that the mean comes out right.
    """
    cut_off = np.floor(np.sqrt(mean * place.size))
    below, above = 0.0, mean
    for _ in range(_HALVINGS):
        lowest = (below + above) / 2
        tail = (lowest - lowest ** (exponent - 1) * cut_off ** (2 - exponent)) / (exponent - 2)
        below, above = (lowest, above) if lowest + tail < mean else (below, lowest)
    degrees = np.minimum(above * place ** (1 / (1 - exponent)), cut_off)
    return np.rint(degrees).astype(np.int64)
