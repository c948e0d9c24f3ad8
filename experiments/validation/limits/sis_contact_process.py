"""Word of mouth among people who keep leaving: the contact process on a network (SIS).

Customers praise the firm every week; a neighbour joins with probability β for each of them; customers leave with
probability γ and may be won again. Talk dies out where β/γ < 1/λ₁, and above that the N-intertwined mean field
(NIMFA) is an upper bound of the share of customers:

    v_i = τ·Σ_j a_ij·v_j / (1 + τ·Σ_j a_ij·v_j),   τ = β/γ          λ₁: largest eigenvalue of the adjacency matrix

What is said is heard a week later by those whose speaker is still there, so that talk is a little weaker than β/γ says;
the bound stays a bound.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import eigsh

from experiments.validation.case import Case
from experiments.validation.homogeneous_people import HomogeneousPeople
from experiments.validation.model_under_test import MONEYLESS, ModelUnderTest
from experiments.validation.observation import Reading, between, within
from simulation.draws import Floats
from simulation.world.market import Market

SIZE, LEAVES, BEGIN = 1000, 0.05, 300
BELOW, ABOVE = (0.6, 0.8), (2.0, 3.0)
"""β/γ as a multiple of 1/λ₁."""
CLOSE = 0.5
"""The least share of the bound: clustered ties and hearing late keep talk below it, and silence must not pass."""


def matrix(market: Market) -> sparse.csr_matrix:
    """Adjacency of the community."""
    ties = market.community
    return sparse.csr_matrix((np.ones(len(ties.neighbour)), ties.neighbour, ties.start), shape=(ties.size, ties.size))


def market_after_talk(trial: ModelUnderTest, multiple: float, weeks: int) -> tuple[Market, sparse.csr_matrix, float]:
    """A market at its end, its ties, and τ."""

    def world(wins: float) -> Market:
        """The market when one praising tie wins with that probability."""
        here = trial.alone(
            ["word_of_mouth", "acquisition", "churn"], f"weeks={weeks}", "mechanism.word_of_mouth.rate=1.0",
            "mechanism.word_of_mouth.praise_effect=0.0", "mechanism.word_of_mouth.complaint_effect=0.0",
            "mechanism.churn.referral_factor=1.0",
            f"mechanism.acquisition.weak={wins!r}", f"mechanism.acquisition.strong={wins!r}",
            people=HomogeneousPeople(SIZE, leaves=LEAVES, customers=BEGIN),
        )  # fmt: skip
        return Market(here, here.as_is, trial.seeds(1)[0], MONEYLESS)

    ties = matrix(world(0.0))
    largest = float(eigsh(ties, k=1, which="LA", return_eigenvectors=False, v0=np.ones(SIZE))[0])
    ratio = multiple / largest
    return world(ratio * LEAVES).run(), ties, ratio


def below(trial: ModelUnderTest) -> Reading:
    """Share of customers after 1,000 weeks below the threshold."""
    simulated = [market_after_talk(trial, m, 1000)[0].firms["customers"][1] / SIZE for m in BELOW]
    return within(0.0 * np.array(BELOW), simulated, 0.0, at=BELOW, axis="β/γ · λ₁")


def bound(ties: sparse.csr_matrix, ratio: float) -> float:
    """Share of customers in the N-intertwined mean field, by iteration from above."""
    share: Floats = np.ones(ties.shape[0])
    for _ in range(2000):
        pressure = ratio * (ties @ share)
        share = pressure / (1.0 + pressure)
    return float(share.mean())


def above(trial: ModelUnderTest) -> Reading:
    """Mean share of customers over the last 300 of 500 weeks, against the bound."""
    limits, simulated, errors = [], [], []
    for multiple in ABOVE:
        market, ties, ratio = market_after_talk(trial, multiple, 500)
        tail = market.record.series["customers"][200:, 1] / SIZE
        limits.append(bound(ties, ratio))
        simulated.append(tail.mean())
        errors.append(np.std(tail.reshape(6, 50).mean(axis=1), ddof=1) / np.sqrt(6))
    low, high = CLOSE * np.array(limits), np.array(limits) + 0.01
    found = between(limits, simulated, low, high, errors, at=ABOVE, axis="β/γ · λ₁", freedom=5)
    return replace(found, bound=True)


CASES = (
    Case(
        "recurrent_word_of_mouth_dies_out",
        "limit",
        "nobody is left after 1,000 weeks where β/γ < 1/λ₁",
        "Pastor-Satorras & Vespignani 2001; Van Mieghem, Omic & Kooij 2009",
        "exactly 0",
        below,
    ),
    Case(
        "recurrent_word_of_mouth_bound",
        "limit",
        "share of customers ≤ NIMFA where β/γ > 1/λ₁",
        "Van Mieghem, Omic & Kooij 2009",
        "at most NIMFA + 0.01; at least half of it, so that silence does not pass",
        above,
    ),
)
